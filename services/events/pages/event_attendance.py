"""Forms after an event: who was counted, and what the team says. Nobody is named."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.events.words import AttendanceDimension
from services.events.api.events import AttendanceIn, EvaluationIn
from services.events.domain.attendance import KEYS
from services.events.event_desk import EventDesk
from services.events.event_queries import evaluation_words
from services.events.event_wording import COUNTED, DIMENSIONS, REACHED
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.event_here import ONE, event_of, file_of, title_of, to_event
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field, Typed
from services.kernel.times import today

router: Final = APIRouter()
# Field name -> the group it counts.
GROUPS: Final[Mapping[str, tuple[AttendanceDimension, str]]] = {
    f"{dimension}-{key}": (dimension, key) for dimension, keys in KEYS.items() for key in keys()
}
YES_OR_NO: Final = (("true", "ja"), ("false", "nein"))


def _attendance_fields(here: Here) -> Sequence[Field]:
    """Target groups last: those the event was planned for come first among them."""
    planned = set(event_of(here).target_groups)
    groups = sorted(GROUPS.items(), key=lambda each: each[1][0] == "target_group" and each[1][1] not in planned)
    last = str(today())
    return (
        Field(name="attendance", title="Wie viele waren da?", kind="number", more={"min": "0", "inputmode": "numeric"}),
        Field(name="counted_by", title="Wie bekannt?", kind="radios", options=list(COUNTED.items()), default="counted"),
        Field(name="on", title="Am", kind="date", default=last, more={"max": last}),
        *(
            Field(
                name=name,
                title=f"{DIMENSIONS[dimension]}: {KEYS[dimension]()[key]}",
                kind="number",
                optional="open",
                more={"min": "0", "inputmode": "numeric"},
            )
            for name, (dimension, key) in groups
        ),
    )


def _shaped(typed: Typed) -> dict[str, Any]:
    """Groups that were counted, and the other fields as they are."""
    counts = [
        {"dimension": dimension, "key": key, "persons": typed[name][-1]}
        for name, (dimension, key) in GROUPS.items()
        if name in typed
    ]
    return {name: values[-1] for name, values in typed.items() if name not in GROUPS} | {"counts": counts}


def _counted(here: Here) -> Mapping[str, str]:
    found, entry = file_of(here).attendance, event_of(here)
    if found is None:
        return {"on": str(min(entry.last_day, today()))}
    counts = {f"{count.dimension}-{count.key}": str(count.persons) for count in found.counts}
    return {"attendance": str(found.attendance), "counted_by": found.counted_by, "on": str(found.on), **counts}


def _hold(here: Here, body: AttendanceIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    came = (body.attendance, body.counted_by)
    return Stored(desk.hold_event(here.named("event"), body.on, came, body.groups, context).position)


def _evaluated(here: Here) -> Mapping[str, str]:
    event = file_of(here)
    if event.evaluation is None:
        return {}
    words = evaluation_words(here.service, here.district, event).known
    return {**words, "reached": str(event.evaluation.reached), "again": str(event.evaluation.again).lower()}


def _evaluate(here: Here, body: EvaluationIn, context: Context) -> Stored:
    desk = EventDesk(here.service, here.district)
    outcome = desk.evaluate_event(here.named("event"), body.reached, body.texts, context, again=body.again)
    return Stored(outcome.position)


FORMS: Final = (
    DescribedForm(
        path=f"{ONE}/besuch",
        title="Besuch erfassen",
        button="Besuch speichern",
        model=AttendanceIn,
        fields=_attendance_fields,
        send=_hold,
        back=to_event,
        about=title_of,
        typed=_counted,
        shape=_shaped,
        remarks=lambda _here: (
            "Die Gesamtzahl genügt. Gruppen nur, soweit gezählt oder gut geschätzt. Namen werden nicht erfasst.",
            "Alter und Geschlecht zählen jede Person einmal. Zu Zielgruppen kann eine Person mehrfach gehören.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/auswertung",
        title="Veranstaltung auswerten",
        button="Auswertung speichern",
        model=EvaluationIn,
        fields=lambda _here: (
            Field(
                name="reached",
                title="Haben Sie Ihr Ziel erreicht?",
                kind="radios",
                options=[(str(key), words) for key, words in REACHED.items()],
            ),
            Field(name="again", title="Würden Sie es wieder so machen?", kind="radios", options=YES_OR_NO),
            Field(
                name="evaluation",
                title="Was war gut, was machen Sie nächstes Mal anders?",
                kind="area",
                optional=True,
                hint="Bitte keine Namen.",
                more={"maxlength": "5000"},
            ),
        ),
        send=_evaluate,
        back=to_event,
        about=title_of,
        typed=_evaluated,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
