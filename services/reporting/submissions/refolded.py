"""What the journal's facts say at a state of knowledge: the report's projections folded anew, in memory.

No table of a projection is read: what somebody changed there cannot show here. The folds are those of the live tables.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from psycopg import Connection

from services.kernel.facts import Contract, Recorded
from services.kernel.projected_rows import Dated, Key, Table
from services.kernel.projection import Opener, Projection, folded, ignored_topics, recorded
from services.reporting.journal import JournalHistory
from services.reporting.projections.entity_versions import entity_versions
from services.reporting.projections.estimate_versions import estimate_versions
from services.reporting.projections.operation_settings import operation_settings
from services.reporting.projections.operation_versions import operation_versions
from services.reporting.projections.participation_versions import participation_versions
from services.reporting.projections.person_links import person_links
from services.reporting.projections.rural_municipalities import rural_municipalities
from services.reporting.projections.status_versions import status_versions
from services.reporting.submissions.queries import Submission

PAGE: Final = 5000
NEEDED: Final[tuple[Projection, ...]] = (
    operation_versions,
    rural_municipalities,
    participation_versions,
    status_versions,
    person_links,
    estimate_versions,
    entity_versions,
    operation_settings,
)

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """A row by its columns; ``since``: the position of its source from which its key has been there without a break."""

    values: Values
    since: int


@dataclass(frozen=True, slots=True)
class Refolded:
    """Rows by table and key, as they stood at the state of knowledge."""

    tables: defaultdict[str, dict[Key, Held]] = field(default_factory=lambda: defaultdict(dict))

    def rows(self, table: str) -> Iterator[tuple[Key, Held]]:
        """In the order in which their keys came, and came back."""
        return iter(sorted(self.tables[table].items(), key=lambda one: (one[1].since, str(one[0]))))

    def find(self, table: str, key: Key) -> Values | None:
        held = self.tables[table].get(key)
        return None if held is None else held.values

    def take(self, table: Table, changes: Iterable[Dated]) -> None:
        """Changes in the order of the journal."""
        rows = self.tables[table.name]
        for change in changes:
            before = rows.pop(change.key, None)
            if change.values is not None:
                values = dict(zip(table.columns, change.values, strict=True))
                rows[change.key] = Held(values, change.at if before is None else before.since)


def refolded(conn: Connection[Any], district: str, opens: Opener, made: Submission) -> Refolded:
    """The facts within the submission's journal, each source up to its position; inside a district's transaction.

    Page by page. Raises UnknownFact, Forgery, Unreadable or msgspec.ValidationError for a fact that cannot be read.
    """
    state = Refolded()
    for facts in _pages(conn, district, opens, made):
        for projection in NEEDED:
            read = [one for one in facts if isinstance(one.fact, projection.reads)]
            for table, changes in folded(projection, read).items():
                state.take(table, changes)
    return state


def _pages(conn: Connection[Any], district: str, opens: Opener, made: Submission) -> Iterator[list[Recorded[Contract]]]:
    history, ignored, last = JournalHistory(), ignored_topics(NEEDED), 0
    while entries := history.after(conn, district, (last, made.journal_size), ignored, PAGE):
        last = entries[-1].position
        known = [one for one in entries if one.row.position <= made.positions.get(one.source, 0)]
        facts = opens(district, [one.row for one in known])
        yield [recorded(one.source, one.row, fact) for one, fact in zip(known, facts, strict=True)]
