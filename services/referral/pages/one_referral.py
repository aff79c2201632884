"""One referral: where it stands in words, the one thing to do next, what the partner got, what happened to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.referral_states import State, state_label
from services.contracts.referral_waiting import WORDS
from services.contracts.succession import responsible
from services.contracts.vocabularies import languages
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import position_seen
from services.kernel.pages.wording import day as in_german
from services.kernel.pages.wording import moment
from services.kernel.times import now, today
from services.kernel.waiting import arrival
from services.referral import known
from services.referral.access_desk import AccessDesk, access_desk
from services.referral.consent_currency import INTAKE, ConsentsUnknown, ConsentWaits, expect_current
from services.referral.directory import directory
from services.referral.domain.next_step import Action, Standing, next_step, possible_steps
from services.referral.letter_wording import told_of
from services.referral.letters_queries import letters_of, partner_districts
from services.referral.link_rows import LinkRow, links_of
from services.referral.opening import SERVICE
from services.referral.pages.papers import letter_address, note_address
from services.referral.pages.partner_links import position_now
from services.referral.pages.referral_here import REFERRALS, Here, ReferralSeen
from services.referral.pages.referral_history import history, in_words
from services.referral.pages.referrals import is_overdue, staff_name, waits_for
from services.referral.pages.restricted import mark
from services.referral.referral_notes import notes_of
from services.referral.referral_rows import ReferralRow, ReferralStep
from services.referral.referral_wording import ACTIONS, CHANNELS, NEXT
from services.referral.referrals_queries import history as history_of
from services.referral.referrals_queries import of_case
from services.referral.terms_queries import terms_of

router: Final = APIRouter()

# Beside the main button, in this order.
ORDER: Final[Sequence[Action]] = (
    "hand_over",
    "consent",
    "answer",
    "arrival",
    "outcome",
    "elsewhere",
    "close",
    "withdraw",
    "reopen",
)
AS_LETTER: Final = "Als Brief übergeben"
HINTS: Final[Mapping[str, str]] = {
    "link": "Der Link für den Partner ist ausgestellt.",
    "widerrufen": "Der Link ist widerrufen.",
    "erinnert": "Die Erinnerung an den Partner ist auf dem Weg.",
    "gebeten": "Die Bitte um Löschung ist auf dem Weg. Sobald der Partner davon weiß, tragen Sie das hier ein.",
    "empfohlen": "Die Empfehlung ist gespeichert.",
}
KINDS: Final[Mapping[State, str]] = {
    "solved": "success",
    "partly_solved": "success",
    "arrived": "success",
    "accepted": "success",
    "declined_by_partner": "warning",
    "declined_by_person": "warning",
    "missed": "warning",
    "not_solved": "warning",
    "contact_lost": "warning",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose page it is: ``may_write`` may act on it, ``may_read`` may know what it is about."""

    here: Here
    may_read: bool
    may_write: bool

    @property
    def row(self) -> ReferralRow:
        return self.here.row


@router.get(f"{REFERRALS}/{{referral}}")
def one_referral(here: ReferralSeen, request: Request) -> Response:
    """To the Koordination only where it stands."""
    desk = access_desk(here.service, here.asking)
    here = _heard(here, desk)
    mark(request, restricted=here.row.restricted)
    shown = Shown(here, may_read=desk.may(here.row, "read"), may_write=desk.may(here.row, "write"))
    row, names = here.row, names_for(request, here.asking)
    entries = directory(here.service.pool, here.district)
    partner = entries.partners.get(row.partner_id)
    offer = None if row.offer_id is None else entries.offers.get(row.offer_id)
    waits = waits_for(row, terms_of(here.service.pool, here.district).of(row.partner_kind))
    steps = history_of(here.service.pool, here.district, row.referral_id)
    now_standing = _standing(here)
    step = next_step(now_standing) if shown.may_write else None
    context = {
        "partner": "unbekannter Partner" if partner is None else partner.name,
        "state": state_label(row.state),
        "state_kind": KINDS.get(row.state, "info"),
        "closed": row.closed,
        "since": row.since,
        "overdue": is_overdue(waits, today()),
        "told": [HINTS[key] for key in request.query_params.getlist("hinweis") if key in HINTS],
        "step": None if step is None else _button(here, step),
        "waiting": None if waits is None else {"what": WORDS[waits.waits_for], "due": waits.due},
        "facts": _facts(shown, None if offer is None else offer.name, staff_name(names, _staff(here))),
        "case": f"/faelle/{row.case_id}" if shown.may_read and row.case_id is not None else None,
        "may_read": shown.may_read,
        "shared": in_words(_shared(steps)),
        "consents": _consents(row),
        "letters": [told_of(each) for each in letters_of(here.service.pool, here.district, row.referral_id)],
        "links": _links(shown),
        "further": _further(shown, now_standing, step),
        "history": history(steps, names, _notes(shown, steps)),
    }
    return rendered(request, "referral/weitervermittlung.html", context)


def _heard(here: Here, desk: AccessDesk) -> Here:
    """Who has just recorded a consent at intake sees what follows from it: the book asks intake's log by itself.

    Where that cannot be read now, the broker brings it later.
    """
    row = here.row
    if row.state != "proposed" or row.case_id is None or position_seen(here.request, INTAKE) is None:
        return here
    try:
        expect_current(here.service, here.district, row.case_id, row.person_id)
    except (ConsentsUnknown, ConsentWaits):
        return here
    arrival(here.service.pool, SERVICE, here.district, position_now(here))
    return replace(here, row=desk.granted(row.referral_id, "state"))


