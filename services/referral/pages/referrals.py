"""*Weitervermittlungen*: the lists of a Fachkraft and of the Koordination, and one referral with what is to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.contracts.referral_states import state_label
from services.contracts.referral_waiting import WORDS, Waiting, WaitingTerms, waiting
from services.contracts.succession import hands_of, responsible
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.wording import day as in_german
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today
from services.referral import known
from services.referral.access_desk import access_desk
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.directory import directory
from services.referral.pages.asking import WriterHere
from services.referral.pages.referral_here import REFERRALS
from services.referral.referral_rows import Listing, ReferralRow
from services.referral.referrals_queries import listed, overdue
from services.referral.terms_queries import terms_of

router: Final = APIRouter()

A_PAGE: Final = 50
View = Literal["offen", "ueberfaellig", "einwilligung", "unterrichten", "alle"]
Whose = Literal["mir", "team"]
VIEWS: Final[Mapping[View, str]] = {
    "offen": "laufende",
    "ueberfaellig": "überfällige",
    "einwilligung": "wartet auf Einwilligung",
    "unterrichten": "Partner zu unterrichten",
    "alle": "alle",
}
WHOSE: Final[Mapping[Whose, str]] = {"mir": "meine", "team": "meiner Teams"}
NOTHING: Final[Mapping[View, str]] = {
    "offen": "Hier läuft keine Weitervermittlung.",
    "ueberfaellig": "Nichts ist überfällig.",
    "einwilligung": "Auf keine Einwilligung wird gewartet.",
    "unterrichten": "Es ist kein Partner über einen Widerruf zu unterrichten.",
    "alle": "Hier steht noch keine Weitervermittlung.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is to show, as its links say it."""

    view: View
    whose: Whose
    before: int | None

    def link(self, **other: object) -> str:
        said = {"zeigen": self.view, "von": self.whose, **other}
        return f"{REFERRALS}?{urlencode({name: value for name, value in said.items() if value is not None})}"


@router.get(REFERRALS)
def referral_list(
    *,
    request: Request,
    asking: WriterHere,
    service: Service,
    view: Annotated[View, Query(alias="zeigen", title="Welche")] = "offen",
    whose: Annotated[Whose | None, Query(alias="von", title="Wessen")] = None,
    before: Annotated[int | None, Query(alias="vor", ge=0, le=2**63 - 1)] = None,
) -> Response:
    """A Fachkraft's own first; the Koordination sees where each stands, never what it is about."""
    is_own = asking.caller.role == Role.FACHKRAFT
    asked = Asked(view, whose or ("mir" if is_own and known.staff_id_of(asking.caller.actor) else "team"), before)
    rows, last = _found(service, asking, asked)
    context = {
        "may_propose": is_own,
        "whose": [(title, asked.link(von=key), key == asked.whose) for key, title in WHOSE.items()] if is_own else [],
        "views": [(title, asked.link(zeigen=key), key == view) for key, title in VIEWS.items()],
        "caption": f"Weitervermittlungen: {VIEWS[view]}",
        "nothing": NOTHING[view],
        "rows": _in_words(request, service, asking, rows),
        "further": None if last is None else asked.link(vor=last),
    }
    return rendered(request, "referral/weitervermittlungen.html", context)


def _found(service: Referral, asking: Session, asked: Asked) -> tuple[Sequence[ReferralRow], int | None]:
    """The rows of this page, and where the next one begins."""
    desk = access_desk(service, asking)
    own = desk.own()
    wanted = replace(own, hands=_hands(service, asking)) if asked.whose == "mir" else own
    if asked.view == "ueberfaellig":
        return [each.row for each in overdue(service.pool, asking.district, today(), wanted)], None
    rows = listed(service.pool, asking.district, today(), _narrowed(wanted, asked))
    return rows, rows[-1].recorded if len(rows) == A_PAGE else None


def _hands(service: Referral, asking: Session) -> frozenset[UUID]:
    """One's own, and those of who left and is followed by whoever asks."""
    staff = known.staff_id_of(asking.caller.actor)
    if staff is None:
        return frozenset()
    return hands_of(staff, known.leavings(service.pool, asking.district), today())


def _narrowed(wanted: Listing, asked: Asked) -> Listing:
    page = replace(wanted, before=asked.before, most=A_PAGE)
    match asked.view:
        case "offen":
            return replace(page, only_open=True)
        case "einwilligung":
            return replace(page, only_open=True, states=frozenset({"proposed"}))
        case "unterrichten":
            return replace(page, only_to_tell=True)
        case _:
            return page


def _in_words(
    request: Request, service: Referral, asking: Session, rows: Sequence[ReferralRow]
) -> list[dict[str, Any]]:
    partners = directory(service.pool, asking.district).partners
    names, terms = names_for(request, asking), terms_of(service.pool, asking.district)
    left = known.leavings(service.pool, asking.district)
    return [
        {
            "href": f"{REFERRALS}/{row.referral_id}",
            "partner": partners[row.partner_id].name if row.partner_id in partners else "unbekannter Partner",
            "on": row.proposed_on,
            "state": f"{state_label(row.state)}{', abgeschlossen' if row.closed else ''}",
            "since": row.since,
            "staff": staff_name(names, responsible(row.staff, left, today())),
            "to_tell": bool(row.to_tell),
            "restricted": row.restricted,
            **_waited(waits_for(row, terms.of(row.partner_kind))),
        }
        for row in rows
    ]


def waits_for(row: ReferralRow, terms: WaitingTerms) -> Waiting | None:
    """What somebody has to say, and until when; nothing of one that is closed."""
    return None if row.closed else waiting(row.state, row.since, row.appointment_on, terms)


def _waited(waits: Waiting | None) -> dict[str, Any]:
    if waits is None:
        return {"waiting": "–", "overdue": False}
    return {"waiting": f"{WORDS[waits.waits_for]} bis {in_german(waits.due)}", "overdue": is_overdue(waits, today())}


def is_overdue(waits: Waiting | None, day: date) -> bool:
    return waits is not None and waits.due < day


def staff_name(names: Mapping[UUID, str], staff: UUID | None) -> str:
    return "niemand" if staff is None else names.get(staff, "eine andere Fachkraft")
