"""Meetings of groups over HTTP: called, moved, answered, held, cancelled; what is on the agenda and who was there."""

from datetime import time
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events import Attendance
from services.contracts.events.words import Attending, Cancelled, Invited
from services.events.api.asking import COMMAND, READING, Asked, Reader, Service, Writer
from services.events.api.fields import ID, Clock, Line, Made, Text, said
from services.events.api.groups import GroupInPath
from services.events.domain.agenda import items
from services.events.domain.meeting import MeetingPlan, MeetingRecord
from services.events.domain.meeting_state import UnknownMeeting
from services.events.meetings_desk import MeetingsDesk
from services.events.meetings_queries import (
    MeetingEntry,
    answers_of,
    find_meeting,
    meetings_of,
    network_meetings,
)
from services.events.texts import words_of
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

MOST_GUESTS: Final = 10_000

router: Final = APIRouter()


async def meetings_desk(asking: Writer, service: Service) -> MeetingsDesk:
    return MeetingsDesk(service, asking.district)


Meetings = Annotated[MeetingsDesk, Depends(meetings_desk)]
MeetingInPath = Annotated[UUID, Path(title="Sitzung", examples=[ID])]
FirstDay = Annotated[Day, Query(title="Erster Tag", examples=["2026-01-01"])]
LastDay = Annotated[Day, Query(title="Letzter Tag", examples=["2026-12-31"])]


class MeetingIn(BaseModel):
    """When and where the members are invited to, and what is on the agenda: one item a line."""

    model_config = ConfigDict(extra="forbid", title="Sitzung")

    on: Day = Field(title="Am")
    starts: Clock = Field(title="Beginn", examples=["14:00"])
    ends: Clock | None = Field(default=None, title="Ende", examples=["16:00"])
    place: Line | None = Field(default=None, title="Ort")
    agenda: Text | None = Field(default=None, title="Tagesordnung", examples=["Begrüßung\nStadtteilfest"])

    @property
    def plan(self) -> MeetingPlan:
        return MeetingPlan(on=self.on, starts=self.starts, ends=self.ends)

    @property
    def texts(self) -> dict[str, str]:
        return said(place=self.place, agenda=self.agenda)


class AnswerIn(BaseModel):
    """Whether a member comes."""

    model_config = ConfigDict(extra="forbid", title="Antwort auf eine Einladung")

    partner_id: UUID = Field(title="Partner", examples=[ID])
    answer: Invited = Field(title="Antwort", examples=["accepted"])


class AttendanceIn(BaseModel):
    """Whether a member was there."""

    model_config = ConfigDict(extra="forbid", title="Teilnahme eines Mitglieds")

    partner_id: UUID = Field(title="Partner", examples=[ID])
    attending: Attending = Field(title="Teilnahme", examples=["attended"])


