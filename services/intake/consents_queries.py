"""Which consents are there, which run out, and what is left to do where one is over?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import ConsentPurpose
from services.intake.application import Intake
from services.intake.domain.consent import Ledger
from services.intake.domain.consent_effects import Effect, Resting, effects
from services.intake.identity_reading import known_person
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.times import today

# A consent that another one of the same purpose and partner outlasts runs out unnoticed.
EXPIRING: Final = SQL("""
    SELECT c.consent AS consent_id, c.case_id, c.person AS person_id, c.purpose, c.until
    FROM {0}.consents c LEFT JOIN {0}.consent_withdrawals w USING (consent)
    WHERE c.until BETWEEN %(first)s AND %(last)s AND w.consent IS NULL AND NOT EXISTS (
        SELECT FROM {0}.consents o LEFT JOIN {0}.consent_withdrawals ow ON ow.consent = o.consent
        WHERE o.case_id = c.case_id AND o.purpose = c.purpose AND o.partner IS NOT DISTINCT FROM c.partner
        AND ow.consent IS NULL AND coalesce(o.until, 'infinity') > c.until
    ) ORDER BY c.until, c.consent
""")


@dataclass(frozen=True, slots=True)
class Expiring:
    """A consent that nobody withdrew and whose term ends on ``until``."""

    consent_id: UUID
    case_id: UUID
    person_id: UUID
    purpose: ConsentPurpose
    until: date


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """The ledger of a case, and what is left to do where a consent is over."""

    ledger: Ledger
    effects: tuple[Effect, ...]


def find_ledger(service: Intake, district: str, case_id: UUID) -> LedgerShown:
    """As the log has it now."""
    known = known_person(service, district, case_id)
    resting = Resting(named=known.person.consent_id is not None, participation=bool(known.links.linked))
    ledger = known.person.ledger
    return LedgerShown(ledger, effects(ledger, resting, today()))


def list_expiring(pool: Pool, district: str, day: date, within_days: int) -> list[Expiring]:
    """Consents whose last day lies between ``day`` and so many days later; expired ones: a negative number of days."""
    first, last = sorted((day, day + timedelta(days=within_days)))
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Expiring))
        return cursor.execute(EXPIRING.format(schema), {"first": first, "last": last}).fetchall()
