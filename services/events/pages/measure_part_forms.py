"""Forms about what a measure is followed by: milestones, yardsticks, evidence."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, get_args
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, field_validator

from services.contracts.events.words import EvidenceOf
from services.events.api.asking import NothingIn
from services.events.api.measure_parts import MilestoneIn, ValueIn, YardstickIn
from services.events.api.planning_fields import OnIn
from services.events.domain.measure_evidence import UnknownEvidence
from services.events.domain.measure_state import Evidence
from services.events.measure_evidence_sources import EvidenceEntry, choices
from services.events.measure_parts_desk import MeasurePartsDesk
from services.events.measures_desk import MeasuresDesk
from services.events.opening import SERVICE
from services.events.pages.asking import PLANNERS, Here
from services.events.pages.strategy_here import (
    MEASURES,
    measure_of,
    measure_title,
    milestone_of,
    milestone_title,
    to_measure,
    yardstick_of,
    yardstick_title,
)
from services.events.planning_wording import EVIDENCE, value_in_words
from services.events.statistics.queries import statistics_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

AN_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
ONE: Final = f"{MEASURES}/{{measure}}"
MILESTONE: Final = "meilensteine/{milestone}"
YARDSTICK: Final = "messgroessen/{yardstick}"


class EvidenceTyped(BaseModel):
    """One of the choices, as its kind and id."""

    model_config = ConfigDict(extra="forbid")

    evidence: str

    @field_validator("evidence")
    @classmethod
    def _is_one(cls, text: str) -> str:
        of, _, of_id = text.partition(" ")
        if of not in get_args(EvidenceOf) or not AN_ID.fullmatch(of_id):
            raise ValueError(UnknownEvidence.title)
        return text

    @property
    def named(self) -> Evidence:
        of, _, of_id = self.evidence.partition(" ")
        return Evidence(of, UUID(of_id))  # type: ignore[arg-type]  # checked above


# --- Fields --------------------------------------------------------------------------


def _milestone_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(
            name="title", title="Meilenstein", hint="Woran sieht man, dass es geschafft ist?", more={"maxlength": "200"}
        ),
        Field(name="due", title="Bis", kind="date"),
    )


def _on_field(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Am", kind="date", default=str(today()), more={"max": str(today())}),)


def _yardstick_fields(here: Here) -> Sequence[Field]:
    known = [(key, each.label) for key, each in statistics_of(here.service.pool, here.district).items()]
    return (
        Field(name="title", title="Messgröße", more={"maxlength": "200"}),
        Field(name="unit", title="Einheit", hint="Zum Beispiel Prozent oder Familien.", more={"maxlength": "200"}),
        Field(name="baseline", title="Ausgangswert", optional=True),
        Field(name="target", title="Zielwert", optional=True),
        Field(name="due", title="Bis", kind="date", optional=True),
        Field(
            name="statistic",
            title="Kennzahl der Sozialdaten",
            kind="select",
            options=known,
            optional=True,
            empty="keine",
        ),
    )


def _value_fields(here: Here) -> Sequence[Field]:
    unit = yardstick_of(here).unit
    return (Field(name="value", title="Wert", hint=f"In {unit}."), *_on_field(here))


def _evidence_fields(here: Here) -> Sequence[Field]:
    linked = measure_of(here).evidence
    found = [each for each in choices(here.service, here.district) if Evidence(each.of, each.of_id) not in linked]
    options = [(f"{each.of} {each.of_id}", in_words(each)) for each in found]
    return (Field(name="evidence", title="Was zeigt, dass etwas geschehen ist?", kind="select", options=options),)


def in_words(entry: EvidenceEntry) -> str:
    """``Sitzung: Steuerungsgruppe, 12.03.2019``."""
    return f"{EVIDENCE[entry.of]}: {entry.title}{', ' + day(entry.on) if entry.on else ''}"


def _known_milestone(here: Here) -> Mapping[str, str]:
    found = milestone_of(here)
    return {"title": found.title, "due": str(found.due)}


def _known_yardstick(here: Here) -> Mapping[str, str]:
    found = yardstick_of(here)
    numbers = {"baseline": found.baseline, "target": found.target}
    return {
        "title": found.title,
        "unit": found.unit,
        **{name: "" if value is None else value_in_words(value) for name, value in numbers.items()},
        "due": str(found.due or ""),
        "statistic": found.statistic or "",
    }


# --- Commands ------------------------------------------------------------------------


def _desk(here: Here) -> MeasurePartsDesk:
    return MeasurePartsDesk(MeasuresDesk(here.service, here.district))


def _milestone(here: Here) -> tuple[UUID, UUID]:
    return here.named("measure"), here.named("milestone")


def _yardstick(here: Here) -> tuple[UUID, UUID]:
    return here.named("measure"), here.named("yardstick")


def _evidence(here: Here) -> Evidence:
    """The evidence in the address. Raises a Problem (404)."""
    asked = (here.key("kind"), here.named("evidence"))
    found = next((each for each in measure_of(here).evidence if each == asked), None)
    if found is None:
        raise not_found(UnknownEvidence.title)
    return found


def _set_milestone(here: Here, body: MilestoneIn, context: Context) -> Stored:
    made = _desk(here).set_milestone(here.named("measure"), body.title, body.due, context)
    return Stored(made.outcome.position)


def _correct_milestone(here: Here, body: MilestoneIn, context: Context) -> Stored:
    return Stored(_desk(here).correct_milestone(*_milestone(here), body.title, body.due, context).position)


def _reach_milestone(here: Here, body: OnIn, context: Context) -> Stored:
    return Stored(_desk(here).reach_milestone(*_milestone(here), body.day, context).position)


def _drop_milestone(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).drop_milestone(*_milestone(here), context).position)


def _set_yardstick(here: Here, body: YardstickIn, context: Context) -> Stored:
    return Stored(_desk(here).set_yardstick(here.named("measure"), body.details, context).outcome.position)


def _correct_yardstick(here: Here, body: YardstickIn, context: Context) -> Stored:
    return Stored(_desk(here).correct_yardstick(*_yardstick(here), body.details, context).position)


def _read_yardstick(here: Here, body: ValueIn, context: Context) -> Stored:
    return Stored(_desk(here).read_yardstick(*_yardstick(here), body.day, Decimal(body.value), context).position)


def _drop_yardstick(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).drop_yardstick(*_yardstick(here), context).position)


def _link_evidence(here: Here, body: EvidenceTyped, context: Context) -> Stored:
    return Stored(_desk(here).link_evidence(here.named("measure"), body.named, context).position)


def _unlink_evidence(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).unlink_evidence(here.named("measure"), _evidence(here), context).position)


def _evidence_title(here: Here) -> str:
    _evidence(here)
    return measure_title(here)


def _form(path: str, title: str, model: type[Any], fields: Any, send: Any, **more: Any) -> DescribedForm[Any]:
    """A form below a measure's page."""
    described = {"button": "Speichern", "about": measure_title, **more}
    return DescribedForm(
        path=f"{ONE}/{path}", title=title, model=model, fields=fields, send=send, back=to_measure, **described
    )


