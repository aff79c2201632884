"""Who is counted for what: hand-made cases for the oracle's reports."""

from datetime import date

import pytest

from tests.oracle.activity import activity_report
from tests.oracle.checks import checks
from tests.oracle.counting import CODES, Count, Counted, count
from tests.oracle.dates import (
    add_months,
    completed_years,
    followup_window,
    parse_date,
    previous_reporting_date,
)
from tests.oracle.esf import digest, esf_report
from tests.oracle.kit import (
    COMPLETE,
    LATE,
    OPERATION,
    SOCIAL,
    codes,
    person,
    reasons,
    recorded,
    results,
    status,
)
from tests.oracle.rows import Recorded, RuralMark, moment

# --- the calendar -----------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        (date(2006, 3, 10), date(2024, 3, 9), 17),
        (date(2006, 3, 10), date(2024, 3, 10), 18),
        (date(1994, 3, 10), date(2024, 3, 9), 29),
        (date(1994, 3, 10), date(2024, 3, 10), 30),
        (date(2004, 2, 29), date(2022, 2, 28), 17),
        (date(2004, 2, 29), date(2022, 3, 1), 18),
        (date(2004, 2, 29), date(2024, 2, 28), 19),
        (date(2004, 2, 29), date(2024, 2, 29), 20),
        (date(2024, 1, 1), date(2024, 1, 1), 0),
    ],
)
def test_a_year_is_completed_on_the_birthday(birth: date, day: date, years: int) -> None:
    assert completed_years(birth, day) == years


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2024, 12, 31), 9, date(2025, 9, 30)),
        (date(2024, 6, 30), 6, date(2024, 12, 30)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
    ],
)
def test_months_are_calendar_months_clamped_to_their_end(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_the_followup_window_counts_both_ends_from_the_exit_date() -> None:
    assert followup_window(date(2024, 5, 31)) == (date(2024, 11, 30), date(2025, 2, 28))


@pytest.mark.parametrize(
    ("as_of", "before"),
    [
        (date(2026, 12, 31), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2025, 12, 31)),
        (date(2026, 7, 1), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_previous_reporting_date_lies_strictly_before(as_of: date, before: date) -> None:
    assert previous_reporting_date(as_of) == before


@pytest.mark.parametrize("text", ["2024-2-01", "1.2.2024", "2023-02-29", "20240201", "", "heute"])
def test_only_the_two_written_forms_are_dates(text: str) -> None:
    assert parse_date(text) is None


def test_german_dates_are_read_like_the_others() -> None:
    assert parse_date("29.02.2024") == parse_date("2024-02-29") == date(2024, 2, 29)


# --- outputs ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "code"),
    [
        ("2006-01-11", "EECO06"),
        ("2006-01-10", "EECO07"),
        ("1994-01-11", "EECO07"),
        ("1994-01-10", None),
        ("1969-01-11", None),
        ("1969-01-10", "EECO08"),
    ],
)
def test_age_groups_change_on_the_birthday(birth: str, code: str | None) -> None:
    found = codes(person(birth_date=birth)) & {"EECO06", "EECO07", "EECO08"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("since", "entry", "long_term"),
    [
        ("2023-01-10", "2024-01-10", True),
        ("2023-01-11", "2024-01-10", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-02-27", False),
        ("2023-02-28", "2024-02-28", True),
        ("2024-01-10", "2024-01-10", False),
    ],
)
def test_long_term_means_twelve_calendar_months_on_entry(since: str, entry: str, *, long_term: bool) -> None:
    found = codes(person(employment="unemployed", unemployed_since=since, entry_date=entry, exit_date=""))
    assert "EECO02" in found
    assert ("EECO03" in found) is long_term


def test_unemployed_since_says_nothing_about_the_employed() -> None:
    assert "EECO03" not in codes(person(employment="employed", unemployed_since="2020-01-01"))


@pytest.mark.parametrize(
    ("isced", "code"),
    [("0", "EECO09"), ("2", "EECO09"), ("3", "EECO10"), ("4", "EECO10"), ("5", "EECO11")],
)
def test_education_is_grouped_by_level(isced: str, code: str) -> None:
    assert codes(person(isced=isced)) & {"EECO09", "EECO10", "EECO11"} == {code}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"disability": "yes"}, "EECO12"),
        ({"citizenship": "third_country"}, "EECO13"),
        ({"citizenship": "stateless"}, "EECO13"),
        ({"citizenship": "undetermined"}, "EECO13"),
        ({"foreign_background": "yes"}, "EECO14"),
        ({"minority": "yes"}, "EECO15"),
        ({"housing": "insecure"}, "EECO16"),
        ({"housing": "houseless"}, "EECO16"),
        ({"residence_ags": "16051057"}, "EECO17"),
    ],
)
def test_traits_are_counted_where_they_are_said(cells: dict[str, str], code: str) -> None:
    assert code in codes(person(**cells))


