"""Imports through the real store, keys and vault."""

from pathlib import Path
from uuid import UUID

import pytest
from psycopg.sql import SQL, Identifier

from services.contracts.intake import ParticipationEntered
from services.intake.application import FieldUnknown, RowRefused
from services.intake.domain.refusals import UnknownParticipation
from services.intake.folding import fold
from services.intake.imports.failures import OperationUnknown
from services.intake.participation_queries import incomplete_records
from services.intake.queries import participant_numbers
from services.kernel.database import pool
from services.kernel.deciders import Context, RuleViolation
from services.kernel.district import district as enter
from services.kernel.files.failures import FileRefused
from services.kernel.ids import DistrictIds, uuid7
from tests.intake.conftest import OPERATION, Desk
from tests.intake.memory import TODAY

pytestmark = pytest.mark.server

HEADER = "participant_no;sozialraum;entry_date;birth_date;exit_date\n"
ROWS = HEADER + "T-1;rieth;2024-01-10;1985-05-05;2024-08-31\nT-2;rieth;2024-01-10;1985-05-05;\n"


def head(desk: Desk) -> int:
    return desk.intake.store.log.head(desk.district).position


def context(command_id: UUID | None = None) -> Context:
    return Context(actor="web:test", command_id=command_id or uuid7(), correlation_id=uuid7())


def test_a_file_is_stored_once_and_a_changed_row_is_a_correction(desk: Desk) -> None:
    assert desk.take("participants", ROWS, dry_run=True).verdicts["entered"] == 2
    assert head(desk) == 0
    assert desk.take("participants", ROWS).position == 2
    assert desk.take("participants", ROWS).verdicts["unchanged"] == 2
    changed = desk.take("participants", ROWS.replace("1985-05-05;\n", "1986-05-05;\n"))
    assert (changed.verdicts["corrected"], changed.verdicts["unchanged"], head(desk)) == (1, 1, 3)


def test_an_import_that_was_cut_off_is_completed_without_doubles(desk: Desk) -> None:
    desk.take("participants", "".join(ROWS.splitlines(keepends=True)[:2]))
    again = desk.take("participants", ROWS)
    assert (again.verdicts["unchanged"], again.verdicts["entered"], head(desk)) == (1, 1, 2)


def test_statuses_find_their_participation(desk: Desk) -> None:
    desk.take("participants", ROWS)
    rows = "participant_no;kind;date;status\nT-1;exit;2024-09-01;employed\nT-2;exit;2024-09-01;employed\n"
    result = desk.take("statuses", rows)
    assert [(row.row, row.column) for row in result.refused] == [(3, "date")]
    assert result.verdicts["entered"] == 1


def test_nothing_typed_stands_in_the_log_in_clear(desk: Desk) -> None:
    desk.take("participants", ROWS)
    stored = b"".join(row.data for row in desk.intake.store.log.after(desk.district, 0, 10))
    for text in (b"T-1", b"1985-05-05"):
        assert text not in stored
    (opened, _) = desk.intake.store.mapper.open(desk.district, desk.intake.store.log.after(desk.district, 0, 10))
    assert isinstance(opened, ParticipationEntered)
    numbers = participant_numbers(desk.intake.vault, desk.district, [(opened.participation_id, opened.person_id)])
    assert list(numbers.values()) == ["T-1"]


@pytest.mark.parametrize("table", ["identity_keys", "record_keys"])
def test_rows_of_an_erased_person_are_refused(desk: Desk, table: str) -> None:
    desk.take("participants", ROWS)
    person = DistrictIds(desk.settings.secrets.district(desk.district).id_key).derive("person", OPERATION, "T-1")
    keys = pool(desk.settings.keys_database_url("intake"))
    with keys.transaction() as connection, enter(connection, desk.district) as schema:
        statement = SQL("UPDATE {}.{} SET wrapped = NULL WHERE person = %s")
        connection.execute(statement.format(schema, Identifier(table)), (person,))

    result = desk.take("participants", ROWS)
    assert [(row.row, row.column) for row in result.refused] == [(2, "participant_no")]
    assert head(desk) == 2


