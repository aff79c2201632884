"""What ``referral`` does by itself when other services record something."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.contracts.intake import ConsentGiven, ConsentWithdrawn, ErasureOrdered
from services.kernel.ids import DistrictIds
from services.kernel.policy import Order, Policies
from services.referral.domain.book import BOOK
from services.referral.domain.book_commands import EndAllConsents, EndConsent, ReceiveConsent
from services.referral.domain.book_ids import book_of_case

policies = Policies()


@policies.when(ConsentGiven, ConsentWithdrawn, key=lambda fact: fact.person_id)
def follow_the_consents(fact: ConsentGiven | ConsentWithdrawn, ids: DistrictIds) -> Sequence[Order]:
    """A book knows what a person allowed, and stops what depends on it when the person takes it back.

    One policy for both, so that what ends a consent waits where its beginning is parked. A withdrawal does not say of
    what purpose the consent was: the book answers nothing for one it does not know.
    """
    book_id = book_of_case(ids, fact.case_id)
    if isinstance(fact, ConsentWithdrawn):
        return [Order(BOOK, book_id, EndConsent(consent_id=fact.consent_id, on=fact.on))]
    if fact.purpose != "referral" or fact.partner_id is None:
        return []
    received = ReceiveConsent(
        book_id=book_id,
        person_id=fact.person_id,
        consent_id=fact.consent_id,
        partner_id=fact.partner_id,
        fields=fact.fields,
        on=fact.on,
        until=fact.until,
    )
    return [Order(BOOK, book_id, received)]


@policies.when(ErasureOrdered, key=lambda fact: fact.erasure_id)
def stop_what_the_erased_allowed(fact: ErasureOrdered, ids: DistrictIds) -> Sequence[Order]:
    """What is still to go to partners does not go, of no case of hers; who got something before has to be told."""
    return [Order(BOOK, book_of_case(ids, case), EndAllConsents(on=fact.on)) for case in fact.cases]


CONSENT_POLICY: Final = follow_the_consents.__name__


def parked_under(case_id: UUID, person_id: UUID) -> frozenset[str]:
    """The ordering keys under which facts on the consents of a person are parked; by case where nobody can read one."""
    return frozenset({f"{CONSENT_POLICY}:{person_id}", f"{CONSENT_POLICY}:{case_id}"})
