"""The district's terms as they are projected."""

from typing import Final

from psycopg.rows import dict_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.domain.terms import Days, Terms

ALL: Final = SQL("SELECT partner_kind, answer_days, arrival_days, outcome_days, assure_days FROM {}.referral_terms")


def terms_of(pool: Pool, district: str) -> Terms:
    """How long the district waits; the defaults where nobody set anything."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.cursor(row_factory=dict_row).execute(ALL.format(schema)).fetchall()
    return Terms({row.pop("partner_kind") or None: Days(**row) for row in rows})
