"""Forms of social reporting: an indicator, a figure, taking one back, and from how many on own figures are shown."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from services.contracts.periods import german_period
from services.contracts.vocabularies import handlungsfelder
from services.events.api.statistics import FigureIn, StatisticIn, ThresholdIn
from services.events.domain.figure import FigureNotThere
from services.events.known import sozialraeume_of
from services.events.opening import SERVICE
from services.events.pages.asking import PLANNERS, Here
from services.events.pages.statistics import STATISTICS
from services.events.statistics.desk import StatisticsDesk
from services.events.statistics.queries import Figure, Statistic, figures_of, smallest_shown, statistics_of
from services.events.statistics.wording import area_name
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found

router: Final = APIRouter()

ONE: Final = f"{STATISTICS}/kennzahlen/{{statistic}}"


class WithdrawnIn(BaseModel):
    """Which figure is taken back: its place in the list."""

    model_config = ConfigDict(extra="forbid")

    figure: str


# --- Fields --------------------------------------------------------------------------


def _key_field() -> Field:
    return Field(
        name="statistic",
        title="Schlüssel",
        hint="Kleinbuchstaben, Ziffern, - und _. Er bleibt für immer; unter ihm werden Zahlen zusammengeführt.",
        looks="arbeitslose_aeltere",
    )


def _word_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="label", title="Bezeichnung", more={"maxlength": "200"}),
        Field(name="unit", title="Einheit", hint="Zum Beispiel Prozent oder Einwohner.", more={"maxlength": "40"}),
        Field(
            name="handlungsfeld",
            title="Handlungsfeld",
            kind="select",
            options=list(handlungsfelder().items()),
            empty="Keines",
            optional=True,
        ),
        Field(
            name="smallest",
            title="Kleinste gezeigte Anzahl",
            kind="number",
            default="3",
            hint="Steht eine Zahl für weniger Personen, wird sie nicht gezeigt. 0: Sie sagt nichts über Menschen.",
            more={"min": "0", "max": "1000"},
        ),
        Field(name="decimals", title="Nachkommastellen", kind="number", default="0", more={"min": "0", "max": "6"}),
    )


def _new_fields(here: Here) -> Sequence[Field]:
    return (_key_field(), *_word_fields(here))


def _figure_fields(here: Here) -> Sequence[Field]:
    places = [(each, f"Sozialraum {each}") for each in sozialraeume_of(here.service.pool, here.district)]
    return (
        Field(
            name="area",
            title="Gebiet",
            hint="Sozialraum, Gemeindeschlüssel mit acht Ziffern, oder Schlüssel des Landkreises. Bekannt sind: "
            + ", ".join([here.district, *(key for key, _ in places)]),
        ),
        Field(name="area_label", title="Bezeichnung des Gebiets", optional=True, more={"maxlength": "200"}),
        Field(name="period", title="Zeitraum", hint="2025, 2025-H1, 2025-Q3, 2025-07 oder 2025-07-31."),
        Field(name="value", title="Wert", hint="Leer: Die Quelle nennt keinen.", optional=True, looks="22,5"),
        Field(name="source", title="Quelle", more={"maxlength": "500"}),
        Field(
            name="persons",
            title="Für wie viele Personen steht die Zahl?",
            kind="number",
            optional=True,
            more={"min": "0"},
        ),
        Field(name="estimated", title="Die Zahl ist geschätzt", kind="check", optional=True),
    )


def _figure_choice(here: Here) -> Sequence[Field]:
    options = [
        (_place(each), f"{area_name(each)}, {german_period(each.period)}: {each.value or 'ohne Wert'}")
        for each in _figures(here)
    ]
    return (Field(name="figure", title="Welche Zahl?", kind="select", options=options),)


def _threshold_field(here: Here) -> Sequence[Field]:
    shown = str(smallest_shown(here.service.pool, here.district))
    return (
        Field(
            name="smallest",
            title="Kleinste gezeigte Anzahl",
            kind="number",
            default=shown,
            more={"min": "2", "max": "100"},
        ),
    )


# --- Commands ------------------------------------------------------------------------


def _define(here: Here, body: StatisticIn, context: Context) -> Stored:
    stored = StatisticsDesk(here.service, here.district).define(body.command, context)
    return Stored(stored.position, f"{STATISTICS}/kennzahlen/{body.statistic}")


def _record(here: Here, body: FigureIn, context: Context) -> Stored:
    return Stored(StatisticsDesk(here.service, here.district).record(body.details, context).position)


def _withdraw(here: Here, body: WithdrawnIn, context: Context) -> Stored:
    """Raises FigureNotThere for one that was taken back meanwhile."""
    chosen = {_place(each): each for each in _figures(here)}.get(body.figure)
    if chosen is None:
        raise FigureNotThere(field="figure")
    place = (chosen.statistic, chosen.area_kind, chosen.area, chosen.period)
    return Stored(StatisticsDesk(here.service, here.district).withdraw(place, context).position)


def _set_threshold(here: Here, body: ThresholdIn, context: Context) -> Stored:
    return Stored(StatisticsDesk(here.service, here.district).set_smallest_shown(body.smallest, context).position)


# --- Forms ---------------------------------------------------------------------------


def _known(here: Here) -> Statistic:
    """The indicator of the address. Raises a Problem (404)."""
    found = statistics_of(here.service.pool, here.district).get(here.key("statistic"))
    if found is None:
        raise not_found()
    return found


def _figures(here: Here) -> Sequence[Figure]:
    return figures_of(here.service.pool, here.district, _known(here).statistic)


def _place(figure: Figure) -> str:
    return f"{figure.area_kind} {figure.area} {figure.period}"


def _label(here: Here) -> str:
    return _known(here).label


def _back(here: Here) -> str:
    return f"{STATISTICS}/kennzahlen/{_known(here).statistic}"


def _typed(here: Here) -> Mapping[str, str]:
    known = _known(here)
    words = {"label": known.label, "unit": known.unit, "handlungsfeld": known.handlungsfeld or ""}
    return {
        "statistic": known.statistic,
        **words,
        "smallest": str(known.smallest),
        "decimals": str(known.decimals),
    }


def _correct_fields(here: Here) -> Sequence[Field]:
    """Its key stays."""
    known = _known(here).statistic
    only = Field(name="statistic", title="Schlüssel", default=known, more={"readonly": "readonly"})
    return (only, *_word_fields(here))


def _figure_of(here: Here) -> Sequence[Field]:
    known = _known(here).statistic
    only = Field(name="statistic", title="Schlüssel der Kennzahl", default=known, more={"readonly": "readonly"})
    return (only, *_figure_fields(here))


FORMS: Final = (
    DescribedForm(
        path=f"{STATISTICS}/neu",
        title="Kennzahl anlegen",
        button="Kennzahl anlegen",
        model=StatisticIn,
        fields=_new_fields,
        send=_define,
        back=lambda _here: STATISTICS,
    ),
    DescribedForm(
        path=f"{STATISTICS}/schwelle",
        title="Kleine Zahlen verbergen",
        button="Schwelle speichern",
        model=ThresholdIn,
        fields=_threshold_field,
        send=_set_threshold,
        back=lambda _here: STATISTICS,
        remarks=lambda _here: (
            "Das gilt für die eigenen Zahlen im Sozialraumprofil: Was für weniger Menschen steht, wird nicht genannt.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Kennzahl berichtigen",
        button="Angaben speichern",
        model=StatisticIn,
        fields=_correct_fields,
        send=_define,
        back=_back,
        about=_label,
        typed=_typed,
    ),
    DescribedForm(
        path=f"{ONE}/zahl",
        title="Zahl festhalten",
        button="Zahl speichern",
        model=FigureIn,
        fields=_figure_of,
        send=_record,
        back=_back,
        about=_label,
        remarks=lambda _here: ("Steht für Gebiet und Zeitraum schon eine Zahl da, wird sie berichtigt.",),
    ),
    DescribedForm(
        path=f"{ONE}/zuruecknehmen",
        title="Zahl zurücknehmen",
        button="Zahl zurücknehmen",
        model=WithdrawnIn,
        fields=_figure_choice,
        send=_withdraw,
        back=_back,
        about=_label,
        remarks=lambda _here: ("Die Zahl zählt danach nirgends mehr.",),
    ),
)
add_forms(router, SERVICE, PLANNERS, FORMS)
