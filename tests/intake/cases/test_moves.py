"""What a case decides: every command in every state, and every rule at its field."""

from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
    NoteWritten,
)
from services.intake.domain import case_refusals as rules
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.intake.domain.case_moves import (
    CASE,
    AssignCase,
    CaseHistory,
    CloseCase,
    Command,
    OpenCase,
    PauseCase,
    ReopenCase,
    ResumeCase,
    WriteCaseNote,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.kit.spec import specify

given = specify(CASE)

TODAY = date(2026, 6, 30)
ID: dict[str, Any] = {"case_id": UUID(int=1), "person_id": UUID(int=2)}
NORTH, ANNA, BERTA, NOTE = UUID(int=10), UUID(int=11), UUID(int=12), UUID(int=13)


def on(month: int, day: int = 1) -> date:
    return date(2026, month, day)


OPENED = CaseOpened(
    **ID, operation="thinka", sozialraum="rieth", identity="pseudonymous", on=on(1), team_id=NORTH, staff_id=ANNA
)
ASSIGNED = CaseAssigned(**ID, team_id=NORTH, staff_id=BERTA, on=on(5), handover=True, note_id=NOTE)
PAUSED = CasePaused(**ID, on=on(2), until=on(4))
RESUMED = CaseResumed(**ID, on=on(5))
CLOSED = CaseClosed(**ID, on=on(3), end_kind="goals_reached")
REOPENED = CaseReopened(**ID, on=on(5))
NOTED = NoteWritten(**ID, note_id=NOTE, on=on(5))

AT: dict[str, Any] = {"case_id": UUID(int=1), "today": TODAY}
OPEN = OpenCase(**ID, operation="thinka", sozialraum="rieth", on=on(1), today=TODAY, team_id=NORTH, staff_id=ANNA)
ASSIGN = AssignCase(**AT, team_id=NORTH, staff_id=BERTA, on=on(5), handover=True, note_id=NOTE)
PAUSE = PauseCase(**AT, on=on(5), until=on(6))
RESUME = ResumeCase(**AT, on=on(5))
CLOSE = CloseCase(**AT, on=on(5), end_kind="broken_off")
REOPEN = ReopenCase(**AT, on=on(5))
WRITE = WriteCaseNote(**AT, note_id=NOTE, on=on(5))

PAUSED_AGAIN = CasePaused(**ID, on=on(5), until=on(6))
ENDED = CaseClosed(**ID, on=on(5), end_kind="broken_off")

Expected: TypeAlias = Contract | type[RuleViolation] | None

STATES: dict[str, tuple[Contract, ...]] = {
    "unknown": (),
    "open": (OPENED,),
    "paused": (OPENED, PAUSED),
    "closed": (OPENED, CLOSED),
    "closed from a pause": (OPENED, PAUSED, CLOSED),
    "reopened": (OPENED, CLOSED, CaseReopened(**ID, on=on(4))),
}
COMMANDS: dict[str, Command] = {
    "open": OPEN,
    "assign": ASSIGN,
    "pause": PAUSE,
    "resume": RESUME,
    "close": CLOSE,
    "reopen": REOPEN,
    "write": WRITE,
}
UNKNOWN: dict[str, Expected] = dict.fromkeys(COMMANDS, UnknownCase) | {"open": OPENED}
OPEN_CASE: dict[str, Expected] = {
    "open": rules.CodeWordTaken,
    "assign": ASSIGNED,
    "pause": PAUSED_AGAIN,
    "resume": None,
    "close": ENDED,
    "reopen": None,
    "write": NOTED,
}
CLOSED_CASE: dict[str, Expected] = {
    "open": rules.CodeWordTaken,
    "assign": CaseIsClosed,
    "pause": CaseIsClosed,
    "resume": CaseIsClosed,
    "close": rules.ClosedOtherwise,
    "reopen": REOPENED,
    "write": NOTED,
}
TABLE: dict[str, dict[str, Expected]] = {
    "unknown": UNKNOWN,
    "open": OPEN_CASE,
    "paused": OPEN_CASE | {"resume": RESUMED},
    "closed": CLOSED_CASE,
    "closed from a pause": CLOSED_CASE,
    "reopened": OPEN_CASE,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("state", STATES)
def test_every_command_in_every_state(state: str, command: str) -> None:
    asked = given(*STATES[state]).when(COMMANDS[command])
    expected = TABLE[state][command]

    if expected is None:
        asked.then_nothing()
    elif isinstance(expected, Contract):
        if command == "open":  # a code word is taken from then on, by the same command too
            assert list(CASE.decide(OPEN, CaseHistory())) == [expected]
        else:
            asked.then(expected)
    else:
        asked.then_refused(expected)


def test_a_pause_is_prolonged_and_the_same_pause_says_nothing_new() -> None:
    given(OPENED, PAUSED).when(PauseCase(**AT, on=on(3), until=on(4))).then_nothing()
    given(OPENED, PAUSED).when(PauseCase(**AT, on=on(3), until=None)).then(CasePaused(**ID, on=on(3)))


def test_an_end_told_again_is_no_second_end() -> None:
    given(OPENED, CLOSED).when(CloseCase(**AT, on=on(3), end_kind="goals_reached")).then_nothing()


def test_a_reopened_case_has_no_end_kind_until_it_ends_again() -> None:
    assert CASE.fold([OPENED, CLOSED]).end_kind == "goals_reached"
    assert CASE.fold([OPENED, CLOSED, REOPENED]).end_kind is None
    given(OPENED, CLOSED, REOPENED).when(CloseCase(**AT, on=on(6), end_kind="died")).then(
        CaseClosed(**ID, on=on(6), end_kind="died")
    )


@pytest.mark.parametrize("command", [OPEN, ASSIGN, PAUSE, RESUME, CLOSE, REOPEN, WRITE])
def test_nothing_happens_in_the_future(command: Any) -> None:
    tomorrow = replace(command, on=date(2026, 7, 1))
    given(OPENED).when(tomorrow).then_refused(rules.CaseDayInTheFuture, field="on")


@pytest.mark.parametrize(
    "command",
    [
        AssignCase(**AT, team_id=None, staff_id=None, on=date(2025, 12, 31)),
        PauseCase(**AT, on=date(2025, 12, 31)),
        CloseCase(**AT, on=date(2025, 12, 31), end_kind="died"),
    ],
)
def test_nothing_happens_before_the_case_was_opened(command: Any) -> None:
    given(OPENED).when(command).then_refused(rules.BeforeLastChange, field="on")


def test_nothing_happens_before_the_last_change() -> None:
    given(OPENED, PAUSED).when(ResumeCase(**AT, on=on(1, 31))).then_refused(rules.BeforeLastChange)
    given(OPENED, CLOSED).when(ReopenCase(**AT, on=on(2, 28))).then_refused(rules.BeforeLastChange)
    given(OPENED, CLOSED).when(ReopenCase(**AT, on=on(3))).then(CaseReopened(**ID, on=on(3)))


def test_a_pause_does_not_end_before_it_begins() -> None:
    backwards = PauseCase(**AT, on=on(5, 2), until=on(5))
    given(OPENED).when(backwards).then_refused(rules.PauseEndsBeforeStart, field="until")


def test_a_handover_goes_to_somebody_of_a_team_that_there_is() -> None:
    nobody = AssignCase(**AT, team_id=None, staff_id=None, on=on(5), handover=True)
    given(OPENED).when(nobody).then_refused(rules.NobodyToHandTo, field="staff")
    no_team = AssignCase(**AT, team_id=UUID(int=99), staff_id=None, on=on(5), team_known=False)
    given(OPENED).when(no_team).then_refused(rules.TeamUnknown, field="team")
    stranger = AssignCase(**AT, team_id=NORTH, staff_id=BERTA, on=on(5), staff_in_team=False)
    given(OPENED).when(stranger).then_refused(rules.StaffNotInTeam, field="staff")


def test_a_case_may_be_nobodys_in_particular() -> None:
    given(OPENED).when(AssignCase(**AT, team_id=NORTH, staff_id=None, on=on(5))).then(
        CaseAssigned(**ID, team_id=NORTH, on=on(5))
    )


def test_a_note_has_words() -> None:
    given(OPENED).when(WriteCaseNote(**AT, note_id=None, on=on(5))).then_refused(rules.NoteEmpty, field="text")


# --- Any history ----------------------------------------------------------------

DAYS = st.dates(date(2026, 1, 1), TODAY)
ANY_MOVE = st.one_of(
    st.builds(
        AssignCase,
        team_id=st.none() | st.just(NORTH),
        staff_id=st.sampled_from([None, ANNA]),
        on=DAYS,
        **{name: st.just(value) for name, value in AT.items()},
    ),
    *(
        st.builds(kind, on=DAYS, **{name: st.just(value) for name, value in AT.items()}, **more)
        for kind, more in (
            (PauseCase, {"until": st.none() | DAYS}),
            (ResumeCase, {}),
            (CloseCase, {"end_kind": st.sampled_from(["died", "referred"])}),
            (ReopenCase, {}),
            (WriteCaseNote, {"note_id": st.uuids()}),
        )
    ),
)


@examples(st.lists(ANY_MOVE, max_size=12))
def test_any_prefix_of_a_history_replays_to_the_state_it_was_decided_on(moves: list[Any]) -> None:
    facts: list[Contract] = [OPENED]
    state = CASE.fold(facts)
    states = [CASE.fold(facts[:length]) for length in range(2)]
    for move in moves:
        try:
            happened = CASE.decide(move, state)
        except RuleViolation:
            continue
        assert len(happened) <= 1
        facts += happened
        state = CASE.fold(happened, state)
        states += [state] * len(happened)
        if happened:
            assert not CASE.decide(move, state), "the command is not idempotent"

    assert states == [CASE.fold(facts[:length]) for length in range(len(facts) + 1)]


@examples(st.lists(ANY_MOVE, max_size=12))
def test_a_closed_case_always_says_how_it_ended_and_no_other_does(moves: list[Any]) -> None:
    state = CASE.fold([OPENED])
    for move in moves:
        try:
            state = CASE.fold(CASE.decide(move, state), state)
        except RuleViolation:
            continue
        assert (state.case.state == "closed") == (state.end_kind is not None)