@pytest.mark.parametrize("unsaid", ["refused", "no", ""])
def test_refused_no_and_unknown_are_not_counted(unsaid: str) -> None:
    cells = {"disability": unsaid, "foreign_background": unsaid, "minority": unsaid}
    places = {"citizenship": "eu", "housing": "housed", "residence_ags": "16051000"}
    found = codes(person(**cells, **places))
    assert not found & {f"EECO{number}" for number in range(12, 18)}


def test_refused_citizenship_and_housing_are_not_counted() -> None:
    found = codes(person(citizenship="refused", housing="refused"))
    assert not found & {"EECO13", "EECO16"}


def test_a_municipality_is_rural_from_the_moment_it_was_marked() -> None:
    history, mark = [person(residence_ags="16068059")], [RuralMark("16068059", moment(5))]
    before = count(history, OPERATION, mark, LATE, moment(4)).counted[0].codes
    after = count(history, OPERATION, mark, LATE, moment(5)).counted[0].codes
    assert after - before == {"EECO17"}


# --- who is counted at all --------------------------------------------------


@pytest.mark.parametrize("gap", ["gender", "birth_date", "employment", "isced"])
def test_who_is_incomplete_is_not_counted(gap: str) -> None:
    assert codes(person(**{gap: ""})) == set()
    assert reasons(person(**{gap: ""})) == ["incomplete"]


def test_the_unemployed_are_incomplete_without_their_since() -> None:
    assert reasons(person(employment="unemployed")) == ["incomplete"]


def test_the_first_reason_is_the_one_that_is_told() -> None:
    gaps = {"gender": "", "entry_date": "2025-05-05", "exit_date": ""}
    early = date(2024, 12, 31)
    assert reasons(person(state="cancelled", **gaps), as_of=early) == ["cancelled"]
    assert reasons(person(state="draft", **gaps), as_of=early) == ["draft"]
    assert reasons(person(**gaps), as_of=early) == ["after_as_of"]
    assert reasons(person(**gaps)) == ["incomplete"]


def test_reasons_stand_in_their_order_with_their_numbers() -> None:
    history = [
        person(participant_no="1", isced=""),
        person(participant_no="2", state="draft"),
        person(participant_no="3", state="cancelled"),
        person(participant_no="4", state="draft"),
    ]
    assert esf_report(history, OPERATION, [], LATE)["not_counted"] == [
        {"reason": "cancelled", "participations": 1},
        {"reason": "draft", "participations": 2},
        {"reason": "incomplete", "participations": 1},
    ]


def test_an_empty_state_means_submitted() -> None:
    assert "EECO01" in codes(person(state=""))


def test_who_enters_on_the_day_of_the_report_is_counted() -> None:
    assert "EECO01" in codes(person(), as_of=date(2024, 1, 10))
    assert codes(person(), as_of=date(2024, 1, 9)) == set()


def test_a_correction_replaces_its_columns_and_leaves_the_others() -> None:
    change = {"participant_no": "A", "sozialraum": "rieth", "entry_date": "2024-01-10"}
    found = codes(
        person(disability="yes", minority="yes"),
        recorded("participants", {**change, "disability": ""}),
    )
    assert found & {"EECO12", "EECO15"} == {"EECO15"}


def test_what_was_recorded_later_was_not_known_then() -> None:
    history = [person(0, disability="no"), person(2, disability="yes")]
    assert "EECO12" not in count(history, OPERATION, [], LATE, moment(1)).counted[0].codes
    assert "EECO12" in count(history, OPERATION, [], LATE, moment(2)).counted[0].codes


