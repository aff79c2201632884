"""Each plausibility rule: a case that it passes, one that it warns of, and the one right at the threshold."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from services.contracts.reporting import CheckConfigured
from services.reporting.checking.findings import SMALLEST_BASE, Finding, findings
from services.reporting.checking.plausibility import RULE_OF, RULES
from services.reporting.checking.rules import RecordRule
from services.reporting.checking.seen import Seen, seen
from services.reporting.checking.settings import (
    AS_DELIVERED,
    PLAUSIBILITY,
    CheckSetting,
    ConfigureCheck,
    ThresholdOutOfReach,
)
from services.reporting.domain.catalogues.esf_plus_2021_2027 import VERSION_1
from services.reporting.domain.cells import GENDERS, Cells
from services.reporting.domain.checks import Compared
from services.reporting.explaining.assessed import Assessed
from tests.kit.spec import specify
from tests.reporting.history import id_of

AS_OF = date(2024, 12, 31)
ENTRY = date(2024, 3, 1)
ROW: dict[str, Any] = {
    "gender": "female",
    "birth_date": date(1990, 1, 1),
    "entry_date": ENTRY,
    "exit_date": None,
    "employment": "inactive",
    "unemployed_since": None,
    "in_education": "no",
    "isced": 2,
    "disability": "no",
    "foreign_background": "no",
    "minority": "no",
    "citizenship": "german",
    "housing": "housed",
    "residence_ags": None,
    "rural": False,
    "exit_status": None,
    "followup_status": None,
}
ALL_REFUSED = dict.fromkeys(("disability", "foreign_background", "minority", "citizenship", "housing"), "refused")


def person(number: int = 0, *, reason: str | None = None, who: int | None = None, **given: Any) -> Assessed:
    """Somebody who differs from all others by the birth date."""
    row = {**ROW, "birth_date": date(1970, 1, 1) + timedelta(days=number), **given}
    return Assessed(
        participation=id_of("participation", number),
        person=id_of("person", number if who is None else who),
        gender=row["gender"],
        reason=None if reason is None else (reason, reason),
        codes=frozenset(),
        row=row,
    )


def cells(**values: int) -> dict[str, dict[str, int]]:
    persons = {one.code: dict.fromkeys(GENDERS, 0) for one in VERSION_1.indicators if one.when is not None}
    return persons | {code: {"female": value, "male": 0, "non_binary": 0} for code, value in values.items()}


def compared(now: int = 0, before: int = 0) -> Compared:
    return Compared(VERSION_1, Cells(cells(EECO01=now), {}), cells(EECO01=before))


def warned(people: Iterable[Assessed], cells: Compared | None = None) -> dict[str, Finding]:
    found = findings(seen(people, AS_OF), cells or compared(), AS_DELIVERED)
    return {one.rule.key: one for one in found}


def born(years: int, days: int = 0) -> date:
    """Birth date of who is so many years and days old on entry."""
    return ENTRY.replace(year=ENTRY.year - years) - timedelta(days=days)


RECORDS: Sequence[tuple[str, dict[str, Any], dict[str, Any]]] = (
    # rule, warned of at its edge, just not
    ("doctorate_too_young", {"isced": 8, "birth_date": born(24, -1)}, {"isced": 8, "birth_date": born(24)}),
    ("doctorate_too_young", {"isced": 8, "birth_date": born(8)}, {"isced": 7, "birth_date": born(30)}),
    ("degree_too_young", {"isced": 5, "birth_date": born(18, -1)}, {"isced": 5, "birth_date": born(18)}),
    ("degree_too_young", {"isced": 7, "birth_date": born(17)}, {"isced": 4, "birth_date": born(17)}),
    ("school_leaving_too_young", {"isced": 3, "birth_date": born(16, -1)}, {"isced": 3, "birth_date": born(16)}),
    ("school_leaving_too_young", {"isced": 4, "birth_date": born(10)}, {"isced": 2, "birth_date": born(10)}),
    (
        "working_too_young",
        {"employment": "employed", "birth_date": born(15, -1)},
        {"employment": "employed", "birth_date": born(15)},
    ),
    (
        "working_too_young",
        {"employment": "unemployed", "birth_date": born(14)},
        {"employment": "inactive", "birth_date": born(14)},
    ),
    ("very_old", {"birth_date": born(91)}, {"birth_date": born(91, -1)}),
    ("short_stay", {"exit_date": ENTRY}, {"exit_date": ENTRY + timedelta(days=1)}),
    ("short_stay", {"exit_date": ENTRY}, {"exit_date": None}),
    (
        "long_stay",
        {"entry_date": AS_OF - timedelta(days=1096)},
        {"entry_date": AS_OF - timedelta(days=1095)},
    ),
    (
        "long_stay",
        {"entry_date": AS_OF - timedelta(days=2000), "exit_date": AS_OF + timedelta(days=1)},
        {"entry_date": AS_OF - timedelta(days=2000), "exit_date": AS_OF},
    ),
    ("everything_refused", ALL_REFUSED, {**ALL_REFUSED, "housing": "housed"}),
    ("everything_refused", ALL_REFUSED, {**ALL_REFUSED, "housing": None}),
)


@pytest.mark.parametrize(("rule", "bad", "good"), RECORDS)
def test_a_rule_about_one_record_warns_up_to_its_edge(rule: str, bad: dict[str, Any], good: dict[str, Any]) -> None:
    found = warned([person(0, **{"birth_date": ROW["birth_date"], **bad}), person(1, **{"isced": 2, **good})])

    assert found[rule].participations == (id_of("participation", 0),)


def test_every_rule_about_one_record_has_its_cases() -> None:
    assert {rule.key for rule in RULES if isinstance(rule, RecordRule)} == {rule for rule, *_ in RECORDS}


@pytest.mark.parametrize("unknown", [{"birth_date": None}, {"isced": None}])
def test_what_is_not_known_is_not_implausible(unknown: dict[str, Any]) -> None:
    row = {"isced": 8, "birth_date": born(8), **unknown}

    assert not {"doctorate_too_young", "degree_too_young"} & set(warned([person(0, reason="incomplete", **row)]))


def test_an_ordinary_record_is_not_warned_of() -> None:
    assert warned([person(1)]) == {}


@pytest.mark.parametrize("reason", ["cancelled", "draft", "linked", "erased", "after_as_of", "structure_based"])
def test_only_what_counts_or_lacks_something_is_looked_at(reason: str) -> None:
    assert warned([person(0, reason=reason, isced=8, birth_date=born(8))]) == {}


# --- Records that are alike ---------------------------------------------------------


def test_a_person_who_counts_twice_is_named_with_both_records() -> None:
    found = warned([person(0, who=7), person(1), person(2, who=7)])

    assert found["person_twice"].participations == (id_of("participation", 0), id_of("participation", 2))


def test_a_second_record_that_does_not_count_is_no_second_time() -> None:
    assert "person_twice" not in warned([person(0, who=7), person(2, who=7, reason="incomplete")])


def test_records_that_are_alike_in_everything_are_suspected() -> None:
    twin = {"birth_date": born(40)}

    assert len(warned([person(0, **twin), person(1, **twin)])["alike_records"].participations) == 2
    assert "alike_records" not in warned([person(0, **twin), person(1, **twin, gender="male")])
    assert "alike_records" not in warned([person(0, birth_date=None), person(1, birth_date=None)])


@pytest.mark.parametrize(("many", "expected"), [(26, True), (25, False)])
def test_many_entries_or_exits_on_one_day_are_suspected(many: int, *, expected: bool) -> None:
    found = warned([person(number, exit_date=AS_OF) for number in range(many)])

    assert ("entries_on_one_day" in found) is expected
    assert ("exits_on_one_day" in found) is expected


def test_exits_after_the_reports_day_have_not_happened() -> None:
    assert "exits_on_one_day" not in warned(
        [person(number, exit_date=AS_OF + timedelta(days=1)) for number in range(26)]
    )


# --- The operation as a whole --------------------------------------------------------


def some(part: int, of: int, odd: dict[str, Any], even: dict[str, Any] | None = None) -> list[Assessed]:
    """``part`` people with ``odd`` among ``of``; entered on days of their own."""
    days = [ENTRY + timedelta(days=number) for number in range(of)]
    return [person(number, entry_date=days[number], **(odd if number < part else even or {})) for number in range(of)]


LEFT = {"exit_date": AS_OF - timedelta(days=29)}
LEFT_LONG_AGO = {"exit_date": AS_OF - timedelta(days=276), "entry_date": date(2023, 1, 1)}
ANSWERED = {"exit_status": "employed", "followup_status": "employed"}
SHARES: Sequence[tuple[str, Callable[[int, int], list[Assessed]], int, int]] = (
    # rule, people by part and base, the largest part of 20 that passes, the smallest that is warned of
    ("incomplete_share", lambda part, of: some(part, of, {"reason": "incomplete", "isced": None}), 2, 3),
    ("women_share", lambda part, of: some(part, of, {}, {"gender": "male"}), 8, 7),
    ("refused_share", lambda part, of: some(part, of, {"minority": "refused"}), 10, 11),
    ("exit_unanswered_share", lambda part, of: some(part, of, LEFT, {**LEFT, **ANSWERED}), 4, 5),
    (
        "followup_unanswered_share",
        lambda part, of: [
            person(number, **LEFT_LONG_AGO, **({"exit_status": "employed"} if number < part else ANSWERED))
            for number in range(of)
        ],
        10,
        11,
    ),
)


@pytest.mark.parametrize(("rule", "people", "fine", "too_many"), SHARES)
def test_a_share_is_warned_of_beyond_its_threshold(
    rule: str, people: Callable[[int, int], list[Assessed]], fine: int, too_many: int
) -> None:
    assert rule not in warned(people(fine, 20))
    found = warned(people(too_many, 20))[rule].share

    assert found is not None
    assert (found.part, found.base) == (too_many, 20)


def test_a_share_among_few_says_nothing() -> None:
    few = some(SMALLEST_BASE - 1, SMALLEST_BASE - 1, {"minority": "refused"})

    assert "refused_share" not in warned(few)
    assert "refused_share" in warned([*few, person(99, minority="refused")])


def test_who_left_within_four_weeks_is_not_asked_for_yet() -> None:
    assert "exit_unanswered_share" not in warned(some(20, 20, {"exit_date": AS_OF - timedelta(days=28)}))


@pytest.mark.parametrize(
    ("before", "now", "expected"), [(20, 30, False), (20, 31, True), (9, 90, False), (20, 10, False)]
)
def test_a_jump_is_warned_of_beyond_half_as_much_again(before: int, now: int, *, expected: bool) -> None:
    found = warned([], compared(now, before))

    assert ("jump" in found) is expected
    if expected:
        assert [(one.code, one.before, one.value) for one in found["jump"].grown] == [("EECO01", before, now)]


# --- Thresholds ----------------------------------------------------------------------

given = specify(PLAUSIBILITY)


def test_a_district_sets_a_threshold_and_the_rule_warns_from_there() -> None:
    people = seen([person(0, birth_date=born(30), isced=8)], AS_OF)
    stricter = {**AS_DELIVERED, "doctorate_too_young": CheckSetting(31, active=True)}
    switched_off = {**stricter, "doctorate_too_young": CheckSetting(31, active=False)}

    assert findings(people, compared(), AS_DELIVERED) == []
    assert [one.threshold for one in findings(people, compared(), stricter)] == [31]
    assert findings(people, compared(), switched_off) == []


def test_a_setting_is_stored_once_and_can_be_taken_back() -> None:
    set_to = CheckConfigured(check="women_share", threshold=30)

    given().when(ConfigureCheck(check="women_share", threshold=30)).then(set_to)
    given(set_to).when(ConfigureCheck(check="women_share", threshold=30)).then()
    given(set_to).when(ConfigureCheck(check="women_share", threshold=None)).then(CheckConfigured(check="women_share"))
    given().when(ConfigureCheck(check="women_share", threshold=None)).then()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_a_threshold_stays_within_what_the_rule_can_mean(rule: Any) -> None:
    refused = ThresholdOutOfReach

    given().when(ConfigureCheck(check=rule.key, threshold=rule.highest + 1)).then_refused(refused, field="threshold")
    if rule.lowest:
        given().when(ConfigureCheck(check=rule.key, threshold=rule.lowest - 1)).then_refused(refused)
    assert rule.lowest <= rule.threshold <= rule.highest
    assert "{}" in rule.text
    assert RULE_OF[rule.key] is rule


def test_people_are_seen_in_their_order() -> None:
    people = seen([person(2), person(1)], AS_OF)

    assert [one.participation for one in people] == [id_of("participation", 2), id_of("participation", 1)]
    assert isinstance(people[0], Seen)
