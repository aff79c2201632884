"""Tables 6 and 10 with German titles, of one operation or rolled up; nothing is counted here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from services.kernel.pages.wording import day
from services.reporting.checking.tables import rules_table
from services.reporting.checking.wording import REGIONS
from services.reporting.sheets import GENDERS, csv_bytes
from services.reporting.tables import Column, Report, Row, Table

Document = Mapping[str, Any]
TITLE: Final = "Meldung an die Kommission"
UNKNOWN: Final = "ohne Angabe"
HEADER: Final = (
    "Meldezeitraum",
    "Tabelle",
    "Priorität",
    "Spezifisches Ziel",
    "Regionenkategorie",
    "Indikator",
    "Referenz",
    *GENDERS.values(),
    *(f"Referenz {words}" for words in GENDERS.values()),
)


def transmission_tables(document: Document) -> Report:
    """Outputs, results, rules; of a roll-up also who handed in and who has not yet."""
    about = (
        ("Meldezeitraum", document["period"]),
        ("Stichtag", day(document["as_of"])),
        *((title, document[name]) for name, title in SINGLE.items() if name in document),
        ("Prüfsumme", document["digest"]),
    )
    tables = (
        _outputs(document["tables"]["6"]),
        _results(document["tables"]["10"]),
        rules_table("checks", "Regeln der Kommission (SFC2021)", document["checks"]),
        *(_operations(key, title, document[key]) for key, title in HANDED.items() if key in document),
    )
    return Report(TITLE, document["as_of"], about, tables)


SINGLE: Final = {"district": "Landkreis", "operation": "Vorhaben"}
HANDED: Final = {"submissions": "Abgegebene Berichte", "missing": "Noch nicht abgegeben"}


def transmission_csv(document: Document) -> bytes:
    """One row a table, group and indicator."""
    return csv_bytes(HEADER, list(_csv(document)))


def _csv(document: Document) -> Iterable[Row]:
    for number in ("6", "10"):
        for row in document["tables"][number]:
            base = row.get("reference_output", {})
            values = (row.get(gender) for gender in GENDERS)
            bases = (base.get(gender) for gender in GENDERS)
            group = tuple(row[name] for name in ("priority", "specific_objective", "category_of_region"))
            yield (document["period"], number, *group, row["indicator"], row.get("reference"), *values, *bases)


def _group(row: Document) -> tuple[str, str, str]:
    return (row["priority"] or UNKNOWN, row["specific_objective"], REGIONS[row["category_of_region"]])


GROUP: Final = (Column("Priorität"), Column("Spezifisches Ziel"), Column("Regionenkategorie"))
NUMBERS: Final = tuple(Column(words, numeric=True) for words in GENDERS.values())


def _outputs(rows: Sequence[Document]) -> Table:
    columns = (Column("Indikator"), *GROUP, *NUMBERS)
    return Table(
        "table_6",
        "Tabelle 6, Outputs",
        columns,
        [(row["indicator"], *_group(row), *(row.get(gender) for gender in GENDERS)) for row in rows],
    )


def _results(rows: Sequence[Document]) -> Table:
    columns = (Column("Indikator"), *GROUP, *NUMBERS, Column("Referenz"), Column("Wert der Referenz", numeric=True))
    return Table(
        "table_10",
        "Tabelle 10, Ergebnisse",
        columns,
        [
            (
                row["indicator"],
                *_group(row),
                *(row[gender] for gender in GENDERS),
                row["reference"],
                row["reference_output"]["total"],
            )
            for row in rows
        ],
    )


def _operations(key: str, title: str, operations: Sequence[Document]) -> Table:
    columns = (Column("Vorhaben"), Column("Landkreis"), *GROUP)
    return Table(key, title, columns, [(one["operation"], one["district"], *_group(one)) for one in operations])
