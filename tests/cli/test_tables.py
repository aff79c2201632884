"""What a person reads in a table can be handed to the next command: nothing of it is cut off."""

import sys

import pytest

from services.cli.output import Form, emit_table, form_of

ID = "76a75494-97b5-8316-956e-3b7c85d45db4"
DISTRICT = "schmalkalden-meiningen"
STATE = "wartet auf Freigabe " * 3


def _print() -> None:
    emit_table("Abgaben", ["Abgabe", "Landkreis", "Vorhaben", "Stand"], [[ID, DISTRICT, "armutspraevention", STATE]])


def test_a_file_or_a_program_gets_every_row_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    _print()

    (line,) = [each for each in capsys.readouterr().out.splitlines() if ID in each]
    assert DISTRICT in line
    assert STATE.strip() in line


def test_a_narrow_terminal_folds_and_keeps_the_first_column_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    _print()

    out = capsys.readouterr().out
    assert ID in out
    assert "…" not in out
    cells = [line.split("│")[2].strip() for line in out.splitlines() if line.count("│") > 2]
    assert "".join(cells) == DISTRICT


def test_a_document_is_text_at_a_terminal_and_json_for_programs_unless_one_says_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert form_of(None) is Form.JSON
    assert form_of(Form.TEXT) is Form.TEXT
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert form_of(None) is Form.TEXT
    assert form_of(Form.JSON) is Form.JSON
