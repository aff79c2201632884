"""``lotse erase`` as a script calls it, and as a process that dies in the middle."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from services.cli import run
from services.intake.erasing.desk import ErasingDesk, finish_open_erasures
from services.kernel.times import today
from tests.intake.conftest import Desk
from tests.intake.erasing.people import HEADER, enter, participant_no, traits_key
from tests.kit.patience import PATIENCE_S

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]

COMMAND: Final = (sys.executable, "-c", "from services.cli import main; main()", "erase")
REASON: Final = ("--reason", "Wunsch der Person")


def called(desk: Desk, person: str, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, without a terminal."""
    return subprocess.run(
        [*COMMAND, "--district", desk.district, "--person", person, *REASON, *more],
        env={**os.environ, "LOTSE_HOME": str(desk.settings.home), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_a_script_is_asked_nothing_and_told_whom_it_covers(home_desk: Desk) -> None:
    linked = enter(home_desk, "C-1")

    done = called(home_desk, "C-1")  # the operation goes without saying: there is one

    assert done.returncode == 0, done.stderr
    assert str(linked.persons[0]) in done.stderr
    assert str(UUID(done.stdout.strip())) == done.stdout.strip()
    assert participant_no(home_desk, linked) is None
    refused = home_desk.take("participants", f"{HEADER}\nC-1;rieth;2026-04-01;male;1990-05-05;unemployed;3;no\n")
    assert [each.row for each in refused.refused] == [2]


def test_a_program_gets_a_document_the_same_again_when_it_asks_again(
    home_desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    linked = enter(home_desk, "C-2")
    asked = ["erase", "--district", home_desk.district, "--person", str(linked.persons[0]), *REASON, "--format", "json"]

    answers = []
    for _ in range(2):
        assert run(asked) == 0
        answers.append(json.loads(capsys.readouterr().out))

    first, again = answers
    assert (first["persons"], first["scope"], first["cases"]) == ([str(linked.persons[0])], "identity", [])
    assert (first.pop("stored"), again.pop("stored")) == (True, False)
    assert first == again


def test_nobody_of_that_name_is_nobody(home_desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["erase", "--district", home_desk.district, "--person", "C-0", *REASON]) == 1
    assert "gibt es in diesem Landkreis nicht" in capsys.readouterr().err


def test_a_record_that_was_counted_is_refused_with_the_date(
    home_desk: Desk, hand_in: Callable[[UUID], None], capsys: pytest.CaptureFixture[str]
) -> None:
    linked = enter(home_desk, "C-3")
    hand_in(UUID(int=0x5C))
    end = date(max(today().year, 2027) + 5, 12, 31)  # the operation ends in 2027; its last payment is to come

    assert ErasingDesk(home_desk.intake, home_desk.district).duties(linked)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("services.cli.erasing.catch_up", lambda *_: None)  # it would read who never handed this in
        status = run(["erase", "--district", home_desk.district, "--person", "C-3", *REASON, "--record"])

    assert status == 1
    assert f"mindestens bis {end:%d.%m.%Y}" in capsys.readouterr().err
    assert participant_no(home_desk, linked) == "C-3"  # nothing of it was done
    assert traits_key(home_desk, linked)


@pytest.mark.parametrize("point", ["erasure.ordered", "erasure.noted", "erasure.keys_destroyed", "erasure.forgotten"])
def test_a_process_that_dies_leaves_nothing_half(home_desk: Desk, tmp_path: Path, point: str) -> None:
    linked = enter(home_desk, f"C-{point}")
    (tmp_path / f"cli.{point}").write_text("")

    died = called(home_desk, f"C-{point}", LOTSE_CRASH_FOLDER=str(tmp_path), LOTSE_PROCESS="cli")
    finish_open_erasures(home_desk.settings, home_desk.district)  # as the worker does whenever it looks
    again = called(home_desk, str(linked.persons[0]))

    assert died.returncode == -signal.SIGKILL
    assert participant_no(home_desk, linked) is None
    assert not ErasingDesk(home_desk.intake, home_desk.district).state().open
    assert (again.returncode, "schon gelöscht" in again.stderr) == (0, True)
