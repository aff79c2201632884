"""Which offers do the same for the same people in the same place? Shown before one is added a second time.

Two offers are similar when all three hold:

* area: they share a Sozialraum; an offer that names none is there for the whole district,
* people: they share a target group; an offer that names none, or ``alle``, is there for everybody,
* subject: they share a topic; where one of them names no topic, a shared Handlungsfeld is enough. A Handlungsfeld alone
  is too wide a word ("Gesundheit" is both addiction and dentists), so two that name topics are compared by these.

The relation is symmetric, and an offer is never similar to itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from services.contracts.vocabularies import handlungsfelder, target_groups, topics

EVERYBODY: Final = "alle"
MOST_NAMED: Final = 4  # words a ground names before it says "und weitere"


class Compared(Protocol):
    """What is looked at of an offer; keys of the vocabularies."""

    @property
    def offer_id(self) -> UUID: ...
    @property
    def topics(self) -> Collection[str]: ...
    @property
    def handlungsfelder(self) -> Collection[str]: ...
    @property
    def target_groups(self) -> Collection[str]: ...
    @property
    def sozialraeume(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Similar:
    """An offer that does much the same, and why it is shown, in German."""

    offer_id: UUID
    grounds: tuple[str, ...]


def similar(offer: Compared, others: Iterable[Compared], labels: Mapping[str, str] | None = None) -> list[Similar]:
    """The similar ones, most in common first. ``labels``: words of the district's own topics."""
    found = [(_common(offer, other), other.offer_id) for other in others if _is_similar(offer, other)]
    found.sort(key=lambda each: (*(-len(part) for part in each[0].parts), each[1]))
    words = {**topics(), **(labels or {})}
    return [Similar(offer_id, tuple(common.grounds(words))) for common, offer_id in found]


def _is_similar(one: Compared, other: Compared) -> bool:
    return (
        one.offer_id != other.offer_id
        and _meet(one.sozialraeume, other.sozialraeume)
        and _meet(_people(one), _people(other))
        and _same_subject(one, other)
    )


def _same_subject(one: Compared, other: Compared) -> bool:
    if one.topics and other.topics:
        return not set(one.topics).isdisjoint(other.topics)
    return not set(one.handlungsfelder).isdisjoint(other.handlungsfelder)


def _meet(one: Collection[str], other: Collection[str]) -> bool:
    """Nothing named is everything."""
    return not one or not other or not set(one).isdisjoint(other)


def _people(offer: Compared) -> Collection[str]:
    return () if EVERYBODY in offer.target_groups else offer.target_groups


@dataclass(frozen=True, slots=True)
class _Common:
    topics: Sequence[str]
    handlungsfelder: Sequence[str]
    target_groups: Sequence[str]
    sozialraeume: Sequence[str]

    @property
    def parts(self) -> tuple[Sequence[str], ...]:
        return self.topics, self.handlungsfelder, self.target_groups, self.sozialraeume

    def grounds(self, words: Mapping[str, str]) -> list[str]:
        subject = (
            _ground("Gleiches Thema", self.topics, words)
            if self.topics
            else _ground("Gleiches Handlungsfeld", self.handlungsfelder, handlungsfelder())
        )
        return [
            subject,
            _ground("Gleiche Zielgruppe", self.target_groups, target_groups())
            if self.target_groups
            else "Die Zielgruppen schließen sich nicht aus.",
            _ground("Gleicher Sozialraum", self.sozialraeume, {})
            if self.sozialraeume
            else "Mindestens eines der Angebote gilt überall im Landkreis.",
        ]


def _common(one: Compared, other: Compared) -> _Common:
    return _Common(
        _both(one.topics, other.topics),
        _both(one.handlungsfelder, other.handlungsfelder),
        _both(_people(one), _people(other)),
        _both(one.sozialraeume, other.sozialraeume),
    )


def _both(one: Collection[str], other: Collection[str]) -> list[str]:
    return sorted(set(one) & set(other))


def _ground(title: str, keys: Sequence[str], words: Mapping[str, str]) -> str:
    named = ", ".join(words.get(key, key) for key in keys[:MOST_NAMED])
    return f"{title}: {named}" + (" und weitere." if len(keys) > MOST_NAMED else ".")
