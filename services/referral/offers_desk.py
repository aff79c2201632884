"""The desk for offers: ids, words, and what partner and district say, around their decider."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.contracts.districts import Hours
from services.contracts.names import expect_name, same_name
from services.contracts.referral import Capacity, Provenance
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.directory import directory
from services.referral.directory_texts import Texts, texts_kept
from services.referral.domain.capacity import StateCapacity
from services.referral.domain.offer import OFFER, Command
from services.referral.domain.offer_listing import AssureOffer, CorrectOffer, DelistOffer, ListOffer, OfferDetails
from services.referral.domain.offer_state import expect_known
from services.referral.domain.opening_hours import ExceptOpeningHours, SetOpeningHours
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_state import Partner
from services.referral.domain.similar import Similar, similar
from services.referral.known import topics_of
from services.referral.made import Made


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityWord:
    """Whether an offer takes anybody, on whose word and of which day; ``until``: how long a stop may last."""

    capacity: Capacity
    on: date
    provenance: Provenance
    until: date | None = None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An offer that is not in the directory yet, to be compared with those that are."""

    offer_id: UUID
    topics: Collection[str]
    handlungsfelder: Collection[str]
    target_groups: Collection[str]
    sozialraeume: Collection[str]


@dataclass(frozen=True, slots=True)
class OffersDesk:
    """One district's offers. Every command raises the refusals of ``domain.offer``.

    ``texts``: field (``directory_texts.OFFER_FIELDS``) -> words; they replace those before, all of them.
    """

    referral: Referral
    district: str

    def list_offer(
        self,
        partner_id: UUID,
        details: OfferDetails,
        texts: Texts,
        context: Context,
        shown: Collection[UUID] | None = None,
    ) -> Made:
        """A name is given once to an offer of a partner.

        ``shown``: the similar offers that somebody saw before sending it; None where nobody can be asked (an import).
        Raises SimilarOffersExist where there are others.
        """
        offer_id = self.offer_id(partner_id, details.name)
        alike = () if shown is None else self.similar_to(partner_id, details)
        known, words = self._with_texts(partner_id, details, texts)
        command = ListOffer(
            offer_id=offer_id,
            partner=self._partner(partner_id),
            details=known,
            topics=self._topics(),
            alike=frozenset(each.offer_id for each in alike),
            shown=frozenset(shown or ()),
        )
        return Made(offer_id, self._execute(offer_id, command, context, words))

    def similar_to(self, partner_id: UUID, details: OfferDetails) -> Sequence[Similar]:
        """Offers in the directory that do much the same, most in common first, of the partner itself too."""
        wanted = _Wanted(
            self.offer_id(partner_id, details.name),
            details.topics,
            details.handlungsfelder,
            details.target_groups,
            details.sozialraeume,
        )
        known = directory(self.referral.pool, self.district).listed(today()).offers.values()
        return similar(wanted, known, self._topic_labels())

    def correct_offer(self, offer_id: UUID, details: OfferDetails, texts: Texts, context: Context) -> Outcome:
        """Raises UnknownOffer. It stays with its partner."""
        partner_id = self.partner_of(offer_id)
        known, words = self._with_texts(partner_id, details, texts)
        command = CorrectOffer(partner=self._partner(partner_id), details=known, topics=self._topics())
        return self._execute(offer_id, command, context, words)

    def relist_offer(self, offer_id: UUID, details: OfferDetails, texts: Texts, context: Context) -> Outcome:
        """One that was taken out is back, whatever its name is by now. Raises UnknownOffer."""
        partner_id = self.partner_of(offer_id)
        known, words = self._with_texts(partner_id, details, texts)
        command = ListOffer(offer_id=offer_id, partner=self._partner(partner_id), details=known, topics=self._topics())
        return self._execute(offer_id, command, context, words)

    def delist_offer(self, offer_id: UUID, on: date, context: Context) -> Outcome:
        """``on`` is the last day of the offer."""
        return self._execute(offer_id, DelistOffer(on=on), context)

    def assure_offer(self, offer_id: UUID, on: date, provenance: Provenance, context: Context) -> Outcome:
        return self._execute(offer_id, AssureOffer(on=on, today=today(), provenance=provenance), context)

    def state_capacity(self, offer_id: UUID, word: CapacityWord, context: Context) -> Outcome:
        command = StateCapacity(
            capacity=word.capacity, on=word.on, today=today(), provenance=word.provenance, until=word.until
        )
        return self._execute(offer_id, command, context)

    def set_hours(
        self, offer_id: UUID, start: date, hours: tuple[Hours, ...], context: Context, *, on_holidays: bool = False
    ) -> Outcome:
        return self._execute(offer_id, SetOpeningHours(start=start, hours=hours, on_holidays=on_holidays), context)

    def except_hours(self, offer_id: UUID, on: date, hours: tuple[Hours, ...], context: Context) -> Outcome:
        return self._execute(offer_id, ExceptOpeningHours(on=on, hours=hours), context)

    def offer_id(self, partner_id: UUID, name: str) -> UUID:
        """The id that an offer of this name has, or would have. Raises NameMissing, NameTooLong."""
        return self.referral.ids(self.district).derive("offer", str(partner_id), same_name(expect_name(name)))

    def partner_of(self, offer_id: UUID) -> UUID:
        """Whose offer it is. Raises UnknownOffer."""
        return expect_known(self.referral.state(self.district, OFFER, offer_id)).partner_id

    def _execute(self, offer_id: UUID, command: Command, context: Context, words: list[Entry] | None = None) -> Outcome:
        return self.referral.directory_desk.execute(self.district, OFFER, (offer_id, command, context), words or ())

    def _with_texts(self, partner_id: UUID, details: OfferDetails, texts: Texts) -> tuple[OfferDetails, list[Entry]]:
        details_id, words = texts_kept(self.referral, self.district, partner_id, texts)
        return replace(details, details_id=details_id), words

    def _partner(self, partner_id: UUID) -> Partner:
        return self.referral.state(self.district, PARTNER, partner_id)

    def _topics(self) -> frozenset[str]:
        return frozenset(term.key for term in topics_of(self.referral.pool, self.district).terms)

    def _topic_labels(self) -> Mapping[str, str]:
        terms = topics_of(self.referral.pool, self.district).readable
        return {key: term.label for key, term in terms.items()}
