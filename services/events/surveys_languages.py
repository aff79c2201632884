"""The languages in which surveys are asked, and the words around the questions in each: ``data/umfrage_worte.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

FILE: Final = Path(__file__).parent / "data" / "umfrage_worte.toml"
FIRST: Final = "de"


@dataclass(frozen=True, slots=True)
class Language:
    """``name`` in the language itself; ``direction``: how it is written."""

    key: str
    name: str
    direction: Literal["ltr", "rtl"]
    words: Mapping[str, str]


@cache
def languages() -> Mapping[str, Language]:
    """By key (ISO 639-1), German first."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: Language(key, words["name"], words["direction"], words) for key, words in found.items()}


def language_names() -> Mapping[str, str]:
    """Key -> name in the language itself."""
    return {key: each.name for key, each in languages().items()}
