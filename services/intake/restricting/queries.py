"""Whose data are kept and not worked on, for whoever decides on many persons at once."""

from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple, cast
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.intake import RestrictionGrounds
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.ids import DistrictIds

# Persons by themselves, the persons of restricted cases, and the participants that those persons are.
RESTRICTED: Final = SQL("""
    SELECT person, grounds, starts FROM {0}.restrictions WHERE person = ANY (%(persons)s)
    UNION ALL
    SELECT p.person, r.grounds, r.starts FROM {0}.restrictions r JOIN {0}.case_participations c ON c.case_id = r.subject
        JOIN {0}.participation_records p USING (participation)
    WHERE p.person = ANY (%(persons)s) ORDER BY starts DESC""")
OF_CASE: Final = SQL("SELECT grounds, starts FROM {}.restrictions WHERE subject = %s")


class Standing(NamedTuple):
    """A restriction that stands: why, and since when."""

    grounds: RestrictionGrounds
    on: date


def restriction_stream(ids: DistrictIds, person: UUID) -> UUID:
    """Where it stands that nobody works on the data of a person, apart from her cases."""
    return ids.derive("person-restriction", str(person))


def restricted_persons(pool: Pool, district: str, persons: Collection[UUID]) -> set[UUID]:
    """Those of them on whose data nobody works; a moment behind the log."""
    return set(restrictions_of(pool, district, persons))


def restrictions_of(pool: Pool, district: str, persons: Collection[UUID]) -> dict[UUID, Standing]:
    """The same with the restriction that came first of each."""
    if not persons:
        return {}
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(RESTRICTED.format(schema), {"persons": list(persons)}).fetchall()
    return {person: Standing(cast("RestrictionGrounds", grounds), starts) for person, grounds, starts in rows}


def restriction_of_case(pool: Pool, district: str, case_id: UUID) -> Standing | None:
    """The one that stands in a case; a moment behind the log."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(OF_CASE.format(schema), [case_id]).fetchone()
    return None if row is None else Standing(*row)
