"""The commands by which an entry of a file comes into the directory: those of the desks, and their texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from services.kernel.vault import Entry
from services.referral.directory_texts import CONTACT_FIELDS, OFFER_FIELDS, PARTNER_FIELDS
from services.referral.domain import offer, partner
from services.referral.domain.capacity import StateCapacity
from services.referral.domain.contact_person import ListContact
from services.referral.domain.location import CorrectLocation, ListLocation, LocationDetails
from services.referral.domain.offer_listing import AssureOffer, CorrectOffer, ListOffer, OfferDetails
from services.referral.domain.opening_hours import ExceptOpeningHours, SetOpeningHours
from services.referral.domain.partner_listing import AssurePartner, CorrectPartner, ListPartner, PartnerDetails
from services.referral.domain.partner_state import Partner as PartnerState
from services.referral.exchange.comparing import (
    is_newer,
    new_hours,
    over_contact,
    over_offer,
    over_partner,
    over_place,
)
from services.referral.exchange.keeping import Keep
from services.referral.exchange.register import ContactPerson, Offer, Partner, Place

PROVENANCE: Final = "imported"


@dataclass(frozen=True, slots=True)
class Words:
    """What the vault is to take before the facts that name it."""

    entries: list[Entry] = field(default_factory=list)

    def kept(self, keep: Keep, owner: UUID, texts: Mapping[str, str]) -> UUID | None:
        details, entries = keep(owner, texts)
        self.entries.extend(entries)
        return details


@dataclass(frozen=True, slots=True)
class Translator:
    """Entries to commands; ``kind``: of partners of which nobody says what they are; ``topics``: that may be chosen."""

    keep: Keep
    kind: str
    topics: frozenset[str]
    today: date

    def partner(self, said: Partner, known: Partner | None, words: Words) -> Sequence[partner.Command]:
        """The partner's stream: its entry, places, contact persons, and when it was assured."""
        return [
            self._entry(said, known, words),
            *(self._place(each, None if known is None else known.place(each.location_id)) for each in said.places),
            *(self._contact(each, _contact_of(known, each), words) for each in said.contacts),
            *self._assured(said, known),
        ]

    def offer(
        self, said: Offer, known: Offer | None, of: PartnerState, words: Words, similar: frozenset[UUID] = frozenset()
    ) -> Sequence[offer.Command]:
        """The offer's stream: its entry, capacity, hours, and when it was assured."""
        commands: list[offer.Command] = [self._offer(said, known, of, words, similar), *self._taking(said, known)]
        for start, weekly in new_hours(said, known, self.today):
            commands.append(SetOpeningHours(start=start, hours=weekly.hours, on_holidays=weekly.on_holidays))
        commands += [ExceptOpeningHours(on=each.on, hours=each.hours) for each in said.exceptions]
        if said.assured_on is not None and is_newer(said, known):
            commands.append(AssureOffer(on=said.assured_on, today=self.today, provenance=PROVENANCE))
        return commands

    def _entry(self, said: Partner, known: Partner | None, words: Words) -> ListPartner | CorrectPartner:
        full = over_partner(said, known, self.kind)
        details = PartnerDetails(
            name=full.name,
            kind=full.kind or self.kind,
            takes_mail=bool(full.takes_mail),
            has_mail=full.email is not None,
            public=bool(full.public),
            details_id=words.kept(self.keep, said.partner_id, texts_of(full, PARTNER_FIELDS)),
        )
        return (
            ListPartner(partner_id=said.partner_id, details=details)
            if known is None
            else CorrectPartner(details=details)
        )

    def _place(self, said: Place, known: Place | None) -> ListLocation | CorrectLocation:
        full = over_place(said, known)
        details = LocationDetails(
            name=full.name,
            street=full.street,
            postcode=full.postcode,
            city=full.city,
            sozialraum=full.sozialraum,
            latitude=full.latitude,
            longitude=full.longitude,
            accessibility=full.accessibility,
        )
        if known is None:
            return ListLocation(location_id=said.location_id, details=details)
        return CorrectLocation(location_id=said.location_id, details=details)

    def _contact(self, said: ContactPerson, known: ContactPerson | None, words: Words) -> ListContact:
        person = said.contact_person_id
        details = words.kept(self.keep, person, texts_of(over_contact(said, known), CONTACT_FIELDS))
        assert details is not None, "a contact person of whom nothing is said is not read"
        return ListContact(contact_person_id=person, details_id=details)

    def _assured(self, said: Partner, known: Partner | None) -> list[AssurePartner]:
        if said.assured_on is None or not is_newer(said, known):
            return []
        return [AssurePartner(on=said.assured_on, today=self.today, provenance=PROVENANCE)]

    def _offer(
        self, said: Offer, known: Offer | None, of: PartnerState, words: Words, similar: frozenset[UUID]
    ) -> ListOffer | CorrectOffer:
        full = over_offer(said, known)
        assert of.listed is not None
        details = OfferDetails(
            name=full.name,
            topics=full.topics,
            handlungsfelder=full.handlungsfelder,
            target_groups=full.target_groups,
            sozialraeume=full.sozialraeume,
            languages=full.languages,
            accessibility=full.accessibility,
            cost=full.cost or "free",
            location_ids=full.location_ids,
            details_id=words.kept(self.keep, of.listed.partner_id, texts_of(full, OFFER_FIELDS)),
        )
        if known is not None:
            return CorrectOffer(partner=of, details=details, topics=self.topics)
        return ListOffer(
            offer_id=said.offer_id, partner=of, details=details, topics=self.topics, alike=similar, shown=similar
        )

    def _taking(self, said: Offer, known: Offer | None) -> list[StateCapacity]:
        """A word as old as the one that is known says nothing new; what changed on the same day does."""
        before = known.taking if known is not None else None
        if said.taking is None or said.taking == before or (before is not None and said.taking.on < before.on):
            return []
        word = said.taking
        return [
            StateCapacity(capacity=word.capacity, on=word.on, today=self.today, provenance=PROVENANCE, until=word.until)
        ]


def texts_of(entry: Partner | Offer | ContactPerson, fields: Sequence[str]) -> dict[str, str]:
    """The words of an entry, by the vault's fields."""
    said = {name: getattr(entry, name) for name in fields}
    return {name: text for name, text in said.items() if text}


def _contact_of(known: Partner | None, person: ContactPerson) -> ContactPerson | None:
    people = () if known is None else known.contacts
    return next((each for each in people if each.contact_person_id == person.contact_person_id), None)
