"""Strengths of a case's person: every assessment with its scores, and the path from start to now."""

from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.districts import InstrumentReleased
from services.intake.application import Intake
from services.intake.directory import instrument
from services.intake.domain.path import Rated
from services.kernel.district import district as enter

ASSESSMENTS: Final = SQL("""
    SELECT assessment, instrument, instrument_version, stage, on_day, recorded, items, answers
    FROM {0}.strength_assessments WHERE case_id = %s ORDER BY on_day, recorded
""")


def strengths_of(intake: Intake, district: str, case_id: UUID) -> list[Rated]:
    """All assessments, oldest first. Every version that was used is known: it is never removed."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(ASSESSMENTS.format(schema), (case_id,)).fetchall()
    released = {version: instrument(intake.pool, district, *version) for version in {(row[1], row[2]) for row in rows}}
    return [_rated(row, known) for row in rows if (known := released[row[1], row[2]]) is not None]


def _rated(row: tuple[Any, ...], known: InstrumentReleased) -> Rated:
    assessment, _, _, stage, on, recorded, items, answers = row
    return Rated(
        assessment_id=assessment,
        instrument=known,
        stage=stage,
        on=on,
        recorded=recorded,
        answers=dict(zip(items, answers, strict=True)),
    )
