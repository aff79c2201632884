"""Handing over to a partner: with what the person allowed, or without anything that tells of the person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.contracts.referral import Channel
from services.contracts.vocabularies import referable_fields
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Typed
from services.kernel.times import today
from services.referral.consent_currency import ConsentsUnknown, ConsentWaits, expect_current
from services.referral.directory import directory
from services.referral.following import following
from services.referral.letters_queries import partner_districts
from services.referral.opening import SERVICE
from services.referral.pages.asking import Sent
from services.referral.pages.partner_links import mail_is_off, position_now, send_link
from services.referral.pages.referral_forms import options
from services.referral.pages.referral_here import REFERRALS, Here, ReferralWritten
from services.referral.pages.referral_history import in_words
from services.referral.referral_inputs import HandOver
from services.referral.referral_rows import ReferralRow
from services.referral.referral_wording import CHANNELS
from services.referral.referrals_desk import ReferralsDesk

router: Final = APIRouter()

DETAIL: Final = "angabe_"
LONG: Final = frozenset({"topics", "situations", "strengths", "goals"})
TITLES: Final[Mapping[str, str]] = {
    "channel": "Weg",
    "on": "Am",
    "message": "Nachricht an den Partner",
    "callback": "Telefon für Rückfragen",
    **{f"{DETAIL}{key}": label for key, label in referable_fields().items()},
}


class HandOverIn(BaseModel):
    """``details``: what is passed on, by field of the consent; empty fields are not passed on."""

    model_config = ConfigDict(extra="forbid")

    channel: Channel
    on: date
    escorted: bool = False
    consent_id: UUID | None = None
    message: str | None = Field(default=None, max_length=2000)
    callback: str = Field(default="", max_length=60)
    details: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Allowed:
    """The consent under which something may go along today; ``fields`` empty where there is none."""

    consent_id: UUID | None
    fields: tuple[str, ...]


@router.get(f"{REFERRALS}/{{referral}}/uebergabe")
def hand_over_form(here: ReferralWritten) -> Response:
    """What may be passed on is asked for now: somebody may have withdrawn a consent a second ago."""
    return _page(here, _allowed(here), blank())


@router.post(f"{REFERRALS}/{{referral}}/uebergabe")
async def hand_over(here: ReferralWritten, request: Request, context: Sent) -> Response:
    filled = await fill(request, HandOverIn, shape)
    return await run_in_threadpool(_stored, here, filled, context)


def shape(typed: Typed) -> dict[str, Any]:
    """Fields named ``angabe_…`` are what is passed on."""
    said: dict[str, Any] = {name: values[-1] for name, values in typed.items()}
    details = {name.removeprefix(DETAIL): said.pop(name) for name in list(said) if name.startswith(DETAIL)}
    return {**said, "details": details}


def _stored(here: Here, filled: Filled[HandOverIn], context: Context) -> Response:
    body = filled.model
    if body is None:
        return _page(here, _allowed(here), filled, UNPROCESSABLE)
    try:
        _hand_over(here, body, context)
        if body.channel in {"link_by_mail", "link_on_paper"}:
            then = following(here.service.ids(here.district), context, "link")
            send_link(here, "link_by_mail" if body.channel == "link_by_mail" else "link_on_paper", body.callback, then)
    except RuleViolation as broken:
        return _page(here, _allowed(here), _told(filled, broken), CONFLICT)
    return see_other(here.address, SERVICE, position_now(here))


def _hand_over(here: Here, body: HandOverIn, context: Context) -> None:
    given = HandOver(
        channel=body.channel,
        on=body.on,
        escorted=body.escorted,
        consent_id=body.consent_id if body.details else None,
        message=body.message,
    )
    ReferralsDesk(here.service, here.district).hand_over(here.row.referral_id, given, body.details, context)


def _told(filled: Filled[HandOverIn], broken: RuleViolation) -> Filled[HandOverIn]:
    """A rule about the fields as a whole stands on top: there is no one input that is wrong."""
    if broken.field not in TITLES:
        broken.field = None
    return filled.refused(broken, getattr(broken, "further", ()))


def _allowed(here: Here) -> Allowed:
    """By intake's log of this moment; where that cannot be read, nothing goes along for now."""
    row = here.row
    if row.case_id is None:
        return Allowed(None, ())
    try:
        expect_current(here.service, here.district, row.case_id, row.person_id)
    except (ConsentsUnknown, ConsentWaits):
        return Allowed(None, ())
    book = ReferralsDesk(here.service, here.district).book(row.book_id)
    covering = book.covering(row.partner_id, (), today())
    if not covering:
        return Allowed(None, ())
    return Allowed(covering[-1].given.consent_id, covering[-1].given.fields)


def _page(here: Here, allowed: Allowed, filled: Filled[Any], status: int = 200) -> Response:
    row, partners = here.row, directory(here.service.pool, here.district).partners
    partner = partners.get(row.partner_id)
    takes_mail = partner is not None and partner.takes_mail
    takes_letters = bool(allowed.fields) and row.partner_id in partner_districts(here.service.pool, here.district)
    labels = referable_fields()
    context = {
        "form": filled,
        "titles": TITLES,
        "partner": "unbekannter Partner" if partner is None else partner.name,
        "back": here.address,
        "today": str(today()),
        "ways": options(_ways(row, takes_mail=takes_mail, takes_letters=takes_letters)),
        "first_way": _first_way(allowed, takes_mail=takes_mail, takes_letters=takes_letters),
        "consent_id": allowed.consent_id,
        "allowed": in_words(allowed.fields),
        "details": [(f"{DETAIL}{name}", labels.get(name, name), name in LONG) for name in allowed.fields],
        "known": _known(row, allowed),
        "consent": None if row.case_id is None else here.consent_form,
        "remarks": mail_is_off(here) if takes_mail and allowed.fields else (),
    }
    return rendered(here.request, "referral/weitervermittlung_uebergabe.html", context, status=status)


def _ways(row: ReferralRow, *, takes_mail: bool, takes_letters: bool) -> dict[str, str]:
    """A link by mail only for a partner that takes mail, a letter only with something in it to another district."""
    hidden = {"link_by_mail", "link_on_paper"} if row.case_id is None else set()
    hidden |= set() if takes_mail else {"link_by_mail"}
    hidden |= set() if takes_letters else {"district_letter"}
    return {key: words for key, words in CHANNELS.items() if key not in hidden}


def _first_way(allowed: Allowed, *, takes_mail: bool, takes_letters: bool) -> Channel:
    if takes_letters:
        return "district_letter"
    return "link_by_mail" if allowed.fields and takes_mail else "in_person"


def _known(row: ReferralRow, allowed: Allowed) -> str | None:
    """Where intake has what is known of these fields; the browser fetches it."""
    if allowed.consent_id is None:
        return None
    return f"/faelle/{row.case_id}/weitervermittlung/angaben?einwilligung={allowed.consent_id}"
