"""Facts of persons who stand twice in the data: an edge between two persons, which rewrites nothing.

Every other fact keeps the person it was recorded on; who reads follows the active edges. All facts of one pair form
one stream, ``link_id``, derived from the two persons in ascending order.
"""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.words import LinkGrounds
from services.kernel.facts import Contract, fact


class OfPair(Contract, frozen=True, kw_only=True):
    """What every fact of a pair names; ``persons`` in ascending order."""

    link_id: UUID
    persons: Annotated[tuple[UUID, UUID], Meta(title="Die beiden Personen (Verweise)")]


@fact("intake.persons_linked")
class PersonsLinked(OfPair, frozen=True, kw_only=True):
    """Both are one person: in an operation they are reported as one from now on."""

    grounds: Annotated[LinkGrounds, Meta(title="Woher das bekannt ist")]


@fact("intake.persons_unlinked")
class PersonsUnlinked(OfPair, frozen=True, kw_only=True):
    """The link was wrong and is gone; the pair is not proposed again."""


@fact("intake.persons_told_apart")
class PersonsToldApart(OfPair, frozen=True, kw_only=True):
    """Somebody looked at the pair: they are two persons; the pair is not proposed again."""
