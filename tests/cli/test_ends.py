"""How a command ends when it cannot finish: nobody reads it, the disk is full, somebody presses Ctrl-C."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from services.cli import commands, run
from services.cli.failures import CommandFailed, Exit
from services.cli.files import hand_out
from services.cli.running import NOBODY_READS, STOPPED

COMMAND = (sys.executable, "-c", "from services.cli import main; main()")
LONG = "x" * 100_000


def printing(monkeypatch: pytest.MonkeyPatch, what: object) -> None:
    """A command ``env`` that does this."""
    monkeypatch.setattr(commands, "_found", lambda _place: what)


def ended(*arguments: str, output: int | None = None, closed: bool = False) -> tuple[int, str]:
    """Status and standard error of a process of its own."""
    close = (lambda: os.close(1)) if closed else None
    end = subprocess.run(
        [*COMMAND, *arguments],
        stdout=output,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        check=False,
        preexec_fn=close,  # no threads here
    )
    return end.returncode, end.stderr.decode()


def test_a_full_disk_under_the_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        assert ended("form", "list", output=full.fileno()) == (
            Exit.FAILED,
            "Das Ergebnis kann nicht ausgegeben werden: Der Speicherplatz ist voll.\n",
        )


def test_without_a_standard_output_nothing_is_done() -> None:
    assert ended("form", "list", closed=True) == (Exit.FAILED, f"{NOBODY_READS}\n")


def test_to_a_reader_who_went_away_nothing_is_said() -> None:
    read, write = os.pipe()
    os.close(read)

    assert ended("form", "list", output=write) == (Exit.FAILED, "")
    os.close(write)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, typer.Abort, EOFError], ids=lambda each: each.__name__)
def test_whoever_stops_a_command_is_told_so(
    stop: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> None:
        raise stop

    printing(monkeypatch, stopped)

    assert run(["env"]) == Exit.FAILED
    assert capsys.readouterr().err.strip() == STOPPED


def test_ctrl_c_before_there_is_a_command_leaves_no_trace() -> None:
    """The libraries of the command line take long to load; whoever interrupts that must not see a trace of them."""
    program = "import signal, sys; sys.meta_path.insert(0, type('Stop', (), {'find_spec': lambda *_: stop()}))"
    program += "; stop = lambda: signal.raise_signal(signal.SIGINT)"
    end = subprocess.run(
        [sys.executable, "-c", f"from services.cli import main; {program}; main()"], capture_output=True, check=False
    )

    assert (end.returncode, end.stderr.decode()) == (Exit.FAILED, f"{STOPPED}\n")


# --- files ----------------------------------------------------------------------------


def test_an_interrupted_file_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "bericht.json"
    out.write_text("alt")
    program = (
        "import signal\nfrom pathlib import Path\nfrom services.kernel.files.whole import whole_file\n"
        f"with whole_file(Path({str(out)!r})) as draft:\n"
        "    draft.write_text('halb')\n    signal.raise_signal(signal.SIGINT)\n"
    )

    end = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert end.returncode == -signal.SIGINT
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {"bericht.json": "alt"}


def test_a_file_that_is_replaced_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    out, link = tmp_path / "bericht.json", tmp_path / "neuester.json"
    out.touch(mode=0o640)
    out.chmod(0o640)
    link.symlink_to(out)

    hand_out(b"neu", link)

    assert (out.read_bytes(), out.stat().st_mode & 0o777, link.is_symlink()) == (b"neu", 0o640, True)


def test_a_file_about_a_person_is_for_its_owner_only(tmp_path: Path) -> None:
    out = tmp_path / "auskunft.json"
    out.touch(mode=0o644)

    hand_out(b"{}", out, private=True)

    assert out.stat().st_mode & 0o777 == 0o600


def test_a_file_that_may_not_be_written_is_not_replaced() -> None:
    """By an ordinary user, in a folder of which that user may do everything: root may write anything."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # those of pytest are for root only
        out = Path(folder, "bericht.json")
        out.write_text("alt")
        out.chmod(0o444)
        Path(folder).chmod(0o777)

        assert _as_an_ordinary_user(lambda: hand_out(b"neu", out)) == Exit.FAILED
        assert [each.read_text() for each in Path(folder).iterdir()] == ["alt"]


def _as_an_ordinary_user(act: Callable[[], None]) -> int:
    """The status of a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            act()
        except CommandFailed as failure:
            os._exit(failure.status)
        finally:
            os._exit(Exit.DONE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_device_is_written_and_not_replaced() -> None:
    hand_out(b"nichts", Path(os.devnull))

    assert Path(os.devnull).is_char_device()
