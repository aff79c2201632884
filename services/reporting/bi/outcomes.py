"""How people stand on the same scales at the start and later: rows of the view ``outcomes``, made safe.

A person counts once under each dimension and stage, with the last assessment of that stage; a problem situation counts
as it was said first (``start``) and last (``now``).
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.bi.small_rows import told_lines
from services.reporting.domain.scales import level
from services.reporting.knowledge import Knowledge

VALID: Final = "{0}.valid_from <= %({1})s AND ({0}.valid_to IS NULL OR {0}.valid_to > %({1})s)"
SITUATIONS: Final = """
    SELECT c.operation, c.sozialraum, c.person, said.topic, said.still, said.severity
    FROM {s}.situation_assessments AS a JOIN {s}.case_places AS c ON c.case_id = a.case_id AND {of_case}
    CROSS JOIN unnest(a.topics, a.still, a.severities) AS said (topic, still, severity)
    WHERE {of_assessment} ORDER BY a.on_day, a.valid_from"""
STRENGTHS: Final = """
    SELECT c.operation, c.sozialraum, c.person, a.instrument, d.dimension, a.stage, d.items, d.weights, d.missing,
        a.items, a.answers
    FROM {s}.strength_assessments AS a JOIN {s}.case_places AS c ON c.case_id = a.case_id AND {of_case}
    JOIN {s}.instrument_dimensions AS d
        ON d.instrument = a.instrument AND d.instrument_version = a.instrument_version AND {of_instrument}
    WHERE {of_assessment} ORDER BY a.on_day, a.valid_from"""
RESOLVED: Final = "resolved"
UNRATED: Final = "unrated"


class Line(NamedTuple):
    operation: str
    dimension: str
    stage: str
    level: str


class _Of(NamedTuple):
    """Whom one level belongs to."""

    operation: str
    area: str
    person: Any
    dimension: str
    stage: str


def outcomes(conn: Connection[Any], district: str, knowledge: Knowledge, smallest: int) -> list[tuple[Any, ...]]:
    """Operation, Sozialraum, dimension, stage, level, persons."""
    levels: dict[_Of, str] = {}
    for of, reached in (*_strengths(conn, district, knowledge), *_situations(conn, district, knowledge)):
        if of.stage != "start" or of not in levels:
            levels[of] = reached
    counts = Counter((Line(of.operation, of.dimension, of.stage, reached), of.area) for of, reached in levels.items())
    told = told_lines(((line, area, persons) for (line, area), persons in counts.items()), smallest)
    return [
        (line.operation, area, *line[1:], persons if (line, area) in told else None)
        for (line, area), persons in counts.items()
    ]


def _situations(conn: Connection[Any], district: str, knowledge: Knowledge) -> Iterator[tuple[_Of, str]]:
    for operation, area, person, topic, still, severity in _rows(conn, district, SITUATIONS, knowledge):
        reached = RESOLVED if still == "no" else severity or UNRATED
        for stage in ("start", "now"):
            yield _Of(operation, area, person, f"problem/{topic}", stage), reached


def _strengths(conn: Connection[Any], district: str, knowledge: Knowledge) -> Iterator[tuple[_Of, str]]:
    for row in _rows(conn, district, STRENGTHS, knowledge):
        operation, area, person, instrument, dimension, stage, items, weights, missing, asked, answers = row
        said = dict(zip(asked, answers, strict=True))
        reached = level(list(zip(items, weights, strict=True)), said, missing)
        if reached is not None:
            yield _Of(operation, area, person, f"{instrument}/{dimension}", stage), str(reached)


def _rows(conn: Connection[Any], district: str, statement: str, knowledge: Knowledge) -> list[tuple[Any, ...]]:
    parts = {
        "of_case": SQL(VALID.format("c", "intake")),
        "of_assessment": SQL(VALID.format("a", "intake")),
        "of_instrument": SQL(VALID.format("d", "districts")),
    }
    composed = SQL(statement).format(s=Identifier(schema_of(district)), **parts)
    return conn.execute(composed, dict(knowledge.positions)).fetchall()
