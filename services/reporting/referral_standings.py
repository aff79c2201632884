"""Where each referral stood on a day, as far as it was known at a position of referral's log, and how long it took.

One row a referral: the activity report, waiting times and gaps count the same rows. A referral that was taken back as
recorded by mistake never was one; a closed one stays in the state that it reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.referral_states import State
from services.kernel.district import schema_of

STATEMENT: Final = SQL("""
WITH known AS MATERIALIZED (
    SELECT referral, book, partner, operation, sozialraum, partner_kind, on_day FROM {s}.referral_versions
    WHERE on_day BETWEEN %(start)s AND %(end)s
        AND valid_from <= %(referral)s AND (valid_to IS NULL OR valid_to > %(referral)s)
        AND (%(operation)s::text IS NULL OR operation = %(operation)s)
), steps AS MATERIALIZED (
    SELECT referral, state, t.on_day, by_mistake, valid_from FROM {s}.referral_steps AS t JOIN known USING (referral)
    WHERE valid_from <= %(referral)s
), mistakes AS (
    SELECT referral, (array_agg(by_mistake ORDER BY valid_from DESC))[1] AS by_mistake FROM steps GROUP BY referral
), stood AS (
    SELECT referral, (array_agg(state ORDER BY valid_from DESC))[1] AS state,
        min(on_day) FILTER (WHERE state = 'handed_over') AS handed_over,
        min(on_day) FILTER (WHERE state = ANY (%(answers)s)) AS answered,
        min(on_day) FILTER (WHERE state = 'arrived') AS arrived
    FROM steps WHERE on_day <= %(end)s GROUP BY referral
), covered AS (
    SELECT k.referral, min(c.valid_from) AS position FROM known AS k
    JOIN {s}.referral_consents AS c ON c.book = k.book AND c.partner = k.partner
    LEFT JOIN {s}.referral_consent_ends AS e
        ON e.consent = c.consent AND e.valid_from <= %(referral)s
        AND (e.valid_to IS NULL OR e.valid_to > %(referral)s) AND e.on_day <= %(end)s
    WHERE c.valid_from <= %(referral)s AND (c.valid_to IS NULL OR c.valid_to > %(referral)s)
        AND %(end)s BETWEEN c.on_day AND coalesce(c.until, 'infinity') AND e.consent IS NULL
    GROUP BY k.referral
)
SELECT k.referral, k.operation, k.sozialraum, k.partner_kind, k.on_day AS proposed_on,
    CASE WHEN w.state = 'proposed' AND c.referral IS NOT NULL THEN 'consented' ELSE w.state END AS state,
    CASE WHEN w.state = 'proposed' THEN c.position END AS consent,
    w.answered - w.handed_over AS days_to_answer, w.arrived - w.handed_over AS days_to_arrival
FROM known AS k JOIN stood AS w USING (referral) JOIN mistakes AS m USING (referral)
LEFT JOIN covered AS c USING (referral) WHERE NOT m.by_mistake
ORDER BY k.on_day, k.referral
""")
ANSWERS: Final[Sequence[State]] = ("accepted", "declined_by_partner", "rerouted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One referral; days count from the first hand-over, None where it has not come to that.

    ``consent``: the position in referral's log of the consent that makes it *consented*; None in every other state.
    """

    referral: UUID
    operation: str
    sozialraum: str
    partner_kind: str
    proposed_on: date
    state: State
    consent: int | None
    days_to_answer: int | None
    days_to_arrival: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """Referrals proposed from ``start`` to ``end``, both included, as they stood then; of one operation or all."""

    start: date
    end: date
    operation: str | None = None


def referral_standings(
    conn: Connection[Any], district: str, positions: Mapping[str, int], period: Period
) -> list[Standing]:
    """Inside a transaction in the district that sees one snapshot; ``positions`` names that of ``referral``."""
    values = {
        "start": period.start,
        "end": period.end,
        "operation": period.operation,
        "answers": list(ANSWERS),
        "referral": positions["referral"],
    }
    cursor = conn.cursor(row_factory=class_row(Standing))
    return cursor.execute(STATEMENT.format(s=Identifier(schema_of(district))), values).fetchall()
