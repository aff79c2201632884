"""Rows of a projection in memory: what its tables hold after some facts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.kernel.facts import Contract, Recorded, topic_of
from services.kernel.projected_rows import Table, latest
from services.kernel.projection import Projection, folded

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def recorded(facts: Iterable[Contract]) -> list[Recorded[Any]]:
    """Facts one after another in one log, from position 1."""
    return [
        Recorded(
            fact=fact,
            id=UUID(int=place),
            source="intake",
            sequence=place,
            stream=UUID(int=0),
            time=BEGIN + timedelta(seconds=place),
            actor="cli:test",
            topic=topic_of(fact),
        )
        for place, fact in enumerate(facts, 1)
    ]


def rows(projection: Projection, facts: Sequence[Recorded[Any]], table: Table) -> dict[object, dict[str, Any]]:
    """Key -> column -> value."""
    read = [each for each in facts if isinstance(each.fact, projection.reads)]
    last = latest(folded(projection, read).get(table, []))
    return {key: dict(zip(table.columns, values, strict=True)) for key, values in last.items() if values is not None}
