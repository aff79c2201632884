"""Mandates as pages: granted, shown, revoked; and what was read under them."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.names import actors_for, names_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import Field
from services.kernel.requests import only_known
from services.kernel.times import today
from services.reporting.api.asking import NothingIn, Service
from services.reporting.api.mandates import MandateIn
from services.reporting.application import SERVICE
from services.reporting.auditing.examiners import examiners_on
from services.reporting.auditing.mandate import MANDATE, UnknownMandate, expect_granted, standing
from services.reporting.auditing.mandates_desk import MandatesDesk
from services.reporting.auditing.mandates_queries import evidence_reads
from services.reporting.pages.auditing_here import (
    BADGES,
    COORDINATORS,
    KINDS,
    MANDATES,
    PRUEFUNG,
    STANDINGS,
    CoordinatorHere,
    ExaminerHere,
    Here,
    own_mandates_only,
)

router: Final = APIRouter()

READS: Final = f"{PRUEFUNG}/einsichten"
ONE: Final = f"{MANDATES}/{{mandate}}"
SEES: Final = (
    "Mit einem Prüfauftrag sieht die Person Belege einzelner Teilnehmender, ohne Namen: "
    "Angaben, Verläufe und Stichproben dieser Vorhaben."
)
SEEN: Final = "Unter „Einsichten der Prüfung“ sehen Sie, was sie ansieht."
PAGE: Final = 50
LAST_PAGE: Final = 1000


@router.get(READS, dependencies=[Depends(only_known("seite"))])
def reads_page(
    request: Request,
    asking: CoordinatorHere,
    service: Service,
    page: Annotated[int, Query(alias="seite", ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """Who looked at which evidence of persons, newest first."""
    found = evidence_reads(service.pool, asking.district, PAGE + 1, (page - 1) * PAGE)
    context = {
        "reads": found[:PAGE],
        "who": actors_for(request, asking),
        "operations": {row.operation: row.name for row in service.reports.operations(asking.district)},
        "kinds": KINDS,
        "earlier": f"{READS}?seite={page - 1}" if page > 1 else None,
        "further": f"{READS}?seite={page + 1}" if len(found) > PAGE else None,
    }
    return rendered(request, "reporting/reads.html", context)


def _person(here: Here, staff_id: UUID) -> str:
    return names_for(here.request, here.asking).get(staff_id, str(staff_id))


def _fields(here: Here) -> Sequence[Field]:
    people = [(str(each), _person(here, each)) for each in examiners_on(here.service.pool, here.district, today())]
    operations = [(each.operation, each.name) for each in here.service.reports.operations(here.district)]
    day = today()
    return (
        Field(
            name="staff_id",
            title="Wer prüft?",
            kind="select",
            options=people,
            hint="Zur Wahl steht, wer heute die Rolle Prüfung hat.",
        ),
        Field(name="operations", title="Welche Vorhaben?", kind="checks", options=operations),
        Field(name="audited_from", title="Geprüft wird ab", kind="date", default=str(date(day.year - 1, 1, 1))),
        Field(name="audited_to", title="Geprüft wird bis", kind="date", default=str(date(day.year - 1, 12, 31))),
        Field(
            name="expires",
            title="Der Auftrag gilt bis",
            kind="date",
            hint="Danach sind die Belege einzelner Personen wieder verschlossen.",
            more={"min": str(day)},
        ),
    )


def _grant(here: Here, body: MandateIn, context: Context) -> Stored:
    made = MandatesDesk(here.service, here.district).grant(body.wanted, context)
    return Stored(made.outcome.position, f"{MANDATES}/{made.mandate_id}")


def _revoke(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(MandatesDesk(here.service, here.district).revoke(here.named("mandate"), context).position)


def _about(here: Here) -> str:
    granted = expect_granted(here.service.state(here.district, MANDATE, here.named("mandate")))
    names = {row.operation: row.name for row in here.service.reports.operations(here.district)}
    return f"{_person(here, granted.staff_id)}: {', '.join(names.get(key, key) for key in granted.operations)}"


FORMS: Final = (
    DescribedForm(
        path=f"{MANDATES}/neu",
        title="Prüfauftrag erteilen",
        button="Prüfauftrag erteilen",
        model=MandateIn,
        fields=_fields,
        send=_grant,
        back=lambda _here: PRUEFUNG,
        remarks=lambda _here: (SEES, SEEN),
    ),
    DescribedForm(
        path=f"{ONE}/entziehen",
        title="Prüfauftrag entziehen",
        button="Entziehen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_revoke,
        back=lambda here: f"{MANDATES}/{here.named('mandate')}",
        about=_about,
        remarks=lambda _here: ("Der Auftrag gilt danach sofort nicht mehr.",),
        warns=True,
    ),
)
add_forms(router, SERVICE, COORDINATORS, FORMS)


@router.get(ONE)
def mandate_page(
    request: Request, asking: ExaminerHere, service: Service, mandate: Annotated[UUID, Path()]
) -> Response:
    """From its stream, so that it shows what was stored a moment ago. Raises UnknownMandate, also for another's."""
    state = service.state(asking.district, MANDATE, mandate)
    granted = expect_granted(state)
    own = own_mandates_only(asking)
    if own not in {None, granted.staff_id}:
        raise UnknownMandate
    stands = standing(granted.expires, today(), is_revoked=state.is_revoked)
    context = {
        "mandate": granted,
        "person": names_for(request, asking).get(granted.staff_id, str(granted.staff_id)),
        "standing": STANDINGS[stands],
        "badge": BADGES[stands],
        "may_revoke": own is None and stands == "holds",
        "reads": evidence_reads(service.pool, asking.district, PAGE, mandate=mandate),
        "kinds": KINDS,
        "operations": {row.operation: row.name for row in service.reports.operations(asking.district)},
    }
    return rendered(request, "reporting/mandate.html", context)
