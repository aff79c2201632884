"""Forms about a strategy and its goals."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, field_validator

from services.contracts.vocabularies import handlungsfelder, handlungsfelder_of_2020
from services.events.api.asking import NothingIn
from services.events.api.fields import LONGEST_TEXT, Name, Operation, Text, said
from services.events.api.strategies import AdoptionIn, StrategyGoalIn
from services.events.domain.strategy_frame import StrategyDetails
from services.events.known import operations_of
from services.events.opening import SERVICE
from services.events.pages.asking import PLANNERS, Here
from services.events.pages.strategy_here import (
    PLANNING,
    goal_of,
    goal_title,
    strategy_of,
    strategy_page,
    strategy_title,
    to_planning,
    to_strategy,
)
from services.events.planning_queries import frame_of
from services.events.resolutions_queries import resolutions_of
from services.events.strategies_desk import STRATEGY_FIELDS, StrategiesDesk
from services.events.strategy_tree import labels_of
from services.events.texts import Sheet, words_of
from services.kernel.deciders import Context
from services.kernel.inputs import Day
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{PLANNING}/{{strategy}}"
ABOUT_PUBLIC: Final = (
    "Danach steht die Strategie mit Leitzielen und Stand der Maßnahmen auf der öffentlichen Seite. "
    "Personen und Mittel stehen dort nicht."
)
GOAL: Final = f"{ONE}/leitziele/{{strategy_goal}}"
OWN: Final = " = "


class OwnList(NamedTuple):
    """The Handlungsfelder of a strategy in its order, and what it calls some of them."""

    keys: tuple[str, ...]
    wordings: Mapping[str, str]


def read_list(text: str) -> OwnList:
    """One Handlungsfeld a line: its common wording (that of 2016 or of 2020), or that and `` = `` another one.

    Raises ValueError.
    """
    known = {words.casefold(): key for key, words in (*handlungsfelder().items(), *handlungsfelder_of_2020().items())}
    keys, wordings = [], {}
    for line in filter(None, map(str.strip, text.splitlines())):
        common, _, own = (part.strip() for part in line.partition(OWN))
        key = known.get(common.casefold())
        if key is None:
            raise ValueError(
                f"Dieses Handlungsfeld gibt es nicht: {common}. Bekannt: {'; '.join(handlungsfelder().values())}."
            )
        keys.append(key)
        wordings[key] = own or common
    return OwnList(tuple(keys), wordings)


def list_as_text(labels: Mapping[str, str]) -> str:
    """Key -> wording, as ``read_list`` reads it."""
    common = handlungsfelder()
    lines = (words if read_as(words) == key else f"{common[key]}{OWN}{words}" for key, words in labels.items())
    return "\n".join(lines)


def read_as(words: str) -> str | None:
    """The key that these words alone stand for."""
    try:
        keys = read_list(words).keys
    except ValueError:
        return None
    return keys[0] if len(keys) == 1 else None


class StrategyTyped(BaseModel):
    """The frame of a strategy as people type it."""

    model_config = ConfigDict(extra="forbid")

    title: Name
    first_day: Day
    last_day: Day
    handlungsfelder: Text
    operation: Operation | None = None
    description: Text | None = None

    @field_validator("handlungsfelder")
    @classmethod
    def _is_a_list(cls, text: str) -> str:
        read_list(text)
        return text

    @property
    def details(self) -> StrategyDetails:
        own = read_list(self.handlungsfelder)
        return StrategyDetails(
            title=self.title,
            first_day=self.first_day,
            last_day=self.last_day,
            handlungsfelder=own.keys,
            wordings=own.wordings,
            operation=self.operation,
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(description=self.description)


# --- Fields --------------------------------------------------------------------------


def _frame_fields(here: Here) -> Sequence[Field]:
    operations = [(each.operation, each.name) for each in operations_of(here.service.pool, here.district)]
    return (
        Field(name="title", title="Titel", more={"maxlength": "200"}),
        Field(name="first_day", title="Von", kind="date"),
        Field(name="last_day", title="Bis", kind="date"),
        Field(
            name="handlungsfelder",
            title="Handlungsfelder",
            kind="area",
            hint="Eines je Zeile, in Ihrer Reihenfolge. Heißt es bei Ihnen anders, schreiben Sie den eigenen Wortlaut "
            "hinter ein Gleichheitszeichen: Gesundheit = Gesund aufwachsen.",
            default="\n".join(handlungsfelder().values()),
            more={"rows": "9"},
        ),
        Field(name="operation", title="Vorhaben", kind="select", options=operations, optional=True, empty="keines"),
        Field(
            name="description", title="Beschreibung", kind="area", optional=True, more={"maxlength": str(LONGEST_TEXT)}
        ),
    )


def resolution_field(here: Here, *, optional: bool) -> Field:
    """One of the register."""
    found = resolutions_of(here.service.pool, here.district)
    return Field(
        name="resolution_id",
        title="Beschluss",
        kind="select",
        options=[(str(each.resolution_id), f"{each.body}, {each.number}, {day(each.on_day)}") for each in found],
        optional=optional,
        hint="Es stehen die Beschlüsse aus dem Register zur Wahl. Fehlt einer, nehmen Sie ihn zuerst dort auf.",
        empty="steht nicht im Register" if optional else "Bitte wählen",
    )


def _adoption_fields(here: Here) -> Sequence[Field]:
    on = Field(name="on", title="Beschlossen am", kind="date", default=str(today()), more={"max": str(today())})
    return (on, resolution_field(here, optional=True))


def _goal_fields(here: Here) -> Sequence[Field]:
    labels = labels_of(frame_of(strategy_of(here)))
    return (
        Field(name="handlungsfeld", title="Handlungsfeld", kind="select", options=list(labels.items())),
        Field(name="title", title="Leitziel", hint="Was soll anders sein?", more={"maxlength": "200"}),
    )


def _known_frame(here: Here) -> Mapping[str, str]:
    frame = frame_of(strategy_of(here))
    sheet = Sheet(frame.strategy_id, frame.details_id, STRATEGY_FIELDS)
    return {
        "title": frame.title,
        "first_day": str(frame.first_day),
        "last_day": str(frame.last_day),
        "handlungsfelder": list_as_text(labels_of(frame)),
        "operation": frame.operation or "",
        **words_of(here.service, here.district, sheet).known,
    }


def _known_adoption(here: Here) -> Mapping[str, str]:
    adopted = strategy_of(here).adopted
    if adopted is None:
        return {}
    return {"on": str(adopted.on), "resolution_id": str(adopted.resolution_id or "")}


def _known_goal(here: Here) -> Mapping[str, str]:
    goal = goal_of(here)
    return {"handlungsfeld": goal.handlungsfeld, "title": goal.title}


# --- Commands ------------------------------------------------------------------------


def _desk(here: Here) -> StrategiesDesk:
    return StrategiesDesk(here.service, here.district)


def _draft(here: Here, body: StrategyTyped, context: Context) -> Stored:
    made = _desk(here).draft(body.details, body.texts, context)
    return Stored(made.outcome.position, strategy_page(made.id))


def _correct(here: Here, body: StrategyTyped, context: Context) -> Stored:
    return Stored(_desk(here).correct(here.named("strategy"), body.details, body.texts, context).position)


def _adopt(here: Here, body: AdoptionIn, context: Context) -> Stored:
    return Stored(_desk(here).adopt(here.named("strategy"), body.day, body.resolution_id, context).position)


def _set_goal(here: Here, body: StrategyGoalIn, context: Context) -> Stored:
    made = _desk(here).set_goal(here.named("strategy"), body.handlungsfeld, body.title, context)
    return Stored(made.outcome.position)


def _correct_goal(here: Here, body: StrategyGoalIn, context: Context) -> Stored:
    goal = (here.named("strategy"), here.named("strategy_goal"))
    return Stored(_desk(here).correct_goal(*goal, body.handlungsfeld, body.title, context).position)


def _drop_goal(here: Here, _body: Any, context: Context) -> Stored:
    return Stored(_desk(here).drop_goal(here.named("strategy"), here.named("strategy_goal"), context).position)


FORMS: Final = (
    DescribedForm(
        path=f"{PLANNING}/neu",
        title="Strategie anlegen",
        button="Strategie anlegen",
        model=StrategyTyped,
        fields=_frame_fields,
        send=_draft,
        back=to_planning,
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Strategie berichtigen",
        button="Angaben speichern",
        model=StrategyTyped,
        fields=_frame_fields,
        send=_correct,
        back=to_strategy,
        about=strategy_title,
        typed=_known_frame,
    ),
    DescribedForm(
        path=f"{ONE}/beschluss",
        title="Beschluss der Strategie",
        button="Beschluss speichern",
        model=AdoptionIn,
        fields=_adoption_fields,
        send=_adopt,
        back=to_strategy,
        about=strategy_title,
        typed=_known_adoption,
        remarks=lambda _here: (ABOUT_PUBLIC,),
    ),
    DescribedForm(
        path=f"{ONE}/leitziele/neu",
        title="Leitziel festlegen",
        button="Leitziel speichern",
        model=StrategyGoalIn,
        fields=_goal_fields,
        send=_set_goal,
        back=to_strategy,
        about=strategy_title,
    ),
    DescribedForm(
        path=f"{GOAL}/angaben",
        title="Leitziel berichtigen",
        button="Leitziel speichern",
        model=StrategyGoalIn,
        fields=_goal_fields,
        send=_correct_goal,
        back=to_strategy,
        about=goal_title,
        typed=_known_goal,
        remarks=lambda _here: ("Ein Leitziel, das nicht mehr verfolgt wurde, wird danach wieder verfolgt.",),
    ),
    DescribedForm(
        path=f"{GOAL}/streichen",
        title="Leitziel nicht mehr verfolgen",
        button="Nicht mehr verfolgen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_drop_goal,
        back=to_strategy,
        about=goal_title,
        remarks=lambda _here: ("Seine Maßnahmen bleiben bestehen. Sie können sie einem anderen Leitziel zuordnen.",),
    ),
)
add_forms(router, SERVICE, PLANNERS, FORMS)
