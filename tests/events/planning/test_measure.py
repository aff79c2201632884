"""What a measure decides, whatever its state; and how far it is, from facts alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace as but

from services.contracts.events import (
    EvidenceLinked,
    EvidenceUnlinked,
    MeasureEnded,
    MeasurePaused,
    MeasureResolved,
    MeasureStarted,
    MilestoneReached,
    YardstickDropped,
    YardstickRead,
)
from services.events.domain.days import InTheFuture
from services.events.domain.measure import MEASURE
from services.events.domain.measure_course import (
    BeforeWhatCameFirst,
    CorrectMeasure,
    EndMeasure,
    MeasurePlannedOtherwise,
    NeverStarted,
    NotRunning,
    PauseMeasure,
    PlanMeasure,
    ResolveMeasure,
    StartMeasure,
)
from services.events.domain.measure_evidence import LinkEvidence, UnknownEvidence, UnlinkEvidence
from services.events.domain.measure_milestones import (
    CorrectMilestone,
    DropMilestone,
    ReachMilestone,
    SetMilestone,
    UnknownMilestone,
)
from services.events.domain.measure_progress import Progress, progress
from services.events.domain.measure_state import Evidence, Measure, MeasureIsOver, UnknownMeasure
from services.events.domain.measure_yardsticks import (
    CorrectYardstick,
    DropYardstick,
    ReadYardstick,
    SetYardstick,
    UnknownYardstick,
    YardstickDetails,
)
from services.events.domain.strategy_progress import NOTHING_YET, summed
from services.events.pages.measure_timeline import MARGIN, WIDTH, timeline
from services.events.projections.measures import EVIDENCE, MEASURES, MILESTONES, MOVES, REACHED, YARDSTICKS, measures
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.events.planning.stories import (
    DAY,
    DETAILS,
    LATER,
    MEASURE_ID,
    MEETING_ID,
    MILESTONE,
    MILESTONE_ID,
    PLANNED,
    RESOLUTION_ID,
    TODAY,
    YARDSTICK,
    YARDSTICK_ID,
)
from tests.intake.folded import recorded, rows
from tests.kit.spec import specify

given = specify(MEASURE)

STARTED = MeasureStarted(measure_id=MEASURE_ID, on=DAY)
PAUSED = MeasurePaused(measure_id=MEASURE_ID, on=LATER)
ENDED = MeasureEnded(measure_id=MEASURE_ID, on=LATER, end="completed")
STOPPED = but(ENDED, end="stopped")
REACHED_ON_DAY = MilestoneReached(measure_id=MEASURE_ID, milestone_id=MILESTONE_ID, on=DAY)
MEETING = Evidence("meeting", MEETING_ID)
LINKED = EvidenceLinked(measure_id=MEASURE_ID, of="meeting", of_id=MEETING_ID)

START = StartMeasure(on=LATER, today=TODAY)
PAUSE = PauseMeasure(on=LATER, today=TODAY)
COMPLETE = EndMeasure(on=LATER, today=TODAY, end="completed")
STOP = replace(COMPLETE, end="stopped")
JUDGED = YardstickDetails(title="Einträge", unit="Angebote", baseline=Decimal(10), target=Decimal(40))
SET = SetMilestone(milestone_id=MILESTONE_ID, title="Konzept", due=DAY)
READ = ReadYardstick(yardstick_id=YARDSTICK_ID, on=DAY, value=Decimal("17.50"), today=TODAY)

STATES: dict[str, tuple[Contract, ...]] = {
    "planned": (PLANNED,),
    "running": (PLANNED, STARTED),
    "paused": (PLANNED, STARTED, PAUSED),
    "ended": (PLANNED, STARTED, STOPPED),
    "never": (PLANNED, STOPPED),
}


@pytest.mark.parametrize(
    ("state", "command", "then"),
    [
        ("planned", START, but(STARTED, on=LATER)),
        ("planned", PAUSE, NotRunning),
        ("planned", STOP, STOPPED),
        ("planned", COMPLETE, NeverStarted),
        ("running", START, but(STARTED, on=LATER)),
        ("running", PAUSE, PAUSED),
        ("running", STOP, STOPPED),
        ("running", COMPLETE, ENDED),
        ("paused", START, but(STARTED, on=LATER)),
        ("paused", PAUSE, None),
        ("paused", STOP, STOPPED),
        ("paused", COMPLETE, ENDED),
        ("ended", START, but(STARTED, on=LATER)),
        ("ended", PAUSE, NotRunning),
        ("ended", STOP, None),
        ("ended", COMPLETE, ENDED),
        ("never", COMPLETE, NeverStarted),
        ("ended", SET, MeasureIsOver),
        ("ended", SetYardstick(yardstick_id=YARDSTICK_ID, details=JUDGED), MeasureIsOver),
    ],
)
def test_what_may_follow_on_what(state: str, command: Any, then: Any) -> None:
    when = given(*STATES[state]).when(command)
    if then is None:
        when.then_nothing()
    elif isinstance(then, type):
        when.then_refused(then)
    else:
        when.then(then)


@pytest.mark.parametrize(
    "command",
    [
        START,
        PAUSE,
        STOP,
        SET,
        READ,
        CorrectMeasure(details=DETAILS),
        ResolveMeasure(resolution_id=RESOLUTION_ID),
        LinkEvidence(evidence=MEETING),
    ],
)
def test_nothing_happens_to_a_measure_that_nobody_planned(command: Any) -> None:
    given().when(command).then_refused(UnknownMeasure)


def test_a_measure_is_planned_once_and_corrected_after_that() -> None:
    plan = PlanMeasure(measure_id=MEASURE_ID, details=DETAILS)
    given().when(plan).then(PLANNED)
    given(but(PLANNED, cents=1)).when(plan).then_refused(MeasurePlannedOtherwise)
    given(but(PLANNED, cents=1)).when(CorrectMeasure(details=DETAILS)).then(PLANNED)


def test_steps_happen_one_after_another_and_not_in_the_future() -> None:
    given(PLANNED, STARTED).when(replace(PAUSE, on=DAY - timedelta(1))).then_refused(BeforeWhatCameFirst)
    given(PLANNED).when(replace(START, on=TODAY + timedelta(1))).then_refused(InTheFuture)


def test_the_day_of_the_last_step_can_be_corrected_even_to_an_earlier_one() -> None:
    given(PLANNED, but(STARTED, on=LATER)).when(replace(START, on=DAY)).then(STARTED)


def test_the_last_resolution_counts() -> None:
    resolved = MeasureResolved(measure_id=MEASURE_ID, resolution_id=RESOLUTION_ID)
    given(PLANNED, but(resolved, resolution_id=UUID(int=77))).when(ResolveMeasure(resolution_id=RESOLUTION_ID)).then(
        resolved
    )


def test_a_milestone_is_set_moved_and_reached_even_after_the_end() -> None:
    given(PLANNED).when(SET).then(MILESTONE)
    moved = CorrectMilestone(milestone_id=MILESTONE_ID, title="Konzept", due=LATER)
    given(PLANNED, MILESTONE).when(moved).then(but(MILESTONE, due=LATER))
    reach = ReachMilestone(milestone_id=MILESTONE_ID, on=DAY, today=TODAY)
    given(PLANNED, MILESTONE, STARTED, ENDED).when(reach).then(REACHED_ON_DAY)


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (CorrectMilestone(milestone_id=MILESTONE_ID, title="X", due=DAY), UnknownMilestone),
        (ReachMilestone(milestone_id=MILESTONE_ID, on=DAY, today=TODAY), UnknownMilestone),
        (DropMilestone(milestone_id=MILESTONE_ID), UnknownMilestone),
        (CorrectYardstick(yardstick_id=YARDSTICK_ID, details=JUDGED), UnknownYardstick),
        (READ, UnknownYardstick),
        (DropYardstick(yardstick_id=YARDSTICK_ID), UnknownYardstick),
        (UnlinkEvidence(evidence=MEETING), UnknownEvidence),
    ],
)
def test_what_is_not_there_is_not_changed(command: Any, rule: type[RuleViolation]) -> None:
    given(PLANNED).when(command).then_refused(rule)


def test_a_yardstick_is_read_exactly_and_the_same_value_is_nothing_new() -> None:
    read = YardstickRead(measure_id=MEASURE_ID, yardstick_id=YARDSTICK_ID, on=DAY, value="17.5")
    given(PLANNED).when(SetYardstick(yardstick_id=YARDSTICK_ID, details=JUDGED)).then(YARDSTICK)
    given(PLANNED, YARDSTICK).when(READ).then(read)
    dropped = YardstickDropped(measure_id=MEASURE_ID, yardstick_id=YARDSTICK_ID)
    given(PLANNED, YARDSTICK, dropped).when(SetYardstick(yardstick_id=YARDSTICK_ID, details=JUDGED)).then_refused(
        UnknownYardstick
    )


def test_evidence_is_linked_once_and_can_be_unlinked() -> None:
    unlinked = EvidenceUnlinked(measure_id=MEASURE_ID, of="meeting", of_id=MEETING_ID)
    given(PLANNED).when(LinkEvidence(evidence=MEETING)).then(LINKED)
    assert list(MEASURE.decide(UnlinkEvidence(evidence=MEETING), MEASURE.fold([PLANNED, LINKED]))) == [unlinked]


# --- Progress ---------------------------------------------------------------------------


def on(day: date, *facts: Contract) -> Progress:
    return progress(MEASURE.fold([PLANNED, *facts]), day)


def test_progress_of_an_earlier_day_knows_nothing_of_later_ones() -> None:
    story = (STARTED, MILESTONE, but(REACHED_ON_DAY, on=LATER), ENDED)

    states = [on(day, *story).state for day in (DAY - timedelta(1), DAY, LATER)]
    assert states == ["planned", "running", "ended"]
    milestones = [on(day, *story).milestones[MILESTONE_ID] for day in (DAY, DAY + timedelta(1), LATER)]
    assert milestones == ["open", "overdue", "reached"]


def test_what_an_ended_measure_did_not_reach_is_missed_and_not_overdue() -> None:
    ended = on(TODAY, STARTED, MILESTONE, ENDED)
    assert (ended.milestones[MILESTONE_ID], ended.overdue, ended.is_late) == ("missed", 0, False)


def test_a_measure_is_late_the_day_after_its_period() -> None:
    last = PLANNED.last_day
    assert last is not None
    assert [on(day, STARTED).is_late for day in (last, last + timedelta(1))] == [False, True]


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share", "met"),
    [
        ("10", "40", "17.5", Fraction(1, 4), False),
        ("10", "40", "40", Fraction(1), True),
        ("12.3", "4.1", "4.1", Fraction(1), True),
        ("12.3", "4.1", "13", Fraction(-7, 82), False),
        (None, "40", "39", None, None),
        ("10", "10", "10", None, None),
    ],
)
def test_a_value_is_seen_between_where_it_was_and_where_it_shall_be(
    baseline: str | None,
    target: str,
    value: str,
    share: Fraction | None,
    met: bool | None,  # noqa: FBT001
) -> None:
    read = YardstickRead(measure_id=MEASURE_ID, yardstick_id=YARDSTICK_ID, on=DAY, value=value)
    standing = on(TODAY, but(YARDSTICK, baseline=baseline, target=target), read).yardsticks[YARDSTICK_ID]
    assert (standing.share, standing.met) == (share, met)


COMMANDS: list[Any] = [
    PlanMeasure(measure_id=MEASURE_ID, details=DETAILS),
    *(replace(command, on=day) for command in (START, PAUSE, STOP, COMPLETE) for day in (DAY, LATER, TODAY)),
    SET,
    SetMilestone(milestone_id=UUID(int=50), title="Bericht", due=TODAY),
    ReachMilestone(milestone_id=MILESTONE_ID, on=LATER, today=TODAY),
    DropMilestone(milestone_id=MILESTONE_ID),
    SetYardstick(yardstick_id=YARDSTICK_ID, details=JUDGED),
    READ,
    replace(READ, on=LATER, value=Decimal(40)),
    DropYardstick(yardstick_id=YARDSTICK_ID),
    LinkEvidence(evidence=MEETING),
    UnlinkEvidence(evidence=MEETING),
    ResolveMeasure(resolution_id=RESOLUTION_ID),
]
STORIES = st.lists(st.sampled_from(COMMANDS), max_size=30)
DAYS = st.dates(date(2019, 12, 1), date(2021, 12, 31))


def happened(commands: list[Any]) -> list[Contract]:
    """The facts of these commands one after another; what is refused leaves none."""
    facts: list[Contract] = []
    for command in commands:
        try:
            facts.extend(MEASURE.decide(command, MEASURE.fold(facts)))
        except RuleViolation:
            continue
    return facts


@for_all(STORIES, DAYS)
def test_progress_never_counts_more_than_there_is(commands: list[Any], day: date) -> None:
    measure: Measure = MEASURE.fold(happened(commands))
    found = progress(measure, day)

    assert 0 <= found.reached + found.overdue <= len(found.milestones) == len(measure.milestones)
    assert found.yardsticks.keys() == measure.yardsticks.keys()
    assert sum(found.evidence.values()) == len(measure.evidence)
    assert [move.on for move in measure.moves] == sorted(move.on for move in measure.moves)
    assert found.since is None or found.since <= day


@for_all(st.lists(st.tuples(STORIES, DAYS), max_size=4), st.lists(st.tuples(STORIES, DAYS), max_size=4))
def test_the_sum_of_two_goals_is_the_sum_of_their_measures(one: list[Any], other: list[Any]) -> None:
    first, second = (
        [progress(MEASURE.fold(happened(commands)), day) for commands, day in told] for told in (one, other)
    )

    assert summed(first) + summed(second) == summed([*first, *second])
    assert summed(first).measures == len(first)
    assert summed([]) == NOTHING_YET


@for_all(STORIES)
def test_the_tables_of_a_measure_agree_with_its_decider(commands: list[Any]) -> None:
    facts = happened(commands)
    measure: Measure = MEASURE.fold(facts)
    told = recorded(facts)

    assert set(rows(measures, told, MEASURES)) == ({MEASURE_ID} if measure.planned else set())
    assert set(rows(measures, told, MILESTONES)) == set(measure.milestones)
    reached = {key: row["on_day"] for key, row in rows(measures, told, REACHED).items()}
    assert reached == {key: each.reached_on for key, each in measure.milestones.items() if each.reached_on}
    assert set(rows(measures, told, YARDSTICKS)) == set(measure.yardsticks)
    linked = {Evidence(row["of_kind"], row["of_id"]) for row in rows(measures, told, EVIDENCE).values()}
    assert linked == measure.evidence
    last = max(rows(measures, told, MOVES).values(), key=lambda row: row["place"], default=None)
    assert (last and (last["state"], last["on_day"])) == (measure.moves[-1][:2] if measure.moves else None)


@for_all(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=8), DAYS)
def test_every_milestone_stands_on_the_line_of_time(days: list[tuple[date, date]], today: date) -> None:
    facts: list[Contract] = [PLANNED]
    facts += [but(MILESTONE, milestone_id=UUID(int=number), due=due) for number, (due, _) in enumerate(days)]
    measure = MEASURE.fold(facts)
    now = progress(measure, today)
    drawn = timeline([(each, now.milestones[key]) for key, each in measure.milestones.items()], today)

    assert drawn is not None
    assert [point.number for point in drawn.points] == list(range(1, len(days) + 1))
    assert all(MARGIN <= point.x <= WIDTH - MARGIN for point in drawn.points)
