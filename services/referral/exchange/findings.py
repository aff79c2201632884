"""What is wrong or remarkable about a file, record by record, in German."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from services.referral.exchange.register import Partner

LONGEST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a record is not taken: which one, which field of it, what stood there, and the rule."""

    record: str
    field: str
    value: str
    reason: str

    @property
    def row(self) -> str:
        """As an errors file calls it."""
        return self.record

    @property
    def column(self) -> str:
        """As an errors file calls it."""
        return self.field

    def document(self) -> dict[str, str]:
        return {"record": self.record, "field": self.field, "value": self.value, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a record that was left out or read otherwise; the record is taken all the same."""

    record: str
    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.record}, {self.field}: {self.text}" if self.field else f"{self.record}: {self.text}"

    def document(self) -> dict[str, str]:
        return {"record": self.record, "field": self.field, "text": self.text}


@dataclass(slots=True)
class ReadFile:
    """What a file says: the entries that can be read, in its order, and what is said of the others.

    Ids are those of the file. ``records``: how many entries stand in it, refused ones too.
    """

    partners: list[Partner] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    records: int = 0


def shown(value: object) -> str:
    """What stood there, short enough for a line of an errors file."""
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def documents(found: Iterable[Fault | Remark]) -> list[dict[str, Any]]:
    return [each.document() for each in found]
