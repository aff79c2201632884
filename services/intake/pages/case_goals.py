"""Goals of a case: agreed, steps towards them, reviewed, ended."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.intake.api import goals
from services.intake.goals_queries import shown_goals
from services.intake.pages.case_choices import topic_options
from services.intake.pages.case_forms import NO_SUCH_THING, CaseForm, Done, Here, add_forms, done
from services.intake.pages.common_fields import later_day, note, on_day
from services.intake.pages.words import GOAL_OUTCOMES, options
from services.kernel.deciders import Context
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found

router: Final = APIRouter()

WHO: Final = (("true", "die Person selbst"), ("false", "ich, die Fachkraft"))


def _goal_fields(here: Here) -> Sequence[Field]:
    return (
        Field(name="text", title="Ziel", kind="area", hint="In den Worten der Person, so dass man es merkt."),
        on_day("Vereinbart am"),
        later_day("due", "Bis"),
        Field(
            name="topic",
            title="Problemlage, um die es geht",
            kind="select",
            optional=True,
            options=topic_options(here),
            empty="keine bestimmte",
        ),
    )


def _of_the_goal(here: Here) -> Sequence[str]:
    """Which goal it is. Raises a Problem (404)."""
    goal = str(here.named("goal"))
    for each in shown_goals(here.service, here.district, here.case):
        if each["goal"] == goal:
            return [f"Ziel: {each['text'] or 'gelöscht'}"]
    raise not_found(NO_SUCH_THING)


def _of_the_step(here: Here) -> Sequence[str]:
    """Which step it is. Raises a Problem (404)."""
    step = str(here.named("step"))
    for each in (step for goal in shown_goals(here.service, here.district, here.case) for step in goal["steps"]):
        if each["step"] == step:
            return [f"Schritt: {each['text'] or 'gelöscht'}"]
    raise not_found(NO_SUCH_THING)


def _agree(here: Here, body: goals.GoalIn, context: Context) -> Done:
    return done(goals.agree_goal(here.on_desk, body, context))


def _agree_step(here: Here, body: goals.StepIn, context: Context) -> Done:
    return done(goals.agree_goal_step(here.on_desk, here.named("goal"), body, context))


def _finish_step(here: Here, body: goals.DoneIn, context: Context) -> Done:
    return done(goals.finish_goal_step(here.on_desk, here.named("goal"), here.named("step"), body, context))


def _review(here: Here, body: goals.ReviewIn, context: Context) -> Done:
    return done(goals.review_goal(here.on_desk, here.named("goal"), body, context))


def _end(here: Here, body: goals.EndIn, context: Context) -> Done:
    return done(goals.end_goal(here.on_desk, here.named("goal"), body, context))


def _form(**of: Any) -> CaseForm:
    return CaseForm(anchor="ziele", **of)


FORMS: Final = (
    _form(
        path="ziele/neu",
        title="Ziel vereinbaren",
        button="Ziel speichern",
        model=goals.GoalIn,
        fields=_goal_fields,
        send=_agree,
    ),
    _form(
        path="ziele/{goal}/schritte/neu",
        title="Schritt vereinbaren",
        button="Schritt speichern",
        model=goals.StepIn,
        remarks=_of_the_goal,
        fields=lambda _: (
            Field(name="text", title="Schritt", kind="area"),
            Field(name="by_client", title="Wer macht ihn?", kind="radios", options=WHO, default="true"),
            later_day("due", "Bis"),
        ),
        send=_agree_step,
    ),
    _form(
        path="ziele/{goal}/schritte/{step}/erledigt",
        title="Schritt ist erledigt",
        button="Erledigt",
        model=goals.DoneIn,
        remarks=_of_the_step,
        fields=lambda _: (on_day(),),
        send=_finish_step,
    ),
    _form(
        path="ziele/{goal}/ueberpruefung",
        title="Ziel überprüfen",
        button="Überprüfung speichern",
        model=goals.ReviewIn,
        remarks=_of_the_goal,
        fields=lambda _: (
            on_day(),
            Field(
                name="progress",
                title="Wie weit ist das Ziel erreicht, in Prozent?",
                kind="number",
                more={"min": "0", "max": "100", "inputmode": "numeric"},
            ),
            later_day("next_review", "Nächste Überprüfung"),
            note(),
        ),
        send=_review,
    ),
    _form(
        path="ziele/{goal}/ende",
        title="Ziel beenden",
        button="Ziel beenden",
        model=goals.EndIn,
        remarks=_of_the_goal,
        fields=lambda _: (
            on_day(),
            Field(name="outcome", title="Ergebnis", kind="radios", options=options(GOAL_OUTCOMES)),
        ),
        send=_end,
    ),
)
add_forms(router, FORMS)
