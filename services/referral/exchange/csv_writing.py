"""The directory as two tables. Exceptions of opening hours and contact persons are in the HSDS file only."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from services.contracts.hours_text import hours_text
from services.referral.exchange.csv_columns import COLUMNS, SEPARATOR, Sheet, written
from services.referral.exchange.register import Offer, Partner, Place, Register, Weekly, offers_of

# A spreadsheet would take such a text for a formula; a blank before it is dropped again by whoever reads the file.
FORMULA: Final = ("=", "+", "-", "@")


def table(register: Register, sheet: Sheet) -> str:
    """CSV with a header of our column names, one row an entry."""
    columns = [column.name for column in COLUMNS[sheet]]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in _partners(register) if sheet == "partners" else _offers(register):
        writer.writerow({name: _cell(row.get(name)) for name in columns})
    return text.getvalue()


def _cell(value: object) -> str:
    cell = written(value)
    return f" {cell}" if isinstance(value, str | tuple) and cell.startswith(FORMULA) else cell


def _partners(register: Register) -> Iterator[Mapping[str, Any]]:
    """A partner's first row holds its own fields; further places are rows with its name."""
    for partner in register:
        first, *further = partner.places or (None,)
        yield {**_partner(partner), **_place(first)}
        for place in further:
            yield {"id": partner.partner_id, "name": partner.name, **_place(place)}


def _partner(partner: Partner) -> dict[str, Any]:
    return {
        "id": partner.partner_id,
        "name": partner.name,
        "kind": partner.kind,
        "description": partner.description,
        "phone": partner.phone,
        "email": partner.email,
        "website": partner.website,
        "public": partner.public,
        "takes_mail": partner.takes_mail,
        "assured_on": partner.assured_on,
    }


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return {
        "place_id": place.location_id,
        "place": place.name,
        "street": place.street,
        "postcode": place.postcode,
        "city": place.city,
        "sozialraum": place.sozialraum,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "accessibility": place.accessibility,
    }


def _offers(register: Register) -> Iterator[Mapping[str, Any]]:
    for partner, offer in offers_of(register):
        yield {**_offer(offer), "partner": partner.name, "places": _places(partner, offer), **_hours(offer)}


def _offer(offer: Offer) -> dict[str, Any]:
    taking = offer.taking
    return {
        "id": offer.offer_id,
        "name": offer.name,
        "description": offer.description,
        "topics": offer.topics,
        "handlungsfelder": offer.handlungsfelder,
        "target_groups": offer.target_groups,
        "sozialraeume": offer.sozialraeume,
        "languages": offer.languages,
        "accessibility": offer.accessibility,
        "cost": offer.cost,
        "cost_note": offer.cost_note,
        "requirements": offer.requirements,
        "capacity": None if taking is None else taking.capacity,
        "capacity_on": None if taking is None else taking.on,
        "capacity_until": None if taking is None else taking.until,
        "assured_on": offer.assured_on,
    }


def _places(partner: Partner, offer: Offer) -> tuple[str, ...]:
    """Names for people; the id of a place whose name would be cut where the cell is read."""
    chosen = (place for place in partner.places if place.location_id in offer.location_ids)
    return tuple(str(each.location_id) if SEPARATOR in each.name else each.name for each in chosen)


def _hours(offer: Offer) -> dict[str, Any]:
    """The hours in force; those set to come are in the HSDS file."""
    now: Weekly | None = next(iter(offer.weekly), None)
    if now is None:
        return {}
    return {
        "hours": SEPARATOR.join(hours_text(each) for each in now.hours),
        "hours_from": now.start,
        "on_holidays": now.on_holidays,
    }
