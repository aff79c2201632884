"""A restore that broke off: until it is done again nothing may start, for whoever was erased may be back by now."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from infra.failure import Failure

FILE: Final = "restoring"


@contextmanager
def marked(home: Path, backup: Path) -> Iterator[None]:
    """The mark goes only when everything in the block went well."""
    (home / FILE).write_text(f"{backup}\n", encoding="utf-8")
    yield
    (home / FILE).unlink()


def expect_none(home: Path) -> None:
    """Raises Failure."""
    mark = home / FILE
    if mark.exists():
        backup = mark.read_text(encoding="utf-8").strip()
        raise Failure(
            f"Eine Wiederherstellung ist nicht zu Ende. Bitte wiederholen: .venv/bin/python -m infra restore {backup}"
        )
