"""Vocabularies as data: one CSV file each, ``key`` and German label; keys are given once, for ever."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def vocabulary(name: str) -> Mapping[str, str]:
    """Key -> German label, in the file's order; raises FileNotFoundError for a name without a file."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({row["key"]: row["label_de"] for row in rows})


def contact_kinds() -> Mapping[str, str]:
    """How people are met (Kontaktarten)."""
    return vocabulary("kontaktarten")


def topics() -> Mapping[str, str]:
    """What people come with (Problemlagen)."""
    return vocabulary("problemlagen")
