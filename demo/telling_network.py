"""Telling the partners of a district at referral's desks. What people wrote to a partner's entry is theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from demo.commands import Commands
from demo.loading_day import LoadingDay
from demo.network.shape import Offer, Partner
from services.contracts.hours_text import read_hours
from services.referral.application import Referral
from services.referral.domain.agreement import AgreementDetails
from services.referral.domain.location import LocationDetails
from services.referral.domain.offer_listing import OfferDetails
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.offers_desk import CapacityWord, OffersDesk
from services.referral.partner_ties_desk import PartnerTiesDesk
from services.referral.partners_desk import PartnersDesk


def partner_ids(referral: Referral, district: str, network: Sequence[Partner]) -> Mapping[str, UUID]:
    """The ids that these partners have, or would have, by name."""
    desk = PartnersDesk(referral, district)
    return {each.name: desk.partner_id(each.name) for each in network}


def tell_network(
    referral: Referral, district: str, network: Sequence[Partner], loading: LoadingDay, actor: str
) -> frozenset[str]:
    """All partners with their offers, each thing once; the names of those that people left as they are told."""
    ours = set()
    for partner in network:
        commands = Commands(referral.ids(district), f"partner {partner.name}", actor)
        told = _Told(referral, district, loading, commands)
        if not told.is_left_to_people(PartnersDesk(referral, district).partner_id(partner.name)):
            told.tell(partner)
            ours.add(partner.name)
    return frozenset(ours)


@dataclass(frozen=True, slots=True)
class _Told:
    """One partner of a district, told by one person."""

    referral: Referral
    district: str
    loading: LoadingDay
    commands: Commands

    @property
    def partners(self) -> PartnersDesk:
        return PartnersDesk(self.referral, self.district)

    @property
    def offers(self) -> OffersDesk:
        return OffersDesk(self.referral, self.district)

    @property
    def ties(self) -> PartnerTiesDesk:
        return PartnerTiesDesk(self.partners)

    def is_left_to_people(self, stream: UUID) -> bool:
        """Whether anybody but the demo wrote there."""
        rows = self.referral.store.log.streams(self.district, [stream])[stream]
        ours = self.commands.all_ids() if rows else frozenset()
        return any(row.command_id not in ours for row in rows)

    def tell(self, partner: Partner) -> None:
        partner_id = self._listed(partner)
        location_id = self._located(partner, partner_id)
        if partner.contact is not None:
            name, task = partner.contact
            texts = {"name": name, "task": task, "phone": partner.phone}
            self.ties.list_contact(partner_id, texts, self.commands.next())
        if partner.agreement is not None:
            self._agreed(partner, partner_id)
        for offer in partner.offers:
            self._offered(partner, partner_id, location_id, offer)

    def _listed(self, partner: Partner) -> UUID:
        texts = {"description": partner.description, "phone": partner.phone, "email": partner.email or ""}
        details = PartnerDetails(
            name=partner.name, kind=partner.kind, takes_mail=partner.email is not None, public=partner.public
        )
        kept = {name: words for name, words in texts.items() if words}
        partner_id = self.partners.list_partner(details, kept, self.commands.next()).id
        if partner.assured is not None:
            on = self.loading.plus(partner.assured)
            self.partners.assure_partner(partner_id, on, partner.assured_by, self.commands.next())
        return partner_id

    def _located(self, partner: Partner, partner_id: UUID) -> UUID:
        place = partner.place
        details = LocationDetails(
            name=partner.name,
            street=place.street,
            postcode=place.postcode,
            city=place.city,
            sozialraum=place.sozialraum,
            latitude=place.at[0],
            longitude=place.at[1],
            accessibility=tuple(place.accessibility),
        )
        return self.partners.list_location(partner_id, details, self.commands.next()).id

    def _agreed(self, partner: Partner, partner_id: UUID) -> None:
        agreement = partner.agreement
        assert agreement is not None, "asked before"
        until = None if agreement.until is None else self.loading.plus(agreement.until)
        details = AgreementDetails(kind=agreement.kind, on=self.loading.plus(agreement.day), until=until)
        self.ties.make_agreement(partner_id, details, "", self.commands.next())

    def _offered(self, partner: Partner, partner_id: UUID, location_id: UUID, offer: Offer) -> None:
        details = OfferDetails(
            name=offer.name,
            topics=tuple(offer.topics),
            handlungsfelder=tuple(offer.handlungsfelder),
            target_groups=tuple(offer.target_groups),
            sozialraeume=tuple(offer.sozialraeume),
            languages=tuple(offer.languages),
            accessibility=tuple(partner.place.accessibility),
            cost=offer.cost,
            location_ids=(location_id,),
        )
        texts = {"description": offer.description} if offer.description else {}
        offer_id = self.offers.list_offer(partner_id, details, texts, self.commands.next()).id
        stated = CapacityWord(
            capacity=offer.capacity, on=self.loading.plus(offer.capacity_day), provenance=partner.assured_by
        )
        self.offers.state_capacity(offer_id, stated, self.commands.next())
        if offer.assured is not None:
            on = self.loading.plus(offer.assured)
            self.offers.assure_offer(offer_id, on, partner.assured_by, self.commands.next())
        if offer.hours:
            start = self.loading.plus(offer.capacity_day)
            self.offers.set_hours(offer_id, start, tuple(map(read_hours, offer.hours)), self.commands.next())
