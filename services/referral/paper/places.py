"""Of the institution what the directory says: where it is met and when, what it costs."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.contracts.days_of_hours import current, weekly
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.directory import Directory, LocationEntry, OfferEntry, PartnerEntry
from services.referral.directory_queries import timetable
from services.referral.directory_texts import NO_WORDS, Words, directory_texts
from services.referral.paper.printing import Pairs, Part
from services.referral.wording import ACCESSIBILITIES, COSTS


@dataclass(frozen=True, slots=True)
class Institution:
    """A partner, the offer where one was chosen, and the places where it is met today."""

    partner: PartnerEntry
    offer: OfferEntry | None
    places: tuple[LocationEntry, ...]

    @property
    def address_lines(self) -> tuple[str, ...]:
        """Of the first place that has a street."""
        return next((lines(place) for place in self.places if place.street), ())


def institution(of: Directory, partner: PartnerEntry, offer: OfferEntry | None) -> Institution:
    """The places of the offer; of an offer without any, and without an offer, all of the partner."""
    of_partner = of.listed(today()).locations_by_partner.get(partner.partner_id, ())
    wanted = () if offer is None else offer.location_ids
    return Institution(partner, offer, tuple(each for each in of_partner if not wanted or each.location_id in wanted))


def parts(referral: Referral, district: str, at: Institution) -> Iterator[Part]:
    """Each place with its address and ways in; then the hours that count today."""
    for place in at.places:
        ways = ", ".join(ACCESSIBILITIES[each] for each in place.accessibility)
        yield Part(title=place.name, pairs=(*pair("Anschrift", ", ".join(lines(place))), *pair("Zugang", ways)))
    if at.offer is None:
        return
    hours = current(timetable(referral.pool, district, at.offer.offer_id, at.offer.last_day), today())
    if hours is not None and hours.hours:
        yield Part(title="Geöffnet", pairs=tuple(weekly(hours.hours)))


def words_of(referral: Referral, district: str, at: Institution) -> tuple[Words, Words]:
    """What the directory says of the partner, and of the offer."""
    entries: list[PartnerEntry | OfferEntry] = [at.partner, *([] if at.offer is None else [at.offer])]
    found = directory_texts(referral, district, entries)
    ids = (at.partner.details_id, None if at.offer is None else at.offer.details_id)
    of_partner, of_offer = (NO_WORDS if each is None else found.get(each, NO_WORDS) for each in ids)
    return of_partner, of_offer


def costs(offer: OfferEntry, words: Words) -> str:
    """``kostenpflichtig (5 Euro je Abend)``."""
    note = words.get("cost_note")
    return COSTS[offer.cost] + (f" ({note})" if note else "")


def pair(title: str, words: str | None) -> Pairs:
    """Left out where there are no words."""
    return ((title, words),) if words else ()


def lines(place: LocationEntry) -> tuple[str, ...]:
    """Street and town, as far as they are known."""
    town = " ".join(part for part in (place.postcode, place.city) if part)
    return tuple(line for line in (place.street, town) if line)
