"""*Nachweise*: files that prove something, sent, fetched and removed."""

import hashlib
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.contracts.events import ProofAttached
from services.contracts.events.words import ProofKind
from services.events.api.asking import NothingIn, Service
from services.events.domain.proof import UnknownProof
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here, TeamHere
from services.events.pages.tasks_homes import home_of, page_of
from services.events.pages.tasks_shown import PROOF_KINDS
from services.events.proof_files import ENDINGS
from services.events.proofs_desk import About, ProofDesk
from services.kernel.deciders import Context, RuleViolation
from services.kernel.files.sent import MULTIPART
from services.kernel.inputs import Day
from services.kernel.pages.asking import COMMAND_KEY
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.forms import Filled, blank, made_of
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.problems import not_found, unsupported_media_type
from services.kernel.requests import context_of, media_type
from services.kernel.times import today

NEW: Final = "/nachweise/{home}/{of_id}/neu"
ONE: Final = "/nachweise/{proof}"

router: Final = APIRouter()


class ProofIn(BaseModel):
    """What stands beside the file."""

    model_config = ConfigDict(extra="forbid")

    kind: ProofKind
    on: Day


def _home_is_there(request: Request, asking: TeamHere, service: Service) -> None:
    """Before anything that was sent is looked at. Raises UnknownHome, a Problem (404)."""
    here = Here(request, service, asking)
    home_of(here).page(here, here.named("of_id"))


async def _sent(
    request: Request, _there: Annotated[None, Depends(_home_is_there)]
) -> tuple[Filled[ProofIn], bytes, str | None]:
    """The form, the file (empty where none was chosen) and the form's key. Raises a Problem (415)."""
    if media_type(request) != MULTIPART:
        raise unsupported_media_type([MULTIPART])
    form = await request.form(max_files=1, max_fields=10)
    file, key = form.get("file"), form.get(COMMAND_KEY)
    content = await file.read() if isinstance(file, UploadFile) and file.filename else b""
    words = ((name, value) for name, value in form.multi_items() if isinstance(value, str) and name != "file")
    return made_of(words, ProofIn), content, key if isinstance(key, str) and key else None


@router.get(NEW)
def new_proof(request: Request, asking: TeamHere, service: Service) -> Response:
    return _page(Here(request, service, asking), blank(on=str(today())))


# Who may not is told so before anything that is wrong with what was sent.
@router.post(NEW)
async def attach_proof(
    request: Request, asking: TeamHere, service: Service, sent: Annotated[Any, Depends(_sent)]
) -> Response:
    filled, content, key = sent
    here = Here(request, service, asking)
    digest = hashlib.sha256(content).digest()
    context = context_of(request, asking.caller, key, repr(sorted(filled.typed.items())).encode() + digest)
    return await run_in_threadpool(_attached, here, filled, content, context)


@router.get(ONE + "/datei")
def download(proof: Annotated[UUID, Path()], asking: TeamHere, service: Service) -> Response:
    """Never shown inside a page: whatever it holds, the browser saves it."""
    attached, content = ProofDesk(service, asking.district).file(proof)
    name = f"nachweis-{attached.on}.{ENDINGS[attached.media_type]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=attached.media_type, headers=headers)


def _attached(here: Here, filled: Filled[ProofIn], content: bytes, context: Context) -> Response:
    home, of_id = home_of(here), here.named("of_id")
    if filled.model is None:
        return _page(here, filled, UNPROCESSABLE)
    about = About(of=home.of, of_id=of_id, kind=filled.model.kind, on=filled.model.on)
    try:
        made = ProofDesk(here.service, here.district).attach(about, content, context)
    except RuleViolation as broken:
        return _page(here, filled.refused(broken), CONFLICT)
    return see_other(home.page(here, of_id), SERVICE, made.outcome.position)


def _page(here: Here, form: Filled[Any], status: int = 200) -> Response:
    back = home_of(here).page(here, here.named("of_id"))
    context = {"form": form, "kinds": list(PROOF_KINDS.items()), "back": back, "today": str(today())}
    return rendered(here.request, "events/proof.html", context, status=status)


# --- Removing --------------------------------------------------------------------------


def _proof(here: Here) -> ProofAttached:
    """The proof in the address. Raises a Problem (404)."""
    found = ProofDesk(here.service, here.district).proof(here.named("proof"))
    if found.attached is None or found.is_removed:
        raise not_found(UnknownProof.title)
    return found.attached


def _home(here: Here) -> str:
    proof = _proof(here)
    return page_of(here, proof.of, proof.of_id)


def _remove(here: Here, _body: NothingIn, context: Context) -> Stored:
    home = _home(here)
    return Stored(ProofDesk(here.service, here.district).remove(here.named("proof"), context).position, home)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/entfernen",
        title="Nachweis entfernen",
        button="Endgültig entfernen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_remove,
        back=_home,
        about=lambda here: PROOF_KINDS[_proof(here).kind],
        remarks=lambda _here: ("Die Datei wird gelöscht. Das lässt sich nicht rückgängig machen.",),
        warns=True,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
