"""Forms about holds: nothing of an operation may be erased while one goes on."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.contracts.districts import HoldPlaced
from services.districts.api import funding
from services.districts.api.funding_fields import WRITERS, HoldIn, LiftedIn, LiftIn
from services.districts.application import SERVICE
from services.districts.funding_wording import HOLD_EFFECTS, HOLDS
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, about, entry_of, funding_of, page_of
from services.districts.pages.words import options
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()


def _fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="grounds", title="Anlass", kind="select", options=options(HOLDS)),
        Field(name="on", title="Seit", kind="date", default=str(today()), more={"max": str(today())}),
        Field(
            name="effect",
            title="Wenn die Sperre endet",
            kind="select",
            options=options(HOLD_EFFECTS),
            hint="Was gilt, sagt die Stelle, die das Verfahren führt. Im Zweifel beginnt die Frist neu.",
        ),
        Field(name="file_number", title="Aktenzeichen", optional=True, hint="Keine Namen von Menschen."),
    )


def _hold(here: Here) -> HoldPlaced:
    """The hold in the address. Raises a Problem (404)."""
    found: HoldPlaced = entry_of(here, funding_of(here).holds, "hold")
    return found


def _known(here: Here) -> Mapping[str, str]:
    hold = _hold(here)
    return {
        "grounds": hold.grounds,
        "on": str(hold.on),
        "effect": hold.effect,
        "file_number": hold.file_number or "",
    }


def _about_hold(here: Here) -> str:
    return f"{about(here)}: {HOLDS[_hold(here).grounds]}"


def _place(here: Here, body: HoldIn, context: Context) -> Stored:
    return Stored(funding.place_hold(here.key("operation"), body, here.asking, context, here.service).position)


def _place_again(here: Here, body: HoldIn, context: Context) -> Stored:
    return _place(here, body.model_copy(update={"hold_id": here.named("hold")}), context)


def _lift(here: Here, body: LiftIn, context: Context) -> Stored:
    lifted = LiftedIn(hold_id=here.named("hold"), on=body.on)
    return Stored(funding.lift_hold(here.key("operation"), lifted, here.asking, context, here.service).position)


FORMS: Final = (
    DescribedForm(
        path=f"{FUNDING}/sperren/neu",
        title="Löschen sperren",
        button="Sperre speichern",
        model=HoldIn,
        fields=_fields,
        send=_place,
        back=page_of,
        about=about,
        remarks=lambda _here: ("Solange die Sperre läuft, wird von diesem Vorhaben nichts gelöscht.",),
    ),
    DescribedForm(
        path=f"{FUNDING}/sperren/{{hold}}",
        title="Sperre berichtigen",
        button="Berichtigung speichern",
        model=HoldIn,
        fields=_fields,
        send=_place_again,
        back=page_of,
        about=_about_hold,
        typed=_known,
    ),
    DescribedForm(
        path=f"{FUNDING}/sperren/{{hold}}/ende",
        title="Sperre aufheben",
        button="Sperre aufheben",
        model=LiftIn,
        fields=lambda _here: (
            Field(name="on", title="Bis", kind="date", default=str(today()), more={"max": str(today())}),
        ),
        send=_lift,
        back=page_of,
        about=_about_hold,
    ),
)
add_forms(router, SERVICE, WRITERS, FORMS)
