"""Ending a referral and going on with it: taken back, closed, opened again; the partner told of a consent's end."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Withdrawn
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field as Shown
from services.referral.letter_wording import told_before_recall, told_of
from services.referral.letters_queries import LetterRow, letters_of
from services.referral.pages.referral_forms import ReferralForm, add_forms, note, on_day, options
from services.referral.pages.referral_here import Here
from services.referral.referral_wording import WITHDRAWN
from services.referral.referrals_desk import ReferralsDesk

router: Final = APIRouter()

ASK_TO_ERASE: Final = (
    "Bitten Sie den Partner, die Angaben zu löschen, und tragen Sie den Tag ein. Das verlangt Artikel 19 der"
    " Datenschutz-Grundverordnung."
)


class DayIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on: date


class NotedIn(DayIn):
    note: str | None = Field(default=None, max_length=2000)


class WithdrawalIn(NotedIn):
    grounds: Withdrawn


class ToldIn(DayIn):
    consent: UUID


def _desk(here: Here) -> ReferralsDesk:
    return ReferralsDesk(here.service, here.district)


def _letters(here: Here) -> Sequence[LetterRow]:
    return letters_of(here.service.pool, here.district, here.row.referral_id)


def _withdrawal_fields(here: Here) -> Sequence[Shown]:
    return (Shown(name="grounds", title="Grund", kind="radios", options=options(WITHDRAWN)), on_day(), *note(here))


def _day_fields(_here: Here) -> Sequence[Shown]:
    return (on_day(),)


def _noted_fields(here: Here) -> Sequence[Shown]:
    return (on_day(), *note(here))


def _told_fields(here: Here) -> Sequence[Shown]:
    """Mostly there is one consent to tell of; its day stands in the history."""
    which = [(str(each), f"Einwilligung {number}") for number, each in enumerate(here.row.to_tell, 1)]
    shown = Shown(name="consent", title="Beendete Einwilligung", kind="select", options=which, empty=None)
    return (shown, on_day("Unterrichtet am"))


def _told_before(here: Here) -> Sequence[str]:
    """Also where its letter stands: the other district may never have got it."""
    return [ASK_TO_ERASE, *(told_of(each) for each in _letters(here))]


def _recalled_before(here: Here) -> Sequence[str]:
    """What becomes of its letter: destroyed on its way, out of reach once it arrived."""
    return [words for each in _letters(here) if (words := told_before_recall(each)) is not None]


def _withdraw(here: Here, body: WithdrawalIn, context: Context) -> int | None:
    return _desk(here).withdraw(here.row.referral_id, body.grounds, context, body.on, body.note).position


def _close(here: Here, body: DayIn, context: Context) -> int | None:
    return _desk(here).close(here.row.referral_id, context, body.on).position


def _reopen(here: Here, body: NotedIn, context: Context) -> int | None:
    return _desk(here).reopen(here.row.referral_id, context, body.on, body.note).position


def _tell(here: Here, body: ToldIn, context: Context) -> int | None:
    return _desk(here).tell_partner(here.row.referral_id, body.consent, context, body.on).position


FORMS: Final = (
    ReferralForm(
        path="rueckzug",
        title="Weitervermittlung zurückziehen",
        button="Zurückziehen",
        model=WithdrawalIn,
        fields=_withdrawal_fields,
        send=_withdraw,
        remarks=_recalled_before,
    ),
    ReferralForm(
        path="abschluss",
        title="Weitervermittlung abschließen",
        button="Abschließen",
        model=DayIn,
        fields=_day_fields,
        send=_close,
    ),
    ReferralForm(
        path="wieder-oeffnen",
        title="Weitervermittlung wieder öffnen",
        button="Wieder öffnen",
        model=NotedIn,
        fields=_noted_fields,
        send=_reopen,
    ),
    ReferralForm(
        path="partner-unterrichtet",
        title="Partner unterrichtet",
        button="Speichern",
        model=ToldIn,
        fields=_told_fields,
        send=_tell,
        remarks=_told_before,
        warns=True,
    ),
)
add_forms(router, FORMS)
