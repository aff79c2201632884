"""From a participants file to a right ESF report, on the real stack, against an oracle written from the rules."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.stack.people import STICHTAGE, People
from tests.stack.platform import Platform


@pytest.fixture(scope="module")
def people(platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> People:
    """2,000 participations with corrections, imported once for this module."""
    arrived = People.arrive(platform, tmp_path_factory.mktemp("files"), seed=1, size=2000, by_command_line=True)
    arrived.import_all()
    platform.wait()
    return arrived


@pytest.mark.parametrize("as_of", STICHTAGE, ids=str)
def test_the_report_equals_the_oracle(people: People, as_of: date) -> None:
    assert people.differences(as_of) == []


FILES = [pytest.param(each, marks=[pytest.mark.campaign] * (each not in {0, 5, 11})) for each in range(12)]


@pytest.mark.parametrize("number", FILES)
def test_the_report_as_known_after_each_file_equals_the_oracle(people: People, number: int) -> None:
    assert people.differences(STICHTAGE[2], known_at=people.moments[number]) == []


def test_before_the_first_file_nothing_was_known(people: People) -> None:
    assert people.differences(STICHTAGE[2], known_at=people.moments[0] - timedelta(minutes=30)) == []


def test_the_activity_report_equals_the_oracle(people: People) -> None:
    first, last = STICHTAGE[0], STICHTAGE[2]

    assert people.activity_differences(first, last) == []


def test_every_refused_row_is_in_the_error_file_and_no_other(people: People) -> None:
    _, outcomes = people.expected()
    for file, outcome in zip(people.population.files, outcomes, strict=True):
        named = people.refused_rows(file)

        assert {row.row for row in outcome.refused} == named.keys(), file.name
        assert all(named[row.row] in row.columns for row in outcome.refused), file.name


def test_importing_the_last_files_again_stores_nothing(people: People) -> None:
    before = people.esf_report(STICHTAGE[2])["positions"]
    people.platform.lotse(*people.command(people.population.files[-1]), statuses=(0, 3))

    after = people.esf_report(STICHTAGE[2])["positions"]

    assert before == after


def test_nobody_knows_the_future(people: People) -> None:
    future = (datetime.now(UTC) + timedelta(hours=1)).isoformat()

    people.platform.lotse("report", "esf", *report_of(people), "--known-at", future, statuses=(2,))


@pytest.mark.guarantee("G3")
def test_a_rebuild_changes_no_figure(people: People) -> None:
    before = people.platform.lotse("report", "esf", *report_of(people), "--format", "json").stdout

    people.platform.lotse("rebuild", "--district", people.district)

    assert before == people.platform.lotse("report", "esf", *report_of(people), "--format", "json").stdout
    people.assert_right()


def test_history_is_replayed_without_numbers_or_names(people: People) -> None:
    lines = people.platform.lotse("replay", "--district", people.district).stdout.splitlines()
    history, _ = people.expected()
    numbers = {recorded.row["participant_no"] for recorded in history if recorded.kind == "participants"}

    assert len(history) <= len(lines)
    assert not any(f'"{number}"' in line for line in lines for number in numbers)


def test_a_case_is_replayed_by_its_number(people: People) -> None:
    history, _ = people.expected()
    contacts = [recorded.row for recorded in history if recorded.kind == "contacts"]
    number = next(row["case_no"] for row in contacts if row.get("case_no"))

    told = people.platform.lotse("replay", "--district", people.district, "--case", number).stdout.splitlines()

    assert sum(row.get("case_no") == number for row in contacts) <= len(told) < len(contacts)
    assert len({json.loads(line)["data"]["case_id"] for line in told}) == 1


def report_of(people: People) -> tuple[str, ...]:
    return ("--district", people.district, "--operation", people.operation, "--as-of", STICHTAGE[2].isoformat())
