"""What is stored of a person, told to her: facts in German, field by field, and the words that the vault keeps.

Each service tells of what it has (``TellsOfPersons``); who hands it out puts the parts together. Nothing travels.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Protocol, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
from msgspec import Meta

from services.kernel.facts import Contract, Erased, fact_type
from services.kernel.pages.wording import day, moment
from services.kernel.same_person import NOBODY, Identity

GONE: Final = "gelöscht"

Said = tuple[str, str]  # label, value; both German


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that is stored: what it is, since when, and what it says."""

    title: str
    recorded: datetime | None
    by: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one service has of a person, under a heading."""

    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who asks: all ids under which she is one person, her cases, her participations, and what she is called."""

    persons: tuple[UUID, ...]
    cases: tuple[UUID, ...] = ()
    participations: tuple[UUID, ...] = ()
    identity: Identity = NOBODY


class TellsOfPersons(Protocol):
    """The port of a service that keeps something of persons."""

    @property
    def about(self) -> str:
        """What it tells of, in German; said where it does not answer."""
        ...

    def parts(self, district: str, subject: Subject) -> list[Part]:
        """All that is stored of her. Raises DatabaseDown, psycopg.OperationalError where nobody answers."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """``titles``: name of a fact -> German. ``values``: field -> value -> German. ``texts``: entry -> words."""

    titles: Mapping[str, str]
    values: Mapping[str, Mapping[Any, str]] = field(default_factory=lambda: MappingProxyType({}))
    texts: Mapping[UUID, str | None] = field(default_factory=lambda: MappingProxyType({}))

    def told(self, fact: Contract, recorded: datetime, by: str) -> Told:
        """A fact in words; raises KeyError for one without a title."""
        return Told(title=self.titles[fact_type(fact).name], recorded=recorded, by=by, said=tuple(self._said(fact)))

    def _said(self, of: msgspec.Struct) -> Iterator[Said]:
        for name, title in _titles(type(of)).items():
            value = getattr(of, name)
            if isinstance(value, Erased):
                yield title or name, GONE
            elif isinstance(value, msgspec.Struct):
                yield from self._said(value)
            elif title is not None and value not in (None, ()):
                yield title.removesuffix(" (Verweis)"), self._in_words(name, value)

    def _in_words(self, name: str, value: Any) -> str:
        if isinstance(value, tuple):
            return "; ".join(self._in_words(name, each) for each in value)
        if isinstance(value, msgspec.Struct):
            return ", ".join(self._of_any(value))
        return self._one(name, value)

    def _of_any(self, of: msgspec.Struct) -> Iterator[str]:
        """A part of a list; what has no title of its own stands there by itself."""
        for name, title in _titles(type(of)).items():
            if (value := getattr(of, name)) not in (None, ()):
                words = self._in_words(name, value)
                yield words if title is None else f"{title}: {words}"

    def _one(self, name: str, value: Any) -> str:
        if isinstance(value, UUID):
            return (self.texts[value] or GONE) if value in self.texts else str(value)
        if isinstance(value, datetime):
            return moment(value)
        if isinstance(value, date):
            return day(value)
        if isinstance(value, bool):
            return "ja" if value else "nein"
        return self.values.get(name, {}).get(value, str(value))


@cache
def _titles(cls: type[msgspec.Struct]) -> Mapping[str, str | None]:
    """Field -> its German title, None where it has none: such fields only say which thing is meant."""
    hints = get_type_hints(cls, include_extras=True)
    return {name: _title(hints[name]) for name in cls.__struct_fields__}


def _title(hint: Any) -> str | None:
    if get_origin(hint) is not Annotated:
        return None
    metas = (each for each in get_args(hint)[1:] if isinstance(each, Meta))
    return next((each.title for each in metas if each.title is not None), None)
