"""Import files: what is taken, what is refused, what is told."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.intake import ContactRecorded, ParticipationEntered, StatusRecorded
from services.intake.imports.columns import COLUMNS, KINDS, Kind, column_of
from services.intake.imports.result import RefusedRow
from services.kernel.files.errors_file import errors_path, write_errors
from services.kernel.files.failures import ColumnsRefused
from tests.intake.memory import IDS, MemoryLedger, take

ENTRY = "participant_no;sozialraum;entry_date;exit_date\nT-1;rieth;2024-01-10;2024-08-31\n"


@pytest.fixture
def ledger() -> MemoryLedger:
    return MemoryLedger()


# --- the file as a whole ------------------------------------------------------------


def test_the_same_file_twice_stores_nothing_the_second_time(ledger: MemoryLedger) -> None:
    first, second = take(ledger, "participants", ENTRY), take(ledger, "participants", ENTRY)

    assert (first.verdicts["entered"], second.verdicts["unchanged"]) == (1, 1)
    assert second.position is None
    assert len(ledger.log) == 1


def test_german_headers_are_accepted_in_any_order_and_case(ledger: MemoryLedger) -> None:
    text = (
        "EINTRITT;Sozialraum;Teilnehmer-Nr.;arbeitslos seit;Erwerbsstatus\n10.01.2024;rieth;T-1;01.02.2023;unemployed\n"
    )
    assert take(ledger, "participants", text).exit_status == 0
    entered = ledger.log[0]
    assert isinstance(entered, ParticipationEntered)
    assert str(entered.unemployed_since) == "2023-02-01"


@pytest.mark.parametrize("kind", KINDS)
def test_every_alias_leads_to_one_column(kind: Kind) -> None:
    for column in COLUMNS[kind]:
        assert all(column_of(kind, name) is column for name in (column.name, *column.aliases))


def test_an_unknown_column_is_a_warning(ledger: MemoryLedger) -> None:
    result = take(ledger, "participants", ENTRY.replace("exit_date", "bemerkung"))
    assert [(remark.row, remark.column) for remark in result.remarks] == [(1, "bemerkung")]
    assert result.exit_status == 0


@pytest.mark.parametrize(
    "header", ["participant_no;sozialraum", "participant_no;sozialraum;entry_date;Eintritt", "participant_no"]
)
def test_missing_and_doubled_columns_store_nothing(ledger: MemoryLedger, header: str) -> None:
    with pytest.raises(ColumnsRefused):
        take(ledger, "participants", f"{header}\nT-1;rieth;2024-01-10;2024-01-11\n")
    assert not ledger.log


def test_short_rows_have_empty_cells_and_surplus_cells_are_ignored(ledger: MemoryLedger) -> None:
    text = "participant_no;sozialraum;entry_date;gender\nT-1;rieth;2024-01-10\nT-2;rieth;2024-01-10;male;x;y\n"
    assert take(ledger, "participants", text).verdicts["entered"] == 2


def test_a_dry_run_stores_nothing_and_ends_alike(ledger: MemoryLedger) -> None:
    text = ENTRY + "T-2;;2024-01-10;\n"
    dry, real = take(ledger, "participants", text, dry_run=True), take(ledger, "participants", text)

    assert (dry.exit_status, dry.verdicts, dry.refused) == (real.exit_status, real.verdicts, real.refused)
    assert len(ledger.log) == 1


def test_one_import_is_one_correlation_and_each_row_a_command(ledger: MemoryLedger) -> None:
    take(ledger, "participants", ENTRY + "T-2;rieth;2024-01-10;\n")
    assert len({context.correlation_id for context in ledger.contexts}) == 1
    assert len({context.command_id for context in ledger.contexts}) == 2


# --- rows ------------------------------------------------------------------------------


def test_a_refused_row_names_row_column_value_and_every_reason(ledger: MemoryLedger) -> None:
    text = (
        "participant_no;sozialraum;entry_date;Geschlecht\nT-1;rieth;2024-02-30;weiblich\nT-2;rieth;2024-01-10;female\n"
    )
    result = take(ledger, "participants", text)

    (refused,) = result.refused
    assert (refused.row, refused.column, refused.value) == (2, "entry_date", "2024-02-30")
    assert "Geschlecht: Erlaubt sind: female, male, non_binary." in refused.reason
    assert (result.exit_status, len(ledger.log)) == (3, 1)


def test_a_refused_row_leaves_no_trace_of_the_person(ledger: MemoryLedger) -> None:
    text = "participant_no;kind;date;status;reason\nT-9;exit;2024-08-31;no_answer;verzogen\n"
    assert take(ledger, "statuses", text).exit_status == 3
    assert (ledger.texts, ledger.log) == ({}, [])


def test_later_rows_of_a_key_are_refused_even_behind_a_refused_one(ledger: MemoryLedger) -> None:
    text = ENTRY.replace("rieth", "") + "T-1;rieth;2024-01-10;\n"
    result = take(ledger, "participants", text)
    assert [row.row for row in result.refused] == [2, 3]


def test_participant_numbers_have_up_to_forty_characters(ledger: MemoryLedger) -> None:
    text = f"participant_no;sozialraum;entry_date\n{'x' * 40};rieth;2024-01-10\n{'y' * 41};rieth;2024-01-10\n"
    assert [row.row for row in take(ledger, "participants", text).refused] == [3]


def test_texts_go_to_the_vault_and_facts_hold_ids_only(ledger: MemoryLedger) -> None:
    text = "participant_no;sozialraum;entry_date;state;cancel_reason\nT-1;rieth;2024-01-10;cancelled;Muster verzog\n"
    take(ledger, "participants", text)

    assert sorted(ledger.texts.values()) == ["Muster verzog", "T-1"]
    assert "Muster" not in str(ledger.log)
    assert "T-1" not in str(ledger.log)


def test_implausible_and_misplaced_values_are_stored_and_told(ledger: MemoryLedger) -> None:
    text = (
        "participant_no;sozialraum;entry_date;birth_date;isced;employment;unemployed_since;cancel_reason\n"
        "T-1;rieth;2024-01-10;2016-01-01;8;inactive;2023-01-01;versehentlich\n"
    )
    result = take(ledger, "participants", text)
    assert [remark.column for remark in result.remarks] == ["unemployed_since", "cancel_reason", "isced"]
    assert (result.exit_status, result.verdicts["entered"]) == (0, 1)


def test_nothing_to_take_back_is_told(ledger: MemoryLedger) -> None:
    take(ledger, "participants", ENTRY)
    text = "participant_no;kind;date;status;state\nT-1;exit;2024-08-31;employed;cancelled\n"
    result = take(ledger, "statuses", text)
    assert (result.exit_status, [remark.column for remark in result.remarks]) == (0, ["state"])


def test_statuses_differ_by_any_cell_the_reason_included(ledger: MemoryLedger) -> None:
    take(ledger, "participants", ENTRY)
    row = "T-1;exit;2024-08-31;no_answer;verzogen\n"
    text = "participant_no;kind;date;status;reason\n" + row + row.replace("verzogen", "krank") + row
    result = take(ledger, "statuses", text)

    assert (result.verdicts["entered"], result.verdicts["unchanged"]) == (2, 1)
    assert len({fact.status_id for fact in ledger.log if isinstance(fact, StatusRecorded)}) == 2


def test_contacts_of_a_case_share_person_and_case(ledger: MemoryLedger) -> None:
    text = (
        "contact_no;date;sozialraum;case_no;topics;minutes;site\n"
        "K-1;2024-01-10;rieth;F-1;schulden | arbeit;30;Büro\n"
        "K-2;2024-01-11;rieth;F-1;;;\n"
        "K-3;2024-01-12;rieth;;;;Büro\n"
    )
    assert take(ledger, "contacts", text).exit_status == 0
    first, second, anonymous = [fact for fact in ledger.log if isinstance(fact, ContactRecorded)]
    assert (first.case_id, first.person_id) == (second.case_id, second.person_id)
    assert (anonymous.case_id, anonymous.person_id) == (None, None)
    assert first.site_id == anonymous.site_id
    assert first.details.topics == ("schulden", "arbeit")  # type: ignore[union-attr]


@pytest.mark.parametrize("minutes", ["1,5", "-5", "1.0", "eine", "9" * 10])
def test_minutes_are_a_whole_number(ledger: MemoryLedger, minutes: str) -> None:
    text = f'contact_no;date;sozialraum;minutes\nK-1;2024-01-10;rieth;"{minutes}"\n'
    assert [row.column for row in take(ledger, "contacts", text).refused] == ["minutes"]


@pytest.mark.parametrize("sozialraum", ["Berliner Platz", "rieth", "Nord/Süd (2)", "x" * 60])
def test_a_sozialraum_is_any_short_key(ledger: MemoryLedger, sozialraum: str) -> None:
    text = f'contact_no;date;sozialraum\nK-1;2024-01-10;"{sozialraum}"\n'
    assert take(ledger, "contacts", text).refused == []


@pytest.mark.parametrize("sozialraum", ["zwei\nZeilen", "mit\tTabulator", "x" * 61])
def test_a_sozialraum_is_a_short_line(ledger: MemoryLedger, sozialraum: str) -> None:
    text = f'contact_no;date;sozialraum\nK-1;2024-01-10;"{sozialraum}"\n'
    assert [row.column for row in take(ledger, "contacts", text).refused] == ["sozialraum"]


# --- erased persons ------------------------------------------------------------------


def test_a_participation_of_an_erased_person_is_refused_even_if_equal(ledger: MemoryLedger) -> None:
    take(ledger, "participants", ENTRY)
    ledger.erased.add(IDS.derive("person", "thinka", "T-1"))
    result = take(ledger, "participants", ENTRY)
    assert (result.exit_status, [row.column for row in result.refused]) == (3, ["participant_no"])
    assert len(ledger.log) == 1


def test_a_new_contact_of_an_erased_case_is_refused(ledger: MemoryLedger) -> None:
    ledger.erased.add(IDS.derive("case-person", "F-1"))
    text = "contact_no;date;sozialraum;case_no\nK-1;2024-01-10;rieth;F-1\n"
    assert take(ledger, "contacts", text, dry_run=True).exit_status == 3
    result = take(ledger, "contacts", text)
    assert (result.exit_status, result.refused[0].column, ledger.log) == (3, "case_no", [])


# --- the errors file -------------------------------------------------------------------


def test_the_errors_file_exists_only_while_rows_are_refused(tmp_path: Path) -> None:
    path = errors_path(tmp_path / "rows.csv")
    write_errors(path, [RefusedRow(7, "gender", "weiblich", "Erlaubt sind …")])
    assert path.name == "rows.csv.errors.csv"
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file))[1:] == [["7", "gender", "weiblich", "Erlaubt sind …"]]

    write_errors(path, [])
    assert not path.exists()


# --- anything ---------------------------------------------------------------------------

CELLS = st.sampled_from(
    ["", "T-1", "rieth", "2024-01-10", "31.12.2024", "yes", "exit", "cancelled", "no_answer", "schulden|arbeit", "3"]
) | st.text(max_size=50)


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(KINDS), st.data(), st.lists(st.lists(CELLS, max_size=20), max_size=8), st.sampled_from([",", ";"])
)
def test_any_table_is_taken_or_refused_and_never_crashes(
    kind: Kind, data: st.DataObject, rows: list[list[str]], delimiter: str
) -> None:
    names = [column.name for column in COLUMNS[kind]]
    header = data.draw(st.permutations(names))
    lines = [delimiter.join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in [header, *rows]]
    content = "\n".join(lines).replace("\x00", "").encode(errors="replace")
    result = take(MemoryLedger(), kind, content)
    assert result.rows == sum(result.verdicts.values())
