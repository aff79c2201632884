"""Audit bundles: a district's whole journal with everything that is needed to check it, in one ZIP file.

Written as it is read, page by page. Sealed blocks stay sealed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from psycopg.sql import SQL, Identifier

from services.contracts.reporting import BundleExported
from services.kernel.database import Pool
from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.files.whole import whole_file
from services.kernel.times import now
from services.reporting.application import Reporting
from services.reporting.domain.proofs import BUNDLES, NOTED, NoteBundle
from services.reporting.integrity import JournalChanged
from services.reporting.proving.bundle_writing import About, BundleWriter, Entry, Progress
from services.reporting.proving.checkpoints import signed_checkpoint, signer

PAGE: Final = 2000
ENTRIES: Final = """
    SELECT index, source, topic, body FROM {}.journal WHERE index > %s AND index <= %s ORDER BY index LIMIT %s"""


class Exported(NamedTuple):
    """What was written: the bundle's id, its entries, and the SHA-256 (hex) of its manifest."""

    id: UUID
    entries: int
    digest: str


def export(service: Reporting, district: str, out: Path, context: Context, progress: Progress) -> Exported:
    """Write a bundle of all entries that are in the journal now, and note that it was made.

    Raises OSError; JournalChanged when the journal is not what its own tree says: the bundle is there all the same,
    and whoever checks it will find what was changed.
    """
    with service.pool.transaction() as conn, enter(conn, district):
        head = signed_checkpoint(conn, service.secrets, district)
    ids = service.ids(district)
    about = About(ids.derive("bundle", str(context.command_id)), district, now())
    with whole_file(out) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        writer = BundleWriter(archive, signer(service.secrets, district), head)
        digest = writer.write(about, _entries(service.pool, district, head.size), progress)
    fact = BundleExported(bundle_id=about.bundle, entries=head.size, digest=digest, checkpoint=head.note)
    service.store.execute(district, NOTED, ids.derive(BUNDLES), NoteBundle(fact), context)
    if writer.tree.root != head.root:
        raise JournalChanged(district, "Die Einträge passen nicht zu ihrer Prüfsumme; das Bündel enthält sie so.")
    return Exported(about.bundle, head.size, digest)


def _entries(pool: Pool, district: str, size: int) -> Iterator[Entry]:
    """The first ``size`` entries, a page a transaction: no snapshot is held while a disk is slow."""
    statement = SQL(ENTRIES).format(Identifier(schema_of(district)))
    last = 0
    while last < size:
        with pool.transaction() as conn, enter(conn, district):
            page = conn.execute(statement, (last, size, PAGE), binary=True).fetchall()
        if not page:
            return  # entries are missing at the end: the checker says so
        yield from (Entry(*row) for row in page)
        last = page[-1][0]
