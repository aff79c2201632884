"""Canonical JSON (RFC 8785): one value, one text, so that a signature or digest over it can be checked anywhere."""

import json
from collections.abc import Mapping
from typing import Any, Final

import rfc8785

LARGEST_EXACT: Final = 2**53 - 1
LARGEST_DOUBLE: Final = 2**1023
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class NotCanonical(ValueError):
    """A value that canonical JSON cannot hold, or a text that is no JSON."""


class _NeedsCare(Exception):
    """Numbers that Python and ECMAScript write differently."""


def canonical(value: Any) -> bytes:
    """The canonical text of a JSON value; raises NotCanonical."""
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, TypeError) as error:
        raise NotCanonical(str(error)) from error


def canonical_texts(members: Mapping[str, str]) -> bytes:
    """The canonical text of an object of strings under ASCII names, the fast way; raises NotCanonical."""
    try:
        return _ENCODER.encode(members).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(str(error)) from error


def recanonical(text: bytes) -> bytes:
    """The canonical form of a JSON text; raises NotCanonical.

    Without floats, large numbers and characters beyond the BMP, the C encoder writes the same ten times faster.
    """
    try:
        if b"\\u" in text or max(text, default=0) >= 0xF0:
            return _carefully(text)
        return _ENCODER.encode(_plain_numbers(text)).encode()
    except _NeedsCare:
        return _carefully(text)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error


def _carefully(text: bytes) -> bytes:
    try:
        return canonical(json.loads(text, parse_int=_double))
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error


def _double(text: str) -> int | float:
    """RFC 8785 knows doubles only: a larger whole number must be written as one."""
    number = int(text)
    if abs(number) <= LARGEST_EXACT:
        return number
    if abs(number) > LARGEST_DOUBLE or canonical(float(number)) != text.encode():
        raise NotCanonical(text)
    return float(number)


def _plain_numbers(text: bytes) -> Any:
    return json.loads(text, parse_float=_float, parse_int=_int, parse_constant=_float)


def _float(_text: str) -> float:
    raise _NeedsCare


def _int(text: str) -> int:
    if len(text) > 15:
        raise _NeedsCare
    return int(text)