def test_an_unknown_operation_is_told_before_anything_happens(desk: Desk) -> None:
    with pytest.raises(OperationUnknown):
        desk.intake.import_file("participants", ROWS.encode(), desk.district, "nirgends", actor="cli:test")


def test_the_errors_file_lies_beside_the_import_file(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(HEADER + "T-1;;2024-01-10;;\n")
    desk.intake.import_file("participants", file, desk.district, OPERATION, actor="cli:test", today=TODAY)
    assert (tmp_path / "t.csv.errors.csv").exists()

    file.write_text(ROWS)
    desk.intake.import_file("participants", file, desk.district, OPERATION, actor="cli:test", today=TODAY)
    assert not (tmp_path / "t.csv.errors.csv").exists()


@pytest.mark.parametrize("place", ["no folder/x.csv", "a folder", "a file/x.csv"])
def test_nothing_is_stored_where_refused_rows_could_not_be_told(desk: Desk, tmp_path: Path, place: str) -> None:
    file = tmp_path / "t.csv"
    file.write_text(ROWS)
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a file").touch()

    with pytest.raises(FileRefused, match="--errors"):
        desk.intake.import_file(
            "participants", file, desk.district, OPERATION, actor="cli:test", today=TODAY, errors=tmp_path / place
        )

    assert head(desk) == 0


def test_the_list_of_work_says_what_is_missing(desk: Desk) -> None:
    desk.take("participants", ROWS)
    fold(desk.settings, desk.district)
    first = incomplete_records(desk.intake, desk.district, OPERATION)[0]
    assert (first.row.sozialraum, [name for name, _ in first.missing]) == ("rieth", ["gender", "employment", "isced"])

    full = "participant_no;sozialraum;entry_date;gender;employment;isced\nT-1;rieth;2024-01-10;female;employed;3\n"
    desk.take("participants", full)
    fold(desk.settings, desk.district)
    assert len(incomplete_records(desk.intake, desk.district)) == 1


# --- one row at a time --------------------------------------------------------------------


def test_one_row_takes_the_same_way_and_a_repeated_command_its_first_answer(desk: Desk) -> None:
    row = {"participant_no": "T-1", "sozialraum": "rieth", "entry_date": "2024-01-10", "isced": 3}
    asked = context()
    first = desk.intake.record_row("participants", row, desk.district, OPERATION, asked)
    again = desk.intake.record_row("participants", row, desk.district, OPERATION, asked)
    other = desk.intake.record_row("participants", row, desk.district, OPERATION, context())

    assert (first.verdict, first.position, again.position, other.position) == ("entered", 1, 1, None)
    assert head(desk) == 1


@pytest.mark.parametrize(
    ("row", "rule", "field"),
    [
        ({"participant_no": "T-1", "sozialraum": "rieth"}, RowRefused, "entry_date"),
        ({"participant_no": "T-1", "sozialraum": "rieth", "entry_date": "gestern"}, RowRefused, "entry_date"),
        ({"participant_no": "T-1", "Eintritt": "2024-01-10"}, FieldUnknown, "Eintritt"),
    ],
)
def test_a_row_that_cannot_be_taken_names_its_field(
    desk: Desk, row: dict[str, object], rule: type[RuleViolation], field: str
) -> None:
    with pytest.raises(rule) as refused:
        desk.intake.record_row("participants", row, desk.district, OPERATION, context())
    assert refused.value.field == field


def test_a_status_of_nobody_is_refused(desk: Desk) -> None:
    row = {"participant_no": "T-9", "kind": "exit", "date": "2024-09-01", "status": "employed"}
    with pytest.raises(UnknownParticipation):
        desk.intake.record_row("statuses", row, desk.district, OPERATION, context())


def test_topics_may_be_a_list(desk: Desk) -> None:
    row = {"contact_no": "K-1", "date": "2024-01-10", "sozialraum": "rieth", "topics": ["schulden", "arbeit"]}
    assert desk.intake.record_row("contacts", row, desk.district, OPERATION, context()).verdict == "entered"
