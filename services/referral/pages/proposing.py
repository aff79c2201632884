"""Choosing a partner: from a case, or as a recommendation that tells nothing of anybody.

First the need, then the offers that fit with their grounds, then one of them. The need goes in the body of a form:
an address stands in logs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.contracts.vocabularies import languages
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.requests import Session
from services.kernel.times import today
from services.referral import known
from services.referral.access_desk import AccessDesk, access_desk
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.directory import directory
from services.referral.domain.matching import Match
from services.referral.known import KnownCase
from services.referral.matching_queries import matches
from services.referral.opening import SERVICE
from services.referral.pages.asking import FachkraftHere, Sent
from services.referral.pages.need_forms import ChosenIn, NeedIn, chosen_shape, need_shape
from services.referral.pages.referral_here import REFERRALS
from services.referral.pages.same_needs import SameNeeds, in_words, same_needs
from services.referral.proposals import OfferNotListed, PartnerNotListed
from services.referral.recommending import recommend
from services.referral.referrals_desk import ReferralsDesk

router: Final = APIRouter()

NEW: Final = f"{REFERRALS}/neu"
MOST: Final = 20
TITLES: Final[Mapping[str, str]] = {
    "topics": "Wobei wird Hilfe gesucht?",
    "operation": "Vorhaben",
    "sozialraum": "Sozialraum",
    "language": "Sprache",
    "note": "Notiz",
    "offer": "Angebot",
    "partner": "Partner",
}


class NobodyChosen(RuleViolation):
    title = "Bitte einen Partner wählen."
    field = "partner"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who seeks help for whom: ``case`` None is somebody of whom nothing is recorded."""

    request: Request
    service: Referral
    session: Session
    desk: AccessDesk
    case: KnownCase | None

    @property
    def district(self) -> str:
        return self.session.district


@router.get(NEW)
def need_form(
    *,
    request: Request,
    asking: FachkraftHere,
    service: Service,
    case: Annotated[UUID | None, Query(alias="fall", title="Fall")] = None,
    instead_of: Annotated[UUID | None, Query(alias="anstelle", title="Anstelle der Weitervermittlung")] = None,
) -> Response:
    """From a case the browser ticks the topics that it has now; in place of another referral those of that one."""
    here = _asking(request, service, asking, case)
    if instead_of is None:
        return _need_page(here, NeedIn(case=case), blank())
    before = here.desk.granted(instead_of, "write")
    known_need = blank(topics=before.topics, language=before.language or "")
    return _need_page(here, NeedIn(case=before.case_id, instead_of=instead_of), known_need)


@router.post(NEW)
def offers_for(
    request: Request,
    asking: FachkraftHere,
    service: Service,
    need: Annotated[Filled[NeedIn], Depends(filled(NeedIn, need_shape))],
) -> Response:
    """The offers that fit, best first. Nothing is stored."""
    said = need.model
    here = _asking(request, service, asking, _case_in(need))
    if said is None:
        return _need_page(here, NeedIn(case=_case_in(need)), need, UNPROCESSABLE)
    return _offers_page(here, said, blank())


@router.post(f"{REFERRALS}/vorschlag")
def propose(
    *,
    request: Request,
    asking: FachkraftHere,
    context: Sent,
    service: Service,
    chosen: Annotated[Filled[ChosenIn], Depends(filled(ChosenIn, chosen_shape))],
) -> Response:
    """From a case proposed; without one recommended, which is proposed and handed over at once."""
    here = _asking(request, service, asking, _case_in(chosen))
    body = chosen.model
    if body is None:
        return _need_page(here, NeedIn(case=_case_in(chosen)), chosen, UNPROCESSABLE)
    if body.instead_of is not None:
        here.desk.granted(body.instead_of, "write")
    need = NeedIn.model_validate(body.model_dump(include=set(NeedIn.model_fields)))
    try:
        path, position = _proposed(here, body, context)
    except NobodyChosen as missing:
        return _offers_page(here, need, chosen.refused(missing), UNPROCESSABLE)
    except RuleViolation as broken:
        return _offers_page(here, need, chosen.refused(broken, getattr(broken, "further", ())), CONFLICT)
    return see_other(path, SERVICE, position)


def _asking(request: Request, service: Referral, session: Session, case: UUID | None) -> Asking:
    """Raises AccessRefused for a case of another team."""
    desk = access_desk(service, session)
    return Asking(request, service, session, desk, None if case is None else desk.case(case))


def _case_in(form: Filled[Any]) -> UUID | None:
    """The case that a form names, also where something else in it is wrong; a wrong id is nobody's case."""
    said = form.value("case").strip()
    if not said:
        return None
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)


def _proposed(here: Asking, body: ChosenIn, context: Context) -> tuple[str, int | None]:
    """Raises NobodyChosen, OfferNotListed, PartnerNotListed and the refusals of the desk."""
    staff = known.staff_id_of(here.session.caller.actor)
    team = min(here.desk.asker.teams, default=None)
    proposal = body.proposal(_partner(here, body), team, staff)
    desk = ReferralsDesk(here.service, here.district)
    if here.case is None:
        made = recommend(desk, proposal, context, escorted=body.escorted)
        return f"{REFERRALS}/{made.id}?hinweis=empfohlen", made.outcome.position
    made = desk.propose(proposal, context)
    return f"{REFERRALS}/{made.id}", made.outcome.position


