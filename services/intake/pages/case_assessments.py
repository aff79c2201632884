"""What burdens a person and what is strong: assessed outside a contact, and taken back when it was a mistake."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.districts import InstrumentReleased
from services.intake.api import situations, strengths
from services.intake.choices_queries import instruments
from services.intake.directory import instrument, topics
from services.intake.pages.case_forms import NO_SUCH_THING, CaseForm, Done, Field, Here, Typed, add_forms, done
from services.intake.pages.common_fields import on_day
from services.intake.pages.words import SEVERITIES, STAGES, options
from services.intake.situations_queries import recorded_topics, separate_assessments
from services.intake.strengths_queries import shown_strengths
from services.kernel.deciders import Context
from services.kernel.pages.wording import day
from services.kernel.problems import not_found

router: Final = APIRouter()

TOPIC: Final = "lage-"
ITEM: Final = "aussage-"
INSTRUMENT: Final = "instrument"
VERSION: Final = "version"
# What is chosen of a topic, in one go: that it is there and how heavy, or that it is over.
OVER: Final = "over"
STILL: Final = "yes"
LOOKS: Final = (*options(SEVERITIES), (STILL, "besteht, ohne Angabe der Schwere"), (OVER, "besteht nicht mehr"))
NOT_LOOKED_AT: Final = "nicht betrachtet"
NOT_ANSWERED: Final = "keine Antwort"
NO_INSTRUMENT: Final = "In diesem Landkreis ist noch kein Instrument für Stärken freigegeben."


# --- Problem situations ------------------------------------------------------------


def _situation_fields(here: Here) -> Sequence[Field]:
    """One list a topic: those that the district offers, then others that the case has."""
    vocabulary = topics(here.service.pool, here.district)
    offered = [term.key for term in vocabulary.terms]
    others = sorted(recorded_topics(here.service, here.district, here.case).difference(offered))
    looks = [
        Field(
            name=f"{TOPIC}{key}",
            title=vocabulary.label(key),
            kind="select",
            optional=True,
            options=LOOKS,
            empty=NOT_LOOKED_AT,
        )
        for key in (*offered, *others)
    ]
    return (on_day(), *looks)


def _situation_input(typed: Typed) -> dict[str, Any]:
    """``lage-schulden=severe`` -> a situation of that topic."""
    plain = {name: values[-1] for name, values in typed.items() if not name.startswith(TOPIC)}
    looked_at = {name.removeprefix(TOPIC): values[-1] for name, values in typed.items() if name.startswith(TOPIC)}
    return plain | {"situations": [_situation(topic, look) for topic, look in looked_at.items()]}


def _situation(topic: str, look: str) -> dict[str, Any]:
    if look in (OVER, STILL):
        return {"topic": topic, "still": "no" if look == OVER else "yes"}
    return {"topic": topic, "still": "yes", "severity": look}


def _assess_situations(here: Here, body: situations.SituationsIn, context: Context) -> Done:
    return done(situations.assess_case_situations(here.on_desk, body, context))


def _which_situations(here: Here) -> Sequence[str]:
    """Which assessment is taken back. Raises a Problem (404)."""
    wanted = here.named("assessment")
    for each in separate_assessments(here.service, here.district, here.case):
        if each.assessment == wanted:
            label = topics(here.service.pool, here.district).label
            return [f"Einschätzung vom {day(each.on)}: {', '.join(map(label, each.topics))}"]
    raise not_found(NO_SUCH_THING)


def _retract_situations(here: Here, body: situations.AssessmentNamed, context: Context) -> Done:
    return done(situations.retract_case_situations(here.on_desk, body, context))


# --- Strengths ---------------------------------------------------------------------


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


def _taken_back(here: Here) -> Sequence[Field]:
    """The assessment stands in the address, and once more in the form, as the command wants it."""
    which = str(here.named("assessment"))
    return (
        Field(
            name="assessment", title="Einschätzung", kind="select", options=[(which, "diese Einschätzung")], empty=None
        ),
    )


FORMS: Final = (
    CaseForm(
        path="problemlagen/neu",
        title="Problemlagen einschätzen",
        button="Einschätzung speichern",
        anchor="problemlagen",
        model=situations.SituationsIn,
        fields=_situation_fields,
        shape=_situation_input,
        send=_assess_situations,
    ),
    CaseForm(
        path="problemlagen/{assessment}/zuruecknehmen",
        title="Einschätzung zurücknehmen",
        button="Zurücknehmen",
        anchor="problemlagen",
        model=situations.AssessmentNamed,
        remarks=_which_situations,
        warns=True,
        fields=_taken_back,
        send=_retract_situations,
    ),
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
        fields=_taken_back,
        send=_retract_strengths,
    ),
)
add_forms(router, FORMS)
