"""Where something takes place, and for which operation: only what the district has."""

from collections.abc import Collection
from dataclasses import dataclass

from services.kernel.deciders import RuleViolation


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """Keys of the district's Sozialräume and operations."""

    sozialraeume: frozenset[str]
    operations: frozenset[str]


class UnknownSozialraum(RuleViolation):
    title = "Diesen Sozialraum gibt es im Landkreis nicht."


class UnknownOperation(RuleViolation):
    title = "Dieses Vorhaben gibt es im Landkreis nicht."
    field = "operation"


def expect_known(known: KnownPlaces, sozialraeume: Collection[str], operation: str | None, *, field: str) -> None:
    """Raises UnknownSozialraum at that field, UnknownOperation."""
    if not known.sozialraeume.issuperset(sozialraeume):
        raise UnknownSozialraum(field=field)
    if operation is not None and operation not in known.operations:
        raise UnknownOperation
