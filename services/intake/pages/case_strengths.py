"""What is strong in a person: rated with an instrument of the district, and taken back when it was a mistake."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.districts import InstrumentReleased
from services.intake.api import situations, strengths
from services.intake.choices_queries import instruments
from services.intake.directory import instrument
from services.intake.pages.case_forms import NO_SUCH_THING, CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import on_day, the_assessment
from services.intake.pages.words import STAGES, options
from services.intake.strengths_queries import shown_strengths
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field, Typed
from services.kernel.pages.wording import day
from services.kernel.problems import not_found

router: Final = APIRouter()

ITEM: Final = "aussage-"
INSTRUMENT: Final = "instrument"
VERSION: Final = "version"
NOT_ANSWERED: Final = "keine Antwort"
NO_INSTRUMENT: Final = "In diesem Landkreis ist noch kein Instrument für Stärken freigegeben."


def _sheet(here: Here) -> InstrumentReleased | None:
    """The instrument that the address or the form names, else the first; None where there is none."""
    known = instruments(here.service.pool, here.district)
    wanted = here.request.query_params.get(INSTRUMENT)
    key = next((each.instrument for each in known if wanted in (None, each.instrument)), None)
    return None if key is None else instrument(here.service.pool, here.district, key)


def _strength_fields(here: Here) -> Sequence[Field]:
    sheet = _sheet(here)
    if sheet is None:
        return ()
    scale = [(str(sheet.scale.lowest + place), words) for place, words in enumerate(sheet.scale.labels)]
    statements = [
        Field(
            name=f"{ITEM}{item.key}",
            title=f"{dimension.label}: {item.text}",
            kind="select",
            optional=True,
            options=scale,
            empty=NOT_ANSWERED,
        )
        for dimension in sheet.dimensions
        for item in dimension.items
    ]
    return (
        Field(
            name=INSTRUMENT, title="Instrument", kind="select", options=[(sheet.instrument, sheet.label)], empty=None
        ),
        Field(
            name=VERSION,
            title="Fassung",
            kind="select",
            options=[(str(sheet.version), f"Fassung {sheet.version}")],
            empty=None,
        ),
        Field(name="stage", title="Zeitpunkt", kind="radios", options=options(STAGES), default="start"),
        on_day(),
        *statements,
    )


def _before_strengths(here: Here) -> Sequence[str]:
    return () if instruments(here.service.pool, here.district) else (NO_INSTRUMENT,)


def _strength_input(typed: Typed) -> dict[str, Any]:
    """``aussage-motivation=3`` -> the answer to that statement; what was left out is no answer."""
    plain = {name: values[-1] for name, values in typed.items() if not name.startswith(ITEM)}
    answers = [
        {"item": name.removeprefix(ITEM), "value": values[-1]}
        for name, values in typed.items()
        if name.startswith(ITEM)
    ]
    return plain | {"answers": answers}


def _assess_strengths(here: Here, body: strengths.SheetIn, context: Context) -> Done:
    return done(strengths.assess_case_strengths(here.on_desk, body, context))


def _which_strengths(here: Here) -> Sequence[str]:
    """Which sheet is taken back. Raises a Problem (404)."""
    wanted = str(here.named("assessment"))
    for each in shown_strengths(here.service, here.district, here.case)["assessments"]:
        if each["assessment"] == wanted:
            return [f"Einschätzung vom {day(each['on'])}, {STAGES[each['stage']]}"]
    raise not_found(NO_SUCH_THING)


def _retract_strengths(here: Here, body: situations.AssessmentNamed, context: Context) -> Done:
    return done(strengths.retract_case_strengths(here.on_desk, body, context))


FORMS: Final = (
    CaseForm(
        path="staerken/neu",
        title="Stärken einschätzen",
        button="Einschätzung speichern",
        anchor="staerken",
        model=strengths.SheetIn,
        remarks=_before_strengths,
        fields=_strength_fields,
        shape=_strength_input,
        send=_assess_strengths,
    ),
    CaseForm(
        path="staerken/{assessment}/zuruecknehmen",
        title="Einschätzung zurücknehmen",
        button="Zurücknehmen",
        anchor="staerken",
        model=situations.AssessmentNamed,
        remarks=_which_strengths,
        warns=True,
        fields=the_assessment,
        send=_retract_strengths,
    ),
)
add_forms(router, FORMS)
