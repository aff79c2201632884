"""A case's problem situations over time: derived from dated assessments, never stored as a state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from services.contracts.intake import Severity, YesNo


class Assessment(NamedTuple):
    """One topic at one time; ``recorded`` is a position in the log, ``source`` the contact or assessment it is from."""

    topic: str
    on: date
    recorded: int
    still: YesNo
    severity: Severity | None
    source: UUID


class Weight(NamedTuple):
    """How heavy a situation weighed on a day; None where nobody said."""

    on: date
    severity: Severity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """A topic from the first yes to the first no after it; ``resolved`` None is still open.

    ``number`` counts the episodes of the topic in this case: from 2 on the situation came back.
    """

    topic: str
    number: int
    identified: date
    last_confirmed: date
    weights: tuple[Weight, ...]
    resolved: date | None = None

    @property
    def came_back(self) -> bool:
        return self.number > 1


def timeline(assessments: Iterable[Assessment]) -> tuple[Episode, ...]:
    """Episodes by their first day, then topic; the order in which assessments are handed over does not matter.

    Assessments count by date, those of one day in the order in which they were recorded.
    """
    ordered = sorted(assessments, key=lambda each: (each.topic, each.on, each.recorded))
    found = [
        episode for topic, dated in groupby(ordered, key=lambda each: each.topic) for episode in _of(topic, [*dated])
    ]
    return tuple(sorted(found, key=lambda episode: (episode.identified, episode.topic, episode.number)))


def _of(topic: str, dated: Sequence[Assessment]) -> list[Episode]:
    """A no before the first yes says nothing; nor does a second no."""
    found: list[Episode] = []
    for each in dated:
        current = found[-1] if found and found[-1].resolved is None else None
        if each.still == "yes" and current is None:
            found.append(_identified(topic, len(found) + 1, each))
        elif each.still == "yes" and current is not None:
            found[-1] = _confirmed(current, each)
        elif current is not None:
            found[-1] = replace(current, resolved=each.on)
    return found


def _identified(topic: str, number: int, each: Assessment) -> Episode:
    weight = Weight(each.on, each.severity)
    return Episode(topic=topic, number=number, identified=each.on, last_confirmed=each.on, weights=(weight,))


def _confirmed(current: Episode, each: Assessment) -> Episode:
    return replace(current, last_confirmed=each.on, weights=(*current.weights, Weight(each.on, each.severity)))