def test_other_operations_are_not_counted() -> None:
    elsewhere = recorded("participants", dict(COMPLETE), operation="another")
    assert esf_report([elsewhere], OPERATION, [], LATE)["indicators"][0]["total"] == 0


# --- results ----------------------------------------------------------------


def test_searching_at_exit_and_a_job_on_day_20_is_a_job_only() -> None:
    found = results(person(), status("2024-06-01", "job_seeking"), status("2024-06-21", "employed"))
    assert found == {"EECR04"}


def test_a_job_at_once_and_unemployed_within_28_days_is_searching_only() -> None:
    found = results(person(), status("2024-06-01", "employed"), status("2024-06-29", "unemployed"))
    assert found == {"EECR01"}


def test_what_is_29_days_after_the_exit_is_not_read() -> None:
    assert results(person(), status("2024-06-29", "employed")) == {"EECR04"}
    assert results(person(), status("2024-06-30", "employed")) == set()


def test_the_unemployed_do_not_count_as_searching_on_leaving() -> None:
    unemployed = person(employment="unemployed", unemployed_since="2023-12-01")
    assert results(unemployed, status("2024-06-02", "job_seeking")) == set()
    assert results(unemployed, status("2024-06-02", "employed")) == {"EECR04"}


def test_who_was_employed_on_entry_does_not_find_a_job() -> None:
    assert results(person(employment="employed"), status("2024-06-02", "employed")) == set()


def test_no_answer_answers_nothing() -> None:
    silent = status("2024-06-20", "no_answer", reason="verzogen")
    assert results(person(), status("2024-06-02", "employed"), silent) == {"EECR04"}
    assert results(person(), silent) == set()


def test_on_one_day_the_status_recorded_last_decides() -> None:
    first, second = status("2024-06-05", "employed"), status("2024-06-05", "unemployed", order=2)
    assert results(person(), first, second) == {"EECR01"}
    assert results(person(), second, first) == {"EECR04"}


def test_the_latest_date_decides_even_if_it_was_recorded_first() -> None:
    assert results(person(), status("2024-06-20", "employed"), status("2024-06-05", "unemployed", order=2)) == {
        "EECR04"
    }


def test_statuses_after_the_day_of_the_report_are_not_read() -> None:
    history = [person(), status("2024-06-01", "employed"), status("2024-06-21", "unemployed")]
    assert results(*history, as_of=date(2024, 6, 20)) == {"EECR04"}
    assert results(*history, as_of=date(2024, 6, 21)) == {"EECR01"}


def test_before_the_exit_there_are_no_results() -> None:
    history = [person(), status("2024-06-01", "employed")]
    assert results(*history, as_of=date(2024, 5, 31)) == set()
    assert results(*history, as_of=date(2024, 6, 1)) == {"EECR04"}


def test_education_counts_for_those_who_were_in_none() -> None:
    learns = status("2024-06-05", "inactive", in_education="yes")
    assert results(person(in_education="no"), learns) == {"EECR02"}
    assert results(person(in_education="yes"), learns) == set()
    assert results(person(in_education=""), learns) == set()


def test_education_given_up_within_the_window_is_not_counted() -> None:
    learns = status("2024-06-05", "inactive", in_education="yes")
    stops = status("2024-06-09", "inactive", in_education="no")
    unasked = status("2024-06-09", "inactive")
    assert results(person(in_education="no"), learns, stops) == set()
    assert results(person(in_education="no"), learns, unasked) == {"EECR02"}


def test_a_row_without_a_labour_answer_still_answers_about_education() -> None:
    learns = status("2024-06-05", "no_answer", reason="Brief", in_education="yes")
    assert results(person(in_education="no"), learns) == {"EECR02"}


def test_a_later_no_does_not_undo_a_qualification() -> None:
    gained = status("2024-06-05", "inactive", qualification="yes")
    denied = status("2024-06-09", "inactive", qualification="no")
    assert results(person(), gained, denied) == {"EECR03"}
    assert results(person(), denied) == set()


def test_six_months_later_the_clamped_window_is_read() -> None:
    left = person(exit_date="2024-08-31")
    for day, found in [
        ("2025-02-27", set()),
        ("2025-02-28", {"EECR05"}),
        ("2025-05-31", {"EECR05"}),
        ("2025-06-01", set()),
    ]:
        assert results(left, status(day, "employed", kind="followup")) == found


