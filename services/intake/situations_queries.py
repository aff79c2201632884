"""Problem situations of a case, read as a timeline with the district's own words."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.directory import topics
from services.intake.domain.timeline import Assessment, Episode, timeline
from services.intake.domain.vocabulary import Vocabulary
from services.kernel.district import district as enter

ASSESSMENTS: Final = SQL("""
    SELECT said.topic, a.on_day, a.recorded, said.still, said.severity, a.source
    FROM {0}.situation_assessments a, unnest(a.topics, a.still, a.severities) AS said (topic, still, severity)
    WHERE a.case_id = %s
""")
TOPICS: Final = SQL("SELECT DISTINCT unnest(topics) FROM {}.situation_assessments WHERE case_id = %s")


@dataclass(frozen=True, slots=True)
class SituationSeen:
    """An episode in words: ``core`` is its entry of the common list, None for a key nobody released."""

    episode: Episode
    label: str
    core: str | None
    handlungsfelder: tuple[str, ...]
    offered: bool


def assessments_of(intake: Intake, district: str, case_id: UUID) -> list[Assessment]:
    """What was said of each topic, in no order."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(ASSESSMENTS.format(schema), (case_id,)).fetchall()
    return [Assessment(*row) for row in rows]


def recorded_topics(intake: Intake, district: str, case_id: UUID) -> frozenset[str]:
    """Every topic that the case's assessments name."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        return frozenset(topic for (topic,) in connection.execute(TOPICS.format(schema), (case_id,)))


def situations_of(intake: Intake, district: str, case_id: UUID) -> list[SituationSeen]:
    """The timeline of a case."""
    vocabulary = topics(intake.pool, district)
    return [_seen(episode, vocabulary) for episode in timeline(assessments_of(intake, district, case_id))]


def _seen(episode: Episode, vocabulary: Vocabulary) -> SituationSeen:
    """A term that a newer list left out keeps its words."""
    key = episode.topic
    return SituationSeen(
        episode, vocabulary.label(key), vocabulary.core(key), vocabulary.handlungsfelder(key), vocabulary.offers(key)
    )
