"""Facts of referral with sensible defaults, for histories: referral 7 of case 1 is ``proposed(7, case=1)``."""

from datetime import date
from typing import Any
from uuid import UUID

from services.contracts.referral import (
    CapacityStated,
    ConsentEnded,
    ConsentReceived,
    Need,
    OfferDelisted,
    OfferListed,
    OutcomeReported,
    PartnerDelisted,
    PartnerListed,
    PartnerTold,
    PersonArrived,
    PersonMissed,
    ReferralAccepted,
    ReferralClosed,
    ReferralDeclined,
    ReferralHandedOver,
    ReferralProposed,
    ReferralReopened,
    ReferralWithdrawn,
)
from services.kernel.facts import Contract, Erased
from tests.reporting.history import id_of

OPERATION = "thinka-2022"


def day(text: str | date) -> date:
    return date.fromisoformat(text) if isinstance(text, str) else text


def case_of(number: int | UUID) -> UUID:
    return number if isinstance(number, UUID) else id_of("case", number)


def of_referral(number: int, case: int | UUID = 1) -> dict[str, Any]:
    """What every fact of a referral names."""
    of = case_of(case)
    return {"book_id": id_of("book", of), "person_id": id_of("person", of), "referral_id": id_of("referral", number)}


def listed(partner: int = 1, name: str = "Schuldnerberatung Mitte", **more: Any) -> PartnerListed:
    kind = more.pop("kind", "beratungsstelle")
    return PartnerListed(partner_id=id_of("partner", partner), name=name, kind=kind, **more)


def delisted(partner: int, on: str | date) -> PartnerDelisted:
    return PartnerDelisted(partner_id=id_of("partner", partner), on=day(on))


def offered(offer: int, partner: int = 1, *, topics: tuple[str, ...] = ("schulden",), **more: Any) -> OfferListed:
    ids: dict[str, Any] = {"offer_id": id_of("offer", offer), "partner_id": id_of("partner", partner)}
    return OfferListed(**ids, name=more.pop("name", f"Angebot {offer}"), topics=topics, **more)


def no_longer_offered(offer: int, on: str | date, partner: int = 1) -> OfferDelisted:
    return OfferDelisted(offer_id=id_of("offer", offer), partner_id=id_of("partner", partner), on=day(on))


def takes(offer: int, capacity: Any, on: str | date, partner: int = 1) -> CapacityStated:
    ids: dict[str, Any] = {"offer_id": id_of("offer", offer), "partner_id": id_of("partner", partner)}
    return CapacityStated(**ids, capacity=capacity, on=day(on), provenance="partner_phone")


def proposed(number: int, on: str | date, case: int | UUID | None = 1, **more: Any) -> ReferralProposed:
    partner = id_of("partner", more.pop("partner", 1))
    values: dict[str, Any] = {"operation": OPERATION, "sozialraum": "nord", "partner_kind": "beratungsstelle", **more}
    need = Erased() if values.pop("erased", False) else Need(topics=("schulden",))
    return ReferralProposed(
        **of_referral(number, number + 1000 if case is None else case),
        case_id=None if case is None else case_of(case),
        partner_id=partner,
        on=day(on),
        need=need,
        **values,
    )


def consented(consent: int | UUID, on: str | date, case: int | UUID = 1, **more: Any) -> ConsentReceived:
    of, partner = of_referral(0, case), id_of("partner", more.pop("partner", 1))
    return ConsentReceived(
        book_id=of["book_id"],
        person_id=of["person_id"],
        consent_id=consent_of(consent),
        partner_id=partner,
        fields=("family_name",),
        on=day(on),
        **more,
    )


def consent_of(number: int | UUID) -> UUID:
    return number if isinstance(number, UUID) else id_of("consent", number)


def consent_ended(
    consent: int | UUID, on: str | date, case: int | UUID = 1, referrals: tuple[int, ...] = ()
) -> ConsentEnded:
    of = of_referral(0, case)
    return ConsentEnded(
        book_id=of["book_id"],
        person_id=of["person_id"],
        consent_id=consent_of(consent),
        on=day(on),
        referral_ids=tuple(id_of("referral", each) for each in referrals),
        shared=("family_name",) if referrals else (),
    )


def told(number: int, consent: int | UUID, on: str | date, case: int | UUID = 1) -> PartnerTold:
    return PartnerTold(**of_referral(number, case), consent_id=consent_of(consent), on=day(on))


def handed_over(number: int, on: str | date, case: int | UUID = 1) -> ReferralHandedOver:
    return ReferralHandedOver(**of_referral(number, case), on=day(on), channel="in_person")


def accepted(number: int, on: str | date, case: int | UUID = 1, appointment_on: date | None = None) -> ReferralAccepted:
    return ReferralAccepted(**_answer(number, on, case), appointment_on=appointment_on)


def declined(number: int, on: str | date, case: int | UUID = 1, by: Any = "partner") -> ReferralDeclined:
    return ReferralDeclined(**_answer(number, on, case), by=by, grounds="no_capacity")


def arrived(number: int, on: str | date, case: int | UUID = 1) -> PersonArrived:
    return PersonArrived(**_answer(number, on, case))


def missed(number: int, on: str | date, case: int | UUID = 1) -> PersonMissed:
    return PersonMissed(**_answer(number, on, case))


def came_of_it(number: int, on: str | date, case: int | UUID = 1, outcome: Any = "solved") -> OutcomeReported:
    return OutcomeReported(**_answer(number, on, case), outcome=outcome)


def withdrawn(
    number: int, on: str | date, case: int | UUID = 1, grounds: Any = "no_longer_needed"
) -> ReferralWithdrawn:
    return ReferralWithdrawn(**of_referral(number, case), on=day(on), grounds=grounds)


def closed(number: int, on: str | date, case: int | UUID = 1) -> ReferralClosed:
    return ReferralClosed(**of_referral(number, case), on=day(on))


def reopened(number: int, on: str | date, case: int | UUID = 1) -> ReferralReopened:
    return ReferralReopened(**of_referral(number, case), on=day(on))


def _answer(number: int, on: str | date, case: int | UUID) -> dict[str, Any]:
    return {**of_referral(number, case), "on": day(on), "provenance": "partner_phone"}


EVERY_MOVE: tuple[tuple[Contract, str], ...] = (
    (proposed(1, "2026-01-01"), "proposed"),
    (handed_over(1, "2026-01-02"), "handed_over"),
    (accepted(1, "2026-01-03"), "accepted"),
    (declined(1, "2026-01-03"), "declined_by_partner"),
    (declined(1, "2026-01-03", by="person"), "declined_by_person"),
    (arrived(1, "2026-01-04"), "arrived"),
    (missed(1, "2026-01-04"), "missed"),
    (came_of_it(1, "2026-01-05", outcome="partly_solved"), "partly_solved"),
    (withdrawn(1, "2026-01-05"), "withdrawn"),
    (reopened(1, "2026-01-06"), "proposed"),
)
