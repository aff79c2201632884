"""Several contacts' histories as one log."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from services.kernel.facts import Contract, Recorded, topic_of


def recorded(fact: Contract, stream: UUID, position: int) -> Recorded[Any]:
    """The fact at that place of intake's log."""
    return Recorded(
        fact=fact,
        id=uuid4(),
        source="intake",
        sequence=position,
        stream=stream,
        time=datetime(2026, 6, 30, tzinfo=UTC),
        actor="anna",
        topic=topic_of(fact),
    )


@st.composite
def interleaved(draw: st.DrawFn, streams: list[list[Any]]) -> list[Any]:
    """The streams' facts in any order that keeps each stream's own."""
    left, log = [list(each) for each in streams if each], []
    while left:
        stream = draw(st.sampled_from(left))
        log.append(stream.pop(0))
        left = [each for each in left if each]
    return log