def _no_fields(_here: Here) -> Sequence[Field]:
    return ()


OF_MILESTONE: Final = {"about": milestone_title}
OF_YARDSTICK: Final = {"about": yardstick_title}
FORMS: Final = (
    _form("meilensteine/neu", "Meilenstein setzen", MilestoneIn, _milestone_fields, _set_milestone),
    _form(
        f"{MILESTONE}/angaben",
        "Meilenstein berichtigen",
        MilestoneIn,
        _milestone_fields,
        _correct_milestone,
        typed=_known_milestone,
        **OF_MILESTONE,
    ),
    _form(f"{MILESTONE}/erreicht", "Meilenstein erreicht", OnIn, _on_field, _reach_milestone, **OF_MILESTONE),
    _form(
        f"{MILESTONE}/streichen",
        "Meilenstein streichen",
        NothingIn,
        _no_fields,
        _drop_milestone,
        button="Streichen",
        **OF_MILESTONE,
    ),
    _form("messgroessen/neu", "Messgröße festlegen", YardstickIn, _yardstick_fields, _set_yardstick),
    _form(
        f"{YARDSTICK}/angaben",
        "Messgröße berichtigen",
        YardstickIn,
        _yardstick_fields,
        _correct_yardstick,
        typed=_known_yardstick,
        **OF_YARDSTICK,
    ),
    _form(f"{YARDSTICK}/wert", "Wert eintragen", ValueIn, _value_fields, _read_yardstick, **OF_YARDSTICK),
    _form(
        f"{YARDSTICK}/streichen",
        "Messgröße streichen",
        NothingIn,
        _no_fields,
        _drop_yardstick,
        button="Streichen",
        remarks=lambda _here: ("Ihre Werte zählen danach nicht mehr.",),
        **OF_YARDSTICK,
    ),
    _form("belege/neu", "Beleg verknüpfen", EvidenceTyped, _evidence_fields, _link_evidence),
    _form(
        "belege/{kind}/{evidence}/loesen",
        "Beleg lösen",
        NothingIn,
        _no_fields,
        _unlink_evidence,
        button="Verknüpfung lösen",
        about=_evidence_title,
        remarks=lambda _here: ("Was verknüpft war, bleibt erhalten. Es zählt nur nicht mehr als Beleg.",),
    ),
)
add_forms(router, SERVICE, PLANNERS, FORMS)
