"""Where a command's document goes: to the file that was named, otherwise to standard output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from services.cli.failures import CommandFailed
from services.cli.output import say
from services.kernel.files.reasons import reason
from services.kernel.files.whole import whole_file

OutOption = Annotated[Path | None, typer.Option("--out", help="Datei statt Standardausgabe", metavar="DATEI")]
OWNER_ONLY: Final = 0o600


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Raises CommandFailed, with the system's reason in German, where that cannot be written."""
    try:
        yield
    except OSError as refused:
        raise CommandFailed(f"{out} kann nicht geschrieben werden: {reason(refused)}.") from refused


def hand_out(content: bytes, out: Path | None, *, private: bool = False) -> None:
    """``private``: the file is for its owner's eyes only. Raises CommandFailed."""
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with writing(out), whole_file(out, OWNER_ONLY if private else None) as draft:
        draft.write_bytes(content)
    say(f"Gespeichert: {out}")
