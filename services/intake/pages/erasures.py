"""*Löschungen*: what was erased, by opaque ids, and what waits for a second person."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final, TypeAlias

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from services.contracts.intake import ErasureScope
from services.intake.api import rights
from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.domain.erasure import Progress, told
from services.intake.erasing.desk import ErasingDesk
from services.intake.erasing.persons import Persons
from services.intake.erasing.queries import ListedErasure, list_erasures
from services.intake.opening import SERVICE
from services.intake.pages.case_rights import ERASURE_GROUNDS
from services.kernel.deciders import Context
from services.kernel.pages.asking import signed_in
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.described_forms import Here as HereOf
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.roles import Role

router: Final = APIRouter()

ERASURES: Final = "/loeschungen"
WHO: Final = (Role.KOORDINATION,)
Here: TypeAlias = HereOf[Intake]
KoordinationHere = Annotated[Session, Depends(signed_in(SERVICE, *WHO))]
SCOPES: Final[Mapping[ErasureScope, str]] = {
    "identity": "Namen und Notizen",
    "record": "Namen, Notizen und besondere Angaben",
}
PROGRESS: Final[Mapping[Progress, str]] = {
    "proposed": "wartet auf Bestätigung",
    "rejected": "abgelehnt",
    "ordered": "wird ausgeführt",
    "done": "gelöscht",
}


@router.get(ERASURES)
def erasures(request: Request, asking: KoordinationHere, service: Service) -> Response:
    found = list_erasures(service, asking.district)
    context = {
        "waiting": [(each, _in_the_way(service, asking, each)) for each in found if each.progress == "proposed"],
        "decided": [each for each in found if each.progress != "proposed"],
        "scopes": SCOPES,
        "grounds": ERASURE_GROUNDS,
        "progress": PROGRESS,
        "who": actors_for(request, asking),
        "me": asking.caller.actor,
    }
    return rendered(request, "intake/erasures.html", context)


def _in_the_way(service: Intake, asking: Session, one: ListedErasure) -> Sequence[str]:
    """What must still be kept of them today: until then nobody can confirm it."""
    known = Persons(service, asking.district).behind(one.persons[0])
    if one.scope != "record" or known is None:
        return ()
    return [told(each) for each in ErasingDesk(service, asking.district).duties(known)]


def _about(here: Here) -> str:
    """Which one, by its opaque id. Raises a Problem (404)."""
    erasure = here.named("erasure")
    if not any(each.erasure_id == erasure for each in list_erasures(here.service, here.district)):
        raise not_found("Diese Löschung gibt es nicht.")
    return f"Löschung {erasure}"


def _confirm(here: Here, body: rights.DecisionIn, context: Context) -> Stored:
    answer = rights.confirm_erasure(
        erasure=here.named("erasure"),
        _body=body,
        asking=here.asking,
        context=context,
        service=here.service,
        request=here.request,
    )
    return Stored(answer.position)


def _reject(here: Here, body: rights.DecisionIn, context: Context) -> Stored:
    answer = rights.reject_erasure(
        erasure=here.named("erasure"), _body=body, asking=here.asking, context=context, service=here.service
    )
    return Stored(answer.position)


FORMS: Final = (
    DescribedForm(
        path=f"{ERASURES}/{{erasure}}/bestaetigen",
        title="Löschung bestätigen",
        button="Endgültig löschen",
        model=rights.DecisionIn,
        about=_about,
        remarks=lambda _: ("Danach kann niemand die Angaben wiederherstellen, auch nicht aus einer Sicherung.",),
        warns=True,
        fields=lambda _: (),
        send=_confirm,
        back=lambda _: ERASURES,
    ),
    DescribedForm(
        path=f"{ERASURES}/{{erasure}}/ablehnen",
        title="Löschung ablehnen",
        button="Löschung ablehnen",
        model=rights.DecisionIn,
        about=_about,
        fields=lambda _: (),
        send=_reject,
        back=lambda _: ERASURES,
    ),
)
add_forms(router, SERVICE, WHO, FORMS)
