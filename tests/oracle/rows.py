"""Import files as they stand on disk, and the rows that were taken from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["participants", "statuses", "contacts"]
Row: TypeAlias = Mapping[str, str]

_FIRST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def moment(order: int) -> datetime:
    """A recording time for tests that only need a logical order."""
    return _FIRST_MOMENT + timedelta(seconds=order)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation (Vorhaben) of a district; both ends of its period are included."""

    district: str
    key: str
    start: date
    end: date
    specific_objective: str = "ESO4.8"
    catalogue: str = "esf-plus-2021-2027"


@dataclass(frozen=True, slots=True)
class RuralMark:
    """A municipality (8 digits) that the district marked as rural at that moment."""

    ags: str
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class Style:
    """How a file is written; native XLSX cells are real dates and numbers instead of text."""

    container: Literal["csv", "xlsx"] = "csv"
    delimiter: Literal[",", ";"] = ";"
    bom: bool = False
    native: bool = False


@dataclass(frozen=True, slots=True)
class ImportFile:
    """One import file: cells are the very texts a CSV holds, columns in the file's order."""

    name: str
    kind: Kind
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    style: Style = field(default_factory=Style)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A row that stored something; a history lists them in recorded order."""

    recorded_at: datetime
    operation: str
    kind: Kind
    columns: tuple[str, ...]
    row: Row


History: TypeAlias = Sequence[Recorded]
