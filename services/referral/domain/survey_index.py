"""The index of a survey: how far partners agree, from 0 to 100, by dimension and in all; exact fractions.

Definition, version 1. An answer from 1 to 5 is worth 0, 25, 50, 75 or 100 points. What a partner says of a dimension is
the mean of the statements it answered there, if these are at least half of them. The index of a dimension is the mean
over partners, each with the same weight. The Gesamtindex is the mean of the dimensions, each with the same weight, and
there is one only where every dimension has one. Nothing is told of fewer than three partners: a figure of two is known
to both of them.

A later definition is a further entry in ``DEFINITIONS``; what was counted by an earlier one stays as it is, and figures
of two definitions, or of other statements, are not compared.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from services.contracts.referral import Question

FEWEST: Final = 3  # partners, below which nothing is told
HIGHEST: Final = 5

Values = Mapping[str, int | None]  # one partner's answers by the key of the statement


@dataclass(frozen=True, slots=True)
class Definition:
    """``least_answered``: the share of a dimension's statements that a partner must have answered to count there."""

    version: int
    words: str
    least_answered: Fraction


NEWEST: Final = 1
DEFINITIONS: Final[Mapping[int, Definition]] = {
    NEWEST: Definition(
        version=NEWEST,
        words="Fassung 1: Zustimmung 1 bis 5 zählt 0 bis 100 Punkte. Je Dimension der Mittelwert über alle Partner, "
        "die dort mindestens die Hälfte der Aussagen bewertet haben. Gesamtindex: Mittelwert der Dimensionen. Unter "
        "drei Partnern steht keine Zahl.",
        least_answered=Fraction(1, 2),
    )
}


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` from 0 to 100, None where fewer than three partners answered; ``partners``: how many did."""

    value: Fraction | None
    partners: int

    @property
    def is_suppressed(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Index:
    """The figures of one survey, dimensions in its own order."""

    definition: int
    dimensions: Mapping[str, Figure]
    overall: Figure


def index(questions: Sequence[Question], answers: Collection[Values], version: int) -> Index:
    """Count the answers of all partners by that definition. Raises KeyError for a version that nobody defined."""
    definition = DEFINITIONS[version]
    names = dict.fromkeys(question.dimension for question in questions)
    figures = {name: _figure(_of_partners(_keys(questions, name), answers, definition)) for name in names}
    known = [figure.value for figure in figures.values() if figure.value is not None]
    complete = bool(figures) and len(known) == len(figures)
    said_something = sum(any(value is not None for value in each.values()) for each in answers)
    overall = Figure(_mean(known) if complete else None, said_something)
    return Index(version, figures, overall)


def may_compare(one: Sequence[Question], other: Sequence[Question], versions: tuple[int, int]) -> bool:
    """Whether two surveys asked the same and count alike; only then is a rise a rise."""
    return versions[0] == versions[1] and _asked(one) == _asked(other)


def _asked(questions: Sequence[Question]) -> frozenset[tuple[str, str]]:
    return frozenset((question.dimension, question.text) for question in questions)


def _keys(questions: Sequence[Question], dimension: str) -> list[str]:
    return [question.key for question in questions if question.dimension == dimension]


def _of_partners(keys: Sequence[str], answers: Iterable[Values], definition: Definition) -> list[Fraction]:
    """What each partner says of the dimension; partners who answered too little of it are left out."""
    found = []
    for values in answers:
        said = [value for key in keys if (value := values.get(key)) is not None]
        if said and Fraction(len(said), len(keys)) >= definition.least_answered:
            found.append(_mean([_points(value) for value in said]))
    return found


def _points(value: int) -> Fraction:
    return Fraction(100 * (value - 1), HIGHEST - 1)


def _figure(partners: Sequence[Fraction]) -> Figure:
    return Figure(_mean(partners) if len(partners) >= FEWEST else None, len(partners))


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)
