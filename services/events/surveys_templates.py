"""Questionnaires to begin with: ``data/umfrage_*.toml``. Every team may change all of it until the survey is opened."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from services.contracts.events import Asked, Choice, Wording
from services.contracts.events.words import SurveyAccess

FOLDER: Final = Path(__file__).parent / "data"
PREFIX: Final = "umfrage_"
WORDS: Final = "umfrage_worte"


@dataclass(frozen=True, slots=True)
class Template:
    """A questionnaire in all the languages it was written in, the first one first."""

    key: str
    title: tuple[Wording, ...]
    questions: tuple[Asked, ...]
    access: SurveyAccess
    target_groups: tuple[str, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(each.language for each in self.title)

    @property
    def name(self) -> str:
        """The title in its first language."""
        return self.title[0].text


@cache
def templates() -> Mapping[str, Template]:
    """By key, in the order that the files say."""
    files = [path for path in FOLDER.glob(f"{PREFIX}*.toml") if path.stem != WORDS]
    read = [(tomllib.loads(path.read_text(encoding="utf-8")), path.stem.removeprefix(PREFIX)) for path in files]
    return {key: _template(key, found) for found, key in sorted(read, key=lambda each: each[0]["order"])}


def _template(key: str, found: dict[str, Any]) -> Template:
    questions = tuple(_question(each) for each in found["questions"])
    return Template(key, _wordings(found["title"]), questions, found["access"], tuple(found["target_groups"]))


def _question(found: dict[str, Any]) -> Asked:
    return Asked(
        key=found["key"],
        kind=found["kind"],
        wordings=_wordings(found["text"]),
        choices=tuple(Choice(key=each["key"], wordings=_wordings(each["text"])) for each in found.get("choices", ())),
        needed=found.get("needed", False),
    )


def _wordings(texts: Mapping[str, str]) -> tuple[Wording, ...]:
    return tuple(Wording(language=language, text=text) for language, text in texts.items())
