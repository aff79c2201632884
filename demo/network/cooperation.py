"""The shape of what is told of a network: who works with whom since when, and what partners say of it.

Days count from the day of loading, as in ``demo.casework``; partners are named as in the district's network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.contracts.referral import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two partners work together this much from ``day`` on; ``strength`` None: not any more."""

    day: int
    one: str
    other: str
    strength: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """What a partner answered: a figure from 1 to 5 for each statement in its order, ``-`` where it gave none."""

    day: int
    figures: str
    by: Provenance = "partner_letter"

    def values(self) -> Mapping[str, int | None]:
        """By the key of the statement."""
        return {f"a{number}": None if each == "-" else int(each) for number, each in enumerate(self.figures, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerSurvey:
    """The usual statements, asked from ``first`` to ``last``; ``closed``: the day on which it was ended before that."""

    first: int
    last: int
    closed: int | None = None
    replies: Mapping[str, Replies] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation:
    """A district's network over time; ties in the order of their days."""

    ties: Sequence[Tie] = ()
    surveys: Sequence[PartnerSurvey] = ()
