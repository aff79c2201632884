"""What rules are asked of: a participation as a row would leave it, and a status, each with its neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from services.contracts.intake import EntryTraits, LabourStatus, Participation, StatusKind, StatusRecorded, YesNo
from services.intake.domain.calendar import completed_years
from services.intake.domain.operation import OperationRules


class GivenDates(Protocol):
    """The dates of a row; UNSET where the row has no such column, None where its cell is empty."""

    @property
    def entry_date(self) -> object: ...
    @property
    def birth_date(self) -> object: ...
    @property
    def unemployed_since(self) -> object: ...
    @property
    def exit_date(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another participation of the same person, known by a link."""

    participation_id: UUID
    operation: str
    entry_date: date
    exit_date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Whose record it is: ``erased`` where identity or record were erased; ``known``: what is stored."""

    erased: bool
    known: Participation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """``after``: the participation as it would be stored; ``known``: as it is; ``given``: the row's own dates."""

    after: Participation
    known: Participation | None
    given: GivenDates
    rules: OperationRules
    today: date
    statuses: tuple[StatusRecorded, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()

    @property
    def traits(self) -> EntryTraits:
        """The special categories; all unknown where they were erased."""
        traits = self.after.traits
        return traits if isinstance(traits, EntryTraits) else EntryTraits()

    @property
    def employment(self) -> str | None:
        """As recorded, or as the target group settles it."""
        return self.after.employment or self.rules.settled.get("employment")

    def age_on(self, day: date | None) -> int | None:
        """Completed years; None where either date is unknown or the day lies before birth."""
        birth = self.traits.birth_date
        return None if birth is None or day is None or day < birth else completed_years(birth, day)

    def read_in_window(self, kind: StatusKind) -> Iterator[StatusRecorded]:
        """The statuses of a kind that reports read."""
        if self.after.exit_date is not None:
            first, last = self.rules.window(kind, self.after.exit_date)
            yield from (one for one in self.statuses if one.kind == kind and first <= one.date <= last)


class Cells(Protocol):
    """The cells of a status."""

    @property
    def status_id(self) -> UUID: ...
    @property
    def kind(self) -> StatusKind: ...
    @property
    def date(self) -> date: ...
    @property
    def status(self) -> LabourStatus: ...
    @property
    def improved(self) -> YesNo | None: ...
    @property
    def reason_id(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRecord:
    """A status, the participation it belongs to, and the participation's other statuses."""

    cells: Cells
    participation: Participation
    today: date
    rules: OperationRules | None = None
    others: tuple[StatusRecorded, ...] = ()

    @property
    def window(self) -> tuple[date, date] | None:
        """First and last day for such a status; None without an exit date or where no window is asked for."""
        left = self.participation.exit_date
        return None if left is None or self.rules is None else self.rules.window(self.cells.kind, left)
