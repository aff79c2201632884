"""Report documents as bytes: what programs get, the same from the command line and over HTTP."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

import msgspec

from services.reporting.checking.tables import checks_csv, checks_tables
from services.reporting.checking.transmission_tables import transmission_csv, transmission_tables
from services.reporting.deltas.delta_tables import delta_csv, delta_tables
from services.reporting.gaps_tables import gaps_csv, gaps_tables
from services.reporting.printing import pdf_bytes
from services.reporting.profile_tables import comparison_csv, comparison_tables, profile_csv, profile_tables
from services.reporting.sheets import activity_csv, esf_csv
from services.reporting.tables import Report, activity_tables, esf_tables
from services.reporting.workbooks import workbook_bytes

Document = Mapping[str, Any]
Form = Literal["json", "csv", "xlsx", "pdf"]
Forms = Mapping[Form, Callable[[Document], bytes]]


class File(NamedTuple):
    """The bytes of a document, what they are, and how the file is called."""

    content: bytes
    media_type: str
    name: str


def json_bytes(document: Document) -> bytes:
    """One line; the digest is over the canonical form, not over this one."""
    return msgspec.json.encode(document) + b"\n"


def _forms(as_csv: Callable[[Document], bytes], as_tables: Callable[[Document], Report]) -> Forms:
    return {
        "json": json_bytes,
        "csv": as_csv,
        "xlsx": lambda document: workbook_bytes(as_tables(document)),
        "pdf": lambda document: pdf_bytes(as_tables(document)),
    }


ESF_FORMS: Final = _forms(esf_csv, esf_tables)
ACTIVITY_FORMS: Final = _forms(activity_csv, activity_tables)
GAPS_FORMS: Final = _forms(gaps_csv, gaps_tables)
PROFILE_FORMS: Final = _forms(profile_csv, profile_tables)
COMPARISON_FORMS: Final = _forms(comparison_csv, comparison_tables)
CHECKS_FORMS: Final = _forms(checks_csv, checks_tables)
TRANSMISSION_FORMS: Final = _forms(transmission_csv, transmission_tables)
DELTA_FORMS: Final = _forms(delta_csv, delta_tables)
MEDIA_TYPES: Final[Mapping[Form, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def esf_file(document: Document, form: Form) -> File:
    return _file(ESF_FORMS, document, form, f"esf-{document['district']}-{document['operation']}-{document['as_of']}")


def activity_file(document: Document, form: Form) -> File:
    parts = ("taetigkeit", document["district"], document.get("operation"), document["from"], document["to"])
    return _file(ACTIVITY_FORMS, document, form, "-".join(part for part in parts if part))


def checks_file(document: Document, form: Form) -> File:
    name = f"pruefung-{document['district']}-{document['operation']}-{document['as_of']}"
    return _file(CHECKS_FORMS, document, form, name)


def transmission_file(document: Document, form: Form) -> File:
    """Of one operation, or the roll-up over all districts."""
    parts = ("meldung", document.get("district"), document.get("operation"), document["period"])
    return _file(TRANSMISSION_FORMS, document, form, "-".join(part for part in parts if part))


def gaps_file(document: Document, form: Form) -> File:
    name = f"angebotsluecken-{document['district']}-{document['from']}-{document['to']}"
    return _file(GAPS_FORMS, document, form, name)


def profile_file(document: Document, form: Form) -> File:
    """Of the Sozialraum's key the name has what needs no quoting."""
    place = re.sub(r"[^a-z0-9-]+", "-", document["sozialraum"].casefold()).strip("-") or "sozialraum"
    name = f"sozialraumprofil-{document['district']}-{place}-{document['as_of']}"
    return _file(PROFILE_FORMS, document, form, name)


def comparison_file(document: Document, form: Form) -> File:
    name = f"vergleich-{document['district']}-{document['statistic']}-{document['as_of']}"
    return _file(COMPARISON_FORMS, document, form, name)


def delta_file(document: Document, form: Form) -> File:
    """Named after the submission whose figures are compared."""
    name = f"unterschied-{document['district']}-{document['operation']}-{document['submission']}"
    return _file(DELTA_FORMS, document, form, name)


def _file(forms: Forms, document: Document, form: Form, name: str) -> File:
    return File(forms[form](document), MEDIA_TYPES[form], f"{name}.{form}")
