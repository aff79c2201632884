"""The ESF report of one operation: the document of the interface, from one statement, with checks and digest."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from psycopg import Connection, sql

from services.kernel.canonical import canonical
from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.kernel.times import rfc3339
from services.reporting import esf_sql, supplements
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.domain.catalogue import Catalogue, Indicator
from services.reporting.domain.catalogues import catalogue, newest, oldest
from services.reporting.domain.cells import GENDERS, INCOMPLETE, UNKNOWN_GENDER, Cells, Counts
from services.reporting.domain.checks import Compared, judge
from services.reporting.domain.expressions import Predicate
from services.reporting.domain.figures import STRUCTURE_BASED, Figures, with_estimates, without_persons
from services.reporting.knowledge import Knowledge, knowledge_at
from services.reporting.linking.reading import linked_in
from services.reporting.supplements import OperationSettings

SOURCES: Final = ("districts", "intake")
OBJECTIVE_L: Final = "ESO4.12"
NOT_COLLECTED: Final = "not_collected"  # why an indicator has no value
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

    ``catalogue_version``: None is the newest one released at that state of knowledge. ``catalogue``: None is the
    operation's own; with another one the same history is read under its rules, in its newest version if none is given.
    """

    operation: str
    as_of: date
    known_at: datetime | None = None
    catalogue_version: int | None = None
    catalogue: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """By which catalogue version an operation is counted, whether as specific objective (l), and its settings."""

    catalogue: Catalogue
    eso_4_12: bool
    settings: OperationSettings = field(default_factory=OperationSettings)

    @property
    def complete(self) -> Predicate:
        """What has to be known of whoever counts."""
        return self.catalogue.complete_eso_4_12 if self.eso_4_12 else self.catalogue.complete

    @property
    def exact(self) -> frozenset[str]:
        """Indicators that need exact data, because the target group settles their trait."""
        return self.settings.settled.codes


def esf_report(conn: Connection[Any], district: str, question: EsfQuestion) -> Document:
    """The document, inside a transaction in the district that sees one snapshot.

    Raises UnknownOperation, UnknownCatalogue.
    """
    return esf_report_at(conn, district, question, knowledge_at(conn, district, SOURCES, question.known_at))


def esf_report_at(conn: Connection[Any], district: str, question: EsfQuestion, knowledge: Knowledge) -> Document:
    """The document at an explicit state of knowledge; raises UnknownOperation, UnknownCatalogue."""
    rules = rules_of(conn, district, question, knowledge)
    figures = figures_of(conn, district, question, rules, knowledge)
    return document_of(district, question, knowledge, rules, figures)


def rules_of(conn: Connection[Any], district: str, question: EsfQuestion, knowledge: Knowledge) -> Rules:
    """The newest catalogue version released by then; the oldest there is for an operation not yet known then.

    Under another catalogue than the operation's, nothing was released: its newest version counts.
    """
    values = {"operation": question.operation, "districts": knowledge.positions["districts"]}
    statement = sql.SQL(OPERATION).format(s=sql.Identifier(schema_of(district)))
    row = conn.execute(statement, values).fetchone()
    if row is None:
        raise UnknownOperation(question.operation)
    key, objective, released = row
    chosen = _chosen(question, key, released)
    settings = supplements.settings_of(conn, district, question.operation, knowledge)
    return Rules(chosen, eso_4_12=objective == OBJECTIVE_L and chosen.knows_objective_l, settings=settings)


def _chosen(question: EsfQuestion, own: str, released: int | None) -> Catalogue:
    if question.catalogue in (None, own):
        version = question.catalogue_version or released
        return oldest(own) if version is None else catalogue(own, version)
    other = newest(str(question.catalogue))
    return catalogue(other.key, question.catalogue_version or other.version)


def count(conn: Connection[Any], district: str, question: EsfQuestion, rules: Rules, knowledge: Knowledge) -> Compared:
    """All cells of one operation as of a date and as of the reporting date before it: one statement.

    Persons who are linked are counted as one (:mod:`services.reporting.linking`).
    """
    schema, settled = schema_of(district), rules.settings.settled
    groups = linked_in(conn, district, question.operation, knowledge)
    statement = esf_sql.statement(
        rules.catalogue, schema, eso_4_12=rules.eso_4_12, settled=settled, grouped=bool(groups)
    )
    dates = {"as_of": question.as_of, "before": previous_reporting_date(question.as_of)}
    values = {"operation": question.operation, **dates, **knowledge.positions, **groups.values}
    return compared_of(rules.catalogue, conn.execute(statement, values).fetchall())


def compared_of(of: Catalogue, rows: Iterable[Sequence[Any]]) -> Compared:
    """The cells of both dates; ``rows``: what :func:`esf_sql.statement` yields, in any order."""
    groups = [_Group(reason, gender, was_there, n, counts) for reason, gender, was_there, n, *counts in rows]
    return Compared(of, _cells(of, groups), _indicators_before(of, groups))


def figures_of(
    conn: Connection[Any], district: str, question: EsfQuestion, rules: Rules, knowledge: Knowledge
) -> Figures:
    """Counted participations, with estimates in their place, and supported entities."""
    compared = count(conn, district, question, rules, knowledge)
    entities = supplements.entities(conn, district, question.operation, question.as_of, knowledge)
    days = (question.as_of, previous_reporting_date(question.as_of))
    read = supplements.estimates(conn, district, question.operation, days, knowledge)
    return supplemented(rules, compared, read, entities)


