"""The rows of the demo: what was published, what was promised, and nothing that an import would refuse."""

import hashlib
import json
from collections import defaultdict
from datetime import date

import pytest

from demo.calendar import easter, is_holiday
from demo.contacts import contacts
from demo.districts import DISTRICTS
from demo.erfurt import ERFURT
from demo.files import files_of
from demo.participations import participations
from demo.profiles import LAST_DAY, Exactly, Phase
from demo.rows import Row, file_of
from services.contracts.vocabularies import contact_kinds, topics
from services.intake.domain.operation import OperationRules
from tests.demo.told import OPERATIONS, Told
from tests.intake.memory import MemoryLedger, take

MENDED = [told for told in OPERATIONS if told.operation.corrected]
EXACT = [
    pytest.param(told, phase, id=f"{told}-{phase.cases}")
    for told in OPERATIONS
    for phase in told.operation.contacts.phases
    if isinstance(phase.vocational, Exactly)
]
every_operation = pytest.mark.parametrize("told", OPERATIONS, ids=str)


def clients(told: Told, phase: Phase) -> dict[str, list[Row]]:
    """The contacts of each case of a phase, in order."""
    cases: dict[str, list[Row]] = defaultdict(list)
    first, last = (day.isoformat() for day in phase.period)
    for row in contacts(told.operation.contacts):
        if first <= row["date"] <= last and row["case_no"]:
            cases[row["case_no"]].append(row)
    return cases


def last_said(cases: dict[str, list[Row]], column: str, value: str) -> int:
    """Cases whose last non-empty value of the column is this one."""
    said = ([row[column] for row in rows if row[column]] for rows in cases.values())
    return sum(values[-1:] == [value] for values in said)


def test_there_are_four_districts_and_five_operations() -> None:
    assert {(told.district.key, told.operation.key) for told in OPERATIONS} == {
        ("erfurt", "thinka"),
        ("ilm-kreis", "thinka"),
        ("schmalkalden-meiningen", "armutspraevention"),
        ("schmalkalden-meiningen", "thinka"),
        ("soemmerda", "thinka"),
    }


def test_erfurts_rows_are_those_that_were_released() -> None:
    digests = [
        hashlib.sha256(json.dumps(file.rows).encode()).hexdigest()[:16] for file in files_of(ERFURT.operations[0])
    ]
    assert digests == ["fbc5cedc64e414f1", "33d13237b741a769", "d5632cd295f9fa9d"]


def test_erfurts_first_phase_has_the_published_figures() -> None:
    cases = clients(OPERATIONS[0], ERFURT.operations[0].contacts.phases[0])

    assert len(cases) == 496
    assert last_said(cases, "track", "social_and_vocational") == 78
    assert last_said(cases, "migration_background", "yes") == 38


@pytest.mark.parametrize(("told", "phase"), EXACT)
def test_a_phase_has_exactly_the_clients_of_its_profile(told: Told, phase: Phase) -> None:
    assert isinstance(phase.vocational, Exactly)
    assert isinstance(phase.migration, Exactly)
    cases = clients(told, phase)

    assert len(cases) == phase.clients
    assert last_said(cases, "track", "social_and_vocational") == phase.vocational.persons
    assert last_said(cases, "migration_background", "yes") == phase.migration.persons
    if phase.contacts is not None:
        assert sum(map(len, cases.values())) == phase.contacts


def test_a_year_in_the_ilm_kreis_is_a_tenth_of_the_ten_years_that_were_published() -> None:
    (told,) = (told for told in OPERATIONS if told.district.key == "ilm-kreis")
    year = told.activity(date(2025, 1, 1), date(2025, 12, 31))

    assert (year["clients_reached"], year["contacts"]) == (400, 750)


def test_soemmerda_holds_office_hours_at_three_further_places() -> None:
    (told,) = (told for told in OPERATIONS if told.district.key == "soemmerda")
    sites: dict[str, set[str]] = defaultdict(set)
    for row in contacts(told.operation.contacts):
        sites[row["kind"]].add(row["site"])

    assert sites["aussensprechstunde"] == {"Jobcenter Sömmerda", "Buttstädt", "Kölleda"}
    assert sites["sprechstunde"] == {"Kontaktbüro Sömmerda"}


