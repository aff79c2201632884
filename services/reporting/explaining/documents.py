"""Explanations as documents: the stable form for programs, in which numbers of participants are put by the caller."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.kernel.participant_numbers import ParticipantNumbers
from services.kernel.times import rfc3339
from services.reporting.domain.cells import GENDERS, LINKED
from services.reporting.esf import Document
from services.reporting.explaining.asking import CellAnswer, EstimateTold
from services.reporting.explaining.cell import Line
from services.reporting.explaining.events import Event
from services.reporting.explaining.merging import called, earlier_one, merged_into
from services.reporting.explaining.verdicts import Verdict

Numbers = Mapping[UUID, str | None]


def cell_document(answer: CellAnswer, numbers: Numbers) -> Document:
    """``{"code", "counted", "not_counted"}``; with ``estimate`` where an estimate makes the figure.

    A row without a participant number is an erased person, an entity, or one of the persons of an estimate.
    """
    document: Document = {
        "code": answer.code,
        "counted": [_row(line, numbers) for line in answer.counted_lines],
        "not_counted": [_row(line, numbers) for line in answer.not_counted_lines],
    }
    return document if answer.estimate is None else {**document, "estimate": _estimate(answer.estimate)}


def numbers_of(known: ParticipantNumbers, district: str, lines: Sequence[Line]) -> Numbers:
    """What the participants of these rows are called, and those with whom they are reported as one."""
    asked = [
        (line.verdict.participation, line.verdict.person)
        for line in lines
        if line.verdict.participation is not None and line.verdict.person is not None
    ]
    merged = {(one.participation, one.person) for line in lines for one in line.verdict.merged}
    return known.numbers(district, [*asked, *merged.difference(asked)])


def rule_told(verdict: Verdict, numbers: Numbers) -> str:
    """The deciding rule, with the numbers of those with whom a participation is reported as one."""
    if not verdict.merged:
        return verdict.rule
    others = called(verdict.merged, numbers)
    return earlier_one(others) if LINKED in verdict.inputs else merged_into(verdict.rule, others)


def event_document(one: Event) -> dict[str, Any]:
    """A fact as explanations name it."""
    return {
        "id": one.id,
        "source": one.source,
        "sequence": one.sequence,
        "time": rfc3339(one.time),
        "actor": one.actor,
        "type": one.type,
    }


def _row(line: Line, numbers: Numbers) -> dict[str, Any]:
    participation = line.verdict.participation
    return {
        "participant_no": None if participation is None else numbers.get(participation),
        "gender": line.verdict.gender,
        "rule": rule_told(line.verdict, numbers),
        "events": [event_document(one) for one in line.events],
    }


def _estimate(told: EstimateTold) -> dict[str, Any]:
    persons = dict(zip(GENDERS, told.estimate.persons, strict=True))
    return {"on": told.estimate.on.isoformat(), **persons, "events": [event_document(told.event)]}
