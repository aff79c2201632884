"""Proofs as pages: the journal's checkpoints, and whether everything arrived."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.rendering import rendered
from services.reporting.api.asking import NothingIn, Service
from services.reporting.api.proofs import PATIENCE_S
from services.reporting.application import SERVICE
from services.reporting.pages.auditing_here import EXAMINERS, PRUEFUNG, ExaminerHere, Here
from services.reporting.proving.certificates import certificate_report, is_complete, verdict
from services.reporting.proving.checkpoints import public_key, signed_checkpoint
from services.reporting.proving.noted import checkpoints, deliveries, delivery
from services.reporting.proving.other_side import Platform
from services.reporting.proving.reconciling import Reconciling

router: Final = APIRouter()

CHECKPOINTS: Final = f"{PRUEFUNG}/pruefpunkte"
DELIVERIES: Final = f"{PRUEFUNG}/zustellung"
MOST: Final = 100  # lines of a list
REMARKS: Final = (
    "Jedes Ereignis jeder Quelle wird mit dem Journal verglichen. Beide Seiten rechnen ihre Prüfsumme selbst.",
    "Bei vielen Ereignissen dauert das einige Minuten.",
)


@router.get(CHECKPOINTS)
def checkpoints_page(request: Request, asking: ExaminerHere, service: Service) -> Response:
    """The checkpoint of now with the key it is checked with, and those of earlier days."""
    with service.pool.transaction() as conn, enter(conn, asking.district):
        signed = signed_checkpoint(conn, service.secrets, asking.district)
    days = checkpoints(service, asking.district)
    context = {
        "now": signed,
        "key": public_key(service.secrets, asking.district).text(),
        "days": [one.fact for one in reversed(days[-MOST:])],
    }
    return rendered(request, "reporting/checkpoints.html", context)


@router.get(DELIVERIES)
def deliveries_page(request: Request, asking: ExaminerHere, service: Service) -> Response:
    """Every comparison so far, newest first."""
    found = deliveries(service, asking.district)
    rows = [(one, is_complete(one.fact), verdict(one.fact)) for one in reversed(found[-MOST:])]
    return rendered(request, "reporting/deliveries.html", {"rows": rows})


def _reconcile(here: Here, _body: NothingIn, context: Context) -> Stored:
    reconciling = Reconciling(here.service, Platform(here.service.settings), here.district, PATIENCE_S)
    return Stored(None, f"{DELIVERIES}/{reconciling.certify(context).certificate_id}")


add_forms(
    router,
    SERVICE,
    tuple(sorted(EXAMINERS)),
    (
        DescribedForm(
            path=f"{DELIVERIES}/neu",
            title="Zustellung abgleichen",
            button="Jetzt abgleichen",
            model=NothingIn,
            fields=lambda _here: (),
            send=_reconcile,
            back=lambda _here: DELIVERIES,
            remarks=lambda _here: REMARKS,
        ),
    ),
)


@router.get(f"{DELIVERIES}/{{delivery}}")
def certificate_page(
    request: Request, asking: ExaminerHere, service: Service, certificate: Annotated[UUID, Path(alias="delivery")]
) -> Response:
    """One comparison in full. Raises UnknownCertificate."""
    found = delivery(service, asking.district, certificate)
    context = {
        "report": certificate_report(found.fact, asking.district, found.at),
        "complete": is_complete(found.fact),
        "verdict": verdict(found.fact),
        "paper": f"/{SERVICE}/deliveries/{certificate}.pdf",
        "program": f"/{SERVICE}/deliveries/{certificate}",
    }
    return rendered(request, "reporting/delivery.html", context)
