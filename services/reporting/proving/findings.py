"""Where is a journal changed? Every entry by its own signature, its columns and its place; the whole by its tree.

The sources sign every fact, so a changed one gives itself away even where nobody noted a checkpoint before. What was
changed by somebody who has the source's key shows in the tree, from the first checkpoint that no longer fits.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from psycopg import Connection

from services.kernel.envelope import Envelope, Forged, KeyOf, Unreadable, read_envelope, verify
from services.reporting.domain.merkle import Frontier, leaf_hash
from services.reporting.integrity import Checkpoint, JournalRow, checkpoint, columns_fit, rows

UNREADABLE: Final = "Die Tatsache ist nicht lesbar: Ihr Wortlaut wurde verändert."
FORGED: Final = "Die Unterschrift der Quelle passt nicht: Die Tatsache wurde verändert."
MOST: Final = 100  # findings that are told; who changed more than that is found out by the first


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was: the entry (None: the journal as a whole), its fact, and what, in German.

    Of a gap: the entry before which facts are missing, the first and, as ``last``, the last of them.
    """

    index: int | None
    source: str | None
    sequence: int | None
    what: str
    last: int | None = None


@dataclass(slots=True)
class _Walk:
    """How far the journal was read, and what must come next."""

    district: str
    key_of: KeyOf
    tree: Frontier = field(default_factory=Frontier)
    last: int = 0
    sequences: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    before: dict[str, Envelope] = field(default_factory=dict)

    def take(self, row: JournalRow) -> Iterator[Finding]:
        """What is wrong with the next entry."""
        if row.place != self.last + 1:
            yield Finding(self.last + 1, None, None, f"Vor Eintrag {row.place} fehlen Einträge.")
        self.last = row.place
        self.tree = self.tree.extended([leaf_hash(row.body)])
        for what in self._wrong(row):
            yield what if isinstance(what, Finding) else Finding(row.place, row.source, row.sequence, what)

    def _wrong(self, row: JournalRow) -> Iterator[str | Finding]:
        try:
            told = read_envelope(row.body)
            verify(told, told.routing_key, self.key_of)
        except (Unreadable, Forged) as fault:
            yield UNREADABLE if isinstance(fault, Unreadable) else FORGED
            self.sequences[row.source] = row.sequence  # so that the next one of this source is not blamed as well
            self.before.pop(row.source, None)
            return
        if not columns_fit(row, told):
            yield "Die Angaben neben der Tatsache passen nicht zu ihrem Wortlaut."
        if told.district != self.district:
            yield "Die Tatsache gehört einem anderen Landkreis."
        yield from self._out_of_order(row.place, told)

    def _out_of_order(self, place: int, told: Envelope) -> Iterator[str | Finding]:
        expected = self.sequences[told.source] + 1
        if told.sequence > expected:
            yield _gap(place, told.source, expected, told.sequence - 1)
        elif told.sequence < expected:
            yield f"Erwartet wurde die Tatsache {expected} der Quelle {told.source}; hier steht die {told.sequence}."
        before = self.before.get(told.source)
        if before is not None and told.time <= before.time:
            yield "Die Tatsache ist nicht später aufgezeichnet als die vorige ihrer Quelle."
        if before is not None and told.log_id != before.log_id:
            yield "Die Tatsache stammt aus einem anderen Protokoll als die vorige ihrer Quelle."
        self.sequences[told.source] = told.sequence
        self.before[told.source] = told


def _gap(place: int, source: str, first: int, last: int) -> Finding:
    what = f"fehlt die Tatsache {first}" if first == last else f"fehlen die Tatsachen {first} bis {last}"
    return Finding(place, source, first, f"Hier {what} der Quelle {source}.", last)


def findings(
    conn: Connection[Any], district: str, key_of: KeyOf, noted: Iterable[Checkpoint] = ()
) -> Sequence[Finding]:
    """What was changed in the journal, at most MOST findings in its order; none: it is what it was.

    ``noted``: checkpoints of earlier days, each must still be met; the journal's own head is one of them. Pages by
    index, so that no snapshot is held for long; the connection is in the district, or its owner.
    """
    found: list[Finding] = []
    head = checkpoint(conn, district)
    marks = sorted({*noted, head}, key=lambda mark: mark.size)
    walk, met = _Walk(district, key_of), 0
    for row in rows(conn, district, head.size):
        while marks and marks[0].size < row.place:
            met = _meet(walk, marks.pop(0), met, found)
        found += walk.take(row)
        if len(found) >= MOST:
            return found[:MOST]
    for mark in marks:
        met = _meet(walk, mark, met, found)
    return found[:MOST]


def _meet(walk: _Walk, mark: Checkpoint, met: int, found: list[Finding]) -> int:
    """Compare the tree with a checkpoint; returns up to which entry all checkpoints so far were met."""
    if walk.tree.size < mark.size:
        missing = mark.size - walk.tree.size
        found.append(Finding(None, None, None, f"Am Ende fehlen {missing} Einträge: Ein Prüfpunkt nennt {mark.size}."))
    elif walk.tree.root == mark.root:
        return mark.size
    else:
        span = f"Unter den Einträgen {met + 1} bis {mark.size} wurde etwas verändert"
        found.append(Finding(None, None, None, f"{span}: Die Prüfsumme des Prüfpunkts passt nicht."))
    return met
