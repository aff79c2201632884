"""Report documents as tables with German titles: the one source of pages, workbooks and printed reports.

Nothing is counted here: every number stands in the document, as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.contracts.vocabularies import contact_kinds, event_kinds, partner_kinds, referral_states, topics
from services.kernel.pages.wording import day, moment
from services.reporting.charts import Chart
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import catalogue
from services.reporting.domain.figures import STRUCTURE_BASED, STRUCTURE_BASED_TITLE
from services.reporting.explaining.words import places_of
from services.reporting.sheets import FIGURES, GENDERS

Cell = str | int | None  # None: does not apply
Row = tuple[Cell, ...]

TRACKS: Final = {"social": "sozial", "social_and_vocational": "sozial und beruflich"}
NOW: Final = "alles, was bis jetzt erfasst war"
ALL_OPERATIONS: Final = "alle Vorhaben des Landkreises"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title, and whether numbers stand in it."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table; the first column names the row. ``key`` is its place on a page and the name of its sheet."""

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: up to which day, what it tells of as pairs (name, value), its tables and charts."""

    title: str
    day: str
    about: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    charts: Sequence[Chart] = ()

    def table(self, key: str) -> Table:
        """The table of that key; raises KeyError."""
        return {each.key: each for each in self.tables}[key]


def esf_tables(document: Mapping[str, Any]) -> Report:
    """Indicators, what is not counted and why, checks."""
    used = catalogue(document["catalogue"], document["catalogue_version"])
    return Report(
        "ESF-Bericht",
        document["as_of"],
        (
            ("Landkreis", document["district"]),
            ("Vorhaben", document["operation"]),
            ("Stichtag", day(document["as_of"])),
            ("Kenntnisstand", moment(document["known_at"]) if document["known_at"] else NOW),
            ("Katalog", f"{used.title_de}, Version {used.version}"),
            *_grand_total(document),
            ("Prüfsumme", document["digest"]),
            ("Stand der Quellen", places_of(document["positions"])),
        ),
        (_indicators(document, used), _not_counted(document, used), _checks(document)),
    )


def activity_tables(document: Mapping[str, Any]) -> Report:
    """Single figures first, then each figure that is broken down."""
    single = [(title, document[name]) for name, title in FIGURES.items() if not isinstance(document[name], Mapping)]
    figures = Table("figures", "Kennzahlen", (Column("Kennzahl"), Column("Wert", numeric=True)), single)
    groups = [_group(name, document[name]) for name in FIGURES if isinstance(document[name], Mapping)]
    about = (
        ("Landkreis", document["district"]),
        ("Vorhaben", document.get("operation") or ALL_OPERATIONS),
        ("Von", day(document["from"])),
        ("Bis", day(document["to"])),
    )
    return Report("Tätigkeitsbericht", document["to"], about, (figures, *groups))


def _indicators(document: Mapping[str, Any], used: Catalogue) -> Table:
    numbers = [Column(title, numeric=True) for title in GENDERS.values()]
    columns = (Column("Code"), Column("Indikator"), *numbers, Column("Geschätzt"))
    rows = [
        (
            cell["code"],
            used.indicator(cell["code"]).title_de,
            *(cell.get(gender) for gender in GENDERS),
            _how_known(cell),
        )
        for cell in document["indicators"]
    ]
    return Table("indicators", "Indikatoren", columns, rows)


def _how_known(cell: Mapping[str, Any]) -> str:
    """Whether a value is estimated; under catalogues that know samples, or codes nobody collects, that."""
    if cell.get("reason") == "not_collected":
        return "nicht erhoben"
    if cell["estimated"]:
        return "ja"
    return "nein, Stichprobe genügt" if cell.get("sample") else "nein"


def _not_counted(document: Mapping[str, Any], used: Catalogue) -> Table:
    titles = {one.key: one.title_de for one in used.reasons} | {STRUCTURE_BASED: STRUCTURE_BASED_TITLE}
    rows = [(titles[one["reason"]], one["participations"]) for one in document["not_counted"]]
    return Table("not_counted", "Nicht gezählt", (Column("Grund"), Column("Teilnahmen", numeric=True)), rows)


def _checks(document: Mapping[str, Any]) -> Table:
    rows = [(one["id"], one["text"], "stimmt" if one["holds"] else "stimmt nicht") for one in document["checks"]]
    return Table("checks", "Prüfungen", (Column("Prüfung"), Column("Regel"), Column("Ergebnis")), rows)


def _group(name: str, figure: Mapping[str, int]) -> Table:
    words = _words_of(name)
    columns = (Column("Merkmal"), Column("Schlüssel"), Column("Wert", numeric=True))
    return Table(name, FIGURES[name], columns, [(words.get(key, key), key, value) for key, value in figure.items()])


def _words_of(name: str) -> Mapping[str, str]:
    """German words of a figure's keys; keys without any stand for themselves."""
    known = {
        "contacts_by_kind": contact_kinds,
        "contacts_by_topic": topics,
        "clients_by_topic": topics,
        "referrals_by_state": referral_states,
        "referrals_by_partner_kind": partner_kinds,
        "events_by_kind": event_kinds,
    }
    if name == "clients_by_track":
        return TRACKS
    return known[name]() if name in known else {}


def _grand_total(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    if "grand_total" not in document:
        return []
    return [("Gesamtzahl mit unvollständigen Teilnahmen", str(document["grand_total"]["total"]))]
