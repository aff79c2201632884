"""The questionnaire that a new survey begins with, from a file; every Koordination may change it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parent / "data" / "netzwerkbefragung.toml"


@cache
def default_statements() -> tuple[tuple[str, str], ...]:
    """Pairs of dimension and statement, in the file's order."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple((each["name"], text) for each in found["dimensions"] for text in each["statements"])
