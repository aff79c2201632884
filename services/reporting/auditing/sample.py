"""A sample of counted participations, and every question of the audit answered for it, with the facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg import Connection

from services.kernel.participant_numbers import ParticipantNumbers
from services.reporting.auditing.answers import Answer
from services.reporting.auditing.drawing import ALGORITHM, drawn
from services.reporting.auditing.operation_answers import OperationAnswers
from services.reporting.auditing.person_answers import PersonAnswers
from services.reporting.esf import Document, EsfQuestion
from services.reporting.explaining.assessed import assessed
from services.reporting.explaining.documents import event_document
from services.reporting.explaining.events import Event, Place, events_at, in_order
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.knowledge import Knowledge, knowledge_at

SOURCES: Final = ("districts", "events", "intake", "reporting")
LARGEST: Final = 200


class Draw(NamedTuple):
    """What makes a sample: the operation, the day, the seed and how many."""

    question: EsfQuestion
    seed: int
    size: int


class Examined(NamedTuple):
    """One participation of a sample, and every question about it answered."""

    participation: UUID
    person: UUID | None
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Sample:
    """The participations in the order of drawing, and the answers for the operation."""

    at: Standpoint
    draw: Draw
    population: int
    persons: Sequence[Examined]
    operation: Sequence[Answer]
    events: Mapping[Place, Event]


def pinned(conn: Connection[Any], district: str, question: EsfQuestion) -> Knowledge:
    """The state of knowledge of a sample drawn now."""
    return knowledge_at(conn, district, SOURCES, question.known_at)


def sample_of(conn: Connection[Any], district: str, draw: Draw, knowledge: Knowledge) -> Sample:
    """In a transaction that sees one snapshot; the same parameters and positions give the same sample.

    Raises UnknownOperation, UnknownCatalogue.
    """
    at = Standpoint.at(conn, district, draw.question, knowledge)
    counted = [one for one in assessed(conn, district, draw.question, knowledge, at.rules) if one.reason is None]
    by_id = {one.participation: one for one in counted}
    chosen = [by_id[each] for each in drawn(draw.seed, by_id, draw.size)]
    answers = PersonAnswers(at, chosen)
    persons = [Examined(one.participation, one.person, answers.of(one)) for one in chosen]
    operation = OperationAnswers(at, counted, chosen).all()
    every = (*operation, *(answer for one in persons for answer in one.answers))
    places = {place for each in every for place in each.all_places}
    return Sample(at, draw, len(counted), persons, operation, events_at(conn, district, places))


def sample_document(sample: Sample, known: ParticipantNumbers) -> Document:
    """As programs get it; facts by id, source and sequence. An erased person has no participant number."""
    numbers = known.numbers(
        sample.at.district, [(one.participation, one.person) for one in sample.persons if one.person]
    )
    used = sample.at.rules.catalogue
    return {
        "district": sample.at.district,
        "operation": sample.draw.question.operation,
        "as_of": sample.draw.question.as_of.isoformat(),
        "catalogue": used.key,
        "catalogue_version": used.version,
        "positions": dict(sample.at.knowledge.positions),
        "seed": sample.draw.seed,
        "size": sample.draw.size,
        "population": sample.population,
        "algorithm": ALGORITHM,
        "questions": [_answer(each, sample.events) for each in sample.operation],
        "participations": [
            {
                "participation_id": str(one.participation),
                "participant_no": numbers.get(one.participation),
                "questions": [_answer(each, sample.events) for each in one.answers],
            }
            for one in sample.persons
        ],
    }


def _answer(answer: Answer, events: Mapping[Place, Event]) -> Document:
    asked = answer.question
    document: Document = {
        "key": asked.key,
        "area": asked.area,
        "question": asked.question,
        "answer": answer.said,
        "remark": answer.remark,
        "evidence": asked.evidence,
        "events": _events(answer.places, events),
    }
    if answer.derived:
        document["codes"] = [
            {"code": one.code, "title": one.title, "rule": one.rule, "events": _events(one.places, events)}
            for one in answer.derived
        ]
    return document


def _events(places: frozenset[Place], events: Mapping[Place, Event]) -> list[dict[str, Any]]:
    return [event_document(one) for one in in_order([events[place] for place in places])]
