"""The erasure journal in backups: every backup takes a copy, and a restore reads all that lie beside it.

A backup is older than the erasures that matter to it. Newer backups in the same folder know them, and so does the
journal of this machine, if it is the same machine.
"""

import shutil
from pathlib import Path

from infra.failure import Failure
from services.kernel.erasures import FILE, ErasureJournal, JournalDamaged
from services.kernel.secrets import Secrets


def copy_journal(secrets: Secrets, folder: Path) -> None:
    """Also an empty one: that nothing was erased is something to know."""
    copy, kept = folder / FILE, secrets.folder.parent / FILE
    copy.touch(mode=0o600)
    if kept.exists():
        shutil.copyfile(kept, copy)


def adopt_journals(secrets: Secrets, backup: Path) -> int:
    """Take into this machine's journal what the backup and those beside it know; how much was new. Raises Failure."""
    journal = ErasureJournal.beside(secrets)
    copies = [ErasureJournal(path) for path in sorted(backup.parent.glob(f"*/{FILE}"))]
    try:
        return journal.adopt(entry for copy in copies for entry in copy.entries())
    except JournalDamaged as damaged:
        raise Failure(f"{damaged} Es wurde nichts verändert.") from None
