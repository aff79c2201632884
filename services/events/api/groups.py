"""Groups of the district over HTTP: founded, corrected, dissolved; their members and the link to their calendar."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import GroupKind, MemberRole
from services.events.api.asking import COMMAND, READING, Asked, Reader, Service, Writer
from services.events.api.fields import ID, Handlungsfeld, LastDayIn, Made, Name, Operation, Sozialraum, Text, said
from services.events.domain.group import GroupDetails
from services.events.domain.group_state import UnknownGroup
from services.events.groups_desk import GROUP_FIELDS, GroupsDesk
from services.events.groups_queries import GroupEntry, find_group, groups_of
from services.events.known import partners_of
from services.events.meetings_queries import next_meetings
from services.events.texts import Sheet, words_of
from services.kernel.inputs import Day
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/groups")


async def groups_desk(asking: Writer, service: Service) -> GroupsDesk:
    return GroupsDesk(service, asking.district)


Groups = Annotated[GroupsDesk, Depends(groups_desk)]
GroupInPath = Annotated[UUID, Path(title="Gremium", examples=[ID])]
PartnerInPath = Annotated[UUID, Path(title="Partner", examples=[ID])]


class GroupIn(BaseModel):
    """What is known of a group; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Gremium")

    name: Name = Field(title="Name des Gremiums", examples=["Planungsgruppe Rieth"])
    kind: GroupKind = Field(title="Art", examples=["planning_group"])
    since: Day | None = Field(default=None, title="Seit; ohne Angabe heute")
    operation: Operation | None = Field(default=None, title="Vorhaben")
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume; ohne Angabe der ganze Landkreis")
    handlungsfelder: list[Handlungsfeld] = Field(default=[], title="Handlungsfelder")
    mandate: Text | None = Field(default=None, title="Auftrag")

    @property
    def details(self) -> GroupDetails:
        return GroupDetails(
            name=self.name,
            kind=self.kind,
            since=self.since or today(),
            operation=self.operation,
            sozialraeume=tuple(self.sozialraeume),
            handlungsfelder=tuple(self.handlungsfelder),
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(mandate=self.mandate)


class MemberIn(BaseModel):
    """An organisation of the directory becomes a member."""

    model_config = ConfigDict(extra="forbid", title="Mitglied")

    partner_id: UUID = Field(title="Partner", examples=[ID])
    role: MemberRole = Field(default="member", title="Rolle")
    since: Day | None = Field(default=None, title="Seit; ohne Angabe heute")

    @property
    def day(self) -> Day:
        return self.since or today()


class MemberOut(BaseModel):
    """An organisation that is, or was, a member."""

    model_config = ConfigDict(title="Mitglied eines Gremiums")

    partner_id: UUID = Field(title="Partner")
    name: str | None = Field(title="Name; null: noch nicht angekommen")
    role: MemberRole = Field(title="Rolle")
    since: Day = Field(title="Seit")
    last_day: Day | None = Field(title="Letzter Tag; null: bis auf Weiteres")


class GroupOut(BaseModel):
    """A group as it stands in the register."""

    model_config = ConfigDict(from_attributes=True, title="Gremium im Verzeichnis")

    group_id: UUID = Field(title="Gremium")
    name: str = Field(title="Name")
    kind: GroupKind = Field(title="Art")
    since: Day = Field(title="Seit")
    last_day: Day | None = Field(title="Letzter Tag; null: arbeitet")
    operation: str | None = Field(title="Vorhaben")
    sozialraeume: list[str] = Field(title="Sozialräume; leer: der ganze Landkreis")
    handlungsfelder: list[str] = Field(title="Handlungsfelder")
    next_meeting: Day | None = Field(default=None, title="Tag der nächsten Sitzung")


class GroupFileOut(GroupOut):
    """All of a group; its meetings have addresses of their own."""

    model_config = ConfigDict(from_attributes=True, title="Gremium mit allen Angaben")

    mandate: str | None = Field(title="Auftrag; „gelöscht“, wenn er gelöscht wurde")
    members: list[MemberOut] = Field(title="Mitglieder, auch frühere")
    has_feed: bool = Field(title="Der Kalender kann mit einem Link abonniert werden")


@router.post("", summary="Gremium anlegen", **COMMAND)
def found_group(body: GroupIn, context: Asked, desk: Groups) -> Made:
    """Ein Name steht einmal im Landkreis; ein Gremium, das aufgelöst war, arbeitet danach wieder."""
    made = desk.found(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Gremien des Landkreises", **READING)
def all_groups(asking: Reader, service: Service) -> list[GroupOut]:
    """Nach Namen; auch Gremien, die nicht mehr arbeiten, mit ihrem letzten Tag."""
    following = next_meetings(service.pool, asking.district, today())
    return [
        _out(each).model_copy(update={"next_meeting": following.get(each.group_id)})
        for each in groups_of(service.pool, asking.district)
    ]


@router.get("/{group}", summary="Ein Gremium mit allen Angaben", **READING)
def one_group(group: GroupInPath, asking: Reader, service: Service) -> GroupFileOut:
    entry = find_group(service.pool, asking.district, group)
    if entry is None:
        raise UnknownGroup
    words = words_of(service, asking.district, Sheet(group, entry.details_id, GROUP_FIELDS))
    names = partners_of(service.pool, asking.district)
    following = next_meetings(service.pool, asking.district, today())
    return GroupFileOut(
        **_out(entry).model_dump(exclude={"next_meeting"}),
        next_meeting=following.get(group),
        mandate=words.get("mandate"),
        has_feed=entry.feed_id is not None,
        members=[
            MemberOut(
                partner_id=partner_id,
                name=names[partner_id].name if partner_id in names else None,
                role=period.role,
                since=period.since,
                last_day=period.last_day,
            )
            for partner_id, periods in entry.members.items()
            for period in periods
        ],
    )


@router.post("/{group}/details", summary="Angaben zum Gremium berichtigen", **COMMAND)
def correct_group(group: GroupInPath, body: GroupIn, context: Asked, desk: Groups) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(group, body.details, body.texts, context).position)


@router.post("/{group}/dissolution", summary="Gremium auflösen", **COMMAND)
def dissolve_group(group: GroupInPath, body: LastDayIn, context: Asked, desk: Groups) -> Recorded:
    return Recorded(position=desk.dissolve(group, body.day, context).position)


@router.post("/{group}/refounding", summary="Gremium wieder aufnehmen", **COMMAND)
def found_group_again(group: GroupInPath, body: GroupIn, context: Asked, desk: Groups) -> Recorded:
    """Mit allen Mitgliedern und Sitzungen; auch wenn es inzwischen anders heißt."""
    return Recorded(position=desk.found_again(group, body.details, body.texts, context).position)


@router.post("/{group}/members", summary="Mitglied aufnehmen oder seine Rolle ändern", **COMMAND)
def join_group(group: GroupInPath, body: MemberIn, context: Asked, desk: Groups) -> Recorded:
    """Nur Partner, die im Verzeichnis stehen; eine andere Rolle gilt ab dem genannten Tag."""
    return Recorded(position=desk.join(group, body.partner_id, body.role, body.day, context).position)


@router.post("/{group}/members/{partner}/leaving", summary="Mitglied scheidet aus", **COMMAND)
def leave_group(group: GroupInPath, partner: PartnerInPath, body: LastDayIn, context: Asked, desk: Groups) -> Recorded:
    return Recorded(position=desk.leave(group, partner, body.day, context).position)


def _out(entry: GroupEntry) -> GroupOut:
    return GroupOut.model_validate(entry)