def _staff(here: Here) -> UUID | None:
    return responsible(here.row.staff, known.leavings(here.service.pool, here.district), today())


def _standing(here: Here) -> Standing:
    row = here.row
    same_case = [] if row.case_id is None else of_case(here.service.pool, here.district, row.case_id, today())
    return Standing(
        state=row.state,
        closed=row.closed,
        has_case=row.case_id is not None,
        to_tell=bool(row.to_tell),
        restricted=row.restricted,
        followed=any(each.instead_of == row.referral_id for each in same_case),
    )


# --- What can be done --------------------------------------------------------------


def _button(here: Here, action: Action) -> dict[str, str]:
    return {"title": _title(here, action), "why": NEXT[action], "path": _path(here, action)}


def _title(here: Here, action: Action) -> str:
    """To another district what the person allowed goes by letter: the form of the hand-over offers it first."""
    if action == "hand_over" and here.row.state == "consented" and _is_district(here):
        return AS_LETTER
    return ACTIONS[action][0]


def _is_district(here: Here) -> bool:
    return here.row.partner_id in partner_districts(here.service.pool, here.district)


def _path(here: Here, action: Action) -> str:
    """Below the referral, but for a consent, which intake records, and for another partner."""
    row = here.row
    if action == "consent":
        return here.consent_form
    if action == "elsewhere":
        return f"{REFERRALS}/neu?{urlencode({'fall': str(row.case_id), 'anstelle': str(row.referral_id)})}"
    return f"{here.address}/{ACTIONS[action][1]}"


def _further(shown: Shown, now_standing: Standing, step: Action | None) -> list[tuple[str, str]]:
    if not shown.may_write:
        return []
    able, here = possible_steps(now_standing), shown.here
    steps = [(_title(here, each), _path(here, each)) for each in ORDER if each in able and each != step]
    return [*steps, *_about_links(here), *_about_erasure(here), ("Merkzettel drucken (PDF)", note_address(here))]


def _about_links(here: Here) -> list[tuple[str, str]]:
    """A partner that has it can get a link, whatever way it went there."""
    row = here.row
    if not row.is_open or row.handed_on is None:
        return []
    if row.restricted:
        return [("Link widerrufen", f"{here.address}/link/widerruf")]
    return [
        ("Partner per E-Mail erinnern", f"{here.address}/erinnerung"),
        ("Neuen Link ausstellen", f"{here.address}/link/neu"),
        ("Link widerrufen", f"{here.address}/link/widerruf"),
    ]


def _about_erasure(here: Here) -> list[tuple[str, str]]:
    return [("Partner per E-Mail um Löschung bitten", f"{here.address}/loeschbitte")] if here.row.to_tell else []


# --- What is told --------------------------------------------------------------------


def _facts(shown: Shown, offer: str | None, staff: str) -> list[tuple[str, str | None]]:
    row, here = shown.row, shown.here
    operations = {each.operation: each.name for each in known.operations_of(here.service.pool, here.district)}
    content: list[tuple[str, str | None]] = []
    if shown.may_read:
        words = known.topics_of(here.service.pool, here.district)
        content = [
            ("Anliegen", "; ".join(words.label(key) for key in row.topics)),
            *([("Sprache", languages().get(row.language, row.language))] if row.language else []),
        ]
    return [
        ("Angebot", offer),
        *content,
        ("Vorhaben", operations.get(row.operation, row.operation)),
        ("Sozialraum", row.sozialraum),
        ("Vorgeschlagen am", in_german(row.proposed_on)),
        ("Zuständig", staff),
    ]


def _shared(steps: Sequence[ReferralStep]) -> list[str]:
    """Every field that went to the partner, in whichever round."""
    return list(dict.fromkeys(name for step in steps for name in step.fields or ()))


def _consents(row: ReferralRow) -> list[str]:
    if row.consent_id is None:
        return []
    until = "bis zum Widerruf" if row.consent_until is None else f"bis {in_german(row.consent_until)}"
    return [f"Die Person hat eingewilligt, gültig {until}: {in_words(row.consent_fields)}."]


def _links(shown: Shown) -> list[dict[str, Any]]:
    if not shown.may_write:
        return []
    here = shown.here
    return [_link(here, each) for each in links_of(here.service.pool, here.district, here.row.referral_id)]


def _link(here: Here, link: LinkRow) -> dict[str, Any]:
    is_open = link.is_open(now()) and here.row.is_open
    words = [f"{CHANNELS[link.channel]}, ausgestellt am {moment(link.issued_at)}."]
    if link.revoked_on is not None:
        words.append(f"Widerrufen am {in_german(link.revoked_on)}.")
    elif is_open:
        words.append(f"Gilt bis {moment(link.expires)}.")
    else:
        words.append("Gilt nicht mehr.")
    words.append("Noch nicht angesehen." if link.opened_on is None else f"Angesehen am {in_german(link.opened_on)}.")
    return {"words": " ".join(words), "paper": letter_address(here, link.link_id) if is_open else None}


def _notes(shown: Shown, steps: Sequence[ReferralStep]) -> dict[UUID, str | None]:
    """The words of the notes, for whoever may read them."""
    if not shown.may_read:
        return {}
    return notes_of(shown.here.service, shown.here.district, shown.row.person_id, steps)
