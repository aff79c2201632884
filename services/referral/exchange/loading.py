"""The directory of a district as whole entries, with the words from the vault."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.kernel.district import district as enter
from services.referral.application import Referral
from services.referral.directory import Directory, LocationEntry, OfferEntry, PartnerEntry, directory
from services.referral.directory_texts import CONTACT_FIELDS, NO_WORDS, Sheet, Words, directory_texts
from services.referral.exchange.hours_rows import HoursOf, offer_hours
from services.referral.exchange.register import ContactPerson, Offer, Partner, Place, Register, Taking

CONTACTS: Final = SQL("""
    SELECT c.contact_person, c.partner, c.details
    FROM {0}.contact_persons c LEFT JOIN {0}.contact_person_delistings d USING (contact_person)
    WHERE d.last_day IS NULL OR d.last_day >= %(day)s ORDER BY c.contact_person
""")


def register(referral: Referral, district: str, day: date) -> Register:
    """All that is listed on that day, contact persons too; by name. What was erased reads as never said."""
    listed = directory(referral.pool, district).listed(day)
    hours, contacts = _hours_and_contacts(referral, district, day)
    sheets = [sheet for its in contacts.values() for _, sheet in its]
    words = directory_texts(referral, district, [*listed.partners.values(), *listed.offers.values(), *sheets])
    return [_partner(each, listed, hours, contacts, words) for each in listed.partners.values()]


def public_register(referral: Referral, district: str, day: date) -> Register:
    """Only what everybody may read: public partners, and nobody's name."""
    listed = directory(referral.pool, district).listed(day)
    public = {key: each for key, each in listed.partners.items() if each.public}
    with referral.pool.transaction() as connection, enter(connection, district) as schema:
        hours = offer_hours(connection, schema, day)
    offers = [each for each in listed.offers.values() if each.partner_id in public]
    words = directory_texts(referral, district, [*public.values(), *offers])
    return [_partner(each, listed, hours, {}, words) for each in public.values()]


def _hours_and_contacts(
    referral: Referral, district: str, day: date
) -> tuple[HoursOf, Mapping[UUID, list[tuple[UUID, Sheet]]]]:
    contacts: defaultdict[UUID, list[tuple[UUID, Sheet]]] = defaultdict(list)
    with referral.pool.transaction() as connection, enter(connection, district) as schema:
        hours = offer_hours(connection, schema, day)
        for person, partner, details in connection.execute(CONTACTS.format(schema), {"day": day}):
            contacts[partner].append((person, Sheet(person, details, CONTACT_FIELDS)))
    return hours, contacts


def _partner(
    entry: PartnerEntry,
    listed: Directory,
    hours: HoursOf,
    contacts: Mapping[UUID, Iterable[tuple[UUID, Sheet]]],
    words: Mapping[UUID, Words],
) -> Partner:
    said = _said(words, entry.details_id)
    return Partner(
        partner_id=entry.partner_id,
        name=entry.name,
        kind=entry.kind,
        takes_mail=entry.takes_mail,
        public=entry.public,
        description=said.get("description"),
        phone=said.get("phone"),
        email=said.get("email"),
        website=said.get("website"),
        assured_on=entry.assured_on,
        updated_on=entry.updated_on,
        places=tuple(_place(each) for each in listed.locations_by_partner.get(entry.partner_id, ())),
        offers=tuple(_offer(each, hours, words) for each in listed.offers_by_partner.get(entry.partner_id, ())),
        contacts=tuple(_contact(key, sheet, words) for key, sheet in contacts.get(entry.partner_id, ())),
    )


def _place(entry: LocationEntry) -> Place:
    return Place(
        location_id=entry.location_id,
        name=entry.name,
        street=entry.street,
        postcode=entry.postcode,
        city=entry.city,
        sozialraum=entry.sozialraum,
        latitude=entry.latitude,
        longitude=entry.longitude,
        accessibility=entry.accessibility,
    )


def _offer(entry: OfferEntry, hours: HoursOf, words: Mapping[UUID, Words]) -> Offer:
    said = _said(words, entry.details_id)
    weekly, exceptions = hours.of(entry.offer_id)
    return Offer(
        offer_id=entry.offer_id,
        name=entry.name,
        topics=entry.topics,
        handlungsfelder=entry.handlungsfelder,
        target_groups=entry.target_groups,
        sozialraeume=entry.sozialraeume,
        languages=entry.languages,
        accessibility=entry.accessibility,
        cost=entry.cost,
        location_ids=entry.location_ids,
        description=said.get("description"),
        requirements=said.get("requirements"),
        cost_note=said.get("cost_note"),
        taking=_taking(entry),
        weekly=weekly,
        exceptions=exceptions,
        assured_on=entry.assured_on,
        updated_on=entry.updated_on,
    )


def _taking(entry: OfferEntry) -> Taking | None:
    if entry.capacity is None or entry.capacity_on is None:
        return None
    return Taking(capacity=entry.capacity, on=entry.capacity_on, until=entry.capacity_until)


def _contact(key: UUID, sheet: Sheet, words: Mapping[UUID, Words]) -> ContactPerson:
    return ContactPerson(contact_person_id=key, **_said(words, sheet.details_id))


def _said(words: Mapping[UUID, Words], details_id: UUID | None) -> dict[str, str]:
    return {} if details_id is None else words.get(details_id, NO_WORDS).known
