"""Who calls the command line in a wrong way is told so in German and ends with 2; help pages are German, too."""

import re

import pytest

from services.cli import run
from services.cli.commands import app_for
from services.cli.usage import OTHERWISE, in_german, worded

REPORT = ("report", "esf", "--district", "d-1", "--operation", "thinka", "--as-of", "2026-06-30")
MISUSE = [
    (("nix",), "Den Befehl 'nix' gibt es nicht."),
    (("distrcit",), "Gemeint ist vielleicht 'district'."),
    (("report", "esf", "--district", "d-1"), "Es fehlt die Option '--operation'."),
    (("report", "esf", "--wozu", "1"), "Die Option --wozu gibt es nicht."),
    (("report", "esf", "--distict", "d-1"), "Gemeint ist vielleicht --district."),
    (("report", "esf", "--district"), "Die Option '--district' braucht einen Wert."),
    (("import", "participants", "--columns=3"), "Die Option '--columns' hat keinen Wert."),
    (("district", "add"), "Es fehlt die Angabe 'KEY'."),
    (("district", "add", "d-1", "d-2", "--name", "Kreis"), "Das ist zu viel: d-2."),
    ((*REPORT, "--format", "pdv"), "'--format': 'pdv' gibt es nicht, möglich sind 'json', 'csv', 'xlsx', 'pdf'."),
    ((*REPORT, "--catalogue-version", "0"), "'--catalogue-version': Der Wert muss mindestens 1 sein."),
    (("audit", "sample", "--operation", "o", "--seed", "1", "--n", "201"), "'--n': Der Wert darf höchstens 200 sein."),
    ((*REPORT, "--catalogue-version", "x"), "'--catalogue-version': Das ist keine ganze Zahl."),
    (("wait", "--timeout", "lange"), "'--timeout': Das ist keine Zahl."),
]
ENGLISH = re.compile(r"\b(Usage|Error|Try|Options|Commands|Arguments|Missing|Invalid|No such|required|default|Show)\b")


@pytest.mark.parametrize(("arguments", "german"), MISUSE, ids=lambda value: " ".join(value)[:40])
def test_wrong_usage_ends_with_2_and_a_german_line(
    arguments: tuple[str, ...], german: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(list(arguments)) == 2

    shown = capsys.readouterr()
    assert german in shown.err
    assert shown.err.count("\n") == 1
    assert not ENGLISH.search(shown.err)
    assert not shown.out


def test_the_line_names_the_help_page_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    run(["report", "esf", "--district", "d-1"])

    assert "`lotse report esf --help` zeigt, wie es geht." in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["report"], ["import"]], ids=str)
def test_a_call_without_a_command_gets_the_help_page_and_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2

    shown = capsys.readouterr()
    assert "Aufruf: lotse" in shown.out
    assert not shown.err


def every_command(command: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", {})
    return [path] + [each for name, under in below.items() for each in every_command(under, (*path, name))]


@pytest.mark.parametrize("path", every_command(in_german(app_for())), ids=" ".join)
def test_every_help_page_is_german_and_ends_with_0(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*path, "--help"]) == 0

    shown = capsys.readouterr()
    assert f"Aufruf: {' '.join(('lotse', *path))}" in " ".join(shown.out.split())
    assert "Zeigt diese Hilfe." in shown.out
    assert not ENGLISH.search(shown.out)
    assert not shown.err


def test_a_sentence_that_nobody_translated_does_not_reach_people_in_english() -> None:
    assert worded("The frobnicator is not aligned.") == OTHERWISE
