"""What a volunteer does, over HTTP: an engagement taken, confirmed, left; and certificates."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.events.api.asking import COMMAND, READING, Asked, Service
from services.events.api.engagements import EngagementInPath
from services.events.api.fields import ID, LastDayIn, Made
from services.events.api.volunteer_desks import Helped, Volunteers
from services.events.api.volunteers import VolunteerInPath
from services.events.certificates import PDF, certificate_pdf
from services.events.volunteering_queries import Period
from services.events.volunteers_queries import certificates_of
from services.kernel.inputs import Day
from services.kernel.times import today
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/volunteers/{volunteer}")

CertificateInPath = Annotated[UUID, Path(title="Bescheinigung", examples=[ID])]


class TakingIn(BaseModel):
    """Somebody does this from that day on; said of a sign-up, it is the team's yes."""

    model_config = ConfigDict(extra="forbid", title="Aufgabe übernehmen")

    engagement_id: UUID = Field(title="Aufgabe (Verweis)", examples=[ID])
    on: Day | None = Field(default=None, title="Seit; ohne Angabe heute")


class CertificateIn(BaseModel):
    """The period that is certified; both days are included."""

    model_config = ConfigDict(extra="forbid", title="Bescheinigung")

    first_day: Day = Field(title="Von")
    last_day: Day = Field(title="Bis")

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.last_day)


class CertificateOut(BaseModel):
    """A certificate that was issued."""

    model_config = ConfigDict(from_attributes=True, title="Ausgestellte Bescheinigung")

    certificate_id: UUID = Field(title="Bescheinigung (Verweis)")
    first_day: date = Field(title="Von")
    last_day: date = Field(title="Bis")
    minutes: int = Field(title="Minuten")
    on: date = Field(title="Ausgestellt am")


@router.post("/engagements", summary="Aufgabe übernehmen oder zusagen", **COMMAND)
def take_engagement(volunteer: VolunteerInPath, body: TakingIn, context: Asked, desk: Volunteers) -> Recorded:
    outcome = desk.take_engagement(volunteer, body.engagement_id, body.on or today(), context)
    return Recorded(position=outcome.position)


@router.post("/engagements/{engagement}/leaving", summary="Aufgabe abgeben oder absagen", **COMMAND)
def leave_engagement(
    volunteer: VolunteerInPath, engagement: EngagementInPath, body: LastDayIn, context: Asked, desk: Volunteers
) -> Recorded:
    return Recorded(position=desk.leave_engagement(volunteer, engagement, body.day, context).position)


@router.post("/certificates", summary="Bescheinigung ausstellen", **COMMAND)
def issue_certificate(volunteer: VolunteerInPath, body: CertificateIn, context: Asked, desk: Volunteers) -> Made:
    """Über die Stunden, die für den Zeitraum erfasst sind."""
    made = desk.issue_certificate(volunteer, body.period, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/certificates", summary="Ausgestellte Bescheinigungen", **READING)
def certificates(volunteer: VolunteerInPath, asking: Helped, service: Service) -> list[CertificateOut]:
    """Neueste zuerst."""
    found = certificates_of(service.pool, asking.district, volunteer)
    return [CertificateOut.model_validate(each) for each in found]


@router.get("/certificates/{certificate}", summary="Bescheinigung als PDF", response_class=Response, **READING)
def print_certificate(
    volunteer: VolunteerInPath, certificate: CertificateInPath, asking: Helped, service: Service
) -> Response:
    content = certificate_pdf(service, asking.district, volunteer, certificate)
    return Response(content, media_type=PDF, headers={"Content-Disposition": 'inline; filename="bescheinigung.pdf"'})
