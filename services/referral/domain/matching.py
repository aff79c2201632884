"""Which offers fit somebody's need, best first, and why: in words, so that person and Fachkraft choose, not the list.

What counts how much is :data:`WEIGHTS`, points of a hundred and twenty:

* **topics** the share of the wished topics that the offer names. Where it names none, only its Handlungsfelder, each
  topic of one of them counts half. Where topics are wished, an offer for none of them is not listed.
* **area** full where the offer names the Sozialraum, two thirds where it is there for the whole district.
* **language** where one is needed and spoken.
* **people** full where a target group is shared, half where the offer is there for everybody.
* **capacity** full where it takes people, half where nobody said, a fifth with a waiting list. An offer that takes
  nobody comes after all others, and the words say so.
* **freshness** where the entry was confirmed within the district's term for its kind of partner.
* **outcomes** of earlier referrals to this offer, a solved one counting twice a partly solved one, as if
  :data:`PRIOR` more had been there of which half had helped: so few of them weigh little, and none weigh as half.
  Told in words only from :data:`FEWEST_TOLD` on.

Ties stand in the order of names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Final
from uuid import UUID

from services.contracts.referral import Capacity
from services.contracts.vocabularies import handlungsfelder_of, languages
from services.contracts.vocabularies import topics as common_topics

WEIGHTS: Final[Mapping[str, int]] = {
    "topics": 60,
    "area": 15,
    "language": 15,
    "people": 10,
    "capacity": 10,
    "freshness": 5,
    "outcomes": 5,
}
DISTRICT_WIDE: Final = Fraction(2, 3)
FOR_EVERYBODY: Final = Fraction(1, 2)
BY_FIELD_ONLY: Final = Fraction(1, 2)
CAPACITIES: Final[Mapping[Capacity | None, Fraction]] = {
    "open": Fraction(1),
    None: Fraction(1, 2),
    "waiting_list": Fraction(1, 5),
    "closed": Fraction(0),
}
PRIOR: Final = 4
FEWEST_TOLD: Final = 3
EVERYBODY: Final = "alle"
GERMAN: Final = "de"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An offer as it is listed on the day. ``confirmed_on``: the last assurance, else the listing."""

    offer_id: UUID
    partner_id: UUID
    name: str
    partner_name: str
    topics: Collection[str] = ()
    handlungsfelder: Collection[str] = ()
    target_groups: Collection[str] = ()
    sozialraeume: Collection[str] = ()
    languages: Collection[str] = (GERMAN,)
    capacity: Capacity | None = None
    capacity_until: date | None = None
    confirmed_on: date
    assure_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What help is sought for. ``language`` None: German will do. ``words``: the district's own labels of topics."""

    topics: frozenset[str] = frozenset()
    sozialraum: str | None = None
    language: str | None = None
    target_groups: frozenset[str] = frozenset()
    words: Mapping[str, str] = field(default_factory=common_topics)


@dataclass(frozen=True, slots=True)
class Past:
    """Referrals to an offer of which the outcome is known, and of how many it is solved, or partly."""

    ended: int = 0
    solved: int = 0
    partly: int = 0

    @property
    def share(self) -> Fraction:
        """How much they helped, from 0 to 1, drawn towards a half."""
        return (self.solved + Fraction(self.partly, 2) + Fraction(PRIOR, 2)) / (self.ended + PRIOR)


@dataclass(frozen=True, slots=True)
class Match:
    """An offer, its points, and the grounds in German, the most important first."""

    offer: Candidate
    points: Fraction
    grounds: tuple[str, ...]

    @property
    def takes_nobody(self) -> bool:
        return self.offer.capacity == "closed"


def rank(offers: Iterable[Candidate], wish: Wish, past: Mapping[UUID, Past], day: date) -> list[Match]:
    """Offers that fit, best first; those that take nobody come last."""
    fitting = (offer for offer in offers if not wish.topics or topic_share(offer, wish))
    matches = (_match(offer, wish, past.get(offer.offer_id, Past()), day) for offer in fitting)
    return sorted(
        matches, key=lambda each: (each.takes_nobody, -each.points, each.offer.name.casefold(), each.offer.offer_id)
    )


