"""The desk for meetings: ids and words around their decider, and the group that each is decided with."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.contracts.events.words import Cancelled, Invited
from services.events.application import Events
from services.events.domain.group import GROUP
from services.events.domain.group_state import Group
from services.events.domain.meeting import (
    MEETING,
    AnswerInvitation,
    CallMeeting,
    CancelMeeting,
    Command,
    HoldMeeting,
    MeetingPlan,
    MeetingRecord,
    MoveMeeting,
)
from services.events.domain.meeting_state import Meeting, expect_called
from services.events.made import Made
from services.events.texts import Texts, texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry


@dataclass(frozen=True, slots=True)
class MeetingsDesk:
    """One district's meetings. Every command raises the refusals of ``domain.meeting``.

    ``texts``: ``meetings_queries.AGENDA_FIELDS`` of a plan, ``MINUTES_FIELDS`` of a meeting held.
    """

    events: Events
    district: str

    def call(self, group_id: UUID, plan: MeetingPlan, texts: Texts, context: Context) -> Made:
        meeting_id = self.events.ids(self.district).derive("meeting", str(context.command_id))
        known, words = self._with_texts(meeting_id, plan, texts)
        command = CallMeeting(meeting_id=meeting_id, group=self._group(group_id), plan=known)
        return Made(meeting_id, self._execute(meeting_id, command, context, words))

    def move(self, meeting_id: UUID, plan: MeetingPlan, texts: Texts, context: Context) -> Outcome:
        known, words = self._with_texts(meeting_id, plan, texts)
        command = MoveMeeting(group=self._group_of(meeting_id), plan=known)
        return self._execute(meeting_id, command, context, words)

    def answer(self, meeting_id: UUID, partner_id: UUID, answer: Invited, context: Context) -> Outcome:
        group = self._group_of(meeting_id)
        command = AnswerInvitation(partner_id=partner_id, answer=answer, group=group, today=today())
        return self._execute(meeting_id, command, context)

    def hold(self, meeting_id: UUID, record: MeetingRecord, texts: Texts, context: Context) -> Outcome:
        minutes_id, words = texts_kept(self.events, self.district, meeting_id, texts)
        kept = replace(record, minutes_id=minutes_id)
        command = HoldMeeting(record=kept, group=self._group_of(meeting_id), today=today())
        return self._execute(meeting_id, command, context, words)

    def cancel(self, meeting_id: UUID, grounds: Cancelled, context: Context) -> Outcome:
        return self._execute(meeting_id, CancelMeeting(grounds=grounds), context)

    def meeting(self, meeting_id: UUID) -> Meeting:
        """What the log says of it now."""
        return self.events.state(self.district, MEETING, meeting_id)

    def _group_of(self, meeting_id: UUID) -> Group:
        """Raises UnknownMeeting."""
        return self._group(expect_called(self.meeting(meeting_id)).group_id)

    def _group(self, group_id: UUID) -> Group:
        return self.events.state(self.district, GROUP, group_id)

    def _execute(
        self, meeting_id: UUID, command: Command, context: Context, words: list[Entry] | None = None
    ) -> Outcome:
        return self.events.desk.execute(self.district, MEETING, (meeting_id, command, context), words or ())

    def _with_texts(self, meeting_id: UUID, plan: MeetingPlan, texts: Texts) -> tuple[MeetingPlan, list[Entry]]:
        agenda_id, words = texts_kept(self.events, self.district, meeting_id, texts)
        return replace(plan, agenda_id=agenda_id), words
