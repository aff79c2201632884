"""Problem situations over time, derived from dated assessments."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import Severity, YesNo
from services.intake.domain.timeline import Assessment, Episode, Weight, timeline

START = date(2026, 1, 1)
SEVERITIES: list[Severity | None] = [None, "slight", "considerable", "severe"]


def at(day: int, still: YesNo = "yes", severity: Severity | None = None, recorded: int | None = None) -> Assessment:
    where = day if recorded is None else recorded
    return Assessment("schulden", START + timedelta(days=day), where, still, severity, UUID(int=where))


def on(day: int) -> date:
    return START + timedelta(days=day)


def test_a_situation_is_identified_confirmed_and_resolved() -> None:
    told = [at(0, severity="severe"), at(10, severity="slight"), at(20, "no")]
    assert timeline(told) == (
        Episode(
            topic="schulden",
            number=1,
            identified=on(0),
            last_confirmed=on(10),
            weights=(Weight(on(0), "severe"), Weight(on(10), "slight")),
            resolved=on(20),
        ),
    )


def test_a_situation_that_comes_back_is_another_episode() -> None:
    first, second = timeline([at(0), at(5, "no"), at(9)])
    assert (first.came_back, first.resolved, second.came_back, second.resolved) == (False, on(5), True, None)


def test_a_no_before_any_yes_and_a_second_no_say_nothing() -> None:
    assert timeline([at(0, "no")]) == ()
    (only,) = timeline([at(0), at(5, "no"), at(7, "no")])
    assert only.resolved == on(5)


def test_on_one_day_what_was_recorded_later_counts_later() -> None:
    (only,) = timeline([at(0, "no", recorded=2), at(0, recorded=1)])
    assert only.resolved == on(0)
    (other,) = timeline([at(0, "no", recorded=1), at(0, recorded=2)])
    assert other.resolved is None


assessments = st.builds(
    Assessment,
    topic=st.sampled_from(["schulden", "wohnen_suche", "isolation"]),
    on=st.integers(0, 12).map(on),
    recorded=st.just(0),
    still=st.sampled_from(["yes", "no"]),
    severity=st.sampled_from(SEVERITIES),
    source=st.just(UUID(int=0)),
)
histories = st.lists(assessments, max_size=25).map(
    lambda told: [each._replace(recorded=place, source=UUID(int=place)) for place, each in enumerate(told)]
)


@given(histories, st.randoms())
def test_the_order_of_reading_does_not_matter(told: list[Assessment], chance: object) -> None:
    shuffled = list(told)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert timeline(shuffled) == timeline(told)


@given(st.lists(assessments, max_size=12, unique_by=lambda each: (each.topic, each.on)), st.randoms())
def test_the_order_of_recording_does_not_matter_between_days(told: list[Assessment], chance: object) -> None:
    places = list(range(len(told)))
    forwards = [each._replace(recorded=place) for place, each in enumerate(told)]
    chance.shuffle(places)  # type: ignore[attr-defined]
    mixed = [each._replace(recorded=place) for place, each in zip(places, told, strict=True)]
    assert timeline(mixed) == timeline(forwards)


@given(histories, st.integers(0, 25))
def test_any_prefix_of_a_history_has_a_timeline_of_sound_episodes(told: list[Assessment], length: int) -> None:
    for episode in timeline(told[:length]):
        days = [weight.on for weight in episode.weights]
        assert days == sorted(days)
        assert (days[0], days[-1]) == (episode.identified, episode.last_confirmed)
        assert episode.resolved is None or episode.resolved >= episode.last_confirmed


@given(histories)
def test_episodes_of_a_topic_follow_one_another_and_only_the_last_is_open(told: list[Assessment]) -> None:
    found = timeline(told)
    for topic in {episode.topic for episode in found}:
        of_topic = sorted((each for each in found if each.topic == topic), key=lambda each: each.number)
        assert [each.number for each in of_topic] == list(range(1, len(of_topic) + 1))
        for before, after in pairwise(of_topic):
            assert before.resolved is not None
            assert before.resolved <= after.identified


@given(histories)
def test_every_yes_lies_in_exactly_one_episode(told: list[Assessment]) -> None:
    weights = [(episode.topic, weight) for episode in timeline(told) for weight in episode.weights]
    said = [(each.topic, Weight(each.on, each.severity)) for each in told if each.still == "yes"]
    assert sorted(weights, key=repr) == sorted(said, key=repr)
