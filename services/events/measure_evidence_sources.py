"""What can show that a measure did something: held events and meetings, press, resolutions, …, each with its words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL, Composed

from services.contracts.events.words import EvidenceOf
from services.events.application import Events
from services.events.domain.measure_state import Evidence
from services.events.statistics.queries import statistics_of
from services.events.statistics.streams import of_statistic
from services.kernel.database import Pool
from services.kernel.district import district as enter

# Each answers with of_id, title and on_day.
SOURCES: Final[Mapping[EvidenceOf, SQL]] = {
    "event": SQL("""
        SELECT event AS of_id, e.title, a.on_day FROM {0}.event_attendances a JOIN {0}.events e USING (event)
        WHERE NOT EXISTS (SELECT FROM {0}.event_cancellations c WHERE c.event = e.event)
    """),
    "meeting": SQL("""
        SELECT h.meeting AS of_id, g.name AS title, h.on_day
        FROM {0}.meetings_held h JOIN {0}.meetings m USING (meeting) JOIN {0}.groups g USING (group_id)
    """),
    "press_item": SQL("SELECT item AS of_id, medium AS title, on_day FROM {0}.press_items"),
    "survey": SQL("""
        SELECT survey AS of_id, coalesce(drafted -> 'title' -> 0 ->> 'text', '') AS title, o.first_day AS on_day
        FROM {0}.surveys s JOIN {0}.survey_openings o USING (survey)
    """),
    "document": SQL("""
        SELECT proof AS of_id, m.title || ', ' || p.media_type AS title, p.on_day
        FROM {0}.proofs p JOIN {0}.measures m ON p.belongs_to_id = m.measure
    """),
    "resolution": SQL("SELECT resolution AS of_id, body || ', ' || number AS title, on_day FROM {0}.resolutions"),
}
CHOSEN: Final = SQL("""
    SELECT {kind} AS "of", of_id, title, on_day AS "on" FROM ({source}) found
    WHERE %(only)s::uuid[] IS NULL OR of_id = ANY (%(only)s) ORDER BY on_day DESC NULLS LAST, title, of_id
""")


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """Something recorded elsewhere, in words; ``on`` None: of no day."""

    of: EvidenceOf
    of_id: UUID
    title: str
    on: date | None


def choices(events: Events, district: str) -> list[EvidenceEntry]:
    """All that may be linked: by kind, the latest first."""
    return [*_found(events.pool, district, SOURCES, None), *_statistics(events, district)]


def entries_of(events: Events, district: str, evidence: Collection[Evidence]) -> list[EvidenceEntry]:
    """What is linked, by kind, the latest first; what was taken back since is missing here."""
    kinds = {each.of for each in evidence}
    found = _found(events.pool, district, {kind: each for kind, each in SOURCES.items() if kind in kinds}, evidence)
    if "statistic" in kinds:
        found += _statistics(events, district)
    return [each for each in found if Evidence(each.of, each.of_id) in evidence]


def is_there(events: Events, district: str, evidence: Evidence) -> bool:
    """Whether that is recorded, as far as it is folded."""
    return bool(entries_of(events, district, [evidence]))


def _statistics(events: Events, district: str) -> list[EvidenceEntry]:
    """Indicators of social reporting go by a key; what is linked is the stream that is derived from it."""
    ids = events.ids(district)
    return [
        EvidenceEntry("statistic", of_statistic(ids, each.statistic), each.label, None)
        for each in statistics_of(events.pool, district).values()
    ]


def _found(
    pool: Pool, district: str, sources: Mapping[EvidenceOf, SQL], evidence: Collection[Evidence] | None
) -> list[EvidenceEntry]:
    only = None if evidence is None else [each.of_id for each in evidence]
    found: list[EvidenceEntry] = []
    with pool.transaction() as connection, enter(connection, district) as schema:
        for kind, source in sources.items():
            statement: Composed = CHOSEN.format(kind=kind, source=source.format(schema))
            cursor = connection.cursor(row_factory=class_row(EvidenceEntry))
            found += cursor.execute(statement, {"only": only}).fetchall()
    return found
