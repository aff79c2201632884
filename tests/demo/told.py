"""The demo's operations as the oracle sees them: import files, what it makes of them, and the figures it expects."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from demo.districts import DISTRICTS
from demo.files import files_of
from demo.profiles import LAST_DAY, DemoDistrict, DemoOperation
from tests.demo.community import said
from tests.oracle.activity import activity_report
from tests.oracle.esf import comparable, esf_report
from tests.oracle.imports import ImportOutcome, import_files
from tests.oracle.rows import ImportFile, Operation, Recorded, RuralMark, moment


@dataclass(frozen=True)
class Told:
    """One operation of the demo; files of an operation know nothing of other operations."""

    district: DemoDistrict
    operation: DemoOperation

    def __str__(self) -> str:
        return f"{self.district.key}-{self.operation.key}"

    @property
    def rules(self) -> Operation:
        start, end = self.operation.period
        return Operation(self.district.key, self.operation.key, start, end, self.operation.specific_objective)

    @cached_property
    def files(self) -> list[ImportFile]:
        return [
            ImportFile(f"{number}-{file.kind}", file.kind, tuple(file.rows[0]), tuple(file.rows))
            for number, file in enumerate(files_of(self.operation))
        ]

    @cached_property
    def _imported(self) -> tuple[list[Recorded], list[ImportOutcome]]:
        return import_files(self.files, self.rules, LAST_DAY, [moment(number) for number in range(len(self.files))])

    @property
    def outcomes(self) -> list[ImportOutcome]:
        return self._imported[1]

    def esf(self, as_of: date) -> dict[str, Any]:
        rural = [RuralMark(ags, datetime(2020, 1, 1, tzinfo=UTC)) for ags in self.district.rural]
        return comparable(esf_report(self._imported[0], self.rules, rural, as_of))

    def activity(self, start: date, end: date) -> dict[str, Any]:
        told = said(self.district.community)
        return activity_report(self._imported[0], self.district.key, start, end, self.operation.key, said=told)


def _all() -> Iterator[Told]:
    for district in DISTRICTS:
        for operation in district.operations:
            yield Told(district, operation)


OPERATIONS = list(_all())
