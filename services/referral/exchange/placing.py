"""Which entry of the directory does an entry of a file mean? By its id, by the place it took before, by its name.

An id of ours is ours: what was exported here comes back as itself. Otherwise what an earlier import took keeps its id,
which is derived from the organisation's name and the id in the file; what stands here under the same name already is
that entry; and what is new gets the id that its name would have, unless another entry of the file has it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from services.contracts.names import same_name
from services.referral.exchange.register import ContactPerson, Offer, Partner, Place

Derive = Callable[..., UUID]  # (kind, *parts) -> id


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the directory, delisted entries too: name by id; places and offers by their partner."""

    partners: Mapping[UUID, str]
    places: Mapping[UUID, Mapping[UUID, str]]
    offers: Mapping[UUID, Mapping[UUID, str]]
    contacts: Mapping[UUID, Mapping[UUID, str]]


@dataclass(slots=True)
class Placing:
    """Finds ids for the entries of one file, one after the other: two of them never mean the same entry."""

    known: Known
    derive: Derive
    taken: set[UUID] = field(default_factory=set)

    def place(self, partner: Partner) -> Partner:
        """The partner with the directory's ids throughout."""
        named = same_name(partner.name)
        partner_id = self._id(
            "partner", partner.partner_id, partner.name, self.known.partners, by_name=(named,), by_source=(named,)
        )
        ids = {each.location_id: self._place_id(partner_id, each) for each in partner.places}
        return replace(
            partner,
            partner_id=partner_id,
            places=tuple(replace(each, location_id=ids[each.location_id]) for each in partner.places),
            offers=tuple(self._offer(partner_id, each, ids) for each in partner.offers),
            contacts=tuple(self._contact(partner_id, each) for each in partner.contacts),
        )

    def _place_id(self, partner_id: UUID, place: Place) -> UUID:
        known = self.known.places.get(partner_id, {})
        of = str(partner_id)
        return self._id(
            "location", place.location_id, place.name, known, by_name=(of, same_name(place.name)), by_source=(of,)
        )

    def _offer(self, partner_id: UUID, offer: Offer, places: Mapping[UUID, UUID]) -> Offer:
        known = self.known.offers.get(partner_id, {})
        of = str(partner_id)
        offer_id = self._id(
            "offer", offer.offer_id, offer.name, known, by_name=(of, same_name(offer.name)), by_source=(of,)
        )
        return replace(offer, offer_id=offer_id, location_ids=tuple(places[each] for each in offer.location_ids))

    def _contact(self, partner_id: UUID, person: ContactPerson) -> ContactPerson:
        """Somebody without a name is told apart by the file's id only."""
        known = self.known.contacts.get(partner_id, {})
        of = str(partner_id)
        by_name = (of, same_name(person.name or str(person.contact_person_id)))
        source = person.contact_person_id
        return replace(
            person,
            contact_person_id=self._id(
                "contact-person", source, person.name or "", known, by_name=by_name, by_source=(of,)
            ),
        )

    def _id(
        self,
        kind: str,
        source: UUID,
        name: str,
        known: Mapping[UUID, str],
        *,
        by_name: tuple[str, ...],
        by_source: tuple[str, ...],
    ) -> UUID:
        """See the module; ``known``: name by id of the entries that could be meant."""
        imported = self.derive(f"{kind}-from-file", *by_source, str(source))
        of_name = self.derive(kind, *by_name)
        same = [key for key, its in known.items() if name and same_name(its) == same_name(name)]
        new = [of_name] if of_name not in known else []
        wanted = [*(key for key in (source, imported) if key in known), *same, *new, imported]
        found = next(key for key in wanted if key not in self.taken or key == imported)
        self.taken.add(found)
        return found
