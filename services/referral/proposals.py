"""What a proposal needs before it is decided: the case, the partner and its offer, the topics, the Sozialraum."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.referral import Need, ReferralProposed
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Erased
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.case_reading import case_now
from services.referral.directory import directory
from services.referral.domain.book_commands import ProposeReferral
from services.referral.domain.book_ids import book_of_case, book_of_one, nobody_in
from services.referral.known import KnownCase, operations_of, sozialraeume_of, topics_of


class CaseNotKnown(RuleViolation):
    title = "Diesen Fall gibt es nicht."
    field = "case_id"


class CaseIsOver(RuleViolation):
    title = "Dieser Fall ist geschlossen. Zum Vermitteln bitte zuerst wieder öffnen."
    field = "case_id"


class PlaceMissing(RuleViolation):
    title = "Ohne Fall braucht eine Vermittlung das Vorhaben und den Sozialraum."
    field = "sozialraum"


class OperationNotRunning(RuleViolation):
    title = "Dieses Vorhaben gibt es an diesem Tag nicht."
    field = "operation"


class SozialraumNotKnown(RuleViolation):
    title = "Diesen Sozialraum gibt es hier nicht."
    field = "sozialraum"


class PartnerNotListed(RuleViolation):
    title = "Dieser Partner steht nicht oder nicht mehr im Verzeichnis."
    field = "partner_id"


class OfferNotListed(RuleViolation):
    title = "Dieses Angebot steht nicht oder nicht mehr im Verzeichnis dieses Partners."
    field = "offer_id"


class TopicNotKnown(RuleViolation):
    title = "Diese Problemlage gibt es in der Liste des Landkreises nicht."
    field = "topics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A partner for somebody's need. With a case its operation, Sozialraum and hands count, without one those given."""

    partner_id: UUID
    case_id: UUID | None = None
    operation: str | None = None
    sozialraum: str | None = None
    team_id: UUID | None = None
    staff_id: UUID | None = None
    offer_id: UUID | None = None
    topics: tuple[str, ...] = ()
    language: str | None = None
    on: date | None = None
    note: str | None = None
    despite: tuple[UUID, ...] = ()
    instead_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """In which book, about whom, and where and by whom a referral is worked on."""

    book_id: UUID
    person_id: UUID
    operation: str
    sozialraum: str
    team_id: UUID | None
    staff_id: UUID | None


def place_of(referral: Referral, district: str, proposal: Proposal, referral_id: UUID) -> Place:
    """Where a proposal belongs. Raises the refusals of its case, or of what stands for one."""
    if proposal.case_id is None:
        return _place_given(referral, district, proposal, referral_id)
    known = case_now(referral, district, proposal.case_id)
    if known is None:
        raise CaseNotKnown
    if known.state == "closed":
        raise CaseIsOver
    return _place_of(known, book_of_case(referral.ids(district), known.case_id))


def again(
    before: ReferralProposed, partner_id: UUID, offer_id: UUID | None, despite: tuple[UUID, ...], on: date | None
) -> tuple[Proposal, Place]:
    """The same need at another partner, worked on at the same place; of an erased person no need is left."""
    need = Need() if isinstance(before.need, Erased) else before.need
    proposal = Proposal(
        partner_id=partner_id,
        offer_id=offer_id,
        case_id=before.case_id,
        topics=need.topics,
        language=need.language,
        on=on,
        despite=despite,
        instead_of=before.referral_id,
    )
    hands = (before.team_id, before.staff_id)
    return proposal, Place(before.book_id, before.person_id, before.operation, before.sozialraum, *hands)


def proposed(referral: Referral, district: str, proposal: Proposal, referral_id: UUID, place: Place) -> ProposeReferral:
    """The command, but for its note. Raises the refusals of the directory and of the topics."""
    on = proposal.on or today()
    return ProposeReferral(
        book_id=place.book_id,
        person_id=place.person_id,
        referral_id=referral_id,
        case_id=proposal.case_id,
        operation=place.operation,
        sozialraum=place.sozialraum,
        team_id=place.team_id,
        staff_id=place.staff_id,
        partner_id=proposal.partner_id,
        partner_kind=_partner_kind(referral, district, proposal, on),
        offer_id=proposal.offer_id,
        topics=_topics(referral, district, proposal.topics),
        language=proposal.language,
        on=on,
        today=today(),
        despite=proposal.despite,
        instead_of=proposal.instead_of,
    )


def _place_of(known: KnownCase, book_id: UUID) -> Place:
    return Place(book_id, known.person, known.operation, known.sozialraum, known.team, known.staff)


def _place_given(referral: Referral, district: str, proposal: Proposal, referral_id: UUID) -> Place:
    operation, sozialraum = proposal.operation, proposal.sozialraum
    if operation is None or sozialraum is None:
        raise PlaceMissing
    running = operations_of(referral.pool, district)
    if not any(each.operation == operation and each.runs_on(proposal.on or today()) for each in running):
        raise OperationNotRunning
    if sozialraum not in sozialraeume_of(referral.pool, district):
        raise SozialraumNotKnown
    ids, hands = referral.ids(district), (proposal.team_id, proposal.staff_id)
    return Place(book_of_one(ids, referral_id), nobody_in(ids, referral_id), operation, sozialraum, *hands)


def _partner_kind(referral: Referral, district: str, proposal: Proposal, on: date) -> str:
    listed = directory(referral.pool, district).listed(on)
    partner = listed.partners.get(proposal.partner_id)
    if partner is None:
        raise PartnerNotListed
    offer = None if proposal.offer_id is None else listed.offers.get(proposal.offer_id)
    if proposal.offer_id is not None and (offer is None or offer.partner_id != proposal.partner_id):
        raise OfferNotListed
    return partner.kind


def _topics(referral: Referral, district: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    if keys:
        known = topics_of(referral.pool, district)
        if any(known.term(key) is None for key in keys):
            raise TopicNotKnown
    return keys
