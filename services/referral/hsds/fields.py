"""Single fields of records that come from elsewhere: typed, checked, and what is wrong with them collected."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid5

from services.referral.exchange.findings import Fault, shown
from services.referral.hsds.terms import HERE, Json

LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 10_000
UNWRITABLE: Final = re.compile("[\x00\ud800-\udfff]")
NO_TEXT: Final = "Hier wird ein Text erwartet."
NO_NUMBER: Final = "Hier wird eine Zahl erwartet."
NO_LIST: Final = "Hier wird eine Liste von Einträgen erwartet."
NO_RECORD: Final = "Hier wird ein Eintrag mit Feldern erwartet."
NO_DATE: Final = "Ein Datum wird als JJJJ-MM-TT geschrieben."
UNREADABLE: Final = "Der Text enthält unlesbare Zeichen."


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one record, and below it of those it holds; faults go to the record that is taken or refused."""

    values: Mapping[str, Any]
    record: str
    path: str = ""
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str | None:
        """Without blanks around it; None where there is none."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        text = "" if isinstance(value, bool | list | dict) else str(value).strip()
        broken = _broken(value, text, longest)
        if broken is not None:
            self.refuse(name, broken)
            return None
        return text or None

    def name(self, name: str = "name") -> str | None:
        """A name: one line."""
        text = self.text(name, LONGEST_NAME)
        return None if text is None else " ".join(text.split())

    def number(self, name: str) -> float | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            number = math.nan if isinstance(value, bool | list | dict) else float(value)
        except (ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            self.refuse(name, NO_NUMBER)
            return None
        return number

    def date(self, name: str) -> date | None:
        text = self.text(name)
        if text is None:
            return None
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self.refuse(name, NO_DATE)
            return None

    def several(self, name: str) -> Sequence["Fields"]:
        """The records of a list; none where there is no list."""
        value = self.values.get(name)
        if value is None or value == "":
            return ()
        if not isinstance(value, list):
            self.refuse(name, NO_LIST)
            return ()
        return list(self._records(name, value))

    def one(self, name: str) -> "Fields | None":
        """The record of a field."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(name, NO_RECORD)
            return None
        return Fields(value, self.record, f"{self.path}{name}.", self.faults)

    def _records(self, name: str, values: Sequence[object]) -> Iterator["Fields"]:
        for place, value in enumerate(values):
            if isinstance(value, dict):
                yield Fields(value, self.record, f"{self.path}{name}.{place}.", self.faults)
            else:
                self.refuse(f"{name}.{place}", NO_RECORD)

    def refuse(self, name: str, reason: str) -> None:
        self.faults.append(Fault(self.record, f"{self.path}{name}", shown(self.values.get(name)), reason))


def _broken(value: object, text: str, longest: int) -> str | None:
    if isinstance(value, bool | list | dict):
        return NO_TEXT
    if UNWRITABLE.search(text):
        return UNREADABLE
    return f"Der Text darf höchstens {longest} Zeichen haben." if len(text) > longest else None


def source_id(record: Mapping[str, Any]) -> UUID | None:
    """The id of a record from elsewhere; ids that are no UUID get one derived from them."""
    value = record.get("id")
    if isinstance(value, bool | list | dict) or value is None or not str(value).strip():
        return None
    text = str(value).strip()
    try:
        return UUID(text)
    except ValueError:
        return uuid5(HERE, text.encode("utf-8", "replace").decode("utf-8"))


def called(what: str, record: Json) -> str:
    """How people find a record again: ``Angebot „Schuldnerberatung“``, or by its id."""
    for name in ("name", "id"):
        value = record.get(name)
        if isinstance(value, str | int) and str(value).strip():
            return f"{what} „{shown(UNWRITABLE.sub('?', str(value).strip()))}“"
    return f"{what} ohne Namen"
