"""Lists of topics and instruments as files (TOML or JSON): the fields of the facts, nothing else."""

import json
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from services.contracts.districts import Term
from services.districts.domain.instrument import ReleaseInstrument
from services.kernel.files.reasons import reason

T = TypeVar("T")


class FileUnusable(ValueError):
    """A file that is no definition; the message is German."""


def read_topics(path: Path) -> tuple[Term, ...]:
    """``terms``: the whole list. Raises FileUnusable."""
    data = _read(path)
    if set(data) != {"terms"}:
        raise FileUnusable(f"{path}: Erwartet wird die Liste „terms“ und sonst nichts.")
    return _convert(path, data["terms"], tuple[Term, ...])


def read_instrument(path: Path) -> ReleaseInstrument:
    """An instrument with its scale and dimensions. Raises FileUnusable."""
    return read_as(path, ReleaseInstrument)


def read_as(path: Path, kind: type[T]) -> T:
    """The fields of that kind and no others. Raises FileUnusable."""
    return _convert(path, _read(path), kind)


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as broken:
        raise FileUnusable(f"Die Datei {path} kann nicht gelesen werden: {reason(broken)}.") from broken
    except ValueError as broken:
        raise FileUnusable(f"Die Datei {path} ist weder gültiges TOML noch (mit der Endung .json) JSON.") from broken
    if not isinstance(data, dict):
        raise FileUnusable(f"{path}: Erwartet wird ein Objekt.")
    return data


def _convert(path: Path, data: object, kind: type[T]) -> T:
    try:
        converted = msgspec.convert(data, kind)
    except msgspec.ValidationError as broken:
        place = str(broken).rpartition(" - at ")[2]
        raise FileUnusable(f"{path}: Die Angaben haben nicht die erwartete Form ({place.strip('`')}).") from broken
    if ignored := _unread(data, msgspec.to_builtins(converted)):
        raise FileUnusable(f"{path}: Dieses Feld ist nicht bekannt: {ignored}.")
    return converted


def _unread(given: object, kept: object) -> str | None:
    """A name that stands in the file and that nobody reads: a misspelt field must not be ignored."""
    if isinstance(given, dict) and isinstance(kept, dict):
        for name, value in given.items():
            if name not in kept:
                return str(name)
            if found := _unread(value, kept[name]):
                return found
    if isinstance(given, list) and isinstance(kept, list | tuple):
        return next((found for pair in zip(given, kept, strict=True) if (found := _unread(*pair))), None)
    return None
