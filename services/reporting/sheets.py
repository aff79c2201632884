"""Reports as CSV for spreadsheets: semicolons, UTF-8 with a byte order mark, German headers."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.reporting.domain.catalogues import catalogue

BYTE_ORDER_MARK: Final = "\ufeff"  # without it, Excel takes UTF-8 for its own code page
ESF_HEADER: Final = (
    "Landkreis",
    "Vorhaben",
    "Stichtag",
    "Kenntnisstand",
    "Katalog",
    "Version",
    "Code",
    "Indikator",
    "Indikator (englisch)",
    "Geschlecht",
    "Wert",
    "Geschätzt",
)
ACTIVITY_HEADER: Final = ("Landkreis", "Vorhaben", "von", "bis", "Kennzahl", "Merkmal", "Wert")
GENDERS: Final = {"female": "weiblich", "male": "männlich", "non_binary": "divers", "total": "insgesamt"}
FIGURES: Final = {
    "clients_reached": "Erreichte Ratsuchende",
    "clients_by_track": "Ratsuchende nach Verlauf",
    "clients_with_migration_background": "Ratsuchende mit Migrationshintergrund",
    "contacts": "Kontakte",
    "anonymous_contacts": "Anonyme Kontakte",
    "contacts_by_kind": "Kontakte nach Kontaktart",
    "contacts_by_topic": "Kontakte nach Thema",
    "clients_by_topic": "Ratsuchende nach Thema",
    "contacts_by_month": "Kontakte nach Monat",
    "contacts_by_sozialraum": "Kontakte nach Sozialraum",
    "referrals_by_state": "Vermittlungen nach Stand",
    "referrals_by_partner_kind": "Vermittlungen nach Partnerart",
    "events_by_kind": "Veranstaltungen nach Art",
    "event_attendance": "Teilnahmen an Veranstaltungen",
    "volunteer_hours": "Ehrenamtliche Stunden",
    "press_items": "Presseberichte",
    "network_meetings": "Netzwerktreffen",
}

Row = tuple[Any, ...]


def esf_csv(document: Mapping[str, Any]) -> bytes:
    """One row an indicator and gender, with both official titles."""
    return csv_bytes(ESF_HEADER, _esf_rows(document))


def activity_csv(document: Mapping[str, Any]) -> bytes:
    """One row a figure, and one a key where a figure is broken down."""
    return csv_bytes(ACTIVITY_HEADER, _activity_rows(document))


def _esf_rows(document: Mapping[str, Any]) -> Iterable[Row]:
    used = catalogue(document["catalogue"], document["catalogue_version"])
    head = tuple(document[key] for key in ("district", "operation", "as_of", "known_at"))
    for cell in document["indicators"]:
        one = used.indicator(cell["code"])
        estimated = "ja" if cell["estimated"] else "nein"
        for gender in (gender for gender in GENDERS if gender in cell):
            titles = (used.key, used.version, one.code, one.title_de, one.title_en)
            yield (*head, *titles, GENDERS[gender], cell[gender], estimated)


def _activity_rows(document: Mapping[str, Any]) -> Iterable[Row]:
    head = (document["district"], document.get("operation"), document["from"], document["to"])
    for name, title in FIGURES.items():
        figure = document[name]
        groups = figure if isinstance(figure, Mapping) else {None: figure}
        for key, value in groups.items():
            yield (*head, title, key, value)


def csv_bytes(header: Row, rows: Iterable[Row]) -> bytes:
    """A file for spreadsheets."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()
