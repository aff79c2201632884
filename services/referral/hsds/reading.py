"""HSDS from elsewhere, or from here, as entries of the directory: an organisation with all that belongs to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.referral import Accessibility
from services.referral.exchange.findings import Fault, ReadFile, Remark
from services.referral.exchange.register import ContactPerson, Offer, Partner, Place
from services.referral.hsds.fields import Fields, called, source_id
from services.referral.hsds.gathering import gather
from services.referral.hsds.matching import Matched, Matcher, meant
from services.referral.hsds.offers import OfferReader, in_words, joined, phone_number, phone_words
from services.referral.hsds.tabular import is_tabular, nested
from services.referral.hsds.terms import Json
from services.referral.wording import ACCESSIBILITIES

WORDS: Final[Mapping[str, str]] = {
    "alternate_name": "Auch genannt",
    "legal_status": "Rechtsform",
    "tax_status": "Steuerlicher Status",
    "year_incorporated": "Gegründet",
    "uri": "Kennung",
}
OF_A_PLACE: Final[Mapping[str, str]] = {
    "alternate_name": "auch genannt",
    "description": "Beschreibung",
    "transportation": "Anfahrt",
    "url": "Webseite",
}
NOT_ON_EARTH: Final = "Breite oder Länge liegen außerhalb der Erde; der Ort wurde ohne Koordinaten übernommen."
PARTNER_REFUSED: Final = "Die Einrichtung dieses Angebots wurde abgelehnt."
NOTHING_THERE: Final = "In der Datei stehen keine Einrichtungen und keine Angebote."


@dataclass(frozen=True, slots=True)
class HsdsReader:
    """Reads for one district: ``topics`` and ``languages`` that may be chosen there, label by key."""

    topics: Mapping[str, str]
    languages: Mapping[str, str]

    def read(self, document: object) -> ReadFile:
        """Never raises: what cannot be read is told."""
        gathered = gather(nested(document) if is_tabular(document) else document)
        found = ReadFile(faults=list(gathered.faults), remarks=list(gathered.remarks), records=len(gathered.faults))
        for record in gathered.organizations.values():
            self._take(record, found)
        if not gathered.organizations and not found.faults:
            found.remarks.append(Remark("Datei", "", NOTHING_THERE))
        return found

    def _take(self, record: Json, found: ReadFile) -> None:
        organization = Fields(record, called("Einrichtung", record))
        services = [Fields(each, called("Angebot", each)) for each in record.get("services", ())]
        found.records += 1 + len(services)
        partner = self._partner(organization, services, found)
        found.faults += organization.faults
        if organization.faults or partner is None:
            found.faults += [Fault(each.record, "organization", "", PARTNER_REFUSED) for each in services]
            return
        found.partners.append(partner)

    def _partner(self, organization: Fields, services: Sequence[Fields], found: ReadFile) -> Partner | None:
        key, name = source_id(organization.values), organization.name()
        if name is None:
            organization.refuse("name", "Der Name der Einrichtung fehlt.")
        if key is None or name is None:
            return None
        matched = Matcher(self.topics).match(organization.several("attributes"))
        phones = [number for each in organization.several("phones") if (number := phone_number(each))]
        places = _Places(found.remarks)
        for each in organization.several("locations"):
            places.take(each)
        offers = list(self._offers(services, places, found))
        return Partner(
            partner_id=key,
            name=name,
            kind=next(iter(matched.of("partnerarten")), None),
            takes_mail=_yes(matched.values.get("takes_mail")),
            public=_yes(matched.values.get("public")),
            description=joined(organization.text("description"), [*_words(organization, matched), *places.words]),
            phone=next(iter(phones), None),
            email=organization.text("email") or matched.values.get("email"),
            website=organization.text("website") or matched.values.get("website"),
            assured_on=_day(matched.values.get("assured_on")),
            places=tuple(places.found.values()),
            offers=tuple(offers),
            contacts=tuple(_contacts(organization, services)),
        )

    def _offers(self, services: Sequence[Fields], places: "_Places", found: ReadFile) -> Iterator[Offer]:
        """Offers with a fault are left out, the others are taken."""
        reader = OfferReader(Matcher(self.topics), self.languages)
        for service in services:
            here = [at.one("location") for at in service.several("service_at_locations")]
            keys = [key for each in here if each is not None and (key := places.take(each)) is not None]
            offer = reader.read(service, list(dict.fromkeys(keys)), found.remarks)
            found.faults += service.faults
            if offer is not None and not service.faults:
                yield offer


# --- Places -------------------------------------------------------------------


class _Places:
    """The places of one organisation; one that several offers share is the same place."""

    def __init__(self, remarks: list[Remark]) -> None:
        self.found: dict[UUID, Place] = {}
        self.words: list[str] = []
        self._remarks = remarks

    def take(self, location: Fields) -> UUID | None:
        """Its id; what is said of it beyond our fields goes to the organisation's description."""
        key = source_id(location.values)
        if key is None:
            location.refuse("id", "Die Kennung (id) fehlt.")
            return None
        if key not in self.found:
            self.found[key] = self._place(key, location)
        return key

    def _place(self, key: UUID, location: Fields) -> Place:
        address = _address(location)
        street = None if address is None else joined(address.name("address_1"), [address.name("address_2") or ""])
        city = None if address is None else address.name("city")
        name = location.name() or location.name("alternate_name") or street or city or "Ort"
        accessibility, others = _accessibility(location)
        latitude, longitude = self._coordinates(location)
        said = [*in_words(location, OF_A_PLACE), *others, *phone_words(location)]
        self.words += [f"{name}, {each}" for each in said]
        matched = Matcher({}).match(location.several("attributes"))
        return Place(
            location_id=key,
            name=name,
            street=None if street is None else street.replace("\n", ", "),
            postcode=None if address is None else address.name("postal_code"),
            city=city,
            sozialraum=matched.values.get("sozialraum"),
            latitude=latitude,
            longitude=longitude,
            accessibility=accessibility,
        )

    def _coordinates(self, location: Fields) -> tuple[float | None, float | None]:
        latitude, longitude = location.number("latitude"), location.number("longitude")
        if latitude is None or longitude is None:
            return None, None
        if abs(latitude) > 90 or abs(longitude) > 180:
            self._remarks.append(Remark(location.record, f"{location.path}latitude", NOT_ON_EARTH))
            return None, None
        return latitude, longitude


