"""The answers that a partner can give by its link: each a small form, offered as long as the state allows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Outcome
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field as Shown
from services.kernel.store import Outcome as Stored
from services.referral.domain.book_commands import (
    AcceptReferral,
    Move,
    RecordPersonArrived,
    RecordPersonMissed,
    ReportOutcome,
    RerouteReferral,
)
from services.referral.domain.book_moves import FROM, WITH_PARTNER
from services.referral.domain.book_state import ReferralState
from services.referral.link_kinds import REFERRAL
from services.referral.referral_inputs import Said
from services.referral.referral_wording import DECLINED, OUTCOMES
from services.referral.referrals_desk import ReferralsDesk

LONGEST_NOTE: Final = 2000
# What a partner says of itself; that the person does not want to is the person's to say.
GROUNDS: Final = {key: words for key, words in DECLINED.items() if key != "not_wanted"}


class AnswerIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: str | None = Field(default=None, max_length=LONGEST_NOTE)


class AcceptIn(AnswerIn):
    appointment_on: date | None = None


class DeclineIn(AnswerIn):
    grounds: Literal["no_capacity", "not_responsible", "waits_too_long", "requirements_not_met", "other"]


class OnDayIn(AnswerIn):
    on: date


class OutcomeIn(AnswerIn):
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAnswer:
    """One answer. ``move``: what it is to the book, None: declining; ``is_final``: the link has done its work."""

    path: str
    title: str
    button: str
    model: type[AnswerIn]
    fields: Sequence[Shown]
    send: Callable[[ReferralsDesk, UUID, Any, Context], Stored]
    move: type[Move] | None
    is_final: bool = False

    @property
    def address(self) -> str:
        return f"{REFERRAL.path}/{self.path}"

    def is_possible(self, referral: ReferralState) -> bool:
        return referral.reached in (WITH_PARTNER if self.move is None else FROM[self.move])


# --- What each answer is sent as ----------------------------------------------------


def _said(body: AnswerIn, on: date | None = None) -> Said:
    return Said(provenance="partner_link", on=on, note=body.note)


def _accept(desk: ReferralsDesk, referral_id: UUID, body: AcceptIn, context: Context) -> Stored:
    return desk.accept(referral_id, _said(body), context, body.appointment_on)


def _decline(desk: ReferralsDesk, referral_id: UUID, body: DeclineIn, context: Context) -> Stored:
    return desk.decline(referral_id, _said(body), "partner", body.grounds, context)


def _reroute(desk: ReferralsDesk, referral_id: UUID, body: AnswerIn, context: Context) -> Stored:
    """Where to is for the person and us to decide, under a consent of its own: the partner's advice is a note."""
    return desk.reroute(referral_id, _said(body), None, context).outcome


def _arrived(desk: ReferralsDesk, referral_id: UUID, body: OnDayIn, context: Context) -> Stored:
    return desk.arrived(referral_id, _said(body, body.on), context)


def _missed(desk: ReferralsDesk, referral_id: UUID, body: OnDayIn, context: Context) -> Stored:
    return desk.missed(referral_id, _said(body, body.on), context)


def _outcome(desk: ReferralsDesk, referral_id: UUID, body: OutcomeIn, context: Context) -> Stored:
    return desk.outcome(referral_id, _said(body), body.outcome, context)


def _day() -> Shown:
    return Shown(name="on", title="Am", kind="date")


ANSWERS: Final = (
    PartnerAnswer(
        path="zusage",
        title="Wir übernehmen",
        button="Zusage senden",
        model=AcceptIn,
        fields=(Shown(name="appointment_on", title="Erster Termin am", kind="date", optional=True),),
        send=_accept,
        move=AcceptReferral,
    ),
    PartnerAnswer(
        path="absage",
        title="Wir können nicht übernehmen",
        button="Absage senden",
        model=DeclineIn,
        fields=(Shown(name="grounds", title="Grund", kind="radios", options=tuple(GROUNDS.items())),),
        send=_decline,
        move=None,
        is_final=True,
    ),
    PartnerAnswer(
        path="andere-stelle",
        title="Eine andere Stelle ist richtig",
        button="Hinweis senden",
        model=AnswerIn,
        fields=(),
        send=_reroute,
        move=RerouteReferral,
        is_final=True,
    ),
    PartnerAnswer(
        path="angekommen",
        title="Die Person war da",
        button="Senden",
        model=OnDayIn,
        fields=(_day(),),
        send=_arrived,
        move=RecordPersonArrived,
    ),
    PartnerAnswer(
        path="nicht-erschienen",
        title="Die Person ist nicht gekommen",
        button="Senden",
        model=OnDayIn,
        fields=(_day(),),
        send=_missed,
        move=RecordPersonMissed,
    ),
    PartnerAnswer(
        path="ergebnis",
        title="Ergebnis mitteilen",
        button="Ergebnis senden",
        model=OutcomeIn,
        fields=(
            Shown(name="outcome", title="Was ist daraus geworden?", kind="radios", options=tuple(OUTCOMES.items())),
        ),
        send=_outcome,
        move=ReportOutcome,
        is_final=True,
    ),
)
ADDRESSES: Final = frozenset(answer.address for answer in ANSWERS)
