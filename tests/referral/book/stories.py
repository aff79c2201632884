"""A book of one case, as facts: histories that end in each state, and one command of each kind that meets them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.contracts.referral import (
    ConsentEnded,
    ConsentReceived,
    Need,
    OutcomeReported,
    PersonArrived,
    PersonMissed,
    ReferralAccepted,
    ReferralClosed,
    ReferralDeclined,
    ReferralHandedOver,
    ReferralProposed,
    ReferralReopened,
    ReferralRerouted,
    ReferralWithdrawn,
)
from services.kernel.facts import Contract

BOOK_ID, PERSON, CASE, PARTNER, ELSEWHERE, OFFER = (UUID(int=number) for number in range(1, 7))
REFERRAL, OTHER, CONSENT, SHARE = (UUID(int=number) for number in range(11, 15))
DAY = date(2026, 6, 1)
TODAY = DAY + timedelta(days=30)
FIELDS = ("family_name", "phone")

OF_BOOK: dict[str, Any] = {"book_id": BOOK_ID, "person_id": PERSON}
OF_REFERRAL: dict[str, Any] = {**OF_BOOK, "referral_id": REFERRAL}


def day(number: int) -> date:
    """So many days after the proposal."""
    return DAY + timedelta(days=number)


def proposed(referral_id: UUID = REFERRAL, **other: Any) -> ReferralProposed:
    given: dict[str, Any] = {
        "case_id": CASE,
        "operation": "thinka",
        "sozialraum": "rieth",
        "partner_id": PARTNER,
        "partner_kind": "beratungsstelle",
        "offer_id": OFFER,
        "on": DAY,
        "need": Need(topics=("schulden",)),
    }
    return ReferralProposed(**OF_BOOK, referral_id=referral_id, **(given | other))


def consent(consent_id: UUID = CONSENT, **other: Any) -> ConsentReceived:
    given: dict[str, Any] = {"partner_id": PARTNER, "fields": FIELDS, "on": DAY}
    return ConsentReceived(**OF_BOOK, consent_id=consent_id, **(given | other))


def answered(number: int) -> dict[str, Any]:
    return {**OF_REFERRAL, "on": day(number), "provenance": "partner_phone"}


PROPOSED = proposed()
CONSENTED = consent()
HANDED = ReferralHandedOver(**OF_REFERRAL, on=day(1), channel="in_person")
SHARED = ReferralHandedOver(
    **OF_REFERRAL, on=day(1), channel="link_by_mail", fields=FIELDS, consent_id=CONSENT, share_id=SHARE
)
ACCEPTED = ReferralAccepted(**answered(2), appointment_on=day(9))
MISSED = PersonMissed(**answered(3))
ARRIVED = PersonArrived(**answered(3))
SOLVED = OutcomeReported(**answered(4), outcome="solved")
CLOSED = ReferralClosed(**OF_REFERRAL, on=day(5))
REOPENED = ReferralReopened(**OF_REFERRAL, on=day(6))
ENDED = ConsentEnded(**OF_BOOK, consent_id=CONSENT, on=day(4), referral_ids=(REFERRAL,), shared=FIELDS)

UNDER_WAY = (PROPOSED, HANDED)
STATES: dict[str, tuple[Contract, ...]] = {
    "unknown": (),
    "proposed": (PROPOSED,),
    "consented": (PROPOSED, CONSENTED),
    "handed_over": UNDER_WAY,
    "accepted": (*UNDER_WAY, ACCEPTED),
    "missed": (*UNDER_WAY, ACCEPTED, MISSED),
    "arrived": (*UNDER_WAY, ACCEPTED, ARRIVED),
    "declined_by_partner": (*UNDER_WAY, ReferralDeclined(**answered(2), by="partner", grounds="no_capacity")),
    "declined_by_person": (PROPOSED, ReferralDeclined(**answered(2), by="person", grounds="not_wanted")),
    "rerouted": (*UNDER_WAY, ReferralRerouted(**answered(2))),
    "withdrawn": (PROPOSED, ReferralWithdrawn(**OF_REFERRAL, on=day(2), grounds="solved_otherwise")),
    "solved": (*UNDER_WAY, SOLVED),
    "partly_solved": (*UNDER_WAY, OutcomeReported(**answered(4), outcome="partly_solved")),
    "not_solved": (*UNDER_WAY, OutcomeReported(**answered(4), outcome="not_solved")),
    "contact_lost": (*UNDER_WAY, OutcomeReported(**answered(4), outcome="contact_lost")),
    "back_to_us": (*UNDER_WAY, OutcomeReported(**answered(4), outcome="back_to_us")),
    "closed": (*UNDER_WAY, SOLVED, CLOSED),
    "reopened": (*UNDER_WAY, SOLVED, CLOSED, REOPENED),
}
