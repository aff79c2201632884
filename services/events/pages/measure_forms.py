"""Forms about a measure: its plan, the resolution, and its course."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BeforeValidator, ConfigDict
from pydantic import Field as Given

from services.contracts.decimals import NoDecimal, german_decimal, read_decimal
from services.contracts.events import MeasurePlanned
from services.contracts.vocabularies import target_groups
from services.events.api.fields import LONGEST_TEXT
from services.events.api.measures import (
    MOST_CENTS,
    MOST_POSTS,
    MeasureEndIn,
    MeasurePlanIn,
    MeasureResolutionIn,
)
from services.events.api.planning_fields import OnIn
from services.events.known import listed_partners, sozialraeume_of, staff_of
from services.events.measures_desk import MEASURE_FIELDS, MeasuresDesk
from services.events.opening import SERVICE
from services.events.pages.asking import PLANNERS, Here
from services.events.pages.strategy_forms import resolution_field
from services.events.pages.strategy_here import (
    MEASURES,
    PLANNING,
    goal_of,
    goal_title,
    measure_of,
    measure_page,
    measure_title,
    to_measure,
    to_strategy,
)
from services.events.planning_queries import plan_of, planning
from services.events.planning_wording import ENDS
from services.events.texts import Sheet, words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.names import names_for
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{MEASURES}/{{measure}}"


def _hundredths(text: object) -> object:
    """``1.250,50`` -> 125050. Raises ValueError."""
    if not isinstance(text, str):
        return text
    try:
        number = Decimal(read_decimal(text)) * 100
    except NoDecimal as refused:
        raise ValueError(str(refused)) from None
    if number != int(number):
        raise ValueError("Bitte höchstens zwei Stellen nach dem Komma angeben.")
    return int(number)


class MeasureTyped(MeasurePlanIn):
    """The plan of a measure as people type it: money in Euro, posts as parts of a full one."""

    model_config = ConfigDict(extra="forbid")

    goal_id: UUID
    cents: Annotated[int, BeforeValidator(_hundredths), Given(ge=0, le=MOST_CENTS)] | None = None
    post_hundredths: Annotated[int, BeforeValidator(_hundredths), Given(ge=0, le=MOST_POSTS)] | None = None


# --- Fields --------------------------------------------------------------------------


def _plan_fields(here: Here, strategy_id: UUID) -> Sequence[Field]:
    service, district = here.service, here.district
    goals = planning(service.pool, district).strategies[strategy_id].goals
    owners = [(str(key), each.name) for key, each in listed_partners(service.pool, district, today()).items()]
    at_work = staff_of(service.pool, district, today())
    names = {key: name for key, name in names_for(here.request, here.asking).items() if key in at_work}
    staff = sorted(((str(key), name) for key, name in names.items()), key=lambda each: each[1].casefold())
    places = [(each, each) for each in sozialraeume_of(service.pool, district)]
    most = {"maxlength": str(LONGEST_TEXT)}
    return (
        Field(name="title", title="Maßnahme", more={"maxlength": "200"}),
        Field(name="goal_id", title="Leitziel", kind="select", options=[(str(k), g.title) for k, g in goals.items()]),
        Field(name="first_day", title="Von", kind="date", optional=True),
        Field(name="last_day", title="Bis", kind="date", optional=True),
        Field(
            name="owner_id",
            title="Verantwortliche Organisation",
            kind="select",
            options=owners,
            optional=True,
            empty="keine genannt",
        ),
        Field(
            name="staff_id",
            title="Verantwortliche Person",
            kind="select",
            options=staff,
            optional=True,
            empty="keine genannt",
        ),
        *(
            (
                Field(
                    name="sozialraeume",
                    title="Sozialräume",
                    kind="checks",
                    options=places,
                    optional=True,
                    hint="Keiner angekreuzt heißt: im ganzen Landkreis.",
                ),
            )
            if places
            else ()
        ),
        Field(
            name="target_groups",
            title="Zielgruppen",
            kind="checks",
            options=list(target_groups().items()),
            optional=True,
            folded=True,
        ),
        Field(name="cents", title="Mittel in Euro", optional=True, hint="Zum Beispiel 1.250,50."),
        Field(
            name="post_hundredths", title="Stellenanteil", optional=True, hint="In Vollzeitstellen, zum Beispiel 0,5."
        ),
        Field(name="description", title="Beschreibung", kind="area", optional=True, more=most),
        Field(name="resources", title="Weitere Mittel und Voraussetzungen", kind="area", optional=True, more=most),
    )


def _new_fields(here: Here) -> Sequence[Field]:
    goal_of(here)
    return _plan_fields(here, here.named("strategy"))


def _correct_fields(here: Here) -> Sequence[Field]:
    return _plan_fields(here, plan_of(measure_of(here)).strategy_id)


def _on_field(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Am", kind="date", default=str(today()), more={"max": str(today())}),)


def _end_fields(here: Here) -> Sequence[Field]:
    return (
        Field(name="end", title="Wie ist sie ausgegangen?", kind="radios", options=list(ENDS.items())),
        *_on_field(here),
    )


def _new_plan(here: Here) -> Mapping[str, str]:
    return {"goal_id": str(here.named("strategy_goal"))}


def _known_plan(here: Here) -> Mapping[str, str | Sequence[str]]:
    plan = plan_of(measure_of(here))
    sheet = Sheet(plan.measure_id, plan.details_id, MEASURE_FIELDS)
    return {
        **_typed(plan),
        "sozialraeume": plan.sozialraeume,
        "target_groups": plan.target_groups,
        **words_of(here.service, here.district, sheet).known,
    }


def _typed(plan: MeasurePlanned) -> Mapping[str, str]:
    plain = {
        name: getattr(plan, name) for name in ("title", "goal_id", "first_day", "last_day", "owner_id", "staff_id")
    }
    hundredths = {name: getattr(plan, name) for name in ("cents", "post_hundredths")}
    return {
        **{name: "" if value is None else str(value) for name, value in plain.items()},
        **{
            name: "" if value is None else german_decimal(str(Decimal(value) / 100), 2)
            for name, value in hundredths.items()
        },
    }


# --- Commands ------------------------------------------------------------------------


def _desk(here: Here) -> MeasuresDesk:
    return MeasuresDesk(here.service, here.district)


def _plan(here: Here, body: MeasureTyped, context: Context) -> Stored:
    details = body.details_of(here.named("strategy"), body.goal_id)
    made = _desk(here).plan(details, body.texts, context)
    return Stored(made.outcome.position, measure_page(made.id))


def _correct(here: Here, body: MeasureTyped, context: Context) -> Stored:
    details = body.details_of(plan_of(measure_of(here)).strategy_id, body.goal_id)
    return Stored(_desk(here).correct(here.named("measure"), details, body.texts, context).position)


def _resolve(here: Here, body: MeasureResolutionIn, context: Context) -> Stored:
    return Stored(_desk(here).resolve(here.named("measure"), body.resolution_id, context).position)


def _start(here: Here, body: OnIn, context: Context) -> Stored:
    return Stored(_desk(here).start(here.named("measure"), body.day, context).position)


def _pause(here: Here, body: OnIn, context: Context) -> Stored:
    return Stored(_desk(here).pause(here.named("measure"), body.day, context).position)


def _end(here: Here, body: MeasureEndIn, context: Context) -> Stored:
    return Stored(_desk(here).end(here.named("measure"), body.day, body.end, context).position)


def _of_measure(path: str, title: str, model: type[Any], fields: Any, send: Any, **more: Any) -> DescribedForm[Any]:
    """A form below a measure's page."""
    return DescribedForm(
        path=f"{ONE}/{path}",
        title=title,
        button="Speichern",
        model=model,
        fields=fields,
        send=send,
        back=to_measure,
        about=measure_title,
        **more,
    )


FORMS: Final = (
    DescribedForm(
        path=f"{PLANNING}/{{strategy}}/leitziele/{{strategy_goal}}/massnahmen/neu",
        title="Maßnahme planen",
        button="Maßnahme speichern",
        model=MeasureTyped,
        fields=_new_fields,
        send=_plan,
        back=to_strategy,
        about=goal_title,
        typed=_new_plan,
    ),
    _of_measure("angaben", "Planung berichtigen", MeasureTyped, _correct_fields, _correct, typed=_known_plan),
    _of_measure(
        "beschluss",
        "Beschluss zur Maßnahme",
        MeasureResolutionIn,
        lambda here: (resolution_field(here, optional=False),),
        _resolve,
    ),
    _of_measure("beginn", "Beginn der Maßnahme", OnIn, _on_field, _start),
    _of_measure("pause", "Maßnahme ruht", OnIn, _on_field, _pause),
    _of_measure("ende", "Maßnahme beenden", MeasureEndIn, _end_fields, _end),
)
add_forms(router, SERVICE, PLANNERS, FORMS)
