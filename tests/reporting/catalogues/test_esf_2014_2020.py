"""The catalogue of 2014-2020: its predicates on single rows, and a history read under both catalogues."""

import secrets
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from services.kernel.deciders import RuleViolation
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.documents import ESF_FORMS
from services.reporting.domain.catalogues import NoSuchCatalogue
from services.reporting.domain.catalogues.esf_2014_2020 import VERSION_1
from services.reporting.tables import esf_tables
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import entered, estimate, opened, released, status, supported
from tests.reporting.history import Source

NEVER_COLLECTED = {"CO12", "CO13", "CO14", "CO17", "CO20", "CO21", "CO22"}
SAMPLES = {"CO18", "CO19", "CR06", "CR07", "CR08", "CR09"}
ROW: dict[str, Any] = {
    "gender": "female",
    "birth_date": date(1980, 1, 1),
    "entry_date": date(2019, 3, 1),
    "employment": "inactive",
    "unemployed_since": None,
    "in_education": "no",
    "isced": 3,
    "disability": None,
    "foreign_background": None,
    "minority": None,
    "citizenship": None,
    "housing": None,
    "rural": False,
    "exit_status": None,
    "exit_education": None,
    "exit_qualification": None,
    "followup_status": None,
    "followup_improved": None,
    "as_of": date(2019, 12, 31),
}


def codes(**given: Any) -> set[str]:
    row = {**ROW, **given}
    return {one.code for one in VERSION_1.indicators if one.when is not None and one.when.holds(row)}


@pytest.mark.parametrize(
    ("born", "since", "long"),
    [
        (date(1994, 3, 2), date(2018, 8, 31), True),  # 24, one day more than six months
        (date(1994, 3, 2), date(2018, 9, 1), False),  # exactly six months
        (date(1994, 3, 1), date(2018, 8, 31), False),  # 25 today: twelve months are asked for
        (date(1994, 3, 1), date(2018, 2, 28), True),
        (date(1994, 3, 1), date(2018, 3, 1), False),  # exactly twelve months
    ],
)
def test_long_term_is_more_than_six_months_below_25_and_more_than_twelve_from_then_on(
    born: date, since: date, *, long: bool
) -> None:
    found = codes(employment="unemployed", birth_date=born, unemployed_since=since)

    assert ("CO02" in found) is long
    assert "CO01" in found


@pytest.mark.parametrize(("birth", "expected"), [(date(1964, 3, 1), True), (date(1964, 3, 2), False)])
def test_above_54_begins_with_the_55th_birthday(birth: date, *, expected: bool) -> None:
    assert ({"CO07", "CO08"} <= codes(birth_date=birth)) is expected


def test_old_and_inactive_counts_under_co08_only_out_of_education() -> None:
    old = date(1950, 1, 1)

    assert "CO08" in codes(birth_date=old)
    assert "CO08" not in codes(birth_date=old, in_education="yes")
    assert "CO08" not in codes(birth_date=old, in_education=None)
    assert "CO08" in codes(birth_date=old, employment="unemployed", in_education="yes")


def test_isced_0_has_no_code_of_its_own() -> None:
    assert not codes(isced=0) & {"CO09", "CO10", "CO11"}
    assert "CO09" in codes(isced=1)


@pytest.mark.parametrize("trait", [{"citizenship": "stateless"}, {"foreign_background": "yes"}, {"minority": "yes"}])
def test_one_of_three_traits_is_enough_for_co15_and_makes_disadvantaged(trait: dict[str, str]) -> None:
    found = codes(**trait, exit_status="employed", followup_status="employed")

    assert {"CO15", "CR04", "CR05", "CR06", "CR09"} <= found


def test_nobody_is_disadvantaged_by_refusing_to_answer() -> None:
    found = codes(citizenship="refused", disability="refused", minority="refused", exit_status="employed")

    assert not found & {"CO15", "CO16", "CR05"}


def test_what_is_collected_by_sample_or_not_at_all_is_marked() -> None:
    assert {one.code for one in VERSION_1.indicators if not one.collected} == NEVER_COLLECTED
    assert {one.code for one in VERSION_1.indicators if one.sample} == SAMPLES
    assert len(VERSION_1.indicators) == 32


# --- A history under both catalogues -------------------------------------------------


