"""An offer's own entry: taken up, corrected, assured, taken out."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias, TypeVar
from uuid import UUID

from services.contracts.names import expect_name
from services.contracts.referral import Accessibility, Cost, OfferAssured, OfferDelisted, OfferListed, Provenance
from services.contracts.vocabularies import handlungsfelder, languages, target_groups
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.days import expect_not_in_future
from services.referral.domain.offer_state import Offer, expect_known, expect_listed
from services.referral.domain.partner_state import Partner
from services.referral.domain.partner_state import expect_listed as expect_listed_partner

LONGEST_SOZIALRAUM: Final = 60
T = TypeVar("T", str, UUID)

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDetails:
    """What is known of an offer; keys of the vocabularies, languages as in ISO 639-1."""

    name: str
    topics: tuple[str, ...] = ()
    handlungsfelder: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    sozialraeume: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("de",)
    accessibility: tuple[Accessibility, ...] = ()
    cost: Cost = "free"
    location_ids: tuple[UUID, ...] = ()
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOffer:
    """Take an offer up, or one that was taken out once more.

    ``partner``: whose it is; ``topics``: those that may be chosen; ``alike``: offers that do much the same;
    ``shown``: those of them that were shown to whoever adds it all the same.
    """

    offer_id: UUID
    partner: Partner
    details: OfferDetails
    topics: frozenset[str]
    alike: frozenset[UUID] = frozenset()
    shown: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectOffer:
    """Other details of an offer; topics that it had may stay, although the district's list has them no more."""

    partner: Partner
    details: OfferDetails
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DelistOffer:
    """It is not offered after ``on``; said again, the day is corrected."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssureOffer:
    """Somebody who must know said that the entry is right."""

    on: date
    today: date
    provenance: Provenance


Command: TypeAlias = ListOffer | CorrectOffer | DelistOffer | AssureOffer


# --- Decisions: may it happen? ----------------------------------------------


class OfferListedOtherwise(RuleViolation):
    title = "Ein Angebot mit diesem Namen gibt es bei diesem Partner schon. Bitte dort berichtigen."
    field = "name"


class UnknownTopic(RuleViolation):
    title = "Dieses Thema gibt es in diesem Landkreis nicht."
    field = "topics"


class UnknownHandlungsfeld(RuleViolation):
    title = "Dieses Handlungsfeld gibt es nicht."
    field = "handlungsfelder"


class UnknownTargetGroup(RuleViolation):
    title = "Diese Zielgruppe gibt es nicht."
    field = "target_groups"


class UnknownLanguage(RuleViolation):
    title = "Diese Sprache gibt es in der Liste nicht."
    field = "languages"


class SozialraumTooLong(RuleViolation):
    title = f"Ein Sozialraum hat höchstens {LONGEST_SOZIALRAUM} Zeichen."
    field = "sozialraeume"


class SimilarOffersExist(RuleViolation):
    title = "Es gibt schon ähnliche Angebote. Bitte ansehen; danach kann das neue trotzdem aufgenommen werden."
    field = "similar"


class NotAPlaceOfThePartner(RuleViolation):
    title = "Diesen Ort gibt es bei diesem Partner nicht, oder nicht mehr."
    field = "location_ids"


def enlist(command: ListOffer, offer: Offer) -> Sequence[Contract]:
    """Said again with the same details nothing happens, whatever is similar by now."""
    is_new = offer.listed is None or offer.last_day is not None
    similar = command.alike if offer.listed is None or is_new else offer.listed.similar
    listed = _listed(command.offer_id, command.partner, command.details, command.topics, similar)
    if not is_new and listed != offer.listed:
        raise OfferListedOtherwise
    if is_new and not command.alike <= command.shown:
        raise SimilarOffersExist
    return [listed] if is_new else []


def correct(command: CorrectOffer, offer: Offer) -> Sequence[Contract]:
    known = expect_listed(offer)
    topics = command.topics | frozenset(known.topics)
    corrected = _listed(known.offer_id, command.partner, command.details, topics, known.similar)
    return [] if known == corrected else [corrected]


def delist(command: DelistOffer, offer: Offer) -> Sequence[Contract]:
    known = expect_known(offer)
    if offer.last_day == command.on:
        return []
    return [OfferDelisted(offer_id=known.offer_id, partner_id=known.partner_id, on=command.on)]


def assure(command: AssureOffer, offer: Offer) -> Sequence[Contract]:
    known = expect_listed(offer)
    expect_not_in_future(command.on, command.today)
    if (command.on, command.provenance) in offer.assured:
        return []
    assured = OfferAssured(
        offer_id=known.offer_id, partner_id=known.partner_id, on=command.on, provenance=command.provenance
    )
    return [assured]


def _listed(
    offer_id: UUID, partner: Partner, details: OfferDetails, topics: frozenset[str], similar: Collection[UUID]
) -> OfferListed:
    of = expect_listed_partner(partner)
    open_places = [key for key, place in partner.locations.items() if place.last_day is None]
    return OfferListed(
        offer_id=offer_id,
        partner_id=of.partner_id,
        name=expect_name(details.name),
        topics=_known(details.topics, topics, UnknownTopic),
        handlungsfelder=_known(details.handlungsfelder, handlungsfelder(), UnknownHandlungsfeld),
        target_groups=_known(details.target_groups, target_groups(), UnknownTargetGroup),
        sozialraeume=_sozialraeume(details.sozialraeume),
        languages=_known(details.languages, languages(), UnknownLanguage),
        accessibility=tuple(sorted(set(details.accessibility))),
        cost=details.cost,
        location_ids=_known(details.location_ids, open_places, NotAPlaceOfThePartner),
        details_id=details.details_id,
        similar=tuple(sorted(set(similar))),
    )


def _known(chosen: Collection[T], known: Container[T], rule: type[RuleViolation]) -> tuple[T, ...]:
    """What was chosen, once and in order; raises ``rule`` where nobody knows it."""
    if any(each not in known for each in chosen):
        raise rule
    return tuple(sorted(set(chosen)))


def _sozialraeume(chosen: Collection[str]) -> tuple[str, ...]:
    names = {each.strip() for each in chosen if each.strip()}
    if any(len(name) > LONGEST_SOZIALRAUM for name in names):
        raise SozialraumTooLong
    return tuple(sorted(names))
