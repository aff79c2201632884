"""What a Fachkraft writes down of how it went: the answer, whether the person arrived, what came of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Declined, DeclinedBy, Outcome, Provenance
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.small_form import Field as Shown
from services.referral.pages.referral_forms import ReferralForm, add_forms, note, on_day, options
from services.referral.pages.referral_here import Here
from services.referral.referral_inputs import Said
from services.referral.referral_wording import BY_HAND, DECLINED, OUTCOMES, PROVENANCES
from services.referral.referrals_desk import ReferralsDesk

router: Final = APIRouter()

ANSWERS: Final = (
    ("accepted", "nimmt die Person auf"),
    ("declined", "lehnt ab"),
    ("rerouted", "verweist an eine andere Stelle"),
    ("person_declined", "die Person selbst möchte nicht mehr"),
)
ARRIVALS: Final = (("arrived", "ist angekommen"), ("missed", "ist nicht erschienen"))


class GroundsMissing(RuleViolation):
    title = "Bitte sagen Sie, warum es nicht geht."
    field = "grounds"


class _Told(BaseModel):
    """What every answer says."""

    model_config = ConfigDict(extra="forbid")

    on: date
    provenance: Provenance
    note: str | None = Field(default=None, max_length=2000)

    @property
    def said(self) -> Said:
        return Said(provenance=self.provenance, on=self.on, note=self.note)


class AnswerIn(_Told):
    answer: Literal["accepted", "declined", "rerouted", "person_declined"]
    appointment_on: date | None = None
    grounds: Declined | None = None


class ArrivalIn(_Told):
    arrival: Literal["arrived", "missed"]


class OutcomeIn(_Told):
    outcome: Outcome


def _told(here: Here) -> tuple[Shown, ...]:
    sources = [(key, PROVENANCES[key]) for key in BY_HAND]
    return (
        on_day(),
        Shown(name="provenance", title="Von wem wissen Sie das?", kind="radios", options=sources, default=BY_HAND[0]),
        *note(here),
    )


def _answer_fields(here: Here) -> Sequence[Shown]:
    return (
        Shown(name="answer", title="Antwort", kind="radios", options=ANSWERS),
        Shown(name="appointment_on", title="Termin am", kind="date", optional=True, hint="Nur bei einer Zusage."),
        Shown(
            name="grounds",
            title="Grund",
            kind="select",
            options=options(DECLINED),
            optional=True,
            empty="kein Grund nötig",
            hint="Nur bei einer Ablehnung.",
        ),
        *_told(here),
    )


def _arrival_fields(here: Here) -> Sequence[Shown]:
    return (Shown(name="arrival", title="Die Person", kind="radios", options=ARRIVALS), *_told(here))


def _outcome_fields(here: Here) -> Sequence[Shown]:
    return (Shown(name="outcome", title="Ergebnis", kind="radios", options=options(OUTCOMES)), *_told(here))


def _answer(here: Here, body: AnswerIn, context: Context) -> int | None:
    """Raises GroundsMissing."""
    desk, referral, said = ReferralsDesk(here.service, here.district), here.row.referral_id, body.said
    if body.answer == "accepted":
        return desk.accept(referral, said, context, body.appointment_on).position
    if body.answer == "rerouted":
        return desk.reroute(referral, said, None, context).outcome.position
    if body.grounds is None:
        raise GroundsMissing
    by: DeclinedBy = "partner" if body.answer == "declined" else "person"
    return desk.decline(referral, said, by, body.grounds, context).position


def _arrival(here: Here, body: ArrivalIn, context: Context) -> int | None:
    desk = ReferralsDesk(here.service, here.district)
    record = desk.arrived if body.arrival == "arrived" else desk.missed
    return record(here.row.referral_id, body.said, context).position


def _outcome(here: Here, body: OutcomeIn, context: Context) -> int | None:
    desk = ReferralsDesk(here.service, here.district)
    return desk.outcome(here.row.referral_id, body.said, body.outcome, context).position


FORMS: Final = (
    ReferralForm(
        path="antwort",
        title="Antwort eintragen",
        button="Antwort speichern",
        model=AnswerIn,
        fields=_answer_fields,
        send=_answer,
    ),
    ReferralForm(
        path="ankunft",
        title="Ist die Person angekommen?",
        button="Speichern",
        model=ArrivalIn,
        fields=_arrival_fields,
        send=_arrival,
    ),
    ReferralForm(
        path="ergebnis",
        title="Ergebnis eintragen",
        button="Ergebnis speichern",
        model=OutcomeIn,
        fields=_outcome_fields,
        send=_outcome,
    ),
)
add_forms(router, FORMS)
