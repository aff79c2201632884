"""Which consents does a case have, and what is left to do where one is over?"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.contracts.intake import ConsentWithdrawn
from services.intake.application import Intake
from services.intake.domain.consent import CONSENT, Ledger
from services.intake.domain.consent_effects import Effect, Resting, effects
from services.intake.identity_reading import KnownPerson, known_person
from services.intake.referrals_queries import settled_with_partners
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
    (resting,) = resting_on(service, district, [known])
    return LedgerShown(ledger, effects(ledger, resting, today()))


def effects_of_withdrawal(service: Intake, district: str, case_id: UUID, consent_id: UUID) -> tuple[Effect, ...] | None:
    """What would be left to do if this consent were withdrawn today; None where the case has no such consent."""
    known = known_person(service, district, case_id)
    ledger, person = known.person.ledger, known.person_id
    if consent_id not in ledger.consents or person is None:
        return None
    withdrawn = ConsentWithdrawn(case_id=case_id, person_id=person, consent_id=consent_id, on=today())
    (resting,) = resting_on(service, district, [known])
    felt = effects(CONSENT.evolve(ledger, withdrawn), resting, today())
    return tuple(each for each in felt if each.consent_id == consent_id)


def resting_on(service: Intake, district: str, cases: Sequence[KnownPerson]) -> list[Resting]:
    """What rests on the consents of each of these cases."""
    over = [
        consent.consent_id
        for known in cases
        for consent in known.person.ledger.consents.values()
        if consent.purpose == "referral" and consent.withdrawn_on is not None
    ]
    settled = settled_with_partners(service.pool, district, over) if over else frozenset()
    return [
        Resting(named=known.person.consent_id is not None, participation=bool(known.links.linked), settled=settled)
        for known in cases
    ]
