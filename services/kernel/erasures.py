"""The erasure journal: which keys were destroyed, in a file outside every database, so that no backup brings one back.

One JSON line a destruction, appended and flushed to the disk before the key goes. It holds opaque ids only. After a
restore it is applied before any service starts.
"""

import fcntl
import os
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from services.kernel.secrets import Secrets
from services.kernel.times import now

FILE: Final = "erasures.jsonl"


class Destroyed(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of these persons for these purposes (``identity``, ``record``); ``owner``: whose ring, None: shared."""

    district: str
    owner: str | None
    purposes: tuple[str, ...]
    persons: tuple[UUID, ...]
    at: datetime


class JournalDamaged(Exception):
    """A line of the erasure journal cannot be read; the message is German."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"Das Löschverzeichnis {path} ist in Zeile {line} beschädigt.")


class ErasureJournal:
    """Appends and reads the journal of one installation; several processes may append at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def beside(cls, secrets: Secrets) -> "ErasureJournal":
        """Where it lies: in ``LOTSE_HOME``, beside the folder of secrets."""
        return cls(secrets.folder.parent / FILE)

    def append(self, district: str, owner: str | None, purposes: Collection[str], persons: Collection[UUID]) -> None:
        """On the disk when this returns."""
        entry = Destroyed(
            district=district, owner=owner, purposes=tuple(purposes), persons=tuple(sorted(persons)), at=now()
        )
        self._write([entry])

    def adopt(self, others: Iterable[Destroyed]) -> int:
        """Append what another copy of the journal knows and this one does not; how many lines. On the disk then."""
        known = set(self.entries())
        new = [each for each in dict.fromkeys(others) if each not in known]
        if new:
            self._write(new)
        return len(new)

    def _write(self, entries: Iterable[Destroyed]) -> None:
        lines = b"".join(msgspec.json.encode(each) + b"\n" for each in entries)
        is_new = not self._path.exists()
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _end_half_a_line(file.fileno())
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _flush_folder(self._path.parent)

    def entries(self) -> Iterator[Destroyed]:
        """All of it, oldest first. Raises JournalDamaged.

        The last line may be half written: its process died before any key went, and appends it whole when it is back.
        """
        lines = self._path.read_bytes().split(b"\n") if self._path.exists() else []
        for number, line in enumerate(lines, start=1):
            try:
                yield msgspec.json.decode(line, type=Destroyed)
            except msgspec.MsgspecError:
                if line and number < len(lines) and not line.endswith(HALF):
                    raise JournalDamaged(self._path, number) from None


HALF: Final = b"#"  # what is put behind a line that a process which died left half written


def _end_half_a_line(handle: int) -> None:
    size = os.fstat(handle).st_size
    if size and os.pread(handle, 1, size - 1) != b"\n":
        os.write(handle, HALF + b"\n")


def _flush_folder(folder: Path) -> None:
    """The name of a new file is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
