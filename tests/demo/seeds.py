"""What ``docs/seeds.md`` names: rows of its tables, with the commands and pages in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs/seeds.md"
DISTRICT: Final = re.compile(r"^Demo: district `(.+)`\.$")
NAMED: Final = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Row:
    """One sentence. ``commands``: ``lotse …`` or a method and path; ``pages``: addresses, with places in braces."""

    seed: str
    district: str
    sentence: str
    commands: tuple[str, ...]
    pages: tuple[str, ...]
    note: str


def rows() -> Iterator[Row]:
    """Every row of every table, in order."""
    seed = district = ""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            seed = line.removeprefix("## ").partition(":")[0]
        elif found := DISTRICT.match(line):
            district = found[1]
        elif line.startswith("| ") and not line.startswith(("| sentence", "| ---")):
            sentence, commands, pages, note = (cell.strip() for cell in line.strip("|").split("|"))
            named = tuple(NAMED.findall(commands)), tuple(NAMED.findall(pages))
            yield Row(seed, district, sentence, *named, note)
