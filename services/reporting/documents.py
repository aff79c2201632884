"""Report documents as bytes: what programs get, the same from the command line and over HTTP."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

from services.reporting.checking.tables import checks_csv, checks_tables
from services.reporting.checking.transmission_tables import transmission_csv, transmission_tables
from services.reporting.deltas.delta_tables import delta_csv, delta_tables
from services.reporting.gaps_tables import gaps_csv, gaps_tables
from services.reporting.printing import pdf_bytes
from services.reporting.profile_tables import comparison_csv, comparison_tables, profile_csv, profile_tables
from services.reporting.sheets import activity_csv, esf_csv
from services.reporting.tables import activity_tables, esf_tables
from services.reporting.workbooks import workbook_bytes

Document = Mapping[str, Any]
Form = Literal["json", "csv", "xlsx", "pdf"]


class File(NamedTuple):
    """The bytes of a document, what they are, and how the file is called."""

    content: bytes
    media_type: str
    name: str


def json_bytes(document: Document) -> bytes:
    """One line; the digest is over the canonical form, not over this one."""
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


ESF_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": esf_csv,
    "xlsx": lambda document: workbook_bytes(esf_tables(document)),
    "pdf": lambda document: pdf_bytes(esf_tables(document)),
}
ACTIVITY_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": activity_csv,
    "xlsx": lambda document: workbook_bytes(activity_tables(document)),
    "pdf": lambda document: pdf_bytes(activity_tables(document)),
}
GAPS_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": gaps_csv,
    "xlsx": lambda document: workbook_bytes(gaps_tables(document)),
    "pdf": lambda document: pdf_bytes(gaps_tables(document)),
}
PROFILE_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": profile_csv,
    "xlsx": lambda document: workbook_bytes(profile_tables(document)),
    "pdf": lambda document: pdf_bytes(profile_tables(document)),
}
COMPARISON_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": comparison_csv,
    "xlsx": lambda document: workbook_bytes(comparison_tables(document)),
    "pdf": lambda document: pdf_bytes(comparison_tables(document)),
}
CHECKS_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": checks_csv,
    "xlsx": lambda document: workbook_bytes(checks_tables(document)),
    "pdf": lambda document: pdf_bytes(checks_tables(document)),
}
TRANSMISSION_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": transmission_csv,
    "xlsx": lambda document: workbook_bytes(transmission_tables(document)),
    "pdf": lambda document: pdf_bytes(transmission_tables(document)),
}
DELTA_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {
    "json": json_bytes,
    "csv": delta_csv,
    "xlsx": lambda document: workbook_bytes(delta_tables(document)),
    "pdf": lambda document: pdf_bytes(delta_tables(document)),
}
MEDIA_TYPES: Final[Mapping[Form, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def esf_file(document: Document, form: Form) -> File:
    name = f"esf-{document['district']}-{document['operation']}-{document['as_of']}.{form}"
    return File(ESF_FORMS[form](document), MEDIA_TYPES[form], name)


def activity_file(document: Document, form: Form) -> File:
    parts = ("taetigkeit", document["district"], document.get("operation"), document["from"], document["to"])
    name = "-".join(part for part in parts if part)
    return File(ACTIVITY_FORMS[form](document), MEDIA_TYPES[form], f"{name}.{form}")


def checks_file(document: Document, form: Form) -> File:
    name = f"pruefung-{document['district']}-{document['operation']}-{document['as_of']}.{form}"
    return File(CHECKS_FORMS[form](document), MEDIA_TYPES[form], name)


def transmission_file(document: Document, form: Form) -> File:
    """Of one operation, or the roll-up over all districts."""
    parts = ("meldung", document.get("district"), document.get("operation"), document["period"])
    name = "-".join(part for part in parts if part)
    return File(TRANSMISSION_FORMS[form](document), MEDIA_TYPES[form], f"{name}.{form}")


def gaps_file(document: Document, form: Form) -> File:
    name = f"angebotsluecken-{document['district']}-{document['from']}-{document['to']}.{form}"
    return File(GAPS_FORMS[form](document), MEDIA_TYPES[form], name)


def profile_file(document: Document, form: Form) -> File:
    """Of the Sozialraum's key the name has what needs no quoting."""
    place = re.sub(r"[^a-z0-9-]+", "-", document["sozialraum"].casefold()).strip("-") or "sozialraum"
    name = f"sozialraumprofil-{document['district']}-{place}-{document['as_of']}.{form}"
    return File(PROFILE_FORMS[form](document), MEDIA_TYPES[form], name)


def comparison_file(document: Document, form: Form) -> File:
    name = f"vergleich-{document['district']}-{document['statistic']}-{document['as_of']}.{form}"
    return File(COMPARISON_FORMS[form](document), MEDIA_TYPES[form], name)


def delta_file(document: Document, form: Form) -> File:
    """Named after the submission whose figures are compared."""
    name = f"unterschied-{document['district']}-{document['operation']}-{document['submission']}.{form}"
    return File(DELTA_FORMS[form](document), MEDIA_TYPES[form], name)
