"""Referrals as lists and pages read them: where each stands on a day, what it waits for, what happened to it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed

from services.contracts.referral_states import OPEN
from services.contracts.referral_waiting import waiting
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.referral_rows import Listing, Overdue, ReferralRow, ReferralStep
from services.referral.referrals_sql import CONDITIONS, HISTORY, ROWS
from services.referral.restricting import restricted_persons
from services.referral.terms_queries import terms_of

ALL: Final = 100_000
NEWEST: Final = Listing()


def one(pool: Pool, district: str, referral_id: UUID, day: date) -> ReferralRow | None:
    """A referral as it stands on that day; None for an unknown one, or where its proposal is not projected yet."""
    statement = SQL("{rows} WHERE r.referral = %(referral)s")
    return next(iter(_rows(pool, district, statement, {"day": day, "referral": referral_id})), None)


def listed(pool: Pool, district: str, day: date, wanted: Listing = NEWEST) -> list[ReferralRow]:
    """The referrals that are wanted, as they stand on that day, newest first."""
    return _rows(pool, district, CONDITIONS, {"day": day, **_asked(wanted)})


def of_case(pool: Pool, district: str, case_id: UUID, day: date) -> list[ReferralRow]:
    """All referrals of a case, newest first."""
    return listed(pool, district, day, Listing(case_id=case_id, most=ALL))


def overdue(pool: Pool, district: str, day: date, wanted: Listing = NEWEST) -> list[Overdue]:
    """Those of the wanted ones for whose answer, arrival or outcome the district has waited too long; longest first."""
    terms = terms_of(pool, district)
    rows = listed(pool, district, day, replace(wanted, only_open=True, most=ALL))
    waits = ((row, waiting(row.state, row.since, row.appointment_on, terms.of(row.partner_kind))) for row in rows)
    late = [Overdue(row, waited) for row, waited in waits if waited is not None and waited.due < day]
    return sorted(late, key=lambda each: (each.waits.due, each.row.recorded))


def history(pool: Pool, district: str, referral_id: UUID) -> list[ReferralStep]:
    """Everything that happened to a referral, in order."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.cursor(row_factory=dict_row).execute(HISTORY.format(schema), (referral_id,)).fetchall()
    return [ReferralStep(**_values(row)) for row in rows]


def _asked(wanted: Listing) -> dict[str, object]:
    return {
        "teams": _list(wanted.teams),
        "proposed_by": wanted.proposed_by,
        "hands": _list(wanted.hands),
        "case_id": wanted.case_id,
        "partner_id": wanted.partner_id,
        "operation": wanted.operation,
        "states": _list(wanted.states),
        "only_open": wanted.only_open,
        "open": list(OPEN),
        "only_to_tell": wanted.only_to_tell,
        "before": wanted.before,
        "most": wanted.most,
    }


def _list(values: Collection[object] | None) -> list[object] | None:
    return None if values is None else list(values)


def _rows(pool: Pool, district: str, statement: SQL, values: Mapping[str, object]) -> list[ReferralRow]:
    with pool.transaction() as connection, enter(connection, district) as schema:
        asked: Composed = statement.format(rows=ROWS.format(schema))
        rows = connection.cursor(row_factory=dict_row).execute(asked, values).fetchall()
    left_alone = restricted_persons(pool, district, {row["person_id"] for row in rows})
    return [
        ReferralRow(
            **{**_values(row), "to_tell": tuple(row["to_tell"] or ()), "restricted": row["person_id"] in left_alone}
        )
        for row in rows
    ]


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of the database as tuples: a row is a value."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