@pytest.fixture(scope="module")
def history(settings: Settings) -> Side:
    """Two operations with the same people: ``alt`` opened under 2014-2020, ``neu`` under the ESF+."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    side = side_of(settings, key)
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    old = structs.replace(opened("alt"), catalogue="esf-2014-2020", specific_objective="9i", start=date(2015, 1, 1))
    new = structs.replace(opened("neu"), start=date(2015, 1, 1))
    facts = [old, structs.replace(released("alt"), catalogue="esf-2014-2020"), new, released("neu")]
    side.take(districts.record_all(facts))
    for key in ("alt", "neu"):
        side.take(intake.record_all(_people(key)))
    return side


def _people(operation: str) -> list[Any]:
    given = {"operation": operation, "entry_date": "2019-03-01"}
    first, second = f"{operation}-1", f"{operation}-2"
    return [
        entered(
            first, **given, employment="unemployed", unemployed_since="2018-08-01", birth_date="1999-01-01", isced=0,
            exit_date="2019-06-01",
        ),
        status(first, "exit", "2019-06-10", "employed"),
        entered(second, **given, gender="male", birth_date="1950-01-01", disability="yes"),
        entered(f"{operation}-3", **given, isced=None),
        entered(f"{operation}-4", **given, gender=None),
        entered(f"{operation}-5", **given, state="draft"),
        structs.replace(supported(f"{operation}-firm", "2019-05-01", "enterprise"), operation=operation),
        structs.replace(estimate("EECO16", "2019-06-30", female=1), operation=operation),
    ]  # fmt: skip


def cells(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["code"]: one for one in document["indicators"]}


@pytest.mark.server
def test_an_operation_of_2014_2020_is_reported_by_its_own_codes(history: Side) -> None:
    document = history.esf("alt", "2019-12-31")
    found = cells(document)

    assert (document["catalogue"], document["catalogue_version"]) == ("esf-2014-2020", 1)
    assert list(found) == [one.code for one in VERSION_1.indicators]
    assert {code for code, one in found.items() if one["total"]} == {
        *("CO01", "CO02", "CO03", "CO04", "CO06", "CO07", "CO08", "CO10", "CO16", "CO23"),
        "CR04",
    }
    assert found["CO12"] == {
        "code": "CO12", "female": None, "male": None, "non_binary": None, "total": None, "estimated": False,
        "reason": "not_collected",
    }  # fmt: skip
    assert found["CO20"] == {"code": "CO20", "total": None, "estimated": False, "reason": "not_collected"}
    assert found["CO18"]["sample"] is True
    assert found["CO18"]["estimated"] is False  # the estimate is of the ESF+, whose definition is another one


@pytest.mark.server
def test_the_grand_total_includes_whoever_is_incomplete_and_no_draft(history: Side) -> None:
    document = history.esf("alt", "2019-12-31")

    assert document["grand_total"] == {"female": 2, "male": 1, "non_binary": 0, "unknown": 1, "total": 4}
    assert document["not_counted"] == [
        {"reason": "draft", "participations": 1},
        {"reason": "incomplete", "participations": 2},
    ]
    assert [one["id"] for one in document["checks"]] == [f"K{number}" for number in range(1, 10)]
    assert {one["holds"] for one in document["checks"]} == {True}


@pytest.mark.server
def test_the_same_history_is_read_under_either_catalogue(history: Side) -> None:
    read = {
        (key, rules): history.esf(key, "2019-12-31", catalogue=rules)
        for key in ("alt", "neu")
        for rules in ("esf-2014-2020", "esf-plus-2021-2027")
    }

    for rules in ("esf-2014-2020", "esf-plus-2021-2027"):
        assert read["alt", rules]["indicators"] == read["neu", rules]["indicators"]
    assert read["neu", "esf-plus-2021-2027"] == history.esf("neu", "2019-12-31")
    assert "grand_total" not in read["alt", "esf-plus-2021-2027"]
    assert cells(read["alt", "esf-plus-2021-2027"])["EECO03"]["total"] == 0
    assert cells(read["alt", "esf-plus-2021-2027"])["EECO16"]["estimated"] is True


@pytest.mark.server
def test_every_form_of_the_document_shows_what_is_not_collected(history: Side) -> None:
    document = history.esf("alt", "2019-12-31")
    shown = {row[0]: row[-1] for row in esf_tables(document).table("indicators").rows}

    assert (shown["CO12"], shown["CO18"], shown["CO01"]) == ("nicht erhoben", "nein, Stichprobe genügt", "nein")
    assert all(form(document) for form in ESF_FORMS.values())


@pytest.mark.server
def test_an_unknown_catalogue_is_refused(history: Side) -> None:
    with pytest.raises(NoSuchCatalogue) as refused:
        history.esf("alt", "2019-12-31", catalogue="esf-2028-2034")
    assert isinstance(refused.value, RuleViolation)
