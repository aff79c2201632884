"""Profile and comparison as tables with German titles, with charts, and as CSV; nothing is counted here."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from services.contracts.decimals import german_decimal
from services.contracts.events.words import AreaKind
from services.contracts.periods import german_period
from services.contracts.vocabularies import handlungsfelder, topics
from services.kernel.pages.wording import NOTHING, day, moment, number
from services.reporting.charts import Bar, Chart, bars
from services.reporting.gaps_tables import VERDICTS
from services.reporting.sheets import csv_bytes
from services.reporting.tables import NOW, Cell, Column, Report, Row, Table

PROFILE: Final = "Sozialraumprofil"
COMPARISON: Final = "Gebiete im Vergleich"
OWN: Final = "eigene Zahl"
OWN_SOURCE: Final = "eigene Erfassung"
NOT_GIVEN: Final = "nicht angegeben"
HIDDEN: Final = "zu wenige Personen"
FIGURES: Final[Mapping[str, str]] = {
    "contacts": "Kontakte",
    "cases": "Fälle mit Kontakt",
    "referrals": "Weitervermittlungen",
    "events": "Veranstaltungen",
    "attendance": "Teilnahmen an Veranstaltungen",
}
AREA_KINDS: Final[Mapping[AreaKind, str]] = {
    "sozialraum": "Sozialraum",
    "municipality": "Gemeinde",
    "district": "Landkreis",
}
HEADER: Final = (
    *("Landkreis", "Stichtag", "Kenntnisstand", "Herkunft", "Kennzahl", "Schlüssel", "Gebietsart", "Gebiet"),
    *("Gebietsname", "Zeitraum", "Wert", "Einheit", "Geschätzt", "Quelle"),
)

Document = Mapping[str, Any]


def profile_tables(document: Document) -> Report:
    """Own figures over time and beside the other Sozialräume, topics and offers, figures of others."""
    about = (
        ("Landkreis", document["district"]),
        ("Sozialraum", document["sozialraum"]),
        *_dates(document),
        ("Kleine Zahlen", f"Eigene Zahlen unter {document['threshold']} werden nicht genannt"),
    )
    tables = (_others(document), _own(document), _compared(document), _topics(document))
    return Report(f"{PROFILE} {document['sozialraum']}", document["as_of"], about, tables, _charts(document))


def comparison_tables(document: Document) -> Report:
    """One indicator in all areas, by value."""
    about = (
        ("Kennzahl", document["label"]),
        ("Einheit", document["unit"]),
        ("Handlungsfeld", handlungsfelder().get(document["handlungsfeld"] or "", NOTHING)),
        *_dates(document),
    )
    columns = (Column("Gebiet"), Column("Art"), Column("Zeitraum"), Column("Wert", numeric=True), Column("Quelle"))
    rows = [
        (
            _area(each),
            AREA_KINDS[each["area_kind"]],
            german_period(each["period"]),
            _value(each, document),
            each["source"],
        )
        for each in document["figures"]
    ]
    table = Table("areas", document["label"], columns, rows)
    charts = (_last(document, document["figures"], None),) if rows else ()
    return Report(f"{COMPARISON}: {document['label']}", document["as_of"], about, (table,), charts)


def profile_csv(document: Document) -> bytes:
    """One row a figure; what is hidden has no value and says so."""
    return csv_bytes(HEADER, _profile_rows(document))


def comparison_csv(document: Document) -> bytes:
    return csv_bytes(HEADER, (_row(document, document, each) for each in document["figures"]))


# --- Tables --------------------------------------------------------------------------


def _dates(document: Document) -> tuple[tuple[str, str], ...]:
    known_at = document["known_at"]
    return (("Stichtag", day(document["as_of"])), ("Kenntnisstand", NOW if known_at is None else moment(known_at)))


def _own(document: Document) -> Table:
    years = [str(year) for year in document["years"]]
    columns = (Column("Eigene Zahl"), *(Column(_year(document, year)) for year in years))
    rows = [
        (FIGURES[each["figure"]], *(_told(each["years"][year], document) for year in years)) for each in document["own"]
    ]
    return Table("own", "Eigene Zahlen über die Jahre", columns, rows)


def _compared(document: Document) -> Table:
    columns = (Column("Sozialraum"), *(Column(FIGURES[each["figure"]]) for each in document["compared"]))
    places = list(document["compared"][0]["sozialraeume"])
    rows = [
        (place, *(_told(each["sozialraeume"][place], document) for each in document["compared"])) for place in places
    ]
    return Table("compared", f"Sozialräume im Vergleich, {_last_year(document)}", columns, rows)


def _topics(document: Document) -> Table:
    columns = (
        *(Column("Thema"), Column("Kontakte"), Column("Fälle")),
        *(Column("Angebote", numeric=True), Column("Nehmen auf", numeric=True), Column("Einschätzung")),
    )
    rows = [
        (
            topics().get(each["topic"], each["topic"]),
            _told(each["contacts"], document),
            _told(each["cases"], document),
            each["offers"],
            each["taking"],
            VERDICTS[each["verdict"]] if each["verdict"] else NOTHING,
        )
        for each in document["topics"]
    ]
    return Table("topics", f"Themen und Angebote, {_last_year(document)}", columns, rows)


def _others(document: Document) -> Table:
    columns = (
        *(Column("Kennzahl"), Column("Gebiet"), Column("Zeitraum")),
        *(Column("Wert", numeric=True), Column("Quelle")),
    )
    rows: list[Row] = [
        (statistic["label"], _area(each), german_period(each["period"]), _value(each, statistic), each["source"])
        for statistic in document["statistics"]
        for each in (*reversed(statistic["figures"]), *statistic["others"])
    ]
    return Table("statistics", "Zahlen anderer Stellen", columns, rows)


def _area(figure: Document) -> str:
    label, area = figure["area_label"], figure["area"]
    if figure["area_kind"] == "district":
        return f"{label or area} (Landkreis)"
    return str(label or area)


def _value(figure: Document, statistic: Document) -> str:
    if figure["hidden"]:
        return HIDDEN
    if figure["value"] is None:
        return NOT_GIVEN
    told = f"{german_decimal(figure['value'], statistic['decimals'])} {statistic['unit']}"
    return f"{told} (geschätzt)" if figure["estimated"] else told


def _told(value: int | None, document: Document) -> Cell:
    return _few(document) if value is None else number(value)


def _year(document: Document, year: str) -> str:
    """The last year is not over yet on most days."""
    return year if document["as_of"] >= f"{year}-12-31" else f"{year} bis {day(document['as_of'])}"


def _last_year(document: Document) -> str:
    return _year(document, str(document["years"][-1]))


# --- Charts --------------------------------------------------------------------------


def _charts(document: Document) -> tuple[Chart, ...]:
    """Figures of others as a ranking, or over time where nobody stands beside; contacts over time and compared."""
    found = [_chart(each) for each in document["statistics"]]
    own = {each["figure"]: each["years"] for each in document["own"]}
    beside = {each["figure"]: each["sozialraeume"] for each in document["compared"]}
    found.append(
        bars("Kontakte über die Jahre", [_own_bar(year, value, document) for year, value in own["contacts"].items()])
    )
    if len(beside["contacts"]) > 1:
        places = [
            _own_bar(place, value, document, marked=place == document["sozialraum"])
            for place, value in beside["contacts"].items()
        ]
        found.append(bars(f"Kontakte nach Sozialraum, {_last_year(document)}", places))
    return tuple(found)


def _chart(statistic: Document) -> Chart:
    series = statistic["figures"]
    if len(series) > 1 or not statistic["others"]:
        rows = [_bar(german_period(each["period"]), each, statistic) for each in series]
        return bars(f"{statistic['label']} über die Zeit", rows)
    return _last(statistic, (*series, *statistic["others"]), series[0]["area"] if series else None)


def _last(statistic: Document, figures: Sequence[Document], marked: str | None) -> Chart:
    rows = [_bar(_area(each), each, statistic, marked=each["area"] == marked) for each in figures]
    return bars(f"{statistic['label']} nach Gebiet", rows)


def _bar(label: str, figure: Document, statistic: Document, *, marked: bool = False) -> Bar:
    value = None if figure["value"] is None else Decimal(figure["value"])
    return Bar(label, value, _value(figure, statistic), marked)


def _own_bar(label: str, value: int | None, document: Document, *, marked: bool = False) -> Bar:
    return Bar(label, None if value is None else Decimal(value), str(_told(value, document)), marked)


# --- CSV -----------------------------------------------------------------------------


def _profile_rows(document: Document) -> Iterable[Row]:
    for statistic in document["statistics"]:
        for each in (*statistic["figures"], *statistic["others"]):
            yield _row(document, statistic, each)
    for each in document["own"]:
        for year, value in each["years"].items():
            yield _own_row(document, each["figure"], document["sozialraum"], (year, value))
    for each in document["compared"]:
        for place, value in each["sozialraeume"].items():
            if place != document["sozialraum"]:
                yield _own_row(document, each["figure"], place, (str(document["years"][-1]), value))


def _row(document: Document, statistic: Document, figure: Document) -> Row:
    """A decimal with a comma, as German spreadsheets read it."""
    value = HIDDEN if figure["hidden"] else (figure["value"] or "").replace(".", ",")
    head = (document["district"], document["as_of"], document["known_at"], "Zahl anderer Stellen")
    area = (AREA_KINDS[figure["area_kind"]], figure["area"], figure["area_label"])
    estimated = "ja" if figure["estimated"] else "nein"
    words = (statistic["label"], statistic["statistic"])
    return (*head, *words, *area, figure["period"], value, statistic["unit"], estimated, figure["source"])


def _own_row(document: Document, key: str, place: str, told: tuple[str, int | None]) -> Row:
    year, value = told
    head = (document["district"], document["as_of"], document["known_at"], OWN)
    words = (FIGURES[key], key, AREA_KINDS["sozialraum"], place, None, year)
    return (*head, *words, _few(document) if value is None else value, "Anzahl", "nein", OWN_SOURCE)


def _few(document: Document) -> str:
    return f"weniger als {document['threshold']}"
