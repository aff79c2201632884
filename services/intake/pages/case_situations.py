"""What burdens a person: assessed outside a contact, and taken back when it was a mistake."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.intake.api import situations
from services.intake.directory import topics
from services.intake.pages.case_forms import NO_SUCH_THING, CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import on_day, the_assessment
from services.intake.pages.words import SEVERITIES, options
from services.intake.situations_queries import recorded_topics, separate_assessments
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field, Typed
from services.kernel.pages.wording import day
from services.kernel.problems import not_found

router: Final = APIRouter()

TOPIC: Final = "lage-"
# What is chosen of a topic, in one go: that it is there and how heavy, or that it is over.
OVER: Final = "over"
STILL: Final = "yes"
LOOKS: Final = (*options(SEVERITIES), (STILL, "besteht, ohne Angabe der Schwere"), (OVER, "besteht nicht mehr"))
NOT_LOOKED_AT: Final = "nicht betrachtet"


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
        fields=the_assessment,
        send=_retract_situations,
    ),
)
add_forms(router, FORMS)
