"""All indicators of a catalogue version in one statement over the rows valid at a state of knowledge."""

from functools import cache
from typing import Final

from psycopg import sql

from services.reporting.domain.catalogue import Catalogue, Indicator
from services.reporting.expression_sql import rendered

STATEMENT: Final = sql.SQL("""
WITH known AS MATERIALIZED (
    SELECT v.*, r.ags IS NOT NULL AS rural
    FROM {s}.participation_versions AS v
    LEFT JOIN {s}.rural_municipalities AS r
        ON r.ags = v.residence_ags
        AND r.valid_from <= %(districts)s AND (r.valid_to IS NULL OR r.valid_to > %(districts)s)
    WHERE v.operation = %(operation)s
        AND v.valid_from <= %(intake)s AND (v.valid_to IS NULL OR v.valid_to > %(intake)s)
), answers AS (
    SELECT k.participation,
        {exit_status} AS exit_status,
        {exit_education} AS exit_education,
        bool_or(s.qualification = 'yes') FILTER (WHERE s.kind = 'exit') AS exit_qualification,
        {followup_status} AS followup_status,
        {followup_improved} AS followup_improved
    FROM known AS k JOIN {s}.status_versions AS s ON s.participation = k.participation
    WHERE k.exit_date <= %(as_of)s::date AND s.date <= %(as_of)s::date
        AND s.valid_from <= %(intake)s AND (s.valid_to IS NULL OR s.valid_to > %(intake)s)
        AND CASE s.kind
            WHEN 'exit' THEN s.date BETWEEN k.exit_date AND k.exit_date + {exit_days}
            WHEN 'followup' THEN s.date BETWEEN
                (k.exit_date + make_interval(months => {followup_from}))::date
                AND (k.exit_date + make_interval(months => {followup_to}))::date
            END
    GROUP BY k.participation
), judged AS (
    SELECT k.*, a.exit_status, a.exit_education, a.exit_qualification, a.followup_status, a.followup_improved,
        CASE {reasons} END AS reason
    FROM known AS k LEFT JOIN answers AS a ON a.participation = k.participation
)
SELECT reason, gender, count(*), {counts} FROM judged GROUP BY reason, gender
""")

# "Last" is the latest date, then what was recorded last; only what answers the question is asked.
LAST: Final = sql.SQL(
    "(array_agg({answer} ORDER BY s.date DESC, s.since DESC) FILTER (WHERE s.kind = {kind} AND {answers}))[1]"
)
NO_ANSWER: Final = sql.SQL("s.status <> 'no_answer'")
NOT_EMPTY: Final = sql.SQL("{} IS NOT NULL")


@cache
def statement(catalogue: Catalogue, schema: str, *, eso_4_12: bool) -> sql.Composed:
    """Rows (reason or NULL for counted, gender, participations, one count for each of :func:`counted`).

    Parameters: operation, as_of, and the positions ``intake`` and ``districts``.
    """
    windows = catalogue.windows
    return STATEMENT.format(
        s=sql.Identifier(schema),
        exit_status=_last("status", "exit", NO_ANSWER),
        exit_education=_last("in_education", "exit"),
        followup_status=_last("status", "followup", NO_ANSWER),
        followup_improved=_last("improved", "followup"),
        exit_days=windows.exit_days,
        followup_from=windows.followup_from_months,
        followup_to=windows.followup_to_months,
        reasons=_reasons(catalogue, eso_4_12=eso_4_12),
        counts=sql.SQL(", ").join(_count(predicate) for predicate in _predicates(catalogue, eso_4_12=eso_4_12)),
    )


def counted(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """What each count counts: persons under at least one of these codes; the last: under both disjoint ones."""
    persons = [(one.code,) for one in catalogue.indicators if one.when is not None]
    return [*persons, *catalogue.combinations, catalogue.disjoint]


def _predicates(catalogue: Catalogue, *, eso_4_12: bool) -> list[sql.Composable]:
    def of(code: str) -> sql.Composable:
        return _predicate(catalogue, catalogue.indicator(code), eso_4_12=eso_4_12)

    *either, both = counted(catalogue)
    return [
        *(_joined(" OR ", [of(code) for code in codes]) for codes in either),
        _joined(" AND ", [of(code) for code in both]),
    ]


def _predicate(catalogue: Catalogue, indicator: Indicator, *, eso_4_12: bool) -> sql.Composable:
    if indicator.when is None or not catalogue.counts(indicator, eso_4_12=eso_4_12):
        return sql.SQL("false")
    return rendered(indicator.when)


def _joined(operator: str, parts: list[sql.Composable]) -> sql.Composable:
    return sql.SQL(operator).join(parts)


def _count(predicate: sql.Composable) -> sql.Composable:
    return sql.SQL("count(*) FILTER (WHERE {})").format(predicate)


def _last(column: str, kind: str, answers: sql.Composable | None = None) -> sql.Composable:
    answer = sql.SQL("s.{}").format(sql.Identifier(column))
    return LAST.format(answer=answer, kind=sql.Literal(kind), answers=answers or NOT_EMPTY.format(answer))


def _reasons(catalogue: Catalogue, *, eso_4_12: bool) -> sql.Composable:
    complete = catalogue.complete_eso_4_12 if eso_4_12 else catalogue.complete
    asked = [(one.key, rendered(one.when)) for one in catalogue.reasons if one.when is not None]
    asked.append(("incomplete", sql.SQL("{} IS NOT TRUE").format(rendered(complete))))
    arms = [sql.SQL("WHEN {} THEN {}").format(when, sql.Literal(key)) for key, when in asked]
    return sql.SQL(" ").join(arms)