def _partner(here: Asking, body: ChosenIn) -> UUID:
    """Whose offer was chosen, or who was chosen by name."""
    listed = directory(here.service.pool, here.district).listed(today())
    if body.offer is not None:
        offer = listed.offers.get(body.offer)
        if offer is None:
            raise OfferNotListed(field="offer")
        return offer.partner_id
    if body.partner is None:
        raise NobodyChosen
    if body.partner not in listed.partners:
        raise PartnerNotListed(field="partner")
    return body.partner


# --- The need ---------------------------------------------------------------------


def _title(here: Asking) -> str:
    return "Empfehlung ohne Angaben" if here.case is None else "Weitervermitteln"


def _need_page(here: Asking, need: NeedIn, form: Filled[Any], status: int = 200) -> Response:
    pool, district = here.service.pool, here.district
    running = [(each.operation, each.name) for each in known.operations_of(pool, district) if each.runs_on(today())]
    context = {
        "title": _title(here),
        "titles": TITLES,
        "form": form,
        "case": _file_of(here),
        "kept": [(name, value) for name, value in need.kept() if name in {"case", "instead_of"}],
        "themes": _themes(need, form),
        "topics": [(term.key, term.label) for term in known.topics_of(pool, district).terms],
        "operations": running,
        "operation": running[0][0] if len(running) == 1 else "",
        "sozialraeume": [(name, name) for name in known.sozialraeume_of(pool, district)],
        "sozialraum": _usual_place(here),
        "languages": [(key, label) for key, label in languages().items() if key != "de"],
        "back": _file_of(here) or REFERRALS,
    }
    return rendered(here.request, "referral/weitervermittlung_neu.html", context, status=status)


def _themes(need: NeedIn, form: Filled[Any]) -> str | None:
    """Where the browser finds the topics of the case; not where something else is ticked already."""
    if need.case is None or form.typed:
        return None
    return f"/faelle/{need.case}/weitervermittlung/themen"


def _file_of(here: Asking) -> str | None:
    return None if here.case is None else f"/faelle/{here.case.case_id}"


def _usual_place(here: Asking) -> str:
    """Where the Träger of the one who asks has its first site."""
    staff = known.staff_id_of(here.session.caller.actor)
    sender = None if staff is None else known.sender_of(here.service.pool, here.district, staff)
    sites = [] if sender is None else known.sites_of(here.service.pool, here.district, sender.traeger, today())
    return sites[0].sozialraum if sites else ""


# --- The offers -------------------------------------------------------------------


def _offers_page(here: Asking, need: NeedIn, form: Filled[Any], status: int = 200) -> Response:
    """The offers that fit, and below them every listed partner by name: somebody may know better than the list."""
    found = matches(here.service, here.district, need.wish(here.case), today())[:MOST]
    entries = directory(here.service.pool, here.district)
    listed = entries.listed(today()).partners.values()
    chosen = next((each.partner_id for each in listed if form.chosen("partner", str(each.partner_id))), None)
    choices = [
        *((each.offer.partner_id, each.offer.offer_id) for each in found),
        *((each.partner_id, None) for each in listed),
    ]
    same = same_needs(here.service, here.district, here.case, choices, topics=need.topics, chosen=chosen)
    words = known.topics_of(here.service.pool, here.district)
    context = {
        "title": f"{_title(here)}: passende Angebote",
        "titles": TITLES,
        "form": form,
        "case": _file_of(here),
        "kept": need.kept(),
        "sought": "; ".join(words.label(key) for key in need.topics) or "keine bestimmten Themen",
        "same": in_words(here.service, here.district, here.case, same, partners=entries.partners, label=words.label),
        "confirmed": list(same.confirmed()),
        "matches": [_match(here, each, same) for each in found],
        "partners": [(str(each.partner_id), each.name) for each in listed],
        "other_button": _button(here, same, chosen),
        "need_page": _need_address(need),
    }
    return rendered(here.request, "referral/weitervermittlung_angebote.html", context, status=status)


def _need_address(need: NeedIn) -> str:
    if need.instead_of is not None:
        return f"{NEW}?fall={need.case}&anstelle={need.instead_of}" if need.case else NEW
    return NEW if need.case is None else f"{NEW}?fall={need.case}"


def _match(here: Asking, match: Match, same: SameNeeds) -> dict[str, Any]:
    return {
        "name": match.offer.name,
        "partner": match.offer.partner_name,
        "grounds": match.grounds,
        "warning": "nimmt zurzeit niemanden auf" if match.takes_nobody else None,
        "value": match.offer.offer_id,
        "button": _button(here, same, match.offer.offer_id),
    }


def _button(here: Asking, same: SameNeeds, choice: UUID | None) -> str:
    button = "Mitgeben" if here.case is None else "Vorschlagen"
    return f"Trotzdem {button.lower()}" if choice is not None and same.are_told(choice) else button
