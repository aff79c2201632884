"""Papers of a referral to print: the letter to the partner with its QR code, the note that the person takes along."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from services.kernel.problems import Problem
from services.referral.link_door import LinkDoor
from services.referral.link_rows import links_of
from services.referral.links_desk import LinksDesk
from services.referral.pages.referral_here import REFERRALS, Here, ReferralWritten
from services.referral.paper.contents import Papers
from services.referral.paper.printing import Paper, printed
from services.referral.referrals_desk import ReferralsDesk

PDF: Final = "application/pdf"
GONE: Final = 410

router: Final = APIRouter()
LinkInPath = Annotated[UUID, Path(title="Link")]


@router.get(f"{REFERRALS}/{{referral}}/schreiben/{{link}}")
def print_letter(here: ReferralWritten, link: LinkInPath) -> Response:
    """Only while the link opens something. Raises a Problem (410)."""
    row = next(
        (each for each in links_of(here.service.pool, here.district, here.row.referral_id) if each.link_id == link),
        None,
    )
    if row is None or LinkDoor(here.service).refusal_of(here.district, link) is not None:
        detail = "Der Link gilt nicht mehr. Bitte stellen Sie für das Schreiben einen neuen aus."
        raise Problem("link-closed", GONE, "Dieses Schreiben gibt es nicht mehr", detail)
    issued = LinksDesk(here.service, here.district).again(link)
    return _sent(_papers(here).letter_to_partner(issued, row.issued_by), "vermittlungsschreiben")


@router.get(f"{REFERRALS}/{{referral}}/merkzettel")
def print_note(here: ReferralWritten) -> Response:
    """No consent is needed: it says where somebody can go, and not who."""
    return _sent(_papers(here).note_for_person(here.asking.caller.actor), "merkzettel")


def letter_address(here: Here, link_id: UUID) -> str:
    """Where the letter with this link is printed."""
    return f"{here.address}/schreiben/{link_id}"


def note_address(here: Here) -> str:
    """Where the note that the person takes along is printed."""
    return f"{here.address}/merkzettel"


def _papers(here: Here) -> Papers:
    book = ReferralsDesk(here.service, here.district).book(here.row.book_id)
    return Papers(here.service, here.district, book, here.row.referral_id)


def _sent(paper: Paper, name: str) -> Response:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(printed(paper), media_type=PDF, headers=headers)
