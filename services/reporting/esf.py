"""The ESF report of one operation: the document of the interface, from one statement, with checks and digest."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from psycopg import Connection, sql

from services.kernel.canonical import canonical
from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.kernel.times import rfc3339
from services.reporting import esf_sql
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.domain.catalogue import Catalogue, Indicator
from services.reporting.domain.catalogues import catalogue, oldest
from services.reporting.domain.cells import GENDERS, Cells
from services.reporting.domain.checks import Compared, judge
from services.reporting.knowledge import Knowledge, knowledge_at

SOURCES: Final = ("districts", "intake")
OBJECTIVE_L: Final = "ESO4.12"
UNDIGESTED: Final = ("known_at", "positions", "digest")

OPERATION: Final = """
    SELECT o.catalogue, o.specific_objective, (
        SELECT max(r.catalogue_version) FROM {s}.catalogue_releases AS r
        WHERE r.operation = o.operation AND r.catalogue = o.catalogue
        AND r.valid_from <= %(districts)s AND (r.valid_to IS NULL OR r.valid_to > %(districts)s))
    FROM {s}.operation_versions AS o WHERE o.operation = %(operation)s
    ORDER BY o.valid_from <= %(districts)s DESC,
        CASE WHEN o.valid_from <= %(districts)s THEN -o.valid_from ELSE o.valid_from END
    LIMIT 1"""

Document = dict[str, Any]


class UnknownOperation(RuleViolation):
    title = "Dieses Vorhaben gibt es in diesem Landkreis nicht."
    field = "operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class EsfQuestion:
    """``as_of``: state of the world; ``known_at``: state of knowledge, None is now.

    ``catalogue_version``: None is the newest one released at that state of knowledge.
    """

    operation: str
    as_of: date
    known_at: datetime | None = None
    catalogue_version: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """By which catalogue version an operation is counted, and whether as specific objective (l)."""

    catalogue: Catalogue
    eso_4_12: bool


def esf_report(conn: Connection[Any], district: str, question: EsfQuestion) -> Document:
    """The document, inside a transaction in the district that sees one snapshot.

    Raises UnknownOperation, UnknownCatalogue.
    """
    knowledge = knowledge_at(conn, district, SOURCES, question.known_at)
    rules = rules_of(conn, district, question, knowledge)
    now = count(conn, district, question, rules, knowledge)
    earlier = replace(question, as_of=previous_reporting_date(question.as_of))
    before = count(conn, district, earlier, rules, knowledge)
    return _document(district, question, knowledge, rules, Compared(rules.catalogue, now, before))


def rules_of(conn: Connection[Any], district: str, question: EsfQuestion, knowledge: Knowledge) -> Rules:
    """The newest catalogue version released by then; the oldest there is for an operation not yet known then."""
    values = {"operation": question.operation, "districts": knowledge.positions["districts"]}
    statement = sql.SQL(OPERATION).format(s=sql.Identifier(schema_of(district)))
    row = conn.execute(statement, values).fetchone()
    if row is None:
        raise UnknownOperation(question.operation)
    key, objective, released = row
    version = question.catalogue_version or released
    chosen = oldest(key) if version is None else catalogue(key, version)
    return Rules(chosen, eso_4_12=objective == OBJECTIVE_L)


def count(conn: Connection[Any], district: str, question: EsfQuestion, rules: Rules, knowledge: Knowledge) -> Cells:
    """All cells of one operation as of a date, at a state of knowledge: one statement."""
    statement = esf_sql.statement(rules.catalogue, schema_of(district), eso_4_12=rules.eso_4_12)
    values = {"operation": question.operation, "as_of": question.as_of, **knowledge.positions}
    return _cells(rules.catalogue, conn.execute(statement, values).fetchall())


def digest_of(document: Mapping[str, Any]) -> str:
    """``sha256:`` and the hex digest over the canonical JSON of the document without knowledge and digest."""
    digested = {key: value for key, value in document.items() if key not in UNDIGESTED}
    return f"sha256:{hashlib.sha256(canonical(digested)).hexdigest()}"


def _cells(of: Catalogue, rows: Sequence[tuple[Any, ...]]) -> Cells:
    by_gender = {gender: counts for reason, gender, _, *counts in rows if reason is None}
    reasons: Counter[str] = Counter()
    for reason, _, participations, *_counts in rows:
        if reason is not None:
            reasons[reason] += participations
    *either, _both = esf_sql.counted(of)
    zeros = [0] * (len(either) + 1)
    columns = {gender: by_gender.get(gender, zeros) for gender in GENDERS}
    counts = {codes: {gender: columns[gender][place] for gender in GENDERS} for place, codes in enumerate(either)}
    return Cells(
        indicators={codes[0]: values for codes, values in counts.items() if len(codes) == 1},
        combinations={codes: values for codes, values in counts.items() if len(codes) > 1},
        overlap=sum(column[-1] for column in columns.values()),
        not_counted=reasons,
    )


def _document(district: str, question: EsfQuestion, knowledge: Knowledge, rules: Rules, compared: Compared) -> Document:
    cells, used = compared.now, rules.catalogue
    document: Document = {
        "district": district,
        "operation": question.operation,
        "catalogue": used.key,
        "catalogue_version": used.version,
        "as_of": question.as_of.isoformat(),
        "known_at": None if question.known_at is None else rfc3339(question.known_at),
        "positions": dict(knowledge.positions),
        "indicators": [_indicator(one, cells) for one in used.indicators],
        "not_counted": [
            {"reason": reason.key, "participations": cells.not_counted[reason.key]}
            for reason in used.reasons
            if cells.not_counted.get(reason.key, 0)
        ],
        "checks": [
            {"id": judged.check.id, "holds": judged.holds, "text": judged.check.text}
            for judged in judge(compared, eso_4_12=rules.eso_4_12)
        ],
    }
    return {**document, "digest": digest_of(document)}


def _indicator(one: Indicator, cells: Cells) -> Document:
    """Nothing records supported entities or estimates yet."""
    if one.unit == "entities":
        return {"code": one.code, "total": 0, "estimated": False}
    values = {gender: cells.value(one.code, gender) for gender in GENDERS}
    return {"code": one.code, **values, "total": sum(values.values()), "estimated": False}