def topic_share(offer: Candidate, wish: Wish) -> Fraction:
    """How much of the wish the offer is for, from 0 to 1."""
    if not wish.topics:
        return Fraction(0)
    return sum((_for_topic(offer, key) for key in wish.topics), Fraction(0)) / len(wish.topics)


def _for_topic(offer: Candidate, topic: str) -> Fraction:
    if topic in offer.topics:
        return Fraction(1)
    by_field = not offer.topics and not {*handlungsfelder_of(topic)}.isdisjoint(offer.handlungsfelder)
    return BY_FIELD_ONLY if by_field else Fraction(0)


def _match(offer: Candidate, wish: Wish, past: Past, day: date) -> Match:
    shares = {
        "topics": topic_share(offer, wish),
        "area": _area(offer, wish),
        "language": Fraction(wish.language is not None and wish.language in offer.languages),
        "people": _people(offer, wish),
        "capacity": CAPACITIES[offer.capacity],
        "freshness": Fraction(_is_fresh(offer, day)),
        "outcomes": past.share,
    }
    points = sum((WEIGHTS[name] * share for name, share in shares.items()), Fraction(0))
    return Match(offer, points, tuple(_grounds(offer, wish, past, day)))


def _area(offer: Candidate, wish: Wish) -> Fraction:
    if not offer.sozialraeume:
        return DISTRICT_WIDE
    return Fraction(wish.sozialraum in offer.sozialraeume)


def _people(offer: Candidate, wish: Wish) -> Fraction:
    if wish.target_groups.intersection(offer.target_groups):
        return Fraction(1)
    return FOR_EVERYBODY if not offer.target_groups or EVERYBODY in offer.target_groups else Fraction(0)


def _is_fresh(offer: Candidate, day: date) -> bool:
    return day <= offer.confirmed_on + timedelta(days=offer.assure_days)


# --- In words ---------------------------------------------------------------------

CAPACITY_WORDS: Final[Mapping[Capacity | None, str]] = {
    "open": "nimmt zurzeit auf",
    None: "ob Plätze frei sind, ist nicht bekannt",
    "waiting_list": "es gibt eine Warteliste",
    "closed": "nimmt zurzeit niemanden auf",
}


def _grounds(offer: Candidate, wish: Wish, past: Past, day: date) -> Iterator[str]:
    yield from _about_topics(offer, wish)
    yield _capacity_in_words(offer)
    yield _area_in_words(offer, wish)
    if wish.language is not None and wish.language != GERMAN:
        yield _language_in_words(offer, wish.language)
    if wish.target_groups.intersection(offer.target_groups):
        yield "ist für diese Zielgruppe da"
    if not _is_fresh(offer, day):
        yield f"Eintrag seit dem {offer.confirmed_on:%d.%m.%Y} nicht bestätigt: bitte vorher anrufen"
    if past.ended >= FEWEST_TOLD:
        yield f"hat in {past.solved + past.partly} von {past.ended} früheren Vermittlungen geholfen"


def _about_topics(offer: Candidate, wish: Wish) -> Iterator[str]:
    named = sorted(wish.words.get(key, key) for key in wish.topics if key in offer.topics)
    if named:
        yield f"passt zu: {'; '.join(named)}"
    elif topic_share(offer, wish):
        yield "passt zum Handlungsfeld"


def _capacity_in_words(offer: Candidate) -> str:
    words = CAPACITY_WORDS[offer.capacity]
    return words if offer.capacity_until is None else f"{words}, voraussichtlich bis {offer.capacity_until:%d.%m.%Y}"


def _language_in_words(offer: Candidate, language: str) -> str:
    name = languages().get(language, language)
    return f"auf {name}" if language in offer.languages else f"{name} ist nicht angegeben"


def _area_in_words(offer: Candidate, wish: Wish) -> str:
    if not offer.sozialraeume:
        return "im ganzen Landkreis"
    if wish.sozialraum in offer.sozialraeume:
        return f"im Sozialraum {wish.sozialraum}"
    return f"nicht im Sozialraum, sondern: {', '.join(sorted(offer.sozialraeume))}"
