"""Hours: what people type is read as minutes, and sums are those of the last versions, in whatever order they came."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events import VolunteeringCancelled, VolunteeringRecorded
from services.events.hours import in_hours, minutes_of, short_hours
from services.events.projections.volunteering import VOLUNTEERING, Fact, keep
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Dated, Put, latest
from services.kernel.times import now
from tests.events.volunteers.stories import TODAY

MINUTES = VOLUNTEERING.columns.index("minutes")


def recorded(fact: Fact, position: int) -> Recorded[Fact]:
    return Recorded(fact=fact, **{name: None for name in Recorded.__dataclass_fields__ if name != "fact"})


@st.composite
def histories(draw: st.DrawFn) -> list[list[VolunteeringRecorded | None]]:
    """Of each record all its versions in order; None: it was taken back."""
    version = st.builds(
        lambda number, minutes, days: VolunteeringRecorded(
            record_id=UUID(int=number), on=TODAY - timedelta(days=days), minutes=minutes
        ),
        st.just(0),
        st.integers(1, 10_000),
        st.integers(0, 400),
    )
    return draw(st.lists(st.lists(st.one_of(version, st.none()), min_size=1, max_size=5), max_size=6))
