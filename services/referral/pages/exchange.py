"""*Ausgeben und einlesen*: the directory as a file, for whoever works with it.

What became of a file is shown at once and not behind a redirect: sending it again changes nothing.
"""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.contracts.vocabularies import partner_kinds
from services.kernel.files.failures import FileRefused
from services.kernel.files.sent import MULTIPART
from services.kernel.pages.forms import Filled, blank, made_of
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import UNPROCESSABLE
from services.kernel.problems import FieldError, unsupported_media_type
from services.kernel.requests import media_type, only_known
from services.referral.api.asking import Service
from services.referral.api.directory_fields import PartnerKind
from services.referral.api.exchange import as_file
from services.referral.exchange.imported import Imported
from services.referral.exchange.service import USUAL_KIND, Form, exported, imported
from services.referral.pages.asking import WriterHere

EXCHANGE: Final = "/partner/austausch"
FORMS: Final = (
    ("hsds", "HSDS 3 (JSON): alles, auch aus anderen Programmen"),
    ("partners", "Tabelle der Einrichtungen (CSV oder Excel)"),
    ("offers", "Tabelle der Angebote (CSV oder Excel)"),
)
FILE_MISSING: Final = "Bitte eine Datei auswählen."
MOST_TOLD: Final = 100

router: Final = APIRouter(prefix=EXCHANGE)


class Sending(BaseModel):
    """The form beside the file."""

    form: Form
    partner_kind: PartnerKind = USUAL_KIND
    dry_run: Literal["ja"] | None = None


@router.get("", dependencies=[Depends(only_known())])
def exchange_page(request: Request, asking: WriterHere) -> Response:  # noqa: ARG001 - who asks is checked
    return _page(request, blank(form="hsds", partner_kind=USUAL_KIND, dry_run="ja"))


@router.get("/{form}", dependencies=[Depends(only_known())])
def download(form: Form, asking: WriterHere, service: Service) -> Response:
    return as_file(exported(service, asking.district, form), asking.district, form)


async def _sent(request: Request) -> tuple[Filled[Sending], bytes | None]:
    """The form and the file of this request; None where no file was chosen."""
    if media_type(request) != MULTIPART:
        raise unsupported_media_type([MULTIPART])
    form = await request.form(max_files=1, max_fields=10)
    file = form.get("datei")
    content = await file.read() if isinstance(file, UploadFile) and file.filename else None
    words = ((name, value) for name, value in form.multi_items() if isinstance(value, str) and name != "datei")
    return made_of(words, Sending), content


@router.post("", dependencies=[Depends(only_known())])
async def take_file(
    request: Request, asking: WriterHere, service: Service, sent: Annotated[Any, Depends(_sent)]
) -> Response:
    filled, content = sent
    if content is None:
        filled = Filled(filled.typed, None, [*filled.errors, FieldError("datei", FILE_MISSING)])
    if filled.model is None:
        return _page(request, filled, status=UNPROCESSABLE)
    how: Sending = filled.model
    dry_run = how.dry_run is not None
    try:
        done = await run_in_threadpool(
            imported,
            service,
            asking.district,
            how.form,
            content,
            asking.caller.actor,
            kind=how.partner_kind,
            dry_run=dry_run,
        )
    except FileRefused as refused:
        return _page(request, Filled(filled.typed, None, [FieldError("datei", str(refused))]), status=UNPROCESSABLE)
    return _page(request, filled, done)


def _page(request: Request, filled: Filled[Any], done: Imported | None = None, status: int = 200) -> Response:
    context = {
        "form": filled,
        "forms": FORMS,
        "kinds": list(partner_kinds().items()),
        "titles": {"form": "Art der Datei", "datei": "Datei", "partner_kind": "Partnerart"},
        "address": EXCHANGE,
        "done": done,
        "most": MOST_TOLD,
    }
    return rendered(request, "referral/austausch.html", context, status=status)
