"""While a person has the processing restricted (GDPR Article 18) nobody works on her referrals; no partner sees one.

What is known of it comes from intake by broker; before data go out intake's log is read to its head.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.folds.restrictions import HELD
from services.kernel.database import Pool
from services.kernel.deciders import RuleViolation
from services.kernel.district import district as enter
from services.referral.domain.book_commands import Command, TellPartner, WithdrawReferral

RESTRICTED: Final = SQL(HELD)
# Taking back what went out, and telling a partner that it has to go, serve the person.
HER_RIGHT: Final = (TellPartner, WithdrawReferral)


class ProcessingIsRestricted(RuleViolation):
    title = (
        "Die Verarbeitung ist eingeschränkt (Artikel 18 DSGVO): Die Angaben bleiben gespeichert, und niemand arbeitet"
        " mit ihnen. Zurückziehen und den Partner unterrichten bleiben möglich."
    )
    field = "referral"


def restricted_persons(pool: Pool, district: str, persons: Collection[UUID]) -> frozenset[UUID]:
    """Those of them on whose data nobody works."""
    if not persons:
        return frozenset()
    values = {"persons": list(persons), "but": None}
    with pool.transaction() as connection, enter(connection, district) as schema:
        return frozenset(person for person, *_ in connection.execute(RESTRICTED.format(schema), values))


def expect_free(pool: Pool, district: str, person: UUID, command: Command | None = None) -> None:
    """Raises ProcessingIsRestricted, but for what is the person's own right."""
    if not isinstance(command, HER_RIGHT) and restricted_persons(pool, district, [person]):
        raise ProcessingIsRestricted
