"""The report on gaps and overlaps as tables with German titles, and as CSV; nothing is counted here."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.contracts.vocabularies import partner_kinds, topics
from services.kernel.pages.wording import day
from services.reporting.domain.gaps import Verdict
from services.reporting.sheets import csv_bytes
from services.reporting.tables import Cell, Column, Report, Row, Table

TITLE: Final = "Angebotslücken"
VERDICTS: Final[Mapping[Verdict, str]] = {
    "gap": "Lücke: kein Angebot",
    "full": "Lücke: kein Angebot nimmt gerade auf",
    "overlap": "Überschneidung",
    "covered": "Angebot vorhanden",
}
HEADER: Final = (
    "Landkreis",
    "von",
    "bis",
    "Sozialraum",
    "Thema",
    "Schlüssel",
    "Kontakte",
    "Fälle",
    "Angebote",
    "Nehmen auf",
    "Einschätzung",
    "Ähnliche Angebote",
)


def gaps_tables(document: Mapping[str, Any]) -> Report:
    """Gaps and overlaps first, then everything, then how long people waited."""
    found = document["cells"]
    about = (
        ("Landkreis", document["district"]),
        ("Von", day(document["from"])),
        ("Bis", day(document["to"])),
        ("Kleine Zahlen", f"Weniger als {document['threshold']} werden nicht genannt"),
    )
    gaps = [each for each in found if each["verdict"] in {"gap", "full"}]
    tables = (
        _cells(document, "gaps", "Lücken", gaps),
        _overlaps([each for each in found if each["verdict"] == "overlap"]),
        _cells(document, "cells", "Bedarf und Angebote", found),
        _waiting(document),
    )
    return Report(TITLE, document["to"], about, tables)


def gaps_csv(document: Mapping[str, Any]) -> bytes:
    """One row a Sozialraum and topic."""
    return csv_bytes(HEADER, _rows(document))


def _rows(document: Mapping[str, Any]) -> Iterable[Row]:
    head, few = (document["district"], document["from"], document["to"]), _few(document)
    for each in document["cells"]:
        numbers = (_told(each["contacts"], few), _told(each["cases"], few), each["offers"], each["taking"])
        said = (VERDICTS[each["verdict"]], ", ".join(each["alike"]))
        yield (*head, each["sozialraum"], _topic(each["topic"]), each["topic"], *numbers, *said)


def _cells(document: Mapping[str, Any], key: str, title: str, found: Iterable[Mapping[str, Any]]) -> Table:
    few = _few(document)
    columns = (
        Column("Sozialraum"),
        Column("Thema"),
        Column("Kontakte"),
        Column("Fälle"),
        Column("Angebote", numeric=True),
        Column("Nehmen auf", numeric=True),
        Column("Einschätzung"),
    )
    rows = [
        (
            each["sozialraum"],
            _topic(each["topic"]),
            _told(each["contacts"], few),
            _told(each["cases"], few),
            each["offers"],
            each["taking"],
            VERDICTS[each["verdict"]],
        )
        for each in found
    ]
    return Table(key, title, columns, rows)


def _overlaps(found: Iterable[Mapping[str, Any]]) -> Table:
    columns = (Column("Sozialraum"), Column("Thema"), Column("Ähnliche Angebote"))
    rows = [(each["sozialraum"], _topic(each["topic"]), ", ".join(each["alike"])) for each in found]
    return Table("overlaps", "Überschneidungen", columns, rows)


def _waiting(document: Mapping[str, Any]) -> Table:
    few = _few(document)
    columns = (
        Column("Partnerart"),
        Column("Vermittlungen"),
        Column("Tage bis zur Antwort (Median)"),
        Column("Tage bis zum ersten Treffen (Median)"),
    )
    rows = [
        (
            partner_kinds().get(each["partner_kind"], each["partner_kind"]),
            _told(each["referrals"], few),
            _told(each["days_to_answer"], few),
            _told(each["days_to_arrival"], few),
        )
        for each in document["waiting"]
    ]
    return Table("waiting", "Wartezeiten", columns, rows)


def _few(document: Mapping[str, Any]) -> str:
    return f"weniger als {document['threshold']}"


def _told(number: int | None, few: str) -> Cell:
    return few if number is None else number


def _topic(key: str) -> str:
    return topics().get(key, key)
