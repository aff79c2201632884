"""Which consents does a case have, and what is left to do where one is over?"""

from dataclasses import dataclass
from uuid import UUID

from services.intake.application import Intake
from services.intake.domain.consent import Ledger
from services.intake.domain.consent_effects import Effect, Resting, effects
from services.intake.identity_reading import KnownPerson, known_person
from services.kernel.times import today


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """The ledger of a case, and what is left to do where a consent is over."""

    ledger: Ledger
    effects: tuple[Effect, ...]


def find_ledger(service: Intake, district: str, case_id: UUID) -> LedgerShown:
    """As the log has it now."""
    known = known_person(service, district, case_id)
    ledger = known.person.ledger
    return LedgerShown(ledger, effects(ledger, resting_on(known), today()))


def resting_on(known: KnownPerson) -> Resting:
    """What rests on the consents of a case."""
    return Resting(named=known.person.consent_id is not None, participation=bool(known.links.linked))
