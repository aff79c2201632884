"""The register of resolutions over HTTP: recorded, corrected, found by number."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events.words import Majority
from services.events.api.asking import COMMAND, READING, Asked, Reader, Service, Writer
from services.events.api.fields import ID, Made, Name, Text, said
from services.events.domain.resolution import ResolutionDetails, UnknownResolution
from services.events.resolutions_desk import ResolutionsDesk
from services.events.resolutions_queries import ResolutionsAsked, find_resolution, resolutions_of
from services.events.texts import words_of
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/resolutions")
FILTERS: Final = ("words", "body", "majority", "meeting")


async def resolutions_desk(asking: Writer, service: Service) -> ResolutionsDesk:
    return ResolutionsDesk(service, asking.district)


Resolutions = Annotated[ResolutionsDesk, Depends(resolutions_desk)]
ResolutionInPath = Annotated[UUID, Path(title="Beschluss", examples=[ID])]
Words = Annotated[str | None, Query(title="Teil der Nummer oder des Gremiums", max_length=200, examples=["2018"])]
Body = Annotated[str | None, Query(title="Gremium", max_length=200, examples=["Kreistag"])]
Result = Annotated[Majority | None, Query(title="Ergebnis", examples=["unanimous"])]
OfMeeting = Annotated[UUID | None, Query(title="Sitzung", examples=[ID])]


class ResolutionIn(BaseModel):
    """What was decided by whom; all at once: what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Beschluss")

    body: Name = Field(title="Gremium", examples=["Kreistag Schmalkalden-Meiningen"])
    number: Name = Field(title="Beschlussnummer", examples=["KT/2018/105"])
    on: Day | None = Field(default=None, title="Beschlossen am; ohne Angabe heute")
    majority: Majority = Field(title="Ergebnis", examples=["unanimous"])
    meeting_id: UUID | None = Field(default=None, title="Sitzung, die hier erfasst ist", examples=[ID])
    wording: Text | None = Field(default=None, title="Wortlaut")

    @property
    def details(self) -> ResolutionDetails:
        return ResolutionDetails(body=self.body, number=self.number, on=self.on or today(), majority=self.majority)

    @property
    def texts(self) -> dict[str, str]:
        return said(wording=self.wording)


class ResolutionOut(BaseModel):
    """A resolution as it stands in the register."""

    model_config = ConfigDict(from_attributes=True, title="Beschluss im Verzeichnis")

    resolution_id: UUID = Field(title="Beschluss")
    body: str = Field(title="Gremium")
    number: str = Field(title="Beschlussnummer")
    on: Day = Field(title="Beschlossen am", validation_alias="on_day")
    majority: Majority = Field(title="Ergebnis")
    meeting_id: UUID | None = Field(title="Sitzung")
    group_id: UUID | None = Field(title="Gremium (Verweis)")


class ResolutionFileOut(ResolutionOut):
    model_config = ConfigDict(from_attributes=True, title="Beschluss mit Wortlaut")

    wording: str | None = Field(default=None, title="Wortlaut; „gelöscht“, wenn er gelöscht wurde")


@router.post("", summary="Beschluss erfassen", **COMMAND)
def record_resolution(body: ResolutionIn, context: Asked, desk: Resolutions) -> Made:
    """Eine Nummer steht bei jedem Gremium einmal; eine Sitzung, die hier erfasst ist, muss stattgefunden haben."""
    made = desk.record(body.details, body.meeting_id, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get(
    "", summary="Beschlüsse, der neueste zuerst", dependencies=[Depends(only_known(*FILTERS)), Depends(awaited)]
)
def all_resolutions(
    asking: Reader,
    service: Service,
    *,
    words: Words = None,
    body: Body = None,
    majority: Result = None,
    meeting: OfMeeting = None,
) -> list[ResolutionOut]:
    asked = ResolutionsAsked(words=words, body=body, majority=majority, meeting=meeting)
    return [ResolutionOut.model_validate(each) for each in resolutions_of(service.pool, asking.district, asked)]


@router.get("/{resolution}", summary="Ein Beschluss mit Wortlaut", **READING)
def one_resolution(resolution: ResolutionInPath, asking: Reader, service: Service) -> ResolutionFileOut:
    entry = find_resolution(service.pool, asking.district, resolution)
    if entry is None:
        raise UnknownResolution
    wording = words_of(service, asking.district, entry.sheet).get("wording")
    return ResolutionFileOut.model_validate(entry).model_copy(update={"wording": wording})


@router.post("/{resolution}/details", summary="Beschluss berichtigen", **COMMAND)
def correct_resolution(resolution: ResolutionInPath, body: ResolutionIn, context: Asked, desk: Resolutions) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct(resolution, body.details, body.meeting_id, body.texts, context).position)