@every_operation
def test_a_whole_year_has_contacts_and_entries_in_every_month(told: Told) -> None:
    months = {f"2025-{month:02}" for month in range(1, 13)}

    assert months <= {row["date"][:7] for row in contacts(told.operation.contacts)}
    assert len(months - {row["entry_date"][:7] for row in participations(told.operation.participations)}) <= 1


@every_operation
def test_the_rows_are_the_same_at_every_call(told: Told) -> None:
    assert files_of(told.operation) == files_of(told.operation)


@every_operation
def test_every_row_is_taken_stores_one_fact_and_needs_no_warning(told: Told) -> None:
    start, end = told.operation.period
    rules = OperationRules(
        operation=told.operation.key,
        start=start,
        end=end,
        specific_objective=told.operation.specific_objective,
        exit_days=28,
        followup_from_months=6,
        followup_to_months=9,
    )
    ledger = MemoryLedger()
    for file in files_of(told.operation):
        before = len(ledger.log)
        result = take(ledger, file.kind, file_of(file.rows), today=LAST_DAY, rules=rules)
        assert (result.refused, result.remarks) == ([], [])
        assert len(ledger.log) - before == len(file.rows)


@every_operation
def test_the_oracle_takes_every_row_as_well(told: Told) -> None:
    assert {row.result for outcome in told.outcomes for row in outcome.rows} & {"refused", "unchanged"} == set()


@every_operation
def test_the_participations_are_worth_a_report(told: Told) -> None:
    rows = participations(told.operation.participations)

    assert {row["state"] for row in rows} == {"draft", "submitted", "cancelled"}
    assert {"female", "male"} <= {row["gender"] for row in rows}
    assert any(row["exit_date"] for row in rows)
    assert {row["sozialraum"] for row in rows} == {place.sozialraum for place in told.operation.contacts.places}


@every_operation
def test_only_where_results_exist_is_anybody_asked_afterwards(told: Told) -> None:
    statuses = {row["status"] for file in files_of(told.operation) if file.kind == "statuses" for row in file.rows}
    all_of_them = {"employed", "job_seeking", "unemployed", "inactive", "no_answer"}

    assert statuses == (set() if told.operation.specific_objective == "ESO4.12" else all_of_them)


@pytest.mark.parametrize("told", MENDED, ids=str)
def test_records_are_corrected_over_time(told: Told) -> None:
    kinds = [file.kind for file in told.files]
    entered, mended = (
        {row["participant_no"]: row for row in file.rows} for file in told.files if file.kind == "participants"
    )
    moves = {(entered[number]["state"], row["state"]) for number, row in mended.items()}
    back = [row for number, row in mended.items() if row["exit_date"] != entered[number]["exit_date"]]

    assert kinds.count("contacts") == 2
    assert moves == {("draft", "submitted"), ("submitted", "submitted"), ("submitted", "cancelled")}
    assert back


@pytest.mark.parametrize("told", MENDED, ids=str)
def test_contact_points_are_closed_on_weekends_and_holidays(told: Told) -> None:
    days = {
        date.fromisoformat(day)
        for file in told.files
        for row in file.rows
        for column in ("date", "entry_date", "exit_date")
        if (day := row.get(column, ""))
    }

    assert not [day for day in days if day.weekday() > 4 or is_holiday(day)]


def test_easter_is_when_it_was() -> None:
    assert [easter(year) for year in (1954, 1981, 2022, 2024, 2025, 2026)] == [
        date(1954, 4, 18),
        date(1981, 4, 19),
        date(2022, 4, 17),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
    ]


def test_kinds_and_topics_are_those_of_the_vocabularies() -> None:
    rows = [row for told in OPERATIONS for row in contacts(told.operation.contacts)]

    assert {row["kind"] for row in rows} <= set(contact_kinds())
    assert {topic for row in rows for topic in row["topics"].split("|")} <= set(topics())


def test_numbers_of_contacts_and_cases_are_unique_in_a_district() -> None:
    for district in DISTRICTS:
        numbers = [row["contact_no"] for each in district.operations for row in contacts(each.contacts)]
        assert len(numbers) == len(set(numbers))
        prefixes = [phase.cases for each in district.operations for phase in each.contacts.phases]
        assert len(prefixes) == len(set(prefixes))