def test_followups_say_nothing_about_education_and_qualification() -> None:
    later = status("2024-12-10", "inactive", kind="followup", in_education="yes", qualification="yes")
    assert results(person(in_education="no"), later) == set()


def test_the_employed_improve_whatever_their_status_is() -> None:
    better = status("2024-12-10", "no_answer", kind="followup", reason="Brief", improved="yes")
    worse = status("2024-12-20", "employed", kind="followup", improved="no")
    assert results(person(employment="employed"), better) == {"EECR06"}
    assert results(person(employment="employed"), better, worse) == set()
    assert results(person(), better) == set()


def test_improvement_said_at_the_exit_has_no_place() -> None:
    said = status("2024-06-02", "employed", improved="yes")
    assert results(person(employment="employed"), said) == set()


def test_statuses_are_read_against_the_exit_date_valid_for_the_report() -> None:
    found_job = status("2024-06-05", "employed")
    assert results(person(), found_job, person(2, exit_date="2024-09-01")) == set()
    assert results(person(), found_job, person(2, exit_date="2024-05-20")) == {"EECR04"}
    assert results(person(), found_job, person(2, exit_date="")) == set()


def test_a_status_taken_back_is_not_read_and_may_be_recorded_again_as_the_last() -> None:
    job, loss = status("2024-06-05", "employed"), status("2024-06-05", "unemployed")
    back = status("2024-06-05", "employed", order=2, state="cancelled")
    assert results(person(), job, back) == set()
    assert results(person(), job, loss, back, job) == {"EECR04"}
    assert results(person(), job, loss) == {"EECR01"}


# --- the document -----------------------------------------------------------


def test_all_indicators_stand_in_code_order_with_zeros() -> None:
    indicators = esf_report([], OPERATION, [], LATE)["indicators"]
    assert [entry["code"] for entry in indicators] == list(CODES) == sorted(CODES)
    assert indicators[17] == {"code": "EECO18", "total": 0, "estimated": False}
    assert indicators[0]["non_binary"] == 0


def test_every_gender_has_its_column() -> None:
    history = [person(participant_no=gender, gender=gender) for gender in ("female", "male", "non_binary")]
    first = esf_report(history, OPERATION, [], LATE)["indicators"][0]
    numbers = {name: first[name] for name in ("female", "male", "non_binary", "total")}
    assert numbers == {"female": 1, "male": 1, "non_binary": 1, "total": 3}


def test_social_inclusion_asks_for_less_and_counts_less() -> None:
    bare = person(employment="", isced="", disability="yes")
    assert reasons(bare) == ["incomplete"]
    assert codes(bare, operation=SOCIAL) == {"EECO01", "EECO12"}


def test_social_inclusion_leaves_out_work_education_and_results() -> None:
    history = [person(birth_date="2010-01-01"), status("2024-06-05", "employed")]
    assert codes(*history, operation=SOCIAL) == {"EECO01", "EECO06"}
    answers = esf_report(history, SOCIAL, [], LATE)["checks"]
    assert [check["id"] for check in answers] == ["C2", "C3", "C5", "C6", "C7", "C8", "C9"]


def test_a_result_that_was_lost_again_breaks_c9() -> None:
    left = person(exit_date="2024-06-20")
    history = [left, status("2024-06-25", "employed"), status("2024-07-05", "unemployed")]
    assert _holds(history, date(2024, 12, 31))["C9"] is False
    assert _holds(history, date(2025, 6, 30))["C9"] is True


def test_c9_looks_at_every_gender() -> None:
    history = [
        person(exit_date="2024-06-20"),
        person(participant_no="B", gender="male", exit_date="2024-06-20"),
        status("2024-06-25", "employed"),
        status("2024-07-05", "unemployed"),
        status("2024-07-05", "employed", participant_no="B"),
    ]
    report = esf_report(history, OPERATION, [], date(2024, 12, 31))
    assert next(i for i in report["indicators"] if i["code"] == "EECR04")["total"] == 1
    assert _holds(history, date(2024, 12, 31))["C9"] is False


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        ({"EECO01"}, {"C1", "C4"}),
        ({"EECO01", "EECO04", "EECO10", "EECO03"}, {"C2"}),
        ({"EECO01", "EECO04", "EECO10", "EECO06", "EECO07"}, {"C3", "C6"}),
        ({"EECO12"}, {"C5"}),
        ({"EECO01", "EECO04", "EECO10", "EECR06"}, {"C7"}),
        ({"EECO01", "EECO04", "EECO10", "EECR01", "EECR04"}, {"C8"}),
    ],
)
def test_every_check_notices_what_it_is_for(wrong: set[str], broken: set[str]) -> None:
    now = Count((Counted("A", "male", frozenset(wrong)),), {})
    answers = checks(now, Count((), {}), "ESO4.8")
    assert {check["id"] for check in answers if not check["holds"]} == broken


