"""All indicators of a catalogue version in one statement over the rows valid at a state of knowledge."""

from functools import cache
from typing import Final

from psycopg import sql

from services.reporting.domain.catalogue import Catalogue, Indicator
from services.reporting.domain.catalogues.fields import age
from services.reporting.expression_sql import age_of, rendered

STATEMENT: Final = sql.SQL("""
WITH known AS MATERIALIZED (
    SELECT v.participation, v.state, v.erased, v.entry_date, v.exit_date, v.gender, v.birth_date, v.employment,
        v.unemployed_since, v.in_education, v.isced, v.disability, v.foreign_background, v.minority, v.citizenship,
        v.housing, r.ags IS NOT NULL AS rural, {age} AS age
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
), judged AS MATERIALIZED (
    SELECT CASE {reasons} END AS reason, k.gender, {judged}
    FROM known AS k LEFT JOIN answers AS a ON a.participation = k.participation
)
SELECT reason, gender, count(*), {counts} FROM judged GROUP BY reason, gender
""")

# "Last" is the latest date, then what was recorded last. Date, place and answer are packed into one number (22, 38 and
# 3 bits), so that the largest is the last: no sorting, and what answers nothing is NULL and ignored.
LAST: Final = sql.SQL("""({answers})[(max(
            (s.date - DATE '0001-01-01')::bigint << 41 | s.since << 3 | array_position({answers}, {answer})
        ) FILTER (WHERE s.kind = {kind}) & 7)::int]""")
STATUSES: Final = sql.SQL("ARRAY['employed', 'job_seeking', 'unemployed', 'inactive']")
YES_OR_NO: Final = sql.SQL("ARRAY['yes', 'no']")


@cache
def statement(catalogue: Catalogue, schema: str, *, eso_4_12: bool) -> sql.Composed:
    """Rows (reason or NULL for counted, gender, participations, one count for each of :func:`counted`).

    Parameters: operation, as_of, and the positions ``intake`` and ``districts``.
    """
    windows = catalogue.windows
    return STATEMENT.format(
        s=sql.Identifier(schema),
        exit_status=_last("status", "exit", STATUSES),
        exit_education=_last("in_education", "exit", YES_OR_NO),
        followup_status=_last("status", "followup", STATUSES),
        followup_improved=_last("improved", "followup", YES_OR_NO),
        exit_days=windows.exit_days,
        followup_from=windows.followup_from_months,
        followup_to=windows.followup_to_months,
        age=age_of(age),
        reasons=_reasons(catalogue, eso_4_12=eso_4_12),
        judged=sql.SQL(", ").join(_judged(catalogue, one, eso_4_12=eso_4_12) for one in _persons(catalogue)),
        counts=sql.SQL(", ").join(_counts(catalogue)),
    )


def counted(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """What each count counts: persons under at least one of these codes; the last: under both disjoint ones."""
    return [*((one.code,) for one in _persons(catalogue)), *catalogue.combinations, catalogue.disjoint]


def _persons(catalogue: Catalogue) -> list[Indicator]:
    return [one for one in catalogue.indicators if one.when is not None]


def _judged(catalogue: Catalogue, indicator: Indicator, *, eso_4_12: bool) -> sql.Composable:
    """Each predicate is evaluated once a row, however many counts ask for it."""
    applies = indicator.when is not None and catalogue.counts(indicator, eso_4_12=eso_4_12)
    predicate = rendered(indicator.when) if applies and indicator.when is not None else sql.SQL("false")
    return sql.SQL("{} AS {}").format(predicate, sql.Identifier(indicator.code))


def _counts(catalogue: Catalogue) -> list[sql.Composable]:
    *either, both = counted(catalogue)
    asked = [*(sql.SQL(" OR ").join(map(sql.Identifier, codes)) for codes in either)]
    asked.append(sql.SQL(" AND ").join(map(sql.Identifier, both)))
    return [sql.SQL("count(*) FILTER (WHERE {})").format(predicate) for predicate in asked]


def _last(column: str, kind: str, answers: sql.Composable) -> sql.Composable:
    answer = sql.SQL("s.{}").format(sql.Identifier(column))
    return LAST.format(answer=answer, kind=sql.Literal(kind), answers=answers)


def _reasons(catalogue: Catalogue, *, eso_4_12: bool) -> sql.Composable:
    complete = catalogue.complete_eso_4_12 if eso_4_12 else catalogue.complete
    asked = [(one.key, rendered(one.when)) for one in catalogue.reasons if one.when is not None]
    asked.append(("incomplete", sql.SQL("{} IS NOT TRUE").format(rendered(complete))))
    arms = [sql.SQL("WHEN {} THEN {}").format(when, sql.Literal(key)) for key, when in asked]
    return sql.SQL(" ").join(arms)
