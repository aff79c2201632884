"""All indicators of a catalogue version in one statement over the rows valid at a state of knowledge.

They are counted as of two dates at once, the report's and the reporting date before (check C9), which costs hardly more
than one: who had entered by the earlier date is a further group of the same rows, and only the last answers, and what
is judged by them, differ.

Where persons are linked, the statement knows groups (:mod:`services.reporting.linking`): their exit, whose statuses
count, and the reason ``linked``. Where nobody is, it does not ask for them.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from psycopg import sql

from services.reporting.domain.catalogue import Catalogue, Indicator
from services.reporting.domain.catalogues.fields import age
from services.reporting.domain.cells import INCOMPLETE, LINKED
from services.reporting.domain.settled import REFUSED, Settled
from services.reporting.expression_sql import age_of, rendered

JUDGED: Final = sql.SQL("""
WITH {moments}known AS MATERIALIZED (
    SELECT {moment}v.participation, v.state, v.erased, v.entry_date, {exit_date}, v.gender, v.birth_date, {employment},
        v.unemployed_since, v.in_education, v.isced, {disability}, {foreign_background}, {minority}, {citizenship},
        {housing}, {rural} AS rural, {age} AS age{carried}
    FROM {s}.participation_versions AS v{at_moments}
    LEFT JOIN {s}.rural_municipalities AS r
        ON r.ags = v.residence_ags
        AND r.valid_from <= %(districts)s AND (r.valid_to IS NULL OR r.valid_to > %(districts)s){groups}
    WHERE v.operation = %(operation)s
        AND v.valid_from <= {known_at} AND (v.valid_to IS NULL OR v.valid_to > {known_at})
), answers AS (
    SELECT k.{each}, {answers}
    FROM known AS k {speakers}JOIN {s}.status_versions AS s ON s.participation = {speaker}
    WHERE k.exit_date <= %(as_of)s::date AND s.date <= %(as_of)s::date
        AND s.valid_from <= {answered_at} AND (s.valid_to IS NULL OR s.valid_to > {answered_at})
        AND CASE s.kind
            WHEN 'exit' THEN s.date BETWEEN k.exit_date AND k.exit_date + {exit_days}
            WHEN 'followup' THEN s.date BETWEEN
                (k.exit_date + make_interval(months => {followup_from}))::date
                AND (k.exit_date + make_interval(months => {followup_to}))::date
            END
    GROUP BY k.{each}
), judged AS MATERIALIZED (
    SELECT CASE {reasons} END AS reason, k.gender, k.entry_date <= %(before)s::date AS was_there, {judged},
        before.*{carried_on}
    FROM known AS k LEFT JOIN answers AS a ON a.{each} = k.{each}
    CROSS JOIN LATERAL (SELECT {judged_before} FROM (SELECT {answers_before}) AS earlier) AS before
)
{asked}
""")
COUNTED: Final = sql.SQL("""\
SELECT reason, gender, was_there, count(*), {counts} FROM judged GROUP BY reason, gender, was_there""")

ONE_BY_ONE: Final[Mapping[str, sql.Composable]] = {
    "exit_date": sql.SQL("v.exit_date"),
    "groups": sql.SQL(""),
    "speakers": sql.SQL(""),
    "speaker": sql.SQL("k.participation"),
}
AS_GROUPS: Final[Mapping[str, sql.Composable]] = {
    "exit_date": sql.SQL("""CASE WHEN g.principal IS NULL THEN v.exit_date ELSE g.exit_date END AS exit_date,
        o.linked IS NOT NULL AS linked"""),
    "groups": sql.SQL("""
    LEFT JOIN unnest(%(principals)s::uuid[], %(exits)s::date[]) AS g (principal, exit_date)
        ON g.principal = v.participation
    LEFT JOIN unnest(%(linked)s::uuid[]) AS o (linked) ON o.linked = v.participation"""),
    "speakers": sql.SQL("""
    LEFT JOIN unnest(%(spoken_for)s::uuid[], %(speaking)s::uuid[]) AS p (spoken_for, speaking)
        ON p.spoken_for = k.participation
    """),
    "speaker": sql.SQL("coalesce(p.speaking, k.participation)"),
}

AT_ONCE: Final[Mapping[str, sql.Composable]] = {
    "moments": sql.SQL(""),
    "moment": sql.SQL(""),
    "at_moments": sql.SQL(""),
    "known_at": sql.SQL("%(intake)s"),
    "answered_at": sql.SQL("%(intake)s"),
    "each": sql.SQL("participation"),
}
AT_MOMENTS: Final[Mapping[str, sql.Composable]] = {
    "moment": sql.SQL("m.moment, m.position, "),
    "at_moments": sql.SQL(" JOIN moments AS m ON m.participation = v.participation"),
    "known_at": sql.SQL("m.position"),
    "answered_at": sql.SQL("k.position"),
    "each": sql.SQL("moment"),
}

# "Last" is the latest date, then what was recorded last. Date, place and answer are packed into one number (22, 38 and
# 3 bits), so that the largest is the last: no sorting, and what answers nothing is NULL and ignored.
LAST: Final = sql.SQL("""({answers})[(max(
            (s.date - DATE '0001-01-01')::bigint << 41 | s.since << 3 | array_position({answers}, s.{column})
        ) FILTER (WHERE s.kind = {kind}{dated}) & 7)::int]""")
EVER_YES: Final = sql.SQL("bool_or(s.{column} = 'yes') FILTER (WHERE s.kind = {kind}{dated})")
STATUSES: Final = sql.SQL("ARRAY['employed', 'job_seeking', 'unemployed', 'inactive']")
YES_OR_NO: Final = sql.SQL("ARRAY['yes', 'no']")
EARLIER: Final = "{}_before"
AFTER_EXIT: Final = ("upon_leaving", "six_months_after")
BEFORE: Final = sql.SQL(" AND s.date <= %(before)s::date")

NOTHING: Final = Settled()
SETTLEABLE: Final = ("employment", "disability", "foreign_background", "minority", "citizenship", "housing")
MARKED: Final = sql.SQL("r.ags IS NOT NULL")
# There whoever asks.
KNOWN: Final = frozenset({"participation", "moment", "entry_date", "exit_date", "isced", "age", *SETTLEABLE})

# What statuses answer: the name in predicates, the kind of status, its column, and the possible answers (None: a single
# yes decides).
ANSWERS: Final = (
    ("exit_status", "exit", "status", STATUSES),
    ("exit_education", "exit", "in_education", YES_OR_NO),
    ("exit_qualification", "exit", "qualification", None),
    ("followup_status", "followup", "status", STATUSES),
    ("followup_improved", "followup", "improved", YES_OR_NO),
)


@cache
def statement(
    catalogue: Catalogue, schema: str, *, eso_4_12: bool, settled: Settled = NOTHING, grouped: bool = False
) -> sql.Composed:
    """Rows (reason or NULL for counted, gender, whether entered by ``before``, participations, counts).

    The counts: one for each of :func:`counted` as of ``as_of``, then one for each of :func:`results` as of ``before``.
    Parameters: operation, as_of, before (earlier), the positions ``intake`` and ``districts``; ``grouped``: persons are
    linked, and with them those of :attr:`services.reporting.linking.groups.Linked.values`.
    """
    counts = COUNTED.format(counts=sql.SQL(", ").join(_counts(catalogue)))
    return of_judged(catalogue, schema, counts, eso_4_12=eso_4_12, settled=settled, grouped=grouped)


def of_judged(
    catalogue: Catalogue,
    schema: str,
    asked: sql.Composable,
    *,
    eso_4_12: bool,
    settled: Settled = NOTHING,
    carried: Sequence[str] = (),
    grouped: bool = False,
    moments: sql.Composable | None = None,
) -> sql.Composed:
    """Any question to ``judged``: a row a participation with its reason, gender, and each indicator under its code.

    ``carried``: further columns of the participation that the question names. Parameters as in :func:`statement`.
    ``moments``: expressions of the WITH clause, the last of them ``moments (moment, participation, position)``; then a
    row a moment, judged as it was known at that position of intake's log, where the participation was known at all.
    """
    windows = catalogue.windows
    columns = [sql.Identifier(name) for name in carried]
    stored = [column for name, column in zip(carried, columns, strict=True) if name not in KNOWN]
    return JUDGED.format(
        asked=asked,
        **(AS_GROUPS if grouped else ONE_BY_ONE),
        **(AT_ONCE if moments is None else {**AT_MOMENTS, "moments": sql.SQL("{}, ").format(moments)}),
        carried=sql.SQL("").join(sql.SQL(", v.{}").format(column) for column in stored),
        carried_on=sql.SQL("").join(sql.SQL(", k.{}").format(column) for column in columns),
        s=sql.Identifier(schema),
        answers=sql.SQL(",\n        ").join([*_answers(sql.SQL(""), "{}"), *_answers(BEFORE, EARLIER)]),
        exit_days=windows.exit_days,
        followup_from=windows.followup_from_months,
        followup_to=windows.followup_to_months,
        age=age_of(age),
        **_traits(settled),
        reasons=_reasons(catalogue, eso_4_12=eso_4_12, grouped=grouped),
        judged=sql.SQL(", ").join(_judged(catalogue, one, "{}", eso_4_12=eso_4_12) for one in _persons(catalogue)),
        judged_before=sql.SQL(", ").join(
            _judged(catalogue, one, EARLIER, eso_4_12=eso_4_12) for one in results(catalogue)
        ),
        answers_before=sql.SQL(", ").join(
            sql.SQL("a.{} AS {}").format(sql.Identifier(EARLIER.format(name)), sql.Identifier(name))
            for name, *_ in ANSWERS
        ),
    )


def _traits(settled: Settled) -> dict[str, sql.Composable]:
    """The columns that a target group may settle; what is unknown or refused becomes the settled value."""
    columns = {name: _trait(name, settled.value(name)) for name in SETTLEABLE}
    everywhere = settled.value("rural") == "yes"
    return {**columns, "rural": sql.SQL("(r.ags IS NOT NULL OR v.residence_ags IS NULL)") if everywhere else MARKED}


def _trait(name: str, value: str | None) -> sql.Composable:
    if value is None:
        return sql.SQL("v.{}").format(sql.Identifier(name))
    settled = sql.SQL("coalesce(nullif(v.{0}, {1}), {2}) AS {0}")
    return settled.format(sql.Identifier(name), sql.Literal(REFUSED), sql.Literal(value))


def counted(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """What each count counts: persons under at least one of these codes; the last: under both disjoint ones."""
    return [*((one.code,) for one in _persons(catalogue)), *catalogue.combinations, catalogue.disjoint]


def results(catalogue: Catalogue) -> list[Indicator]:
    """The indicators that statuses decide; all others are decided on entry."""
    return [one for one in _persons(catalogue) if one.stage in AFTER_EXIT]


def _persons(catalogue: Catalogue) -> list[Indicator]:
    return [one for one in catalogue.indicators if one.when is not None]


def _judged(catalogue: Catalogue, indicator: Indicator, name: str, *, eso_4_12: bool) -> sql.Composable:
    """Each predicate is evaluated once a row, however many counts ask for it."""
    applies = indicator.when is not None and catalogue.counts(indicator, eso_4_12=eso_4_12)
    predicate = rendered(indicator.when) if applies and indicator.when is not None else sql.SQL("false")
    return sql.SQL("{} AS {}").format(predicate, sql.Identifier(name.format(indicator.code)))


def _counts(catalogue: Catalogue) -> list[sql.Composable]:
    *either, both = counted(catalogue)
    asked: list[sql.Composable] = [*(sql.SQL(" OR ").join(map(sql.Identifier, codes)) for codes in either)]
    asked.append(sql.SQL(" AND ").join(map(sql.Identifier, both)))
    asked += [sql.Identifier(EARLIER.format(one.code)) for one in results(catalogue)]
    return [sql.SQL("count(*) FILTER (WHERE {})").format(predicate) for predicate in asked]


def _answers(dated: sql.Composable, name: str) -> list[sql.Composable]:
    """What each question was answered last; ``dated``: a further condition on the statuses."""
    return [
        sql.SQL("{} AS {}").format(
            (EVER_YES if answers is None else LAST).format(
                answers=answers, column=sql.Identifier(column), kind=sql.Literal(kind), dated=dated
            ),
            sql.Identifier(name.format(question)),
        )
        for question, kind, column, answers in ANSWERS
    ]


def _reasons(catalogue: Catalogue, *, eso_4_12: bool, grouped: bool) -> sql.Composable:
    complete = catalogue.complete_eso_4_12 if eso_4_12 else catalogue.complete
    of_links = [(LINKED, sql.SQL("k.linked"))] if grouped else []
    by_key = dict([*of_links, (INCOMPLETE, sql.SQL("{} IS NOT TRUE").format(rendered(complete)))])
    asked = [(one.key, by_key.get(one.key) if one.when is None else rendered(one.when)) for one in catalogue.reasons]
    arms = [sql.SQL("WHEN {} THEN {}").format(when, sql.Literal(key)) for key, when in asked if when is not None]
    return sql.SQL(" ").join(arms)
