"""Forms about operations: opening one, setting it, rural municipalities."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter

from services.contracts.districts import OperationMode
from services.districts.api import classification, definitions, operations
from services.districts.application import SERVICE
from services.districts.domain.settings import VALUES
from services.districts.pages.asking import OPERATORS, Here, at_home
from services.districts.pages.operations import OPERATIONS, operation_of, settings_of
from services.districts.pages.words import CATEGORIES_OF_REGION, FIXED_FIELDS, FIXED_VALUES, MODES, options
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field

router: Final = APIRouter()

FIXED: Final = "fixed_"
OBJECTIVES: Final = tuple((f"ESO4.{number}", f"ESO4.{number}") for number in range(1, 14))


class AllSettingsIn(definitions.SettingsIn):
    """A form shows every setting, so an empty one was emptied: it is not left as it is."""

    mode: OperationMode
    bagatelle_minutes: definitions.Number
    silent_weeks: definitions.Number
    consent_warning_days: definitions.WarningDays


# --- Fields ------------------------------------------------------------------------


def _opening(_here: Here) -> Sequence[Field]:
    key_hint = "Kurz und für immer, zum Beispiel thinka-2028: Kleinbuchstaben, Ziffern, Bindestriche."
    return (
        Field(name="name", title="Name"),
        Field(name="operation", title="Schlüssel", hint=key_hint),
        Field(name="start", title="Beginn", kind="date"),
        Field(name="end", title="Ende", kind="date"),
        Field(
            name="specific_objective",
            title="Spezifisches Ziel",
            kind="select",
            options=OBJECTIVES,
            default="ESO4.8",
            hint="ThINKA hat ESO4.8, Armutsprävention ESO4.12.",
        ),
    )


def _settings(here: Here) -> Sequence[Field]:
    now = settings_of(here, operation_of(here))
    fixed = {trait.field: trait.value for trait in now.fixed_traits}
    return (
        Field(name="mode", title="Art des Vorhabens", kind="radios", options=options(MODES), default=now.mode),
        Field(
            name="bagatelle_minutes",
            title="Bagatellgrenze in Minuten",
            kind="number",
            default=str(now.bagatelle_minutes),
            hint="Ab so viel Beratung in einem Fall ist ein ESF-Fragebogen fällig.",
        ),
        Field(
            name="silent_weeks",
            title="Wochen ohne Kontakt bis zur Erinnerung",
            kind="number",
            default=str(now.silent_weeks),
        ),
        Field(
            name="consent_warning_days",
            title="Tage Vorwarnung, bevor eine Einwilligung abläuft",
            kind="number",
            default=str(now.consent_warning_days),
        ),
        *(_fixed(field, title, fixed.get(field, "")) for field, title in FIXED_FIELDS.items()),
    )


def _fixed(field: Any, title: str, value: str) -> Field:
    """A trait that the target group may settle for everybody."""
    return Field(
        name=f"{FIXED}{field}",
        title=f"{title}: durch die Zielgruppe festgelegt",
        kind="select",
        options=[(each, FIXED_VALUES[each]) for each in VALUES[field]],
        default=value,
        optional=True,
        empty="nicht festgelegt",
    )


def _classification(here: Here) -> Sequence[Field]:
    now = classification.show_classification(here.key("operation"), here.asking, here.service)
    return (
        Field(
            name="priority",
            title="Priorität",
            default=now.priority or "",
            hint="Wie im Bescheid, zum Beispiel P2.",
        ),
        Field(
            name="category_of_region",
            title="Regionenkategorie",
            kind="select",
            options=options(CATEGORIES_OF_REGION),
            default=now.category_of_region,
            hint="Thüringen gilt als Übergangsregion.",
        ),
    )


def _settings_shape(given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The fixed traits are a list; an empty one says that none is fixed."""
    plain = {name: values[-1] for name, values in given.items() if not name.startswith(FIXED)}
    traits = [
        {"field": name.removeprefix(FIXED), "value": values[-1]}
        for name, values in given.items()
        if name.startswith(FIXED)
    ]
    return {**plain, "fixed_traits": traits}


def _rural_shape(given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """One key a line, or separated by commas and blanks."""
    plain: dict[str, Any] = {name: values[-1] for name, values in given.items()}
    return plain | {"ags": plain.get("ags", "").replace(",", " ").split()}


# --- Commands ----------------------------------------------------------------------


def _open(here: Here, body: operations.NewOperation, context: Context) -> Stored:
    return Stored(operations.open_operation(body, here.asking, context, here.service).position)


def _configure(here: Here, body: AllSettingsIn, context: Context) -> Stored:
    return Stored(
        definitions.configure_operation(here.key("operation"), body, here.asking, context, here.service).position
    )


def _classify(here: Here, body: classification.ClassificationIn, context: Context) -> Stored:
    answer = classification.classify_operation(here.key("operation"), body, here.asking, context, here.service)
    return Stored(answer.position)


def _mark_rural(here: Here, body: operations.RuralMunicipalities, context: Context) -> Stored:
    return Stored(operations.mark_rural(body, here.asking, context, here.service).position)


FORMS: Final = (
    DescribedForm(
        path="/neues-vorhaben",
        title="Vorhaben eröffnen",
        button="Vorhaben eröffnen",
        model=operations.NewOperation,
        fields=_opening,
        send=_open,
        back=at_home(OPERATIONS),
        remarks=lambda _here: (
            "Ein Vorhaben zählt nach der neuesten Fassung des Indikatorenkatalogs.",
            "Schlüssel und Zeitraum lassen sich später nicht mehr ändern. Bitte prüfen Sie sie mit dem Bescheid.",
        ),
    ),
    DescribedForm(
        path="/laendliche-gemeinden",
        title="Ländliche Gemeinden kennzeichnen",
        button="Gemeinden kennzeichnen",
        model=operations.RuralMunicipalities,
        fields=lambda _: (
            Field(
                name="ags",
                title="Amtliche Gemeindeschlüssel",
                kind="area",
                hint="Acht Ziffern je Gemeinde, einer je Zeile.",
            ),
        ),
        send=_mark_rural,
        shape=_rural_shape,
        back=at_home(OPERATIONS),
        remarks=lambda _here: (
            "Wer dort wohnt, zählt im Indikator EECO17. Eine Kennzeichnung kann nicht zurückgenommen werden.",
        ),
    ),
    DescribedForm(
        path=f"{OPERATIONS}/{{operation}}/einstellungen",
        title="Vorhaben einstellen",
        button="Einstellungen speichern",
        model=AllSettingsIn,
        fields=_settings,
        send=_configure,
        shape=_settings_shape,
        back=lambda here: f"{OPERATIONS}/{here.key('operation')}",
        about=lambda here: operation_of(here).name,
        remarks=lambda _here: (
            "Festgelegt heißt: Wer teilnimmt, hat dieses Merkmal schon durch die Zielgruppe.",
            "Dann muss niemand danach gefragt werden.",
        ),
    ),
    DescribedForm(
        path=f"{OPERATIONS}/{{operation}}/zuordnung",
        title="Vorhaben zuordnen",
        button="Zuordnung speichern",
        model=classification.ClassificationIn,
        fields=_classification,
        send=_classify,
        back=lambda here: f"{OPERATIONS}/{here.key('operation')}",
        about=lambda here: operation_of(here).name,
        remarks=lambda _here: ("Danach fasst das Land die abgegebenen Berichte der Landkreise zusammen.",),
    ),
)
add_forms(router, SERVICE, OPERATORS, FORMS)
