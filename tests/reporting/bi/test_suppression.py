"""Nobody is found in what BI tools may see: by adding, subtracting or combining rows, totals, years and views."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from services.reporting.bi.area_tables import AreaTable
from services.reporting.bi.areas import Protected, protected
from services.reporting.bi.counted import Counted, Group, outputs_of, results_of
from services.reporting.bi.esf_rows import traits
from services.reporting.bi.groups import REST, Grouping, Key
from services.reporting.bi.small_rows import told
from services.reporting.domain.catalogues.esf_plus_2021_2027 import VERSION_1
from tests.reporting.bi.attacker import Attacker, Equation, Unknown

pytestmark = pytest.mark.hypothesis

OUTPUTS, RESULTS = outputs_of(VERSION_1), results_of(VERSION_1)
YEARS = [2024, 2025, 2026]
AREAS = ["mitte", "nord", "ost", "west"]
BANDS = ["unter 18", "18-29", "30-54"]

Person = tuple[str, str, int, int, str, str, frozenset[str], frozenset[tuple[int, str]]]


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    """Everybody who is counted: few and unevenly spread, so that small numbers are everywhere."""
    weights = draw(st.lists(st.integers(0, 14), min_size=len(AREAS), max_size=len(AREAS)))
    return [_person(draw, area) for area, weight in zip(AREAS, weights, strict=True) for _ in range(weight)]


def _person(draw: st.DrawFn, area: str) -> Person:
    age = draw(st.sampled_from(["30-54", "30-54", "18-29", "unter 18"]))
    employment = draw(st.sampled_from(["inactive", "inactive", "unemployed", "employed"]))
    codes = {"EECO01", {"inactive": "EECO04", "unemployed": "EECO02", "employed": "EECO05"}[employment]}
    codes |= {"unter 18": {"EECO06"}, "18-29": {"EECO07"}}.get(age, set())
    codes |= {"EECO03"} if employment == "unemployed" and draw(st.booleans()) else set()
    codes |= {draw(st.sampled_from(["EECO09", "EECO09", "EECO10", "EECO11"]))}
    codes |= {code for code in ("EECO12", "EECO14") if draw(st.integers(0, 3)) == 0}
    year = draw(st.sampled_from(YEARS))
    later = {(each, "EECR03") for each in YEARS if each >= year and draw(st.integers(0, 2)) == 0}
    gender = draw(st.sampled_from(["female", "female", "male"]))
    return area, gender, year, draw(st.integers(1, 2)), age, employment, frozenset(codes), frozenset(later)


def counted_of(everybody: list[Person]) -> Counted:
    groups = Counter(person[:7] for person in everybody)
    results = Counter((year, person[0], person[1], code) for person in everybody for year, code in person[7])
    return Counted(YEARS, [Group(*kind, persons) for kind, persons in groups.items()], results)


# --- what an attacker reckons with ------------------------------------------------------
#
# Unknown is how many people of a Sozialraum and gender have a trait, trait by trait: of people who entered in one
# half-year, how many are of an age and in an employment, or have a level of education, or a handicap. All traits divide
# the same people, and that is an equation as well. Which traits come together in the operation nobody is told.

AGES = sorted(BANDS)
EMPLOYMENTS = ["employed", "inactive", "long", "short"]
OF_UNEMPLOYED = ["long", "short"]
EDUCATION = ["EECO09", "EECO10", "EECO11"]
YES_OR_NO = ["EECO12", "EECO14"]


def facets(person: Person) -> list[tuple[object, ...]]:
    """The unknowns that somebody is part of, without Sozialraum and gender."""
    _, _, year, half, age, employment, codes, later = person
    if employment == "unemployed":
        employment = "long" if "EECO03" in codes else "short"
    education = next(code for code in EDUCATION if code in codes)
    traits_of = [(code, year, code in codes) for code in YES_OR_NO]
    results = [("EECR03", end, (end, "EECR03") in later) for end in YEARS]
    return [("work", year, half, age, employment), ("education", year, education), *traits_of, *results]


def sum_for(code: str, year: int, *, entered: Sequence[int] | None = None) -> list[tuple[object, ...]]:
    """The unknowns whose sum is an indicator at the end of a year, or of people who entered in these years."""
    years = [each for each in YEARS if each <= year] if entered is None else entered
    ages = {"EECO06": ["unter 18"], "EECO07": ["18-29"], "EECO08": []}.get(code, AGES)
    works = {"EECO02": OF_UNEMPLOYED, "EECO03": ["long"], "EECO04": ["inactive"], "EECO05": ["employed"]}
    if code in EDUCATION:
        return [("education", each, code) for each in years]
    if code in YES_OR_NO:
        return [(code, each, True) for each in years]
    if code == "EECR03":
        return [(code, year, True)]
    if code not in {"EECO01", "EECO06", "EECO07", *works}:
        return []
    return [("work", each, half, age, work) for each in years for half in (1, 2) for age in ages
            for work in works.get(code, EMPLOYMENTS)]  # fmt: skip


def same_people(area: str, gender: str) -> Iterator[Equation]:
    """Every trait divides the same people."""
    for year in YEARS:
        of_year = [(each, 1) for each in sum_for("EECO01", year, entered=[year])]
        divided: list[list[tuple[object, ...]]] = [[("education", year, code) for code in EDUCATION]]
        divided += [[(code, year, yes) for yes in (True, False)] for code in YES_OR_NO]
        for parts in divided:
            yield {(area, gender, one): sign for one, sign in (*of_year, *((part, -1) for part in parts))}, 0
        by_then = [(each, 1) for each in sum_for("EECO01", year)]
        results = [(("EECR03", year, yes), -1) for yes in (True, False)]
        yield {(area, gender, one): sign for one, sign in (*by_then, *results)}, 0


def equations(
    everybody: list[Person], counted: Counted, shown: Protected, rows: Mapping[Key, int | None]
) -> Iterator[Equation]:
    """All that is published of one operation: totals, rows by Sozialraum, and groups."""
    totals = Counter((person[1], one) for person in everybody for one in facets(person))
    for gender in counted.genders:
        for year in YEARS:
            for code in (*OUTPUTS, *RESULTS):
                inside = sum_for(code, year)
                terms: dict[Unknown, int] = {(area, gender, one): 1 for area in counted.areas for one in inside}
                yield terms, sum(totals[gender, one] for one in inside)
        for area in counted.areas:
            yield from same_people(area, gender)
    for (year, area, gender, code), value in shown.values.items():
        if value is not None:
            yield {(area, gender, one): 1 for one in sum_for(code, year)}, value
    yield from of_groups(rows)


def of_groups(rows: Mapping[Key, int | None]) -> Iterator[Equation]:
    """A named group is what its keys say; all groups of a Sozialraum and gender are its people."""
    whole: Counter[tuple[str, str]] = Counter()
    for key, persons in rows.items():
        if persons is not None and key.area != REST:
            whole[key.area, key.gender] += persons
            if key.half_year != REST:
                yield {(key.area, key.gender, one): 1 for one in _inside(key)}, persons
    for (area, gender), persons in whole.items():
        yield {(area, gender, one): 1 for one in sum_for("EECO01", YEARS[-1])}, persons


def _inside(key: Key) -> list[tuple[object, ...]]:
    year, half = map(int, key.half_year.split("-H"))
    ages = AGES if key.age_band == REST else [key.age_band]
    works = {REST: EMPLOYMENTS, "unemployed": OF_UNEMPLOYED}.get(key.employment, [key.employment])
    return [("work", year, half, age, work) for age in ages for work in works]


def small_numbers(everybody: list[Person], counted: Counted, smallest: int) -> Iterator[tuple[object, list[object]]]:
    """Every number below the operation that nobody may find: of a cell, of what came in a year, of a group."""
    here = Counter((person[0], person[1], one) for person in everybody for one in facets(person))
    asked: dict[object, list[tuple[object, ...]]] = {
        (code, year): sum_for(code, year) for code in (*OUTPUTS, *RESULTS) for year in YEARS
    }
    asked |= {(code, year, "came"): sum_for(code, year, entered=[year]) for code in OUTPUTS for year in YEARS}
    asked |= {one: [one] for one in sum_for("EECO01", YEARS[-1])}
    for area in counted.areas:
        for gender in counted.genders:
            for name, inside in asked.items():
                terms = [(area, gender, one) for one in inside]
                if 0 < sum(here[term] for term in terms) < smallest:
                    yield (area, gender, name), list(terms)


def found_by_attacker(everybody: list[Person], smallest: int) -> list[object]:
    """Which numbers that must stay hidden follow from what is published."""
    counted = counted_of(everybody)
    shown = protected(counted, VERSION_1, smallest)
    rows = dict(Grouping(counted, shown, traits(VERSION_1), smallest).rows())
    attacker = Attacker.knowing(equations(everybody, counted, shown, rows))
    secret = small_numbers(everybody, counted, smallest)
    return [name for name, terms in secret if attacker.found(terms) is not None]


@given(people(), st.integers(3, 6))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nobody_is_found_by_solving_all_that_is_published(everybody: list[Person], smallest: int) -> None:
    assume(len({person[0] for person in everybody}) > 1)  # the numbers of one Sozialraum are the operation's

    assert found_by_attacker(everybody, smallest) == []


@pytest.mark.campaign
@pytest.mark.timeout(3600)  # five minutes of computing, on a machine that does nothing else
@given(people(), st.integers(3, 6))
@settings(max_examples=2000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_nobody_is_found_however_long_one_looks(everybody: list[Person], smallest: int) -> None:
    assume(len({person[0] for person in everybody}) > 1)

    assert found_by_attacker(everybody, smallest) == []


def test_without_hiding_more_than_small_numbers_somebody_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AreaTable, "_follows", lambda *_: set())
    monkeypatch.setattr(AreaTable, "_is_left_alone", lambda *_: False)
    nobody = frozenset[tuple[int, str]]()
    codes = frozenset({"EECO01", "EECO04", "EECO09"})
    in_nord = [("nord", "female", 2024, 1, "30-54", "inactive", codes, nobody)] * 9
    alone = [("west", "female", 2024, 1, "30-54", "inactive", codes, nobody)]

    found = found_by_attacker([*in_nord, *alone], 3)

    assert ("west", "female", ("EECO01", 2024)) in found


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ({"nord": 9, "west": 4}, {"nord", "west"}),
        ({"nord": 9, "west": 1}, set()),
        ({"nord": 9, "ost": 4, "west": 1}, {"nord"}),
        ({"nord": 9, "ost": 1, "west": 1, "mitte": 1}, set()),
        ({"nord": 9, "ost": 1, "west": 2}, {"nord"}),
    ],
)
def test_of_counts_in_a_line_enough_is_hidden(numbers: dict[str, int], shown: set[str]) -> None:
    assert told(numbers, 3) == shown
