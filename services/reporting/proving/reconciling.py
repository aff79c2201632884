"""The certificate of delivery: each source's log against the journal, both hashed independently, and how far all is.

Nothing is taken on trust: every fact of every log is read again and compared with the journal's bytes. It takes the
time to read both; nobody waits for it, no row is locked.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from services.contracts.reporting import DeliveryReconciled, ProjectionReached, SourceReconciled
from services.kernel.database import Pool
from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.settings import SERVICES
from services.reporting import journal
from services.reporting.application import Reporting
from services.reporting.domain.delivery import Placed, Side, compared
from services.reporting.domain.merkle import Frontier
from services.reporting.domain.proofs import DELIVERIES, NOTED, NoteDelivery
from services.reporting.knowledge import NotArrived
from services.reporting.projections import PROJECTIONS
from services.reporting.proving.other_side import OtherSide, facts_of
from services.reporting.reports import heads_of

PAGE: Final = 5000
RECEIVED: Final = """
    SELECT sequence, sha256('\\x00'::bytea || body), index FROM {s}.journal
    WHERE source = %s AND (sequence, index) > (%s, %s) AND sequence <= %s ORDER BY sequence, index LIMIT %s"""
LAST: Final = "SELECT coalesce(max(sequence), 0) FROM {s}.journal WHERE source = %s"
REACHED: Final = "SELECT reader, position, stopped IS NOT NULL FROM {s}.reader_positions WHERE source = %s"


@dataclass(frozen=True, slots=True)
class Reconciling:
    """Reconciles one district; ``other`` is whoever sends to its journal.

    ``patience_s``: how long facts on their way are waited for; what has not come by then is missing.
    """

    service: Reporting
    other: OtherSide
    district: str
    patience_s: float

    def certify(self, context: Context) -> DeliveryReconciled:
        """Compare everything stored before the call, and note the result. Raises FeedUnreachable, DatabaseDown."""
        ids = self.service.ids(self.district)
        made = self.compare(ids.derive("delivery", str(context.command_id)))
        stream = ids.derive(DELIVERIES)
        self.service.store.execute(self.district, NOTED, stream, NoteDelivery(made), context)
        return made

    def compare(self, certificate_id: UUID) -> DeliveryReconciled:
        """The certificate of now."""
        heads = heads_of(self.other.feed, self.district)
        with suppress(NotArrived):  # the comparison says which facts did not come
            self.service.reports.arrived(self.district, heads, self.patience_s)
        tree, reached = self._folded()
        return DeliveryReconciled(
            certificate_id=certificate_id,
            sources=tuple(self._source(source, heads[source]) for source in SERVICES),
            projections=reached,
            entries=tree.size,
            root=tree.root.hex(),
            parked=self.other.parked(self.district),
            dead=self.other.dead(self.district),
        )

    def _source(self, source: str, head: int) -> SourceReconciled:
        feed, pool = self.other.feed, self.service.pool
        too_many = self._too_many(source)
        there, here = Side(), Side()
        found = compared(
            there.counted(facts_of(feed, source, self.district, head)),
            here.counted(_received(pool, self.district, source, max(head, too_many))),
        )
        return SourceReconciled(
            source=source,
            stored=head,
            published=min(self.other.published(source, self.district), head),
            received=here.count,
            missing=found.missing,
            doubled=found.doubled,
            changed=found.changed,
            digest_stored=there.digest,
            digest_received=here.digest,
            faults=tuple(found.faults),
        )

    def _too_many(self, source: str) -> int:
        """The journal's last position of a source if its log, asked afterwards, does not reach so far; otherwise 0."""
        with self.service.pool.transaction() as conn, enter(conn, self.district):
            row = conn.execute(_in(self.district, LAST), (source,)).fetchone()
        last = 0 if row is None else int(row[0])
        return last if last > self.other.feed.head(source, self.district).position else 0

    def _folded(self) -> tuple[Frontier, tuple[ProjectionReached, ...]]:
        with self.service.pool.transaction() as conn, enter(conn, self.district):
            tree = journal.tree(conn, self.district)
            rows = conn.execute(_in(self.district, REACHED), (journal.NAME,)).fetchall()
        return tree, _reached({reader: (position, stopped) for reader, position, stopped in rows})


def _reached(positions: Mapping[str, tuple[int, bool]]) -> tuple[ProjectionReached, ...]:
    """Every projection of today's code, by name; one that never folded stands at 0."""
    found = []
    for one in sorted(PROJECTIONS, key=lambda each: each.name):
        position, stopped = positions.get(one.reader, (0, False))
        found.append(ProjectionReached(projection=one.name, entry=position, stopped=stopped))
    return tuple(found)


def _received(pool: Pool, district: str, source: str, last: int) -> Iterator[Placed]:
    """What the journal has of a source, by position, a page a transaction; hashed by the database."""
    after: tuple[Any, Any] = (0, 0)
    while True:
        with pool.transaction() as conn, enter(conn, district):
            values = (source, *after, last, PAGE)
            page = conn.execute(_in(district, RECEIVED), values, binary=True).fetchall()
        for sequence, leaf, _ in page:
            yield Placed(sequence, bytes(leaf))
        if len(page) < PAGE:
            return
        after = (page[-1][0], page[-1][2])


def _in(district: str, statement: str) -> Composed:
    return SQL(statement).format(s=Identifier(schema_of(district)))