def supplemented(
    rules: Rules, compared: Compared, read: Sequence[Mapping[str, Counts]], entities: Mapping[str, int]
) -> Figures:
    """Counted cells with what stands beside them; ``read``: estimates by code, as of the day and the date before."""
    if not rules.settings.participant_based:
        return Figures(without_persons(compared), entities=entities)
    estimable = {one.code for one in rules.catalogue.indicators} - rules.exact
    now, before = ({code: one for code, one in day.items() if code in estimable} for day in read)
    return Figures(with_estimates(compared, now, before), frozenset(now), entities)


def digest_of(document: Mapping[str, Any]) -> str:
    """``sha256:`` and the hex digest over the canonical JSON of the document without knowledge and digest."""
    digested = {key: value for key, value in document.items() if key not in UNDIGESTED}
    return f"sha256:{hashlib.sha256(canonical(digested)).hexdigest()}"


class _Group(NamedTuple):
    """A row of the statement; ``reason`` None is counted, ``was_there``: entered by the earlier date."""

    reason: str | None
    gender: str | None
    was_there: bool
    participations: int
    counts: Sequence[int]


def _cells(of: Catalogue, groups: Sequence[_Group]) -> Cells:
    asked = esf_sql.counted(of)
    by_gender = _by_gender([group for group in groups if group.reason is None], len(asked))
    *either, _both = asked
    counts = {codes: {gender: by_gender[gender][place] for gender in GENDERS} for place, codes in enumerate(either)}
    reasons: Counter[str] = Counter()
    everybody: Counter[str] = Counter(dict.fromkeys((*GENDERS, UNKNOWN_GENDER), 0))
    for group in groups:
        if group.reason is not None:
            reasons[group.reason] += group.participations
        if group.reason in (None, INCOMPLETE):
            everybody[group.gender or UNKNOWN_GENDER] += group.participations
    return Cells(
        indicators={codes[0]: values for codes, values in counts.items() if len(codes) == 1},
        combinations={codes: values for codes, values in counts.items() if len(codes) > 1},
        overlap=sum(by_gender[gender][len(either)] for gender in GENDERS),
        not_counted=reasons,
        everybody=everybody,
    )


def _indicators_before(of: Catalogue, groups: Sequence[_Group]) -> Mapping[str, Counts]:
    """Persons as of the earlier date: who had entered by then, under results by the answers of then."""
    asked, later = esf_sql.counted(of), [one.code for one in esf_sql.results(of)]
    there = [group for group in groups if group.reason is None and group.was_there]
    by_gender = _by_gender(there, len(asked) + len(later))
    places = {codes[0]: place for place, codes in enumerate(asked) if len(codes) == 1}
    places |= {code: place for place, code in enumerate(later, start=len(asked))}
    return {code: {gender: by_gender[gender][place] for gender in GENDERS} for code, place in places.items()}


def _by_gender(groups: Sequence[_Group], columns: int) -> dict[str, list[int]]:
    sums = {gender: [0] * columns for gender in GENDERS}
    for group in groups:
        gender = str(group.gender)  # known of whoever is counted
        sums[gender] = [sum(pair) for pair in zip(sums[gender], group.counts, strict=False)]
    return sums


def document_of(district: str, question: EsfQuestion, knowledge: Knowledge, rules: Rules, figures: Figures) -> Document:
    """The figures as the document of the interface, with checks and digest."""
    cells, used = figures.compared.now, rules.catalogue
    document: Document = {
        "district": district,
        "operation": question.operation,
        "catalogue": used.key,
        "catalogue_version": used.version,
        "as_of": question.as_of.isoformat(),
        "known_at": None if question.known_at is None else rfc3339(question.known_at),
        "positions": dict(knowledge.positions),
        "indicators": [_indicator(one, figures) for one in used.indicators],
        "not_counted": [
            {"reason": reason, "participations": cells.not_counted[reason]}
            for reason in (*(one.key for one in used.reasons), STRUCTURE_BASED)
            if cells.not_counted.get(reason, 0)
        ],
        "checks": [
            {"id": judged.check.id, "holds": judged.holds, "text": judged.check.text}
            for judged in judge(figures.compared, eso_4_12=rules.eso_4_12)
        ],
    }
    if used.grand_total:
        document["grand_total"] = {**cells.everybody, "total": sum(cells.everybody.values())}
    return {**document, "digest": digest_of(document)}


def _indicator(one: Indicator, figures: Figures) -> Document:
    if not one.collected:
        nothing = {} if one.unit == "entities" else dict.fromkeys(GENDERS)
        return {"code": one.code, **nothing, "total": None, "estimated": False, "reason": NOT_COLLECTED}
    if one.unit == "entities":
        return {"code": one.code, "total": figures.entities.get(one.code, 0), "estimated": False}
    values = {gender: figures.compared.now.value(one.code, gender) for gender in GENDERS}
    said: Document = {"code": one.code, **values, "total": sum(values.values())}
    said["estimated"] = one.code in figures.estimated
    return {**said, "sample": True} if one.sample else said
