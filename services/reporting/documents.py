"""Report documents as bytes: what programs get, the same from the command line and over HTTP."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, NamedTuple

from services.reporting.sheets import activity_csv, esf_csv

Document = Mapping[str, Any]
Form = Literal["json", "csv"]


class File(NamedTuple):
    """The bytes of a document and what they are."""

    content: bytes
    media_type: str


def json_bytes(document: Document) -> bytes:
    """One line; the digest is over the canonical form, not over this one."""
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


ESF_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {"json": json_bytes, "csv": esf_csv}
ACTIVITY_FORMS: Final[Mapping[Form, Callable[[Document], bytes]]] = {"json": json_bytes, "csv": activity_csv}
MEDIA_TYPES: Final[Mapping[Form, str]] = {"json": "application/json", "csv": "text/csv; charset=utf-8"}


def esf_file(document: Document, form: Form) -> File:
    return File(ESF_FORMS[form](document), MEDIA_TYPES[form])


def activity_file(document: Document, form: Form) -> File:
    return File(ACTIVITY_FORMS[form](document), MEDIA_TYPES[form])
