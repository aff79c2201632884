"""Contacts of invented contact points, made from a profile."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.calendar import Opening, later_half
from demo.chances import chance, chooser, one_of, weighted
from demo.profiles import ContactProfile, Phase
from demo.rows import Row

ELSEWHERE: Final = {"aufsuchend", "begleitung"}
OUTSIDE: Final = "aussensprechstunde"


def contacts(profile: ContactProfile) -> list[Row]:
    """All contacts in the order of their dates; the same at every call."""
    rng = Random(profile.seed)
    rows = [row for phase in profile.phases for row in _phase(rng, profile, phase)]
    rows.sort(key=lambda row: row["date"])
    return [{"contact_no": f"{profile.numbers}-{number:05}", **row} for number, row in enumerate(rows, start=1)]


def _phase(rng: Random, profile: ContactProfile, phase: Phase) -> Iterator[Row]:
    vocational = chooser(rng, phase.vocational, phase.clients)
    migration = chooser(rng, phase.migration, phase.clients)
    visits = _visits(rng, phase)
    for client in range(1, phase.clients + 1):
        days = _days(rng, phase, profile.opening, visits.get(client))
        tracks = _tracks(rng, len(days), vocational=vocational(client))
        backgrounds = _backgrounds(rng, len(days), migration=migration(client))
        said = zip(days, tracks, backgrounds, strict=True)
        yield from _case(rng, profile, f"{phase.cases}-{client:04}", said)
    for _ in range(phase.anonymous):
        day = later_half(rng, phase.period, profile.opening)
        yield _contact(rng, profile, day, _sozialraum(rng, profile), _anonymous_kind(rng, profile))


def _visits(rng: Random, phase: Phase) -> Counter[int]:
    """How often each client came, where the sum of it is given; at least once."""
    if phase.contacts is None:
        return Counter()
    clients = range(1, phase.clients + 1)
    return Counter(clients) + Counter(rng.choices(clients, k=phase.contacts - phase.clients))


def _days(rng: Random, phase: Phase, opening: Opening, visits: int | None) -> list[date]:
    """The days of a case, all in the period: so many, or after each one the next as likely (in percent) as given."""
    if visits is not None:
        return sorted(later_half(rng, phase.period, opening) for _ in range(visits))
    days = [later_half(rng, phase.period, opening)]
    while chance(rng, phase.likely):
        following = opening(days[-1] + timedelta(days=rng.randint(5, 45)))
        if following > phase.period[1]:
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


def _case(rng: Random, profile: ContactProfile, case_no: str, said: Iterable[tuple[date, str, str]]) -> Iterator[Row]:
    """One row for each day and what was said of track and background then."""
    sozialraum = _sozialraum(rng, profile)
    for day, track, background in said:
        kind = weighted(rng, profile.kinds)
        yield _contact(rng, profile, day, sozialraum, kind, case_no=case_no, track=track, background=background)


def _contact(  # one argument a thing that differs
    rng: Random,
    profile: ContactProfile,
    day: date,
    sozialraum: str,
    kind: str,
    *,
    case_no: str = "",
    track: str = "",
    background: str = "",
) -> Row:
    return {
        "date": day.isoformat(),
        "sozialraum": sozialraum,
        "case_no": case_no,
        "kind": kind,
        "site": _site(rng, profile, sozialraum, kind),
        "minutes": str(5 * rng.randint(1, 3) if not case_no else 5 * rng.randint(4, 18)),
        "topics": "|".join(_topics(rng, profile, migration=background == "yes")),
        "migration_background": background,
        "track": track,
    }


def _site(rng: Random, profile: ContactProfile, sozialraum: str, kind: str) -> str:
    if kind in ELSEWHERE:
        return ""
    if kind == OUTSIDE:
        return one_of(rng, profile.outside_sites)
    return next(place.site for place in profile.places if place.sozialraum == sozialraum)


def _topics(rng: Random, profile: ContactProfile, *, migration: bool) -> list[str]:
    topics = {weighted(rng, profile.topics) for _ in range(rng.choice([1, 1, 2, 2, 3]))}
    return sorted(topics | ({"migration"} if migration else set()))


def _sozialraum(rng: Random, profile: ContactProfile) -> str:
    return rng.choices([place.sozialraum for place in profile.places], [place.weight for place in profile.places])[0]


def _anonymous_kind(rng: Random, profile: ContactProfile) -> str:
    only, *others = profile.anonymous_kinds
    return weighted(rng, profile.anonymous_kinds) if others else only
