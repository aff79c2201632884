"""Whose data are kept and not worked on: of a person everything, in whichever of her records that was asked.

Who is one person, and what stands where, is read from projections, a moment behind the log.
"""

from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple, cast
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.folds.restrictions import HELD
from services.contracts.intake import RestrictionGrounds
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.ids import DistrictIds

RESTRICTED: Final = SQL(HELD)
PERSONS: Final = SQL("SELECT case_id, person FROM {}.cases WHERE case_id = ANY (%s)")


class Standing(NamedTuple):
    """A restriction that stands: why, and since when."""

    grounds: RestrictionGrounds
    on: date


def restriction_stream(ids: DistrictIds, person: UUID) -> UUID:
    """Where it stands that nobody works on the data of a person, apart from her cases."""
    return ids.derive("person-restriction", str(person))


def restricted_persons(pool: Pool, district: str, persons: Collection[UUID]) -> set[UUID]:
    """Those of them on whose data nobody works."""
    return set(restrictions_of(pool, district, persons))


def restrictions_of(
    pool: Pool, district: str, persons: Collection[UUID], but: UUID | None = None
) -> dict[UUID, Standing]:
    """The same with the restriction that came first of each; ``but``: what stands in this case is known otherwise."""
    if not persons:
        return {}
    values = {"persons": list(persons), "but": but}
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(RESTRICTED.format(schema), values).fetchall()
    return {person: Standing(cast("RestrictionGrounds", grounds), starts) for person, grounds, starts in rows}


def restriction_of(pool: Pool, district: str, person: UUID | None, but: UUID | None = None) -> Standing | None:
    """Of one person; of nobody in particular there is none."""
    return None if person is None else restrictions_of(pool, district, [person], but).get(person)


def restricted_cases(pool: Pool, district: str, cases: Collection[UUID]) -> set[UUID]:
    """Those of them on whose person's data nobody works."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        persons = dict(connection.execute(PERSONS.format(schema), [list(cases)]).fetchall())
    found = restricted_persons(pool, district, set(persons.values()))
    return {case for case, person in persons.items() if person in found}
