"""Files that are there when all of them is written: whoever is interrupted leaves what was there before."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

ANYBODY: Final = 0o666  # less the process's umask
PERMISSIONS: Final = 0o777


@contextmanager
def whole_file(out: Path, mode: int | None = None) -> Iterator[Path]:
    """A draft to write beside the file, which takes its place in the end. Raises OSError.

    ``mode``: permissions; None: those of the file that is replaced. A device or pipe is written as it is. A file that
    nobody may write is not replaced either.
    """
    target = out.resolve()
    if target.exists() and not target.is_file():
        yield target
        return
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    kept = target.stat().st_mode & PERMISSIONS if mode is None and target.exists() else mode
    draft = target.with_name(f".{uuid4().hex}.draft")
    try:
        draft.touch(mode=ANYBODY if kept is None else kept, exist_ok=False)
        if kept is not None:
            draft.chmod(kept)
        yield draft
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
