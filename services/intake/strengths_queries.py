"""Strengths of a case's person: every assessment with its scores, and the path from start to now."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.districts import InstrumentReleased
from services.intake.application import Intake
from services.intake.directory import instrument
from services.intake.domain.path import Path, Rated, paths
from services.intake.domain.score import displayed
from services.intake.sections import Json
from services.kernel.district import district as enter

ASSESSMENTS: Final = SQL("""
    SELECT person, assessment, instrument, instrument_version, stage, on_day, recorded, items, answers
    FROM {0}.strength_assessments WHERE case_id = %s ORDER BY on_day, recorded
""")


def strengths_of(intake: Intake, district: str, case_id: UUID) -> list[Rated]:
    """All assessments, oldest first; none of a person who was erased since.

    Every version of an instrument that was used is known here: none is ever removed.
    """
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        found = connection.execute(ASSESSMENTS.format(schema), (case_id,)).fetchall()
    erased = intake.ring.destroyed(district, {person for person, *_ in found})
    rows = [row for person, *row in found if person not in erased]
    released = {version: instrument(intake.pool, district, *version) for version in {(row[1], row[2]) for row in rows}}
    return [_rated(row, known) for row in rows if (known := released[row[1], row[2]]) is not None]


def _rated(row: Sequence[Any], known: InstrumentReleased) -> Rated:
    assessment, _, _, stage, on, recorded, items, answers = row
    return Rated(
        assessment_id=assessment,
        instrument=known,
        stage=stage,
        on=on,
        recorded=recorded,
        answers=dict(zip(items, answers, strict=True)),
    )


# --- As it is answered and as it stands in the case file --------------------------


def shown_strengths(intake: Intake, district: str, case_id: UUID) -> Json:
    """All assessments with their scores, and the path with each instrument; values are rounded for reading."""
    rated = strengths_of(intake, district, case_id)
    return {
        "assessments": [_assessment(each) for each in rated],
        "paths": [_path(each) for each in paths(rated)],
    }


def _assessment(rated: Rated) -> Json:
    score = rated.score
    return {
        "assessment": str(rated.assessment_id),
        "instrument": rated.instrument.instrument,
        "version": rated.instrument.version,
        "stage": rated.stage,
        "on": str(rated.on),
        "dimensions": [
            {
                "key": each.key,
                "label": each.label,
                "value": _rounded(each.value),
                "answered": each.answered,
                "items": each.items,
            }
            for each in score.dimensions
        ],
        "total": _rounded(score.total),
    }


def _path(path: Path) -> Json:
    return {
        "instrument": path.instrument,
        "label": path.now.instrument.label,
        "start": str(path.start.on),
        "now": str(path.now.on),
        "comparable": path.reason is None,
        "reason": path.reason,
        "steps": [
            {
                "key": each.key,
                "label": each.label,
                "start": _rounded(each.start),
                "now": _rounded(each.now),
                "change": _rounded(each.change),
            }
            for each in path.steps
        ],
    }


def _rounded(value: Fraction | None) -> float | None:
    return None if value is None else float(displayed(value))
