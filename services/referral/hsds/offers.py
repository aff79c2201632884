"""A service of HSDS as an offer of ours; what has no place of its own is kept as words of the description."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast
from uuid import UUID

from services.contracts.referral import Accessibility, Capacity, Cost
from services.referral.exchange.findings import Remark
from services.referral.exchange.register import Offer, Taking
from services.referral.hsds import schedules
from services.referral.hsds.fields import Fields, source_id
from services.referral.hsds.matching import Matched, Matcher, meant
from services.referral.wording import COSTS

STATUSES: Final = ("active", "inactive", "defunct", "temporarily closed")
GONE: Final = ("inactive", "defunct")
NOT_OFFERED: Final = "Das Angebot gibt es laut Datei nicht mehr; es wurde nicht übernommen."
PAUSED: Final = "Hinweis: vorübergehend geschlossen"
NO_COST: Final = "Zu den Kosten steht nichts in der Datei. Bitte nachfragen."
WORDS: Final[Mapping[str, str]] = {
    "alternate_name": "Auch genannt",
    "url": "Webseite",
    "email": "E-Mail",
    "interpretation_services": "Dolmetschen",
    "application_process": "Anmeldung",
    "fees": "Gebühren",
    "accreditations": "Anerkennungen",
    "licenses": "Zulassungen",
}


@dataclass(frozen=True, slots=True)
class OfferReader:
    """``languages``: label by code of the languages that may be chosen."""

    matcher: Matcher
    languages: Mapping[str, str]

    def read(self, service: Fields, places: Sequence[UUID], remarks: list[Remark]) -> Offer | None:
        """None for an offer that is no more, or that cannot be read: then the record has faults."""
        key, name = source_id(service.values), service.name()
        if name is None:
            service.refuse("name", "Der Name des Angebots fehlt.")
        if not self._is_offered(service, remarks) or key is None or name is None:
            return None
        matched = self.matcher.match(service.several("attributes"))
        hours = schedules.read([each.values for each in _with_places(service, "schedules")])
        languages, other_languages = self._languages(service)
        areas, other_areas = _areas(service)
        taking = _taking(matched)
        cost = _cost(service, remarks)
        words = [*_words(service, taking), *other_languages, *other_areas, *hours.words, *matched.words]
        return Offer(
            offer_id=key,
            name=name,
            topics=matched.of("problemlagen"),
            handlungsfelder=matched.of("handlungsfelder"),
            target_groups=matched.of("zielgruppen"),
            sozialraeume=areas,
            languages=languages,
            accessibility=cast("tuple[Accessibility, ...]", matched.of("barrierefreiheit")),
            cost=cost,
            location_ids=tuple(places),
            description=joined(service.text("description"), words),
            requirements=joined(service.text("eligibility_description"), _requirements(service)),
            cost_note=joined(service.text("fees_description"), _prices(service)),
            taking=taking,
            weekly=hours.weekly,
            exceptions=hours.exceptions,
            assured_on=service.date("assured_date"),
        )

    def _is_offered(self, service: Fields, remarks: list[Remark]) -> bool:
        status = service.text("status")
        if status is not None and status not in STATUSES:
            service.refuse("status", f"Erlaubt sind: {', '.join(STATUSES)}.")
        if status in GONE:
            remarks.append(Remark(service.record, "status", NOT_OFFERED))
        return status not in GONE

    def _languages(self, service: Fields) -> tuple[tuple[str, ...], list[str]]:
        known: dict[str, None] = {}
        words = []
        for each in service.several("languages"):
            code, name = (each.text("code") or "").casefold(), each.text("name")
            found = code if code in self.languages else meant(self.languages, name)
            if found is not None:
                known[found] = None
            elif name or code:
                words.append(f"Sprache: {name or code}")
        return tuple(known), words


def joined(text: str | None, words: Sequence[str]) -> str | None:
    """A text with what else is said, line by line; None where nothing is said."""
    lines = [each for each in (text, *dict.fromkeys(words)) if each]
    return "\n".join(lines) or None


def in_words(record: Fields, titles: Mapping[str, str]) -> Iterator[str]:
    """``Webseite: …`` for each of these fields that says something."""
    for name, title in titles.items():
        text = record.text(name)
        if text is not None:
            yield f"{title}: {text}"


def phone_words(record: Fields) -> Iterator[str]:
    """Every telephone of a record with what is said of it."""
    for each in record.several("phones"):
        number, said = phone_number(each), each.text("description")
        if number is not None:
            yield f"Telefon: {number}" + (f" ({said})" if said else "")


def phone_number(phone: Fields) -> str | None:
    """Some files carry it in quotation marks of their own."""
    text = phone.text("number")
    return None if text is None else text.strip('"').strip() or None


def _words(service: Fields, taking: Taking | None) -> Iterator[str]:
    yield from in_words(service, WORDS)
    if taking is None:
        yield from in_words(service, {"wait_time": "Wartezeit", "alert": "Hinweis"})
    if service.text("status") == "temporarily closed":
        yield PAUSED
    for each in (service, *service.several("service_at_locations")):
        yield from phone_words(each)
    for each in service.several("funding"):
        yield from in_words(each, {"source": "Gefördert durch"})
    program = service.one("program")
    if program is not None:
        yield from in_words(program, {"name": "Programm"})
    for each in service.several("service_at_locations"):
        yield from in_words(each, {"description": "Vor Ort"})


def _requirements(service: Fields) -> list[str]:
    youngest, oldest = service.number("minimum_age"), service.number("maximum_age")
    found = []
    if youngest is not None or oldest is not None:
        ends = [f"ab {youngest:g}" if youngest is not None else "", f"bis {oldest:g}" if oldest is not None else ""]
        found.append(f"Alter: {' '.join(filter(None, ends))} Jahre")
    for each in service.several("required_documents"):
        found += in_words(each, {"document": "Mitzubringen"})
    return found


def _cost(service: Fields, remarks: list[Remark]) -> Cost | None:
    """Ours by its word; else free where every price is 0, and charged where one is not or something is said of fees."""
    options = service.several("cost_options")
    for each in options:
        ours = meant(COSTS, each.text("option"))
        if ours is not None:
            return ours
    amounts = [amount for each in options if (amount := each.number("amount")) is not None]
    if amounts:
        return "charged" if any(amounts) else "free"
    if options or service.text("fees_description") or service.text("fees"):
        return "charged"
    remarks.append(Remark(service.record, "cost_options", NO_COST))
    return None


def _prices(service: Fields) -> list[str]:
    """Prices in words, but for those that our own word says."""
    found = []
    for each in service.several("cost_options"):
        option, amount, note = each.text("option"), each.number("amount"), each.text("amount_description")
        if meant(COSTS, option) is not None:
            continue
        price = None if amount is None else f"{amount:g} {(each.text('currency') or '').upper()}".strip()
        if words := [part for part in (option, price, note) if part]:
            found.append(f"Preis: {', '.join(words)}")
    return found


def _taking(matched: Matched) -> Taking | None:
    for code in matched.of("aufnahme"):
        start, _, end = matched.values.get(code, "").partition("/")
        on, until = _day(start), _day(end)
        if on is not None:
            return Taking(capacity=cast("Capacity", code), on=on, until=until)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _areas(service: Fields) -> tuple[tuple[str, ...], list[str]]:
    """Ours say the same key as name and extent; others are kept as words."""
    ours, words = [], []
    for each in service.several("service_areas"):
        name, extent = each.name(), each.text("extent")
        if name is not None and name == extent and each.text("extent_type") == "text":
            ours.append(name)
        elif said := [part for part in (name, each.text("description")) if part]:
            words.append(f"Einzugsgebiet: {'; '.join(dict.fromkeys(said))}")
    return tuple(dict.fromkeys(ours)), words


def _with_places(service: Fields, name: str) -> list[Fields]:
    """A list of the service, and of each place that it has."""
    found = list(service.several(name))
    for each in service.several("service_at_locations"):
        found += each.several(name)
    return found
