"""Hours: what people type is read as minutes, and sums are those of the last versions, in whatever order they came."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events import VolunteeringCancelled, VolunteeringRecorded
from services.events.hours import in_hours, minutes_of, short_hours
from services.events.projections.volunteering import VOLUNTEERING, volunteering
from services.kernel.facts import Contract
from tests.events.volunteers.stories import TODAY
from tests.intake.folded import recorded, rows

# Minutes of one version of a record; None: it was taken back.
Versions = list[int | None]


@given(
    st.lists(st.lists(st.one_of(st.integers(1, 10_000), st.none()), min_size=1, max_size=5), max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_sum_is_that_of_the_last_versions_in_any_interleaving(records: list[Versions], chance: Random) -> None:
    waiting = {UUID(int=number): list(versions) for number, versions in enumerate(records)}
    facts: list[Contract] = []
    while waiting:
        record = chance.choice(sorted(waiting))
        minutes = waiting[record].pop(0)
        facts.append(
            VolunteeringCancelled(record_id=record)
            if minutes is None
            else VolunteeringRecorded(record_id=record, on=TODAY - timedelta(days=len(facts)), minutes=minutes)
        )
        if not waiting[record]:
            del waiting[record]

    kept = rows(volunteering, recorded(facts), VOLUNTEERING)

    assert sum(row["minutes"] for row in kept.values()) == sum(versions[-1] or 0 for versions in records)
    assert len(kept) == sum(versions[-1] is not None for versions in records)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("2", 120), ("2,5", 150), ("2.5", 150), ("2:30", 150), (" 0:05 ", 5), ("0,25", 15), ("1,33", 80), ("0,01", 1)],
)
def test_hours_are_read_as_people_write_them(typed: str, minutes: int) -> None:
    assert minutes_of(typed) == minutes


@pytest.mark.parametrize("typed", ["", "zwei", "2:60", "2,5,5", "-1", "1e3", "٢", "2 h", "1:2:3", "9999999"])
def test_what_is_no_time_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match="zum Beispiel 2,5 oder 2:30"):
        minutes_of(typed)


@given(st.integers(0, 1_000_000))
def test_what_a_table_shows_can_be_typed_again(minutes: int) -> None:
    assert minutes_of(short_hours(minutes)) == minutes


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(60, "1 Stunde"), (61, "1 Stunde 1 Minute"), (150, "2 Stunden 30 Minuten"), (0, "0 Minuten"), (5, "5 Minuten")],
)
def test_a_certificate_says_hours_in_words(minutes: int, words: str) -> None:
    assert in_hours(minutes) == words
