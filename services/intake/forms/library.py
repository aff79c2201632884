"""The released texts of forms, one file a key and version: what is released never changes, a change is a version."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal

import msgspec

from services.contracts.intake import ConsentPurpose

TEXTS: Final = Path(__file__).parent / "texts"

Kind = Literal["consent", "notice", "questionnaire"]


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to fill in: a line, a date, or boxes of which one or several are ticked."""

    label: str
    answer: Literal["line", "date", "one", "several"]
    choices: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Questions under one heading."""

    title: str
    questions: tuple[Question, ...]


class FormText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One released version; ``source`` names the law and the form it follows."""

    key: str
    version: int
    released_on: date
    kind: Kind
    title: str
    source: str
    paragraphs: tuple[str, ...]
    purpose: ConsentPurpose | None = None
    sections: tuple[Section, ...] = ()

    @property
    def written_for(self) -> ConsentPurpose | Literal["notice", "questionnaire"]:
        """The purpose of a consent, otherwise what it is."""
        if self.kind == "consent":
            assert self.purpose is not None, self.key
            return self.purpose
        return self.kind


@cache
def released() -> tuple[FormText, ...]:
    """Every released text in every version, by key and version."""
    return tuple(sorted(_read(TEXTS), key=lambda text: (text.key, text.version)))


def released_text(key: str, version: int | None = None) -> FormText | None:
    """A text in that version, or the newest; None where it was never released."""
    found = [text for text in released() if text.key == key and version in {None, text.version}]
    return found[-1] if found else None


def _read(folder: Path) -> Iterator[FormText]:
    for path in folder.glob("*.toml"):
        yield msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), FormText)
