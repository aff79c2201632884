"""Directories as they may be, for properties: everything an entry can say, in any combination."""

import datetime as dt
from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from services.contracts.districts import Hours
from services.contracts.referral import Accessibility, Capacity, Cost
from services.contracts.vocabularies import (
    contact_kinds,
    handlungsfelder,
    languages,
    partner_kinds,
    target_groups,
    topics,
)
from services.referral.exchange.register import ContactPerson, Offer, OneDay, Partner, Place, Taking, Weekly

TODAY = dt.date(2026, 11, 22)
ids = st.uuids(version=4)
words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
lines = st.lists(words, min_size=1, max_size=3).map(" ".join)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
past = st.dates(dt.date(2020, 1, 1), TODAY)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def keys(known: Any, most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(sorted(known)), max_size=most, unique=True).map(lambda found: tuple(sorted(found)))


@st.composite
def weekday_hours(draw: st.DrawFn) -> tuple[Hours, ...]:
    """Hours that may stand side by side: one a weekday and kind."""
    slots = st.tuples(st.integers(1, 7), st.sampled_from(sorted(contact_kinds())))
    found = []
    for weekday, kind in draw(st.lists(slots, max_size=4, unique=True)):
        opens = draw(st.integers(0, 22))
        closes = draw(st.integers(opens + 1, 24))
        end = dt.time(0) if closes == 24 else dt.time(closes, 30)
        found.append(Hours(weekday=weekday, opens=dt.time(opens, 30), closes=end, kind=kind))
    return tuple(sorted(found, key=lambda each: (each.weekday, each.opens, each.kind)))


@st.composite
def weekly_sets(draw: st.DrawFn) -> tuple[Weekly, ...]:
    starts = sorted(draw(st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)), max_size=2, unique=True)))
    found = []
    for start in starts:
        hours = draw(weekday_hours())
        found.append(Weekly(start=start, hours=hours, on_holidays=draw(st.booleans()) if hours else False))
    return tuple(found)


@st.composite
def exceptions(draw: st.DrawFn) -> tuple[OneDay, ...]:
    days = sorted(draw(st.lists(st.dates(TODAY, dt.date(2027, 1, 1)), max_size=2, unique=True)))
    return tuple(OneDay(on=day, hours=_morning(day) if draw(st.booleans()) else ()) for day in days)


def _morning(day: dt.date) -> tuple[Hours, ...]:
    return (Hours(weekday=day.isoweekday(), opens=dt.time(10), closes=dt.time(12)),)


@st.composite
def takings(draw: st.DrawFn) -> Taking:
    on = draw(past)
    capacity = draw(st.sampled_from(get_args(Capacity)))
    until = draw(maybe(st.dates(on, dt.date(2030, 1, 1)))) if capacity != "open" else None
    return Taking(capacity=capacity, on=on, until=until)


coordinates = st.none() | st.tuples(st.floats(50.2, 51.6), st.floats(9.9, 12.6))


@st.composite
def places(draw: st.DrawFn, name: str) -> Place:
    where = draw(coordinates)
    return Place(
        location_id=draw(ids),
        name=name,
        street=draw(maybe(lines)),
        postcode=draw(maybe(st.from_regex(r"9[0-9]{4}", fullmatch=True))),
        city=draw(maybe(lines)),
        sozialraum=draw(maybe(lines)),
        latitude=where and where[0],
        longitude=where and where[1],
        accessibility=draw(keys(get_args(Accessibility))),
    )


@st.composite
def offers(draw: st.DrawFn, name: str, of: list[Place]) -> Offer:
    at = [each for each in of if draw(st.booleans())]
    return Offer(
        offer_id=draw(ids),
        name=name,
        topics=draw(keys(topics())),
        handlungsfelder=draw(keys(handlungsfelder())),
        target_groups=draw(keys(target_groups())),
        sozialraeume=tuple(sorted(set(draw(st.lists(lines, max_size=2))))),
        languages=draw(keys(languages())) or ("de",),
        accessibility=draw(keys(get_args(Accessibility))),
        cost=draw(st.sampled_from(get_args(Cost))),
        location_ids=tuple(each.location_id for each in at),
        description=draw(maybe(texts)),
        requirements=draw(maybe(texts)),
        cost_note=draw(maybe(texts)),
        taking=draw(maybe(takings())),
        weekly=draw(weekly_sets()),
        exceptions=draw(exceptions()),
        assured_on=draw(maybe(past)),
        updated_on=draw(past),
    )


@st.composite
def partners(draw: st.DrawFn, name: str) -> Partner:
    its = [draw(places(each)) for each in draw(st.lists(lines, max_size=2, unique_by=str.casefold))]
    email = draw(maybe(st.just("kontakt@beispiel.test") | lines))
    return Partner(
        partner_id=draw(ids),
        name=name,
        kind=draw(st.sampled_from(sorted(partner_kinds()))),
        takes_mail=draw(st.booleans()) if email else False,
        public=draw(st.booleans()),
        description=draw(maybe(texts)),
        phone=draw(maybe(lines.map(lambda text: text.strip('"')).filter(bool))),
        email=email,
        website=draw(maybe(st.just("https://www.beispiel.test/beratung?ort=1") | lines)),
        assured_on=draw(maybe(past)),
        places=tuple(its),
        offers=tuple(draw(offers(each, its)) for each in draw(st.lists(lines, max_size=2, unique_by=str.casefold))),
        contacts=tuple(draw(st.lists(people(), max_size=2))),
    )


@st.composite
def people(draw: st.DrawFn) -> ContactPerson:
    return ContactPerson(
        contact_person_id=draw(ids),
        name=draw(lines),
        task=draw(maybe(lines)),
        phone=draw(maybe(lines.map(lambda text: text.strip('"')).filter(bool))),
        email=draw(maybe(lines)),
    )


registers = st.lists(lines, max_size=3, unique_by=str.casefold).flatmap(
    lambda names: st.tuples(*(partners(name) for name in names))
)


def as_read(register: tuple[Partner, ...]) -> list[Partner]:
    """What a reader can know of it: when an entry was last written is the directory's own business."""
    return [
        replace(each, updated_on=None, offers=tuple(replace(offer, updated_on=None) for offer in each.offers))
        for each in register
    ]
