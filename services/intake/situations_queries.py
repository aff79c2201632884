"""Problem situations of a case, read as a timeline with the district's own words."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.topic_list import Vocabulary
from services.intake.application import Intake
from services.intake.directory import topics
from services.intake.domain.timeline import Assessment, Episode, timeline
from services.intake.sections import Json
from services.kernel.district import district as enter

ASSESSMENTS: Final = SQL("""
    SELECT a.person, said.topic, a.on_day, a.recorded, said.still, said.severity, a.source
    FROM {0}.situation_assessments a, unnest(a.topics, a.still, a.severities) AS said (topic, still, severity)
    WHERE a.case_id = %s
""")
# Those of contacts name no list of topics: they are corrected with their contact.
SEPARATE: Final = SQL("""
    SELECT source AS assessment, person, on_day AS "on", topics FROM {}.situation_assessments
    WHERE case_id = %s AND vocabulary_version IS NOT NULL ORDER BY on_day DESC, recorded DESC
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


@dataclass(frozen=True, slots=True)
class SeparateAssessment:
    """What was said of a person's situations on a day, outside a contact."""

    assessment: UUID
    person: UUID
    on: date
    topics: list[str]


def assessments_of(intake: Intake, district: str, case_id: UUID) -> list[Assessment]:
    """What was said of each topic, in no order; nothing of a person who was erased since."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(ASSESSMENTS.format(schema), (case_id,)).fetchall()
    erased = intake.ring.destroyed(district, {person for person, *_ in rows})
    return [Assessment(*said) for person, *said in rows if person not in erased]


def separate_assessments(intake: Intake, district: str, case_id: UUID) -> list[SeparateAssessment]:
    """Those that can be taken back by themselves, newest first; none of a person who was erased since."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(SeparateAssessment))
        found = cursor.execute(SEPARATE.format(schema), (case_id,)).fetchall()
    erased = intake.ring.destroyed(district, {each.person for each in found})
    return [each for each in found if each.person not in erased]


def recorded_topics(intake: Intake, district: str, case_id: UUID) -> frozenset[str]:
    """Every topic that the case's assessments name."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        return frozenset(topic for (topic,) in connection.execute(TOPICS.format(schema), (case_id,)))


def situations_of(intake: Intake, district: str, case_id: UUID) -> list[SituationSeen]:
    """The timeline of a case."""
    vocabulary = topics(intake.pool, district)
    return [_seen(episode, vocabulary) for episode in timeline(assessments_of(intake, district, case_id))]


def shown_situations(intake: Intake, district: str, case_id: UUID) -> list[Json]:
    """The timeline as it is answered and as it stands in the case file."""
    return [_shown(seen) for seen in situations_of(intake, district, case_id)]


def _shown(seen: SituationSeen) -> Json:
    episode = seen.episode
    return {
        "topic": episode.topic,
        "label": seen.label,
        "core": seen.core,
        "handlungsfelder": list(seen.handlungsfelder),
        "offered": seen.offered,
        "identified": str(episode.identified),
        "last_confirmed": str(episode.last_confirmed),
        "resolved": None if episode.resolved is None else str(episode.resolved),
        "came_back": episode.came_back,
        "weights": [{"on": str(weight.on), "severity": weight.severity} for weight in episode.weights],
    }


def _seen(episode: Episode, vocabulary: Vocabulary) -> SituationSeen:
    """A term that a newer list left out keeps its words."""
    key = episode.topic
    return SituationSeen(
        episode, vocabulary.label(key), vocabulary.core(key), vocabulary.handlungsfelder(key), vocabulary.offers(key)
    )
