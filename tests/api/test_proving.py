"""``docs/proving.md`` is true: its commands, typed in their order, print what stands there."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from services.cli import output, run
from tests.api.conftest import Town
from tests.api.handbook import DISTRICT, DOCUMENT, Said, rewritten, unchanging

pytestmark = pytest.mark.server

ID = re.compile(r'"id": "([0-9a-f-]{36})"')


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, at a terminal that is as wide as the document."""
    monkeypatch.setattr(output, "at_a_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return tmp_path


def test_the_commands_of_the_handbook_print_what_it_says(
    town: Town, desk: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    submission: dict[str, str] = {}

    def typed(said: Said) -> str:
        monkeypatch.setenv("LOGNAME", said.who)
        places = {"$ABGABE": submission.get("id", ""), DISTRICT: town.district}
        words = [_put(word, places) for word in said.words]
        capfd.readouterr()
        status = _run_while_facts_arrive(town, words)
        out, error = capfd.readouterr()
        if said.words[:2] == ["submission", "create"] and (made := ID.search(out)):
            submission["id"] = made[1]
        ended = "" if status == 0 else f"(exit {status})\n"
        told = "".join(line for line in error.splitlines(keepends=True) if not line.startswith("{"))  # no log lines
        return (out + told + ended).replace(town.district, DISTRICT).replace(os.fspath(desk) + "/", "")

    text = rewritten(typed, lambda name, rows: _keep(desk / name, rows))
    (desk / DOCUMENT.name).write_text(text)

    assert unchanging(text) == unchanging(DOCUMENT.read_text()), f"as it is now: {desk / DOCUMENT.name}"


def _run_while_facts_arrive(town: Town, words: list[str]) -> int:
    """The exit status; a command may wait until what it stored is visible."""
    with ThreadPoolExecutor(1) as terminal:
        typing = terminal.submit(run, words)
        while not typing.done():
            town.settle()
    town.settle()
    return typing.result()


def _put(word: str, places: dict[str, Any]) -> str:
    for place, value in places.items():
        word = word.replace(place, value)
    return word


def _keep(path: Path, rows: str) -> None:
    path.write_text(rows)
