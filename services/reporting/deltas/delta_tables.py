"""A difference as tables with German titles and as CSV; nothing is counted here."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from services.kernel.pages.wording import day, moment
from services.reporting.deltas.causes import TITLES
from services.reporting.deltas.places import GRAND_TOTAL
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import catalogue
from services.reporting.domain.cells import UNKNOWN_GENDER
from services.reporting.domain.figures import STRUCTURE_BASED, STRUCTURE_BASED_TITLE
from services.reporting.explaining.words import fact_title
from services.reporting.sheets import GENDERS, csv_bytes
from services.reporting.tables import Column, Report, Row, Table

TITLE: Final = "Unterschied zweier Stände"
GRAND_TOTAL_TITLE: Final = "Alle Teilnahmen, auch unvollständige"
COLUMNS: Final = {**GENDERS, UNKNOWN_GENDER: "unbekannt"}
NOW: Final = "jetzt"
WHAT: Final = (Column("Code"), Column("Indikator"), Column("Spalte"))
NUMBERS: Final = (Column("Vorher", numeric=True), Column("Nachher", numeric=True))
HEADER: Final = (
    *("Landkreis", "Vorhaben", "Abgabe", "Verglichen mit", "Code", "Indikator", "Spalte", "Vorher", "Nachher"),
    *("Ursache", "Wert", "Ereignisse"),
)

Document = Mapping[str, Any]


def delta_tables(document: Document) -> Report:
    """Changed cells with their causes, who is counted no more or now, and every fact behind it once."""
    before, after = document["before"], document["after"]
    about = (
        ("Landkreis", document["district"]),
        ("Vorhaben", document["operation"]),
        ("Abgabe", document["submission"]),
        ("Verglichen mit", document["to"] or NOW),
        ("Stichtag", _either(day(before["as_of"]), day(after["as_of"]))),
        ("Katalog", _either(_catalogue_title(before), _catalogue_title(after))),
    )
    return Report(TITLE, after["as_of"], about, (_cells(document), _not_counted(document), _facts(document)))


def delta_csv(document: Document) -> bytes:
    """One row a figure and cause, with the number of facts behind it; the values of a figure add up."""
    return csv_bytes(HEADER, _csv_rows(document))


def delta_lines(document: Document) -> Iterator[str]:
    """For a terminal: one line a figure with its causes, one a reason, then the facts behind them."""
    report = delta_tables(document)
    for code, title, column, before, after, change, causes in report.table("cells").rows:
        yield f"{code} {title}, {column}: {before} → {after} ({change}): {causes}".strip()
    for reason, before, after, change, causes in report.table("not_counted").rows:
        yield f"Nicht gezählt, {reason}: {before} → {after} ({change}): {causes}"
    for recorded, kind, cause, actor, source, sequence in report.table("facts").rows:
        yield f"{recorded}  {kind}  ({cause})  {source} {sequence}  {actor}"


def told_causes(figure: Document) -> str:
    """``Später erfasst +3, Storniert −1``."""
    return ", ".join(f"{TITLES[one['cause']]} {signed(one['value'])}" for one in figure["causes"])


def signed(value: int) -> str:
    """With its sign, so that it reads as a change."""
    return f"+{value}" if value > 0 else f"−{-value}" if value else "±0"


def _cells(document: Document) -> Table:
    titles = _indicator_titles(document)
    columns = (*WHAT, *NUMBERS, Column("Unterschied"), Column("Ursachen"))
    rows = [(_code(one), titles[one["code"]], COLUMNS[one["gender"]], *_change(one)) for one in document["cells"]]
    return Table("cells", "Geänderte Zellen", columns, rows)


def _not_counted(document: Document) -> Table:
    titles = _reason_titles(document)
    columns = (Column("Grund"), *NUMBERS, Column("Unterschied"), Column("Ursachen"))
    rows = [(titles[one["reason"]], *_change(one)) for one in document["not_counted"]]
    return Table("not_counted", "Nicht gezählt", columns, rows)


def _facts(document: Document) -> Table:
    """In the order of recording; a fact that moved several figures stands once, with all causes it had."""
    columns = (
        *(Column("Wann erfasst"), Column("Ereignis"), Column("Ursache")),
        *(Column("Von wem (Kennung)"), Column("Dienst"), Column("Stelle im Protokoll", numeric=True)),
    )
    rows = [
        (moment(event["time"]), fact_title(event["type"]), cause, event["actor"], event["source"], event["sequence"])
        for event, cause in facts_of(document)
    ]
    return Table("facts", "Ereignisse dahinter", columns, rows)


def facts_of(document: Document) -> list[tuple[Mapping[str, Any], str]]:
    """Every fact behind a cause once, in the order of recording, with what it stands for."""
    found: dict[str, tuple[Mapping[str, Any], dict[str, None]]] = {}
    for figure in (*document["cells"], *document["not_counted"]):
        for cause in figure["causes"]:
            for event in cause["events"]:
                found.setdefault(event["id"], (event, {}))[1][TITLES[cause["cause"]]] = None
    known = [(event, ", ".join(causes)) for event, causes in found.values()]
    return sorted(known, key=lambda one: (one[0]["time"], one[0]["source"], one[0]["sequence"]))


def _change(figure: Document) -> Row:
    before, after = figure["before"], figure["after"]
    return (before, after, signed(after - before), told_causes(figure))


def _csv_rows(document: Document) -> Iterator[tuple[Any, ...]]:
    head = (document["district"], document["operation"], document["submission"], document["to"] or NOW)
    titles, reasons = _indicator_titles(document), _reason_titles(document)
    named: Iterable[tuple[Row, Document]] = (
        *(((_code(one), titles[one["code"]], COLUMNS[one["gender"]]), one) for one in document["cells"]),
        *((("", "Nicht gezählt", reasons[one["reason"]]), one) for one in document["not_counted"]),
    )
    for names, one in named:
        for cause in one["causes"]:
            counted = (TITLES[cause["cause"]], cause["value"], len(cause["events"]))
            yield (*head, *names, one["before"], one["after"], *counted)


def _code(cell: Document) -> str:
    return "" if cell["code"] == GRAND_TOTAL else cell["code"]


def _indicator_titles(document: Document) -> Mapping[str, str]:
    """By code; one that both catalogue versions have is called as in the later one."""
    titles = {one.code: one.title_de for used in _catalogues(document) for one in used.indicators}
    return {**titles, GRAND_TOTAL: GRAND_TOTAL_TITLE}


def _reason_titles(document: Document) -> Mapping[str, str]:
    titles = {one.key: one.title_de for used in _catalogues(document) for one in used.reasons}
    return {**titles, STRUCTURE_BASED: STRUCTURE_BASED_TITLE}


def _catalogues(document: Document) -> list[Catalogue]:
    ends = (document["before"], document["after"])
    return [catalogue(end["catalogue"], end["catalogue_version"]) for end in ends]


def _catalogue_title(end: Document) -> str:
    used = catalogue(end["catalogue"], end["catalogue_version"])
    return f"{used.title_de}, Version {used.version}"


def _either(before: str, after: str) -> str:
    """One of two that are the same, or both."""
    return before if before == after else f"{before}; verglichen: {after}"
