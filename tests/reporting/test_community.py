"""Community work in the activity report: against a naive count, in any order of arrival, rebuilt, told in German."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.facts import Contract
from services.kernel.settings import Settings
from services.reporting.activity_of_community import CommunityFigures
from services.reporting.rebuild import rebuild
from services.reporting.sheets import activity_csv
from services.reporting.tables import activity_tables
from tests.kit import community as facts
from tests.oracle.community import Said, community_figures
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import opened
from tests.reporting.history import Source
from tests.reporting.test_folding import digests

FIRST = date(2025, 1, 1)
LAST = date(2026, 12, 31)
OPERATIONS = ("thinka-2022", "b")
KINDS = ("stadtteilfest", "stadtteilkonferenz", "infoveranstaltung")
GROUPS = ("network", "planning_group", "steering_group", "advisory_board", "ortsteilrat", "working_group", "other")
FIGURES = ("events_by_kind", "event_attendance", "volunteer_hours", "press_items", "network_meetings")


def told(seed: int, size: int = 200) -> list[Said]:
    """Things that are told, corrected and taken back, in any order; some before what they hang on."""
    dice = random.Random(seed)
    return [_said(dice) for _ in range(size)]


def _said(dice: random.Random) -> Said:
    pick, number = dice.choice, dice.randrange(12)
    on = FIRST + timedelta(days=dice.randrange(400))
    operation = pick((None, *OPERATIONS))
    event = pick((None, None, dice.randrange(12)))
    sayings = {
        "planned": Said("event", number, "planned", on, pick(KINDS), operation),
        "held": Said("event", number, "held", on, amount=dice.randrange(200)),
        "cancelled": Said("event", number, "cancelled", on),
        "offered": Said("engagement", number, "offered", operation=operation, event=event),
        "given": Said(
            "time",
            number,
            "given",
            on,
            operation=operation,
            amount=dice.randrange(1, 500),
            event=event,
            engagement=pick((None, dice.randrange(12))),
        ),
        "taken_back": Said("time", number, "mistake"),
        "printed": Said("press", number, "printed", on, operation=operation, event=event),
        "withdrawn": Said("press", number, "withdrawn"),
        "founded": Said("group", number, "founded", on, pick(GROUPS), operation),
        # a meeting stays that of its group
        "met": Said("meeting", number, "met", on, group=number % 5),
        "called_off": Said("meeting", number, "mistake", group=number % 5),
    }
    likely = {"planned": 4, "held": 4, "given": 3, "printed": 2, "founded": 2, "met": 3}
    return sayings[dice.choices(list(sayings), [likely.get(each, 1) for each in sayings])[0]]


def fact_of(said: Said) -> Contract:
    on: Any = said.on
    made: dict[tuple[str, str], Callable[[], Contract]] = {
        ("event", "planned"): lambda: facts.planned(said.number, on, kind=said.kind, operation=said.operation),
        ("event", "held"): lambda: facts.held(said.number, said.amount, on),
        ("event", "cancelled"): lambda: facts.cancelled(said.number, on),
        ("engagement", "offered"): lambda: facts.engagement(said.number, said.event, said.operation),
        ("time", "given"): lambda: facts.gave(
            said.number, said.amount, on, operation=said.operation, event=said.event, engagement=said.engagement
        ),
        ("time", "mistake"): lambda: facts.gave_by_mistake(said.number),
        ("press", "printed"): lambda: facts.printed(said.number, on, operation=said.operation, event=said.event),
        ("press", "withdrawn"): lambda: facts.withdrawn(said.number),
        ("group", "founded"): lambda: facts.founded(said.number, said.kind, said.operation),
        ("meeting", "met"): lambda: facts.met(said.number, said.group or 0, on),
        ("meeting", "mistake"): lambda: facts.called_off(said.number, said.group or 0),
    }
    return made[said.of, said.what]()


def figures(side: Side, start: date, end: date, operation: str | None = None) -> dict[str, Any]:
    document = side.activity(str(start), str(end), operation)
    return {name: document[name] for name in FIGURES}


def hours(minutes: int) -> int:
    return CommunityFigures(
        events_by_kind={}, event_attendance=0, volunteer_minutes=minutes, press_items=0, network_meetings=0
    ).volunteer_hours


@given(st.lists(st.integers(1, 600), max_size=30))
def test_hours_are_rounded_once_so_the_report_is_never_off_by_more_than_half_an_hour(minutes: list[int]) -> None:
    assert abs(hours(sum(minutes)) * 60 - sum(minutes)) <= 30


def test_half_an_hour_counts_as_one_and_less_as_none() -> None:
    assert [hours(minutes) for minutes in (0, 29, 30, 60, 89, 90, 150)] == [0, 0, 1, 1, 1, 2, 3]


@pytest.fixture
def log(side: Side) -> Source:
    side.take(Source("districts", side.district).record_all([opened(each) for each in OPERATIONS]))
    return Source("events", side.district)


@pytest.mark.server
def test_what_was_done_in_the_neighbourhood_is_counted(side: Side, log: Source) -> None:
    side.take(
        log.record_all(
            [
                facts.planned(1),
                facts.planned(2, kind="stadtteilkonferenz"),
                facts.planned(3, kind="stadtteilkonferenz"),
                facts.planned(4),
                facts.held(1, 120),
                facts.held(1, 130),
                facts.held(2, 25),
                facts.cancelled(3),
                facts.held(4, 999),
                facts.cancelled(4, grounds="recorded_by_mistake"),
                facts.gave(1, 100, event=1),
                facts.gave(2, 50),
                facts.printed(1),
                facts.printed(2, tone="negative"),
                facts.withdrawn(2),
                facts.founded(1),
                facts.founded(2, "working_group"),
                facts.met(1, 1),
                facts.met(2, 1),
                facts.met(3, 2),
                facts.called_off(2, 1),
            ]
        )
    )

    assert figures(side, FIRST, LAST) == {
        "events_by_kind": {"stadtteilfest": 1, "stadtteilkonferenz": 1},
        "event_attendance": 155,
        "volunteer_hours": 3,
        "press_items": 1,
        "network_meetings": 1,
    }
    assert figures(side, FIRST, LAST, "thinka-2022")["volunteer_hours"] == 2
    assert figures(side, FIRST, LAST, "b")["events_by_kind"] == {}


@pytest.mark.server
@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_a_naive_count(side: Side, log: Source, seed: int) -> None:
    history, dice = told(seed), random.Random(seed)
    for upto in (len(history) // 2, len(history)):
        known: Sequence[Said] = history[:upto]
        side.take(log.record_all(fact_of(each) for each in known[len(log.rows) :]))
        for _ in range(25):
            start = FIRST + timedelta(days=dice.randrange(300))
            asked = (start, start + timedelta(days=dice.randrange(400)), dice.choice((None, *OPERATIONS)))
            assert figures(side, *asked) == community_figures(known, *asked), asked


@pytest.mark.server
def test_neither_batches_nor_the_order_of_sources_change_anything(
    settings: Settings, new_district: Callable[[], str]
) -> None:
    history, found = told(11), []
    for variant, batch in enumerate((1, 7, 5000)):
        side = side_of(settings, new_district())
        side = replace(side, runner=replace(side.runner, batch=batch))
        rules = Source("districts", "kreis").record_all([opened(each) for each in OPERATIONS])
        said = Source("events", "kreis").record_all(map(fact_of, history))
        side.take([*said[: variant * 50], *rules, *said[variant * 50 :]])
        found.append((digests(side), figures(side, FIRST, LAST, "b")))

    assert found[0] == found[1] == found[2]
    assert found[0][1] == community_figures(history, FIRST, LAST, "b")


@pytest.mark.server
def test_live_and_rebuilt_are_the_same(side: Side, log: Source, settings: Settings) -> None:
    side.take(log.record_all(map(fact_of, told(7))))
    before, live = digests(side), figures(side, FIRST, LAST)

    (rebuilt,) = rebuild(settings, side.district)

    assert (rebuilt.differs, rebuilt.digests) == ((), before)
    assert figures(side, FIRST, LAST) == live


@pytest.mark.server
def test_the_figures_stand_in_every_form_of_the_report(side: Side, log: Source) -> None:
    side.take(log.record_all([facts.planned(1), facts.held(1, 130), facts.gave(1, 600)]))
    document = side.activity(str(FIRST), str(LAST))
    tables = activity_tables(document)

    assert tables.table("events_by_kind").rows == [("Stadtteilfest", "stadtteilfest", 1)]
    assert ("Teilnahmen an Veranstaltungen", 130) in tables.table("figures").rows
    assert "Ehrenamtliche Stunden;;10" in activity_csv(document).decode()