class RecordIn(BaseModel):
    """That the meeting took place; all at once: what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Protokoll")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")
    members: list[AttendanceIn] = Field(default=[], title="Mitglieder", max_length=500)
    guests: int = Field(default=0, ge=0, le=MOST_GUESTS, title="Gäste; gezählt, nicht genannt")
    minutes: Text | None = Field(default=None, title="Protokoll")

    @property
    def record(self) -> MeetingRecord:
        there = tuple(Attendance(partner_id=each.partner_id, attending=each.attending) for each in self.members)
        return MeetingRecord(on=self.on or today(), members=there, guests=self.guests)

    @property
    def texts(self) -> dict[str, str]:
        return said(minutes=self.minutes)


class CancellationIn(BaseModel):
    model_config = ConfigDict(extra="forbid", title="Absage einer Sitzung")

    grounds: Cancelled = Field(title="Grund", examples=["illness"])


class MeetingOut(BaseModel):
    """A meeting of a group."""

    model_config = ConfigDict(from_attributes=True, title="Sitzung eines Gremiums")

    meeting_id: UUID = Field(title="Sitzung")
    group_id: UUID = Field(title="Gremium")
    on: Day = Field(title="Am", validation_alias="on_day")
    starts: time = Field(title="Beginn")
    ends: time | None = Field(title="Ende")
    held_on: Day | None = Field(title="Stattgefunden am; null: noch nicht")
    cancelled: Cancelled | None = Field(title="Abgesagt, weil")


class AttendanceOut(BaseModel):
    model_config = ConfigDict(from_attributes=True, title="Teilnahme")

    partner_id: UUID = Field(title="Partner")
    attending: Attending = Field(title="Teilnahme")


class MeetingFileOut(MeetingOut):
    """All of a meeting."""

    model_config = ConfigDict(from_attributes=True, title="Sitzung mit allen Angaben")

    place: str | None = Field(default=None, title="Ort")
    agenda: list[str] = Field(default=[], title="Tagesordnung")
    answers: dict[UUID, Invited] = Field(default={}, title="Antworten: Partner und Antwort")
    attendance: list[AttendanceOut] = Field(title="Teilnahme der Mitglieder")
    guests: int = Field(title="Gäste")
    minutes: str | None = Field(default=None, title="Protokoll")


class MeetingsCountOut(BaseModel):
    model_config = ConfigDict(title="Zahl der Netzwerktreffen")

    held: int = Field(title="Sitzungen von Netzwerken und Gremien, die stattgefunden haben")


@router.post("/groups/{group}/meetings", summary="Sitzung anlegen und einladen", **COMMAND)
def call_meeting(group: GroupInPath, body: MeetingIn, context: Asked, desk: Meetings) -> Made:
    made = desk.call(group, body.plan, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/groups/{group}/meetings", summary="Sitzungen eines Gremiums", **READING)
def meetings_of_group(group: GroupInPath, asking: Reader, service: Service) -> list[MeetingOut]:
    """Die neueste zuerst."""
    return [MeetingOut.model_validate(each) for each in meetings_of(service.pool, asking.district, group)]


@router.get(
    "/network-meetings",
    summary="Wie viele Netzwerktreffen gab es?",
    dependencies=[Depends(only_known("first", "last")), Depends(awaited)],
)
def count_network_meetings(first: FirstDay, last: LastDay, asking: Reader, service: Service) -> MeetingsCountOut:
    """Gezählt werden Planungs- und Steuerungsgruppen, Beiräte, Ortsteilräte und Netzwerke; beide Tage zählen mit."""
    return MeetingsCountOut(held=network_meetings(service.pool, asking.district, first, last))


@router.get("/meetings/{meeting}", summary="Eine Sitzung mit allen Angaben", **READING)
def one_meeting(meeting: MeetingInPath, asking: Reader, service: Service) -> MeetingFileOut:
    entry = find_meeting(service.pool, asking.district, meeting)
    if entry is None:
        raise UnknownMeeting
    return _file(service, asking.district, entry)


@router.post("/meetings/{meeting}/details", summary="Sitzung verlegen oder Tagesordnung ändern", **COMMAND)
def move_meeting(meeting: MeetingInPath, body: MeetingIn, context: Asked, desk: Meetings) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.move(meeting, body.plan, body.texts, context).position)


@router.post("/meetings/{meeting}/answers", summary="Antwort eines Mitglieds eintragen", **COMMAND)
def answer_invitation(meeting: MeetingInPath, body: AnswerIn, context: Asked, desk: Meetings) -> Recorded:
    return Recorded(position=desk.answer(meeting, body.partner_id, body.answer, context).position)


@router.post("/meetings/{meeting}/record", summary="Protokoll: die Sitzung hat stattgefunden", **COMMAND)
def hold_meeting(meeting: MeetingInPath, body: RecordIn, context: Asked, desk: Meetings) -> Recorded:
    return Recorded(position=desk.hold(meeting, body.record, body.texts, context).position)


@router.post("/meetings/{meeting}/cancellation", summary="Sitzung absagen", **COMMAND)
def cancel_meeting(meeting: MeetingInPath, body: CancellationIn, context: Asked, desk: Meetings) -> Recorded:
    return Recorded(position=desk.cancel(meeting, body.grounds, context).position)


def _file(service: Service, district: str, entry: MeetingEntry) -> MeetingFileOut:
    plan, minutes = (words_of(service, district, sheet) for sheet in (entry.agenda_sheet, entry.minutes_sheet))
    return MeetingFileOut.model_validate(entry).model_copy(
        update={
            "place": plan.get("place"),
            "agenda": list(items(plan.get("agenda") or "")),
            "answers": answers_of(service.pool, district, entry.meeting_id),
            "minutes": minutes.get("minutes"),
        }
    )
