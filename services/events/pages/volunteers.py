"""*Ehrenamt*: who helps with what, how many hours this year, who has signed up; and one volunteer with all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from services.contracts.vocabularies import languages
from services.events.api.asking import Service
from services.events.certificates import PDF, certificate_pdf
from services.events.hours import in_hours, short_hours
from services.events.pages.asking import TeamHere
from services.events.pages.volunteers_here import VOLUNTEERS, HelpedHere, knows_names, volunteer_with
from services.events.volunteering_queries import Period, TimeGiven, VolunteeringEntry, records, time_given
from services.events.volunteers_queries import EngagementEntry, Helpers, TakenEntry, certificates_of, helpers
from services.events.volunteers_wording import PROVENANCES
from services.events.volunteers_words import NamedVolunteer, named
from services.kernel.inputs import FIRST_DAY, LAST_DAY
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

router: Final = APIRouter()

Year = Annotated[int | None, Query(alias="jahr", ge=FIRST_DAY.year, le=LAST_DAY.year)]
VolunteerInPath = Annotated[UUID, Path(title="Ehrenamtliche")]
CertificateInPath = Annotated[UUID, Path(title="Bescheinigung")]


@dataclass(frozen=True, slots=True)
class VolunteerRow:
    """``tasks``: titles of what they do; ``hours``: of the year, as ``2:30``."""

    volunteer: NamedVolunteer
    tasks: Sequence[str]
    hours: str


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """``taken``: how many were told yes."""

    engagement: EngagementEntry
    taken: int
    hours: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A sign-up without an answer."""

    volunteer: NamedVolunteer
    taken: TakenEntry
    task: str


@router.get(VOLUNTEERS)
def volunteers_page(request: Request, asking: TeamHere, service: Service, year: Year = None) -> Response:
    """Planung sees engagements and hours, and nobody's name."""
    chosen = year or today().year
    known = helpers(service.pool, asking.district)
    given = time_given(service.pool, asking.district, Period.of_year(chosen))
    people = named(service, asking.district, known.volunteers.values()) if knows_names(asking) else []
    context = {
        "year": chosen,
        "total": in_hours(given.total),
        "active": len(known.active),
        "rows": [_row(each, known, given) for each in people if each.entry.is_active],
        "former": [each for each in people if not each.entry.is_active],
        "waiting": _waiting(people, known),
        "engagements": [_engagement(each, known, given) for each in known.engagements.values()],
        "knows_names": knows_names(asking),
        "public_address": f"/mitmachen/{asking.district}" if known.public_engagements(today()) else None,
    }
    return rendered(request, "events/ehrenamt.html", context)


@router.get(f"{VOLUNTEERS}/{{volunteer}}")
def volunteer_page(request: Request, asking: HelpedHere, service: Service, volunteer: VolunteerInPath) -> Response:
    """Everything of one volunteer."""
    found = volunteer_with(service, asking.district, volunteer)
    known = helpers(service.pool, asking.district)
    given = records(service.pool, asking.district, Period(FIRST_DAY, LAST_DAY), volunteer)
    context = {
        "volunteer": found,
        "tasks": [(known.engagements[each.engagement_id], each) for each in known.taken_by(volunteer)],
        "records": [(each, short_hours(each.minutes), _title(each, known)) for each in given],
        "total": in_hours(sum(each.minutes for each in given)),
        "certificates": [
            (each, in_hours(each.minutes)) for each in certificates_of(service.pool, asking.district, volunteer)
        ],
        "languages": ", ".join(languages().get(key, key) for key in found.entry.languages),
        "provenance": PROVENANCES[found.entry.provenance],
    }
    return rendered(request, "events/ehrenamtliche.html", context)


@router.get(f"{VOLUNTEERS}/{{volunteer}}/bescheinigung/{{certificate}}")
def print_certificate(
    asking: HelpedHere, service: Service, volunteer: VolunteerInPath, certificate: CertificateInPath
) -> Response:
    content = certificate_pdf(service, asking.district, volunteer, certificate)
    return Response(content, media_type=PDF, headers={"Content-Disposition": 'inline; filename="bescheinigung.pdf"'})


def _row(volunteer: NamedVolunteer, known: Helpers, given: TimeGiven) -> VolunteerRow:
    taken = known.taken_by(volunteer.entry.volunteer_id)
    tasks = [known.engagements[each.engagement_id].title for each in taken if each.confirmed]
    return VolunteerRow(volunteer, tasks, short_hours(given.by_volunteer.get(volunteer.entry.volunteer_id, 0)))


def _engagement(engagement: EngagementEntry, known: Helpers, given: TimeGiven) -> EngagementRow:
    taken = sum(each.confirmed for each in known.takers_of(engagement.engagement_id))
    hours = short_hours(given.by_engagement.get(engagement.engagement_id, 0))
    return EngagementRow(engagement, taken, hours, engagement.is_open(today()))


def _waiting(people: Sequence[NamedVolunteer], known: Helpers) -> list[WaitingRow]:
    by_id = {each.entry.volunteer_id: each for each in people}
    return [
        WaitingRow(by_id[each.volunteer_id], each, known.engagements[each.engagement_id].title)
        for each in known.waiting
        if each.volunteer_id in by_id
    ]


def _title(record: VolunteeringEntry, known: Helpers) -> str | None:
    return None if record.engagement_id is None else known.engagements[record.engagement_id].title