def _address(location: Fields) -> Fields | None:
    """Where one goes, rather than where one writes to."""
    addresses = location.several("addresses")
    physical = [each for each in addresses if each.values.get("address_type") == "physical"]
    return next(iter([*physical, *addresses]), None)


def _accessibility(location: Fields) -> tuple[tuple[Accessibility, ...], list[str]]:
    known: dict[Accessibility, None] = {}
    words = []
    for each in location.several("accessibility"):
        said = each.text("description")
        ours = meant(ACCESSIBILITIES, said)
        if ours is not None:
            known[ours] = None
        else:
            words += [f"Barrierefreiheit: {text}" for text in (said, each.text("details")) if text]
    return tuple(known), words


# --- Organisations ------------------------------------------------------------


def _words(organization: Fields, matched: Matched) -> Iterator[str]:
    yield from in_words(organization, WORDS)
    yield from list(phone_words(organization))[1:]
    for each in organization.several("programs"):
        yield from in_words(each, {"name": "Programm"})
    for each in organization.several("funding"):
        yield from in_words(each, {"source": "Gefördert durch"})
    for each in organization.several("organization_identifiers"):
        kind, number = each.text("identifier_type"), each.text("identifier")
        if number is not None:
            yield f"{kind or 'Kennung'}: {number}"
    yield from matched.words


def _contacts(organization: Fields, services: Sequence[Fields]) -> Iterator[ContactPerson]:
    """Everybody who is named anywhere, once."""
    seen: set[UUID] = set()
    for each in _all_contacts(organization, services):
        key, phones = source_id(each.values), [phone_number(phone) for phone in each.several("phones")]
        task = ", ".join(text for text in (each.text("title"), each.text("department")) if text) or None
        name, phone = each.name(), next(filter(None, phones), None)
        email = each.text("email") or Matcher({}).match(each.several("attributes")).values.get("email")
        if key is not None and key not in seen and (name or phone or email):
            seen.add(key)
            yield ContactPerson(contact_person_id=key, name=name, task=task, phone=phone, email=email)


def _all_contacts(organization: Fields, services: Sequence[Fields]) -> Iterator[Fields]:
    yield from organization.several("contacts")
    for place in organization.several("locations"):
        yield from place.several("contacts")
    for service in services:
        yield from service.several("contacts")
        for at in service.several("service_at_locations"):
            yield from at.several("contacts")
            location = at.one("location")
            yield from () if location is None else location.several("contacts")


def _yes(text: str | None) -> bool | None:
    return None if text is None else text == "ja"


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