def test_the_digest_is_the_same_whenever_and_wherever_it_was_asked_for() -> None:
    history = [person(), status("2024-06-05", "employed")]
    now = esf_report(history, OPERATION, [], LATE)
    then = esf_report(history, OPERATION, [], LATE, moment(7))
    assert now["digest"] == then["digest"] == digest({**now, "positions": {"intake": 4}})
    assert now["digest"].startswith("sha256:")
    assert now["digest"] != esf_report([], OPERATION, [], LATE)["digest"]


def _holds(history: list[Recorded], as_of: date) -> dict[str, bool]:
    answers = esf_report(history, OPERATION, [], as_of)["checks"]
    return {check["id"]: check["holds"] for check in answers}


# --- activity ---------------------------------------------------------------


def _contact(number: str, day: str, order: int = 0, operation: str = "o", **cells: str) -> Recorded:
    row = {"contact_no": number, "date": day, "sozialraum": "rieth", **cells}
    return recorded("contacts", row, order, operation)


def _activity(*history: Recorded, operation: str | None = None) -> dict[str, object]:
    return activity_report(history, "erfurt", date(2024, 1, 1), date(2024, 12, 31), operation)


def test_a_case_is_one_client_however_often_it_comes() -> None:
    report = _activity(
        _contact("1", "2024-01-01", case_no="X"),
        _contact("2", "2024-12-31", case_no="X"),
        _contact("3", "2024-05-05"),
        _contact("4", "2025-01-01", case_no="Y"),
    )
    assert (report["clients_reached"], report["contacts"], report["anonymous_contacts"]) == (1, 3, 1)
    assert report["contacts_by_month"] == {"2024-01": 1, "2024-05": 1, "2024-12": 1}


def test_the_last_known_track_until_the_end_counts() -> None:
    history = [
        _contact("1", "2023-05-05", case_no="X", track="social", migration_background="yes"),
        _contact("2", "2024-05-05", case_no="X"),
        _contact("3", "2025-05-05", case_no="X", track="social_and_vocational"),
    ]
    report = _activity(*history)
    assert report["clients_by_track"] == {"social": 1}
    assert report["clients_with_migration_background"] == 1


def test_on_one_day_the_contact_first_recorded_later_decides() -> None:
    report = _activity(
        _contact("1", "2024-05-05", case_no="X"),
        _contact("2", "2024-05-05", case_no="X", track="social"),
        _contact("1", "2024-05-05", order=9, case_no="X", track="social_and_vocational"),
    )
    assert report["clients_by_track"] == {"social": 1}


def test_a_contact_counts_once_under_each_of_its_topics() -> None:
    report = _activity(
        _contact("1", "2024-05-05", case_no="X", topics="arbeit|sucht", kind="telefon"),
        _contact("2", "2024-05-06", case_no="X", topics="arbeit"),
        _contact("3", "2024-05-07", topics="sucht"),
    )
    assert report["contacts_by_topic"] == {"arbeit": 2, "sucht": 2}
    assert report["clients_by_topic"] == {"arbeit": 1, "sucht": 1}
    assert report["contacts_by_kind"] == {"telefon": 1}


def test_a_corrected_contact_is_counted_as_it_is_now() -> None:
    report = _activity(_contact("1", "2024-05-05"), _contact("1", "2023-05-05", order=1))
    assert report["contacts"] == 0


def test_an_operation_reports_its_own_contacts() -> None:
    history = [_contact("1", "2024-05-05"), _contact("2", "2024-05-05", operation="p")]
    assert _activity(*history, operation="p")["contacts"] == 1
    assert _activity(*history)["contacts"] == len(history)
