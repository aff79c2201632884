"""Who comes with a link, page after page: the pass in the cookie, what it opens, and the context of an answer."""

from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.responses import Response

from services.contracts.referral import LinkIssued, LinkRefusal
from services.kernel.deciders import Context
from services.kernel.pages.asking import form_context_of
from services.kernel.problems import Problem
from services.kernel.settings import Settings
from services.kernel.tokens import Caller
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.asking_party import AskingParty, asking_party
from services.referral.link_door import VISIT, LinkClosed, LinkDoor, Visit, VisitOver
from services.referral.link_kinds import LinkKind
from services.referral.link_rows import issued_by
from services.referral.links_desk import PATH

COOKIE: Final = "lotse_antwort"
ROLE: Final = "partner"
GONE: Final = 410
FORBIDDEN: Final = 403

WHY: Final[dict[LinkRefusal, tuple[str, str]]] = {
    "expired": ("Dieser Link ist abgelaufen", "Bitte lassen Sie sich einen neuen Link geben."),
    "revoked": (
        "Dieser Link gilt nicht mehr",
        "Die Stelle, von der Sie ihn haben, hat ihn zurückgenommen, oder es gibt einen neueren.",
    ),
    "used_up": (
        "Hier ist nichts mehr zu tun",
        "Vielen Dank: Zu dieser Vermittlung liegt eine abschließende Antwort vor, oder sie ist beendet.",
    ),
}


@dataclass(frozen=True, slots=True)
class PartnerHere:
    """A partner with an open link, at one of its pages."""

    request: Request
    service: Referral
    visit: Visit

    @property
    def district(self) -> str:
        return self.visit.district

    @property
    def link(self) -> LinkIssued:
        return self.visit.link

    @property
    def asking(self) -> AskingParty:
        """Who gave the link."""
        return asking_of(self.service, self.district, self.link)


def asking_of(service: Referral, district: str, link: LinkIssued) -> AskingParty:
    actor = issued_by(service.pool, district, link.link_id) or ""
    return asking_party(service, district, actor, (link.partner_id, link.link_id))


def visitor_of(kind: LinkKind) -> object:
    """A dependency: the partner whose link is of this kind and open now. Raises a Problem (403, 410)."""

    def find(request: Request, service: Service) -> PartnerHere:
        try:
            visit = LinkDoor(service).by_pass(request.cookies.get(COOKIE, ""))
        except VisitOver:
            raise visit_over() from None
        except LinkClosed as closed:
            raise link_closed(service, closed) from None
        if visit.kind is not kind:
            raise visit_over()
        return PartnerHere(request, service, visit)

    return find


async def answer_context(request: Request, here: PartnerHere) -> Context:
    """The context of a partner's answer; its key was made when the form was shown. Raises a Problem."""
    return await form_context_of(request, Caller(here.district, ROLE, here.visit.actor))


def visit_over() -> Problem:
    detail = f"Bitte öffnen Sie Ihren Link noch einmal, oder geben Sie den Code unter {PATH} ein."
    return Problem("link-visit-over", FORBIDDEN, "Bitte öffnen Sie Ihren Link noch einmal", detail)


def link_closed(service: Referral, closed: LinkClosed) -> Problem:
    """Why, and whom to ring: whoever comes here holds a genuine link."""
    title, words = WHY[closed.grounds]
    asked = asking_of(service, closed.district, closed.link)
    return Problem("link-closed", GONE, title, f"{words} {whom_to_ring(asked)}")


def whom_to_ring(asked: AskingParty) -> str:
    """Our own number where one was given with the link, and our sites; no name of anybody."""
    number = f", Telefon {asked.callback}" if asked.callback else ""
    places = "; ".join(f"{site.name}, {site.address}" for site in asked.sites if site.address)
    return f"Fragen beantwortet: {asked.name}{number}." + (f" Vor Ort: {places}." if places else "")


def keep_pass(request: Request, service: Referral, answer: Response, visit: Visit) -> None:
    """For this one link and half an hour; whatever pass the browser brought along is replaced."""
    settings: Settings = request.app.state.settings
    answer.set_cookie(
        COOKIE,
        LinkDoor(service).pass_of(visit),
        max_age=int(VISIT.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=settings.is_https,
    )


def drop_pass(answer: Response) -> None:
    answer.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax")
