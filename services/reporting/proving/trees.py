"""Proofs from a district's tree (RFC 9162): a fact is in the journal; an earlier journal is the start of a later."""

from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.kernel.secrets import Secrets
from services.reporting import journal
from services.reporting.domain.merkle import (
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
    leaf_hash,
    root,
)
from services.reporting.integrity import Checkpoint, checkpoint
from services.reporting.proving.checkpoints import SignedCheckpoint, signed_checkpoint

ENTRY: Final = "SELECT index, body FROM {}.journal WHERE source = %s AND sequence = %s"


class NotInJournal(RuleViolation):
    title = "Dieses Ereignis steht nicht im Journal."
    field = "sequence"


class NoSuchSize(RuleViolation):
    title = "So viele Einträge hat das Journal nicht."
    field = "from"


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Entry ``index`` (from 0) is ``body``; with ``path`` its leaf leads to the checkpoint's root.

    ``holds`` False: it does not, for the journal's rows were changed.
    """

    index: int
    body: bytes
    path: tuple[bytes, ...]
    checkpoint: SignedCheckpoint
    holds: bool


@dataclass(frozen=True, slots=True)
class Consistency:
    """The journal of ``old`` is the start of that of ``new``; ``path`` proves it.

    ``holds`` False: it is not, for the journal's rows were changed.
    """

    old: Checkpoint
    new: Checkpoint
    path: tuple[bytes, ...]
    holds: bool


def inclusion(conn: Connection[Any], secrets: Secrets, district: str, source: str, sequence: int) -> Inclusion:
    """That a fact is in the journal as it is now; the connection is in the district. Raises NotInJournal."""
    head = signed_checkpoint(conn, secrets, district)
    row = conn.execute(SQL(ENTRY).format(Identifier(schema_of(district))), (source, sequence), binary=True).fetchone()
    if row is None or row[0] > head.size:
        raise NotInJournal
    index, body = row[0] - 1, bytes(row[1])
    leaves = journal.leaves(conn, district, head.size)
    if index >= len(leaves):
        raise NotInJournal
    path = inclusion_proof(index, leaves)
    holds = inclusion_holds(leaf_hash(body), index, head.size, path, head.root)
    return Inclusion(index, body, tuple(path), head, holds)


def consistency(conn: Connection[Any], district: str, old: int, new: int | None) -> Consistency:
    """That the journal only grew from ``old`` entries to ``new`` (None: to all it has now). Raises NoSuchSize.

    The roots are computed from the entries as they are now and are not signed: whoever kept checkpoints of these sizes
    compares them.
    """
    head = checkpoint(conn, district)
    size = head.size if new is None else new
    if not 0 < old <= size <= head.size:
        raise NoSuchSize
    leaves = journal.leaves(conn, district, size)
    if len(leaves) < size:
        raise NoSuchSize
    earlier, later = Checkpoint(old, root(leaves[:old])), Checkpoint(size, root(leaves))
    path = consistency_proof(old, leaves)
    fits = size != head.size or later.root == head.root
    return Consistency(
        earlier, later, tuple(path), fits and consistency_holds(old, size, earlier.root, later.root, path)
    )
