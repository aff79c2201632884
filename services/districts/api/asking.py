"""What all routes of ``districts`` ask for: the service, who may write, the context of a command, common inputs."""

from typing import Annotated, Any, Final, cast
from uuid import UUID

from fastapi import Depends, Path, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.names import LONGEST_NAME
from services.districts.application import SERVICE, Districts
from services.kernel.deciders import Context
from services.kernel.inputs import KEY_PATTERN, Day, not_blank
from services.kernel.requests import Session, command_context, only_known, require
from services.kernel.roles import IN_A_DISTRICT, Role
from services.kernel.waiting import awaited
from services.kernel.web import Recorded


async def districts(request: Request) -> Districts:
    return cast("Districts", request.app.state.rooms[SERVICE])


Service = Annotated[Districts, Depends(districts)]
Operator = Annotated[Session, Depends(require(Role.BETRIEB, Role.KOORDINATION))]
Anybody = Annotated[Session, Depends(require(*IN_A_DISTRICT))]
Asked = Annotated[Context, Depends(command_context)]
COMMAND: Final[dict[str, Any]] = {"status_code": 201, "dependencies": [Depends(only_known())]}
READ: Final[dict[str, Any]] = {"dependencies": [Depends(awaited), Depends(only_known())]}

ID: Final = "00000000-0000-8000-8000-000000008622"
Id = Annotated[UUID, Field(examples=[ID])]
StaffInPath = Annotated[UUID, Path(title="Person", examples=[ID])]
TraegerInPath = Annotated[UUID, Path(title="Träger", examples=[ID])]
TeamInPath = Annotated[UUID, Path(title="Team", examples=[ID])]
SiteInPath = Annotated[UUID, Path(title="Standort", examples=[ID])]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), AfterValidator(not_blank)]
OperationKey = Annotated[str, Field(pattern=KEY_PATTERN, examples=["thinka-2022"])]


class Made(Recorded):
    """The answer to a command that made something."""

    model_config = ConfigDict(title="Angelegt")

    id: UUID = Field(title="Verweis auf das, was angelegt wurde", examples=[ID])


class NameIn(BaseModel):
    """Another name."""

    model_config = ConfigDict(extra="forbid", title="Neuer Name")

    name: Name = Field(title="Name", examples=["Caritasverband Erfurt"])


class PeriodIn(BaseModel):
    """From when to when; both ends included."""

    model_config = ConfigDict(extra="forbid", title="Zeitraum")

    start: Day = Field(title="Erster Tag", examples=["2026-01-01"])
    end: Day | None = Field(default=None, title="Letzter Tag; leer: bis auf Weiteres", examples=["2027-12-31"])


class LastDayIn(BaseModel):
    """The last day."""

    model_config = ConfigDict(extra="forbid", title="Letzter Tag")

    on: Day = Field(title="Letzter Tag", examples=["2026-12-31"])
