"""Why a file cannot be read or written is said in German."""

from pathlib import Path

import pytest

from services.cli import run
from services.cli.usage import worded
from services.kernel.files.reasons import FALLBACK, reason


def refused(path: Path) -> OSError:
    with pytest.raises(OSError, match=r".") as told:
        path.read_bytes()
    return told.value


def test_the_reason_is_german(tmp_path: Path) -> None:
    (tmp_path / "datei").write_bytes(b"")

    assert reason(refused(tmp_path / "fehlt")) == "Die Datei oder ihren Ordner gibt es nicht"
    assert reason(refused(tmp_path)) == "Das ist ein Ordner, keine Datei"
    assert reason(refused(tmp_path / "datei" / "darin")) == "Ein Teil des Weges dorthin ist kein Ordner"
    assert reason(refused(tmp_path / ("x" * 300))) == "Der Name ist zu lang"


@pytest.mark.parametrize("rare", [OSError(), OSError(9999, "Something happened")])
def test_a_rare_reason_is_german_too(rare: OSError) -> None:
    assert reason(rare) == FALLBACK


def test_a_bundle_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = run(["audit", "verify", str(tmp_path / "fehlt.zip")])
    told_of_missing = capsys.readouterr().err
    folder = run(["audit", "verify", str(tmp_path)])
    told_of_folder = capsys.readouterr().err

    assert (missing, folder) == (2, 2)
    assert "Diese Datei gibt es nicht." in told_of_missing
    assert "Das ist ein Ordner, keine Datei." in told_of_folder


def test_what_typer_says_of_unreadable_files_is_known() -> None:
    assert worded("Invalid value for 'DATEI': path 'x' is not readable.") == "'DATEI': Diese Datei ist nicht lesbar."
