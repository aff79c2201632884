"""A meeting of a group: called, moved, answered, held, cancelled. Decided with the group as it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, TypeAlias
from uuid import UUID

from services.contracts.events import Attendance, InvitationAnswered, MeetingCalled, MeetingCancelled, MeetingHeld
from services.contracts.events.words import Cancelled, Invited
from services.events.domain.days import expect_not_in_future
from services.events.domain.group_members import NoMember
from services.events.domain.group_state import Group, expect_known, expect_working
from services.events.domain.meeting_state import Meeting, evolve, expect_on, expect_to_come
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """When a meeting is, local time; ``agenda_id``: place and agenda, in the vault."""

    on: date
    starts: time
    ends: time | None = None
    agenda_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord:
    """What took place; ``guests`` are counted. ``minutes_id``: in the vault."""

    on: date
    members: tuple[Attendance, ...] = ()
    guests: int = 0
    minutes_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMeeting:
    """Invite the members."""

    meeting_id: UUID
    group: Group
    plan: MeetingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMeeting:
    """Another time, place or agenda."""

    group: Group
    plan: MeetingPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerInvitation:
    """A member says whether it comes."""

    partner_id: UUID
    answer: Invited
    group: Group
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldMeeting:
    """The meeting took place; said again, what was recorded is corrected."""

    record: MeetingRecord
    group: Group
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelMeeting:
    grounds: Cancelled


Command: TypeAlias = CallMeeting | MoveMeeting | AnswerInvitation | HoldMeeting | CancelMeeting


# --- Decisions: may it happen? ----------------------------------------------


class CalledOtherwise(RuleViolation):
    title = "Diese Sitzung gibt es schon, mit anderen Angaben. Bitte dort ändern."


class EndsBeforeItStarts(RuleViolation):
    title = "Das Ende liegt vor dem Beginn."
    field = "ends"


class AnsweredTooLate(RuleViolation):
    title = "Die Sitzung war schon. Wer da war, steht beim Protokoll."
    field = "answer"


class CountedTwice(RuleViolation):
    title = "Ein Mitglied steht zweimal in der Anwesenheit."
    field = "members"


class NoMemberThatDay(RuleViolation):
    title = "Anwesend sein können nur Mitglieder, die es an diesem Tag waren. Andere bitte als Gäste zählen."
    field = "members"


def call(command: CallMeeting, meeting: Meeting) -> Sequence[Contract]:
    called = _called(command.meeting_id, command.group, command.plan)
    if meeting.called is None:
        return [called]
    if expect_to_come(meeting) != called:
        raise CalledOtherwise
    return []


def move(command: MoveMeeting, meeting: Meeting) -> Sequence[Contract]:
    known = expect_to_come(meeting)
    moved = _called(known.meeting_id, command.group, command.plan)
    return [] if known == moved else [moved]


def answer(command: AnswerInvitation, meeting: Meeting) -> Sequence[Contract]:
    known = expect_to_come(meeting)
    if command.today > known.on:
        raise AnsweredTooLate
    if command.group.membership(command.partner_id, known.on) is None:
        raise NoMember
    if meeting.answers.get(command.partner_id) == command.answer:
        return []
    return [
        InvitationAnswered(
            meeting_id=known.meeting_id,
            group_id=known.group_id,
            partner_id=command.partner_id,
            answer=command.answer,
        )
    ]


def hold(command: HoldMeeting, meeting: Meeting) -> Sequence[Contract]:
    known, record = expect_on(meeting), command.record
    expect_working(command.group, record.on)
    expect_not_in_future(record.on, command.today)
    _expect_members(record, command.group)
    held = MeetingHeld(
        meeting_id=known.meeting_id,
        group_id=known.group_id,
        on=record.on,
        members=record.members,
        guests=record.guests,
        minutes_id=record.minutes_id,
    )
    return [] if meeting.held == held else [held]


def cancel(command: CancelMeeting, meeting: Meeting) -> Sequence[Contract]:
    if meeting.cancelled is not None and meeting.cancelled.grounds == command.grounds:
        return []
    known = expect_to_come(meeting)
    return [MeetingCancelled(meeting_id=known.meeting_id, group_id=known.group_id, grounds=command.grounds)]


def _called(meeting_id: UUID, group: Group, plan: MeetingPlan) -> MeetingCalled:
    founded = expect_known(group)
    expect_working(group, plan.on)
    if plan.ends is not None and plan.ends <= plan.starts:
        raise EndsBeforeItStarts
    return MeetingCalled(
        meeting_id=meeting_id,
        group_id=founded.group_id,
        on=plan.on,
        starts=plan.starts,
        ends=plan.ends,
        agenda_id=plan.agenda_id,
    )


def _expect_members(record: MeetingRecord, group: Group) -> None:
    there = [each.partner_id for each in record.members]
    if len(set(there)) < len(there):
        raise CountedTwice
    if any(group.membership(partner_id, record.on) is None for partner_id in there):
        raise NoMemberThatDay


DECISIONS: Final[Mapping[type[Any], Callable[[Any, Meeting], Sequence[Contract]]]] = {
    CallMeeting: call,
    MoveMeeting: move,
    AnswerInvitation: answer,
    HoldMeeting: hold,
    CancelMeeting: cancel,
}


def decide(command: Command, meeting: Meeting) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, meeting)


MEETING: Final = Decider(initial=Meeting(), decide=decide, evolve=evolve)
