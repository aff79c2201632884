"""The description of all services (OpenAPI 3.1): German titles, the token, and every problem that may come."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from services.kernel.problems import MEDIA_TYPE

Json = dict[str, Any]

MEANINGS: Final[Mapping[int, str]] = {
    400: "Die Anfrage ist nicht lesbar",
    401: "Anmeldung erforderlich",
    403: "Die Rolle erlaubt das nicht",
    404: "Nicht gefunden",
    405: "Methode nicht erlaubt",
    409: "Eine Regel verbietet das",
    413: "Die Anfrage ist zu groß",
    415: "Der Inhaltstyp wird nicht unterstützt",
    422: "Angaben sind nicht gültig, oder der Idempotency-Key gehört zu einer anderen Anfrage",
    500: "Unerwarteter Fehler",
    503: "Vorübergehend nicht verfügbar; Retry-After nennt Sekunden",
}
EXTRA_HEADERS: Final[Mapping[int, Json]] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}},
    503: {"Retry-After": {"schema": {"type": "integer"}, "required": True}},
}
FIELD_ERROR: Final[Json] = {
    "type": "object",
    "title": "Angabe mit Fehler",
    "required": ["field", "rule"],
    "additionalProperties": False,
    "properties": {
        "field": {"type": "string", "title": "Feld"},
        "value": {"type": ["string", "integer"], "title": "Wert; nie bei Angaben zu Personen"},
        "rule": {"type": "string", "title": "Regel, die verletzt ist"},
    },
}
PROBLEM: Final[Json] = {
    "type": "object",
    "title": "Problem (RFC 9457)",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "format": "uri", "pattern": "^urn:lotse:problem:[a-z0-9-]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
    },
    "example": {
        "type": "urn:lotse:problem:invalid-input",
        "title": "Angaben nicht gültig",
        "status": 422,
        "detail": "Bitte prüfen Sie: as_of.",
        "errors": [{"field": "as_of", "value": "gestern", "rule": "Bitte ein Datum in der Form JJJJ-MM-TT angeben."}],
    },
}


def _answer(status: int) -> Json:
    described: Json = {
        "description": MEANINGS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return described | ({"headers": EXTRA_HEADERS[status]} if status in EXTRA_HEADERS else {})


PROBLEM_ANSWERS: Final[Mapping[int, Json]] = {status: _answer(status) for status in MEANINGS}


def describe(app: FastAPI, titles: Mapping[str, str]) -> None:
    """Make ``/openapi.json`` tell what FastAPI cannot know."""
    tags = [{"name": name, "description": title} for name, title in titles.items()]
    tags.append({"name": "platform", "description": "Plattform"})

    def schema() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _schema(app, tags)
        return app.openapi_schema

    app.openapi = schema  # type: ignore[method-assign]


def _schema(app: FastAPI, tags: list[dict[str, str]]) -> Json:
    found = get_openapi(
        title=app.title,
        version=app.version,
        summary="Steuerung und Nachweis sozialräumlicher Beratung",
        description="Der Landkreis steht im Zugangstoken, nie in der Adresse oder im Inhalt.",
        routes=app.routes,
        tags=tags,
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    schemas |= {"Problem": PROBLEM, "FieldError": FIELD_ERROR}
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return found
