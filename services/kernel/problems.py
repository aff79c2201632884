"""Everything that can go wrong with a request, as ``application/problem+json`` (RFC 9457) in German."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.wording import rule_of

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_S: Final = "5"

# The only inputs that an answer repeats: parameters of a question. Nothing of a body: it may tell of a person.
REPEATED_FIELDS: Final = frozenset(
    {"after", "limit", "as_of", "known_at", "from", "to", "format", "catalogue_version", "operation"}
    | {"dry_run", "kind", "lotse-position"}
)
LONGEST_REPEATED: Final = 40


@dataclass(frozen=True, slots=True)
class FieldError:
    """One input at fault and the rule it broke; ``value`` only for fields that tell nothing of a person."""

    field: str
    rule: str
    value: str | int | None = None

    def document(self) -> dict[str, Any]:
        shown = {} if self.value is None else {"value": self.value}
        return {"field": self.field, **shown, "rule": self.rule}


class Problem(Exception):
    """An answer that is not the one hoped for."""

    def __init__(
        self,
        slug: str,
        status: int,
        title: str,
        detail: str | None = None,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(slug)
        self.slug = slug
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    def document(self) -> dict[str, Any]:
        """The members of RFC 9457, and ``errors`` where single inputs are at fault."""
        found: dict[str, Any] = {
            "type": f"urn:lotse:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail and self.detail != self.title:
            found["detail"] = self.detail
        if self.errors:
            found["errors"] = [error.document() for error in self.errors]
        return found

    def response(self) -> Response:
        # "replace": half a surrogate pair in a field's name cannot be sent, and must not become a 500
        body = json.dumps(self.document(), ensure_ascii=False).encode("utf-8", "replace")
        return Response(body, self.status, self.headers, MEDIA_TYPE)


# --- The problems there are ---------------------------------------------------


def unauthorised(detail: str = "Bitte mit einem gültigen Zugangstoken anmelden.") -> Problem:
    challenge = {"WWW-Authenticate": 'Bearer realm="lotse"'}
    return Problem("unauthorised", 401, "Anmeldung erforderlich", detail, headers=challenge)


def forbidden(detail: str = "Ihre Rolle erlaubt diesen Zugriff nicht.") -> Problem:
    return Problem("forbidden", 403, "Zugriff nicht erlaubt", detail)


def not_found(detail: str = "Unter dieser Adresse gibt es nichts.") -> Problem:
    return Problem("not-found", 404, "Nicht gefunden", detail)


def malformed(detail: str = "Der Inhalt der Anfrage ist nicht lesbar.") -> Problem:
    return Problem("malformed-request", 400, "Anfrage nicht lesbar", detail)


def too_large(limit: int) -> Problem:
    detail = f"Der Inhalt darf höchstens {limit // 1024} KiB groß sein."
    return Problem("body-too-large", 413, "Anfrage zu groß", detail)


def unsupported_media_type(accepted: Iterable[str]) -> Problem:
    types = ", ".join(accepted)
    detail = f"Erwartet wird der Inhaltstyp {types}."
    headers = {"Accept": types}
    return Problem("unsupported-media-type", 415, "Inhaltstyp nicht unterstützt", detail, headers=headers)


def invalid_input(errors: Sequence[FieldError]) -> Problem:
    named = ", ".join(dict.fromkeys(error.field for error in errors))
    detail = f"Bitte prüfen Sie: {named}."
    return Problem("invalid-input", 422, "Angaben nicht gültig", detail, errors=errors)


def command_reused() -> Problem:
    detail = "Zu diesem Idempotency-Key gehört schon eine Anfrage mit anderem Inhalt."
    return Problem("command-reused", 422, "Idempotency-Key schon verwendet", detail)


def unavailable(detail: str = "Die Datenbank ist gerade nicht erreichbar.") -> Problem:
    headers = {"Retry-After": RETRY_AFTER_S}
    return Problem("service-unavailable", 503, "Vorübergehend nicht verfügbar", detail, headers=headers)


def internal() -> Problem:
    return Problem("internal-error", 500, "Unerwarteter Fehler", "Der Fehler wurde aufgezeichnet.")


# --- From exceptions to problems ----------------------------------------------


def from_rule(broken: RuleViolation, further: Iterable[RuleViolation] = ()) -> Problem:
    """A refused command; the type names the first rule: ``ParticipationUnknown`` -> ``participation-unknown``."""
    slug = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(broken).__name__).lower()
    errors = [FieldError(each.field, each.title) for each in (broken, *further) if each.field]
    return Problem(slug, 409, broken.title, broken.detail, errors=errors)


def from_validation(invalid: RequestValidationError) -> Problem:
    """Inputs of the wrong form; JSON that is none at all is a 400."""
    found = invalid.errors()
    if any(error["type"] == "json_invalid" for error in found):
        return malformed("Der Inhalt ist kein gültiges JSON.")
    return invalid_input([field_error(error) for error in found])


def field_error(error: Mapping[str, Any]) -> FieldError:
    """What pydantic found, in German: ``("body", "topics", 0)`` -> ``topics.0``; the whole body is called ``body``."""
    place = [str(part) for part in error["loc"]]
    field = ".".join(place[1:]) or "".join(place) or "body"
    rule = rule_of(error["type"], error.get("ctx") or {})
    value = None if place[0] == "body" else repeated_value(field, error.get("input"))
    return FieldError(field, rule, value)


def repeated_value(field: str, value: object) -> str | int | None:
    """What was sent, where repeating it tells nothing of a person and is short."""
    if field not in REPEATED_FIELDS or isinstance(value, bool):
        return None
    if isinstance(value, str | int) and len(repr(value)) <= LONGEST_REPEATED:
        return value
    return None


def from_http(error: HTTPException) -> Problem:
    """What the framework answers by itself: unknown routes, wrong methods, unreadable bodies."""
    known = {400: malformed, 401: unauthorised, 403: forbidden, 404: not_found, 413: _over_limit}
    if error.status_code == 405:
        headers = dict(error.headers or {})
        detail = "Diese Adresse kennt die Methode der Anfrage nicht."
        return Problem("method-not-allowed", 405, "Methode nicht erlaubt", detail, headers=headers)
    if error.status_code in known:
        return known[error.status_code]()
    return Problem("http-error", error.status_code, "Anfrage nicht möglich", headers=error.headers)


def _over_limit() -> Problem:
    return Problem("body-too-large", 413, "Anfrage zu groß")
