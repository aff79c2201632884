"""Contacts of the invented contact points in Erfurt.

The figures of the first phase are those that were published for March 2015 to December 2016: 496 clients reached, 78 of
them prepared for work as well, 38 with a migration background. Everything else is invented.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.calendar import chance, later_half, open_day
from demo.rows import Row

FIRST_PHASE: Final = (date(2015, 3, 1), date(2016, 12, 31))
LAST_DAY: Final = date(2026, 6, 30)
CLIENTS: Final = 496
VOCATIONAL: Final = 78
MIGRATION: Final = 38
ANONYMOUS: Final = 90
CLIENTS_A_YEAR_LATER: Final = 34
ANONYMOUS_A_YEAR_LATER: Final = 18

SITES: Final = {"berliner-platz": "Stadtteilbüro am Berliner Platz", "rieth": "Treffpunkt Rieth"}
KINDS: Final = {"sprechstunde": 58, "begleitung": 12, "aufsuchend": 11, "telefon": 12, "email": 4, "gruppe": 3}
TOPICS: Final = {
    "schulden": 20,
    "wohnen_suche": 16,
    "behoerden": 26,
    "bewerbung": 14,
    "familie": 10,
    "existenzsicherung": 12,
    "arbeit": 9,
    "gesundheit": 6,
    "psyche": 4,
    "isolation": 5,
    "energieschulden": 3,
    "erziehung": 4,
    "alleinerziehend": 3,
}


def contacts() -> list[Row]:
    """All contacts in the order of their dates; the same at every call."""
    rng = Random(496)
    rows = [*_first_phase(rng), *_later(rng)]
    rows.sort(key=lambda row: row["date"])
    return [{"contact_no": f"K-{number:05}", **row} for number, row in enumerate(rows, start=1)]


def _first_phase(rng: Random) -> Iterator[Row]:
    numbers = list(range(1, CLIENTS + 1))
    vocational, migration = set(rng.sample(numbers, VOCATIONAL)), set(rng.sample(numbers, MIGRATION))
    for number in numbers:
        days = _days(rng, FIRST_PHASE, likely=55)
        tracks = _tracks(rng, len(days), vocational=number in vocational)
        backgrounds = _backgrounds(rng, len(days), migration=number in migration)
        yield from _case(rng, f"F15-{number:04}", days, tracks, backgrounds)
    for _ in range(ANONYMOUS):
        yield _anonymous(rng, FIRST_PHASE)


def _later(rng: Random) -> Iterator[Row]:
    for year in range(2017, LAST_DAY.year + 1):
        period = (date(year, 1, 2), min(date(year, 12, 31), LAST_DAY))
        for number in range(1, CLIENTS_A_YEAR_LATER + 1):
            days = _days(rng, period, likely=60)
            tracks = _tracks(rng, len(days), vocational=chance(rng, 20))
            backgrounds = _backgrounds(rng, len(days), migration=chance(rng, 25))
            yield from _case(rng, f"F{year % 100}-{number:04}", days, tracks, backgrounds)
        for _ in range(ANONYMOUS_A_YEAR_LATER):
            yield _anonymous(rng, period)


def _days(rng: Random, period: tuple[date, date], likely: int) -> list[date]:
    """The days of a case, all in the period; after each one the next is as likely (in percent) as given."""
    days = [later_half(rng, *period)]
    while chance(rng, likely):
        following = open_day(days[-1] + timedelta(days=rng.randint(5, 45)))
        if following > period[1]:
            break
        days.append(following)
    return days


def _tracks(rng: Random, contacts: int, *, vocational: bool) -> list[str]:
    """What each contact says of the track; the last one that says anything decides."""
    tracks = [rng.choice(["social", ""]) for _ in range(contacts)]
    if vocational:
        since = rng.randrange(contacts)
        return tracks[:since] + ["social_and_vocational"] + [""] * (contacts - since - 1)
    if contacts > 1 and chance(rng, 5):
        return ["social_and_vocational", *tracks[1:-1], "social"]
    return tracks


def _backgrounds(rng: Random, contacts: int, *, migration: bool) -> list[str]:
    """Asked once and not again, if at all; now and then the first answer was wrong."""
    silence = [""] * (contacts - 1)
    if not migration:
        return [rng.choice(["no", "no", ""]), *silence]
    if contacts > 1 and chance(rng, 10):
        return ["no", *silence[1:], "yes"]
    return ["yes", *silence]


def _case(rng: Random, case_no: str, days: list[date], tracks: list[str], backgrounds: list[str]) -> Iterator[Row]:
    sozialraum = _sozialraum(rng)
    for day, track, background in zip(days, tracks, backgrounds, strict=True):
        kind = _weighted(rng, KINDS)
        yield _contact(rng, day, sozialraum, kind, case_no=case_no, track=track, background=background)


def _anonymous(rng: Random, period: tuple[date, date]) -> Row:
    return _contact(rng, later_half(rng, *period), _sozialraum(rng), "anonym_kurz")


def _contact(  # one argument a thing that differs
    rng: Random,
    day: date,
    sozialraum: str,
    kind: str,
    *,
    case_no: str = "",
    track: str = "",
    background: str = "",
) -> Row:
    at_home = kind in {"aufsuchend", "begleitung"}
    return {
        "date": day.isoformat(),
        "sozialraum": sozialraum,
        "case_no": case_no,
        "kind": kind,
        "site": "" if at_home else SITES[sozialraum],
        "minutes": str(5 * rng.randint(1, 3) if not case_no else 5 * rng.randint(4, 18)),
        "topics": "|".join(_topics(rng, migration=background == "yes")),
        "migration_background": background,
        "track": track,
    }


def _topics(rng: Random, *, migration: bool) -> list[str]:
    topics = {_weighted(rng, TOPICS) for _ in range(rng.choice([1, 1, 2, 2, 3]))}
    return sorted(topics | ({"migration"} if migration else set()))


def _sozialraum(rng: Random) -> str:
    return rng.choices(list(SITES), [55, 45])[0]


def _weighted(rng: Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
