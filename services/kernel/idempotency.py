"""Same key, same effect: command ids from ``Idempotency-Key``, and the hash that tells two requests apart."""

import hashlib
import json
import re
from typing import Any, Final, TypeAlias
from uuid import UUID

from services.kernel.ids import derived_id, uuid7
from services.kernel.problems import FieldError, invalid_input, malformed
from services.kernel.tokens import Caller
from services.kernel.wording import NO_CONTROL_CHARACTERS

HEADER: Final = "Idempotency-Key"
KEY_FORM: Final = re.compile(r"[\x21-\x7e]{1,200}")
DEEPEST: Final = 32
LARGEST_WHOLE_NUMBER: Final = 2**63 - 1
LONGEST_NAME: Final = 100
UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")

# Where a value stands: what it stands in, and its name there. Written out only for the one at fault: a long name with
# very many values under it would be written as often.
_Place: TypeAlias = "tuple[_Place, str] | None"
Json = dict[str, Any] | list[Any] | str | int | float | bool | None


def command_id(id_key: bytes, caller: Caller, key: str | None) -> UUID:
    """The id that this caller's key always yields in this district; without a key a new one."""
    if key is None:
        return uuid7()
    if not KEY_FORM.fullmatch(key):
        rule = "Bitte 1 bis 200 druckbare ASCII-Zeichen ohne Leerzeichen angeben."
        raise invalid_input([FieldError(HEADER, rule)])
    return derived_id(id_key, "command", caller.actor, key)


def request_hash(method: str, target: str, body: bytes) -> bytes:
    """SHA-256 over method, path with query, and body, each with its length; 32 bytes."""
    digest = hashlib.sha256()
    for part in (method.encode(), target.encode("utf-8", "surrogatepass"), body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


def canonical_body(body: bytes) -> bytes:
    """A JSON body without differences of spacing and order; raises a Problem for what cannot be stored."""
    if not body:
        return b""
    value = strict_json(body)
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def strict_json(body: bytes) -> Json:
    """The JSON value of a body; raises a Problem: 400 unreadable, 422 with the field that cannot be stored."""
    try:
        value: Json = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise malformed("Der Inhalt ist kein gültiges JSON.") from None
    check_storable(value)
    return value


def _no_constant(name: str) -> None:
    raise ValueError(name)


def check_storable(value: Json) -> None:
    """Raises a Problem (400, 422) for what no column can hold.

    Walks without recursion: a body decides how deep it is, not how deep our stack is.
    """
    waiting: list[tuple[_Place, Json, int]] = [(None, value, 0)]
    while waiting:
        place, current, depth = waiting.pop()
        if depth > DEEPEST:
            raise malformed("Der Inhalt ist zu tief verschachtelt.")
        if isinstance(current, dict):
            waiting += [((place, key), each, depth + 1) for key, each in current.items()]
            waiting += [(place, key, depth) for key in current]
        elif isinstance(current, list):
            waiting += [((place, str(n)), each, depth + 1) for n, each in enumerate(current)]
        elif isinstance(current, str) and UNSTORABLE.search(current):
            raise invalid_input([FieldError(_named(place), NO_CONTROL_CHARACTERS)])
        elif isinstance(current, int) and abs(current) > LARGEST_WHOLE_NUMBER:
            raise invalid_input([FieldError(_named(place), "Diese Zahl ist zu groß.")])


def _named(place: _Place) -> str:
    """``topics.0``; the whole body is called ``body``."""
    parts: list[str] = []
    while place is not None:
        place, name = place
        parts.append(name[:LONGEST_NAME])
    return ".".join(reversed(parts)) or "body"
