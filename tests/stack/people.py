"""A generated population on the platform, and the oracle's word on it.

By command line everything is what a person at a terminal does; otherwise imports run in this process and reports come
over HTTP, which is the same code without two seconds of start-up a call.
"""

import csv
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import httpx

from services.intake.application import Intake, intake
from services.kernel.roles import Role
from services.kernel.tokens import issue
from tests.oracle.activity import activity_report
from tests.oracle.esf import comparable, digest, esf_report
from tests.oracle.imports import ImportOutcome, import_files
from tests.oracle.populations import OPERATION, Population, population, write
from tests.oracle.rows import ImportFile, Recorded, RuralMark
from tests.stack.platform import Platform

STICHTAGE = (date(2023, 6, 30), date(2024, 12, 31), date(2026, 6, 30), date(2027, 1, 31))


@dataclass
class People:
    """A district of the platform that imports one population, file by file."""

    platform: Platform
    population: Population
    folder: Path
    by_command_line: bool = False
    moments: list[datetime] = field(default_factory=list)

    @classmethod
    def arrive(
        cls, platform: Platform, folder: Path, seed: int, size: int, *, by_command_line: bool = False
    ) -> "People":
        """Open a fresh district with its operation and its rural municipalities."""
        district = f"kreis-{secrets.token_hex(3)}"
        operation = replace(OPERATION, district=district)
        people = cls(platform, population(seed, size, operation=operation), folder, by_command_line)
        platform.lotse("district", "add", district, "--name", f"Landkreis {district}")
        marks = [word for ags in people.population.rural_ags for word in ("--ags", ags)]
        platform.lotse("district", "rural", "--district", district, *marks)
        platform.lotse(
            *("operation", "add", operation.key, "--district", district, "--name", "ThINKA"),
            *("--from", operation.start.isoformat(), "--to", operation.end.isoformat()),
        )
        return people

    @property
    def district(self) -> str:
        return self.population.operation.district

    @property
    def operation(self) -> str:
        return self.population.operation.key

    def command(self, file: ImportFile) -> tuple[str, ...]:
        path = write(file, self.folder)
        return ("import", file.kind, str(path), "--district", self.district, "--operation", self.operation)

    def import_file(self, file: ImportFile) -> None:
        if self.by_command_line:
            self.platform.lotse(*self.command(file), statuses=(0, 3))
        else:
            path = write(file, self.folder)
            self._intake.import_file(file.kind, path, self.district, self.operation, actor="cli:test")
        self.moments.append(datetime.now(UTC))

    def import_all(self, between: Callable[[int], None] = lambda _number: None) -> None:
        """Import every file in order; ``between`` is called with each file's number before it."""
        for number, file in enumerate(self.population.files):
            between(number)
            self.import_file(file)

    def expected(self) -> tuple[list[Recorded], list[ImportOutcome]]:
        """The oracle's history, each file recorded when the platform had stored it."""
        files = self.population.files[: len(self.moments)]
        return import_files(files, self.population.operation, self.population.today, self.moments)

    def esf_report(self, as_of: date, known_at: datetime | None = None) -> dict[str, Any]:
        known = {"known_at": known_at.isoformat()} if known_at else {}
        question = {"as_of": as_of.isoformat(), **known}
        if not self.by_command_line:
            return self.get(f"/reporting/operations/{self.operation}/reports/esf", question)
        return self._ask("esf", {"operation": self.operation, **question})

    def activity_report(self, start: date, end: date) -> dict[str, Any]:
        question = {"from": start.isoformat(), "to": end.isoformat()}
        if not self.by_command_line:
            return self.get("/reporting/reports/activity", question)
        return self._ask("activity", question)

    def differences(self, as_of: date, known_at: datetime | None = None) -> list[str]:
        """Where the platform's ESF report differs from the oracle's; empty when they agree."""
        history, _ = self.expected()
        rural = [RuralMark(mark.ags, datetime(2020, 1, 1, tzinfo=UTC)) for mark in self.population.rural]
        theirs = esf_report(history, self.population.operation, rural, as_of, known_at)
        ours = self.esf_report(as_of, known_at)
        wrong_digest = [] if digest(ours) == ours["digest"] else ["digest"]
        return wrong_digest + list(_differences(comparable(ours), comparable(theirs)))

    def activity_differences(self, start: date, end: date) -> list[str]:
        """Where the platform's activity report differs from the oracle's."""
        history, _ = self.expected()
        theirs = activity_report(history, self.district, start, end)
        ours = self.activity_report(start, end)
        return list(_differences(ours, theirs))

    def refused_rows(self, file: ImportFile) -> dict[int, str]:
        """Row number and named column of each line of the file's error file."""
        path = self.folder / f"{file.name}.{file.style.container}.errors.csv"
        if not path.exists():
            return {}
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return {int(row[0]): row[1] for row in list(csv.reader(lines))[1:]}

    @property
    def _intake(self) -> Intake:
        return intake(self.platform.settings)

    def _ask(self, report: str, question: dict[str, str]) -> dict[str, Any]:
        options = [word for name, value in question.items() for word in (f"--{name.replace('_', '-')}", value)]
        document: dict[str, Any] = self.platform.json("report", report, "--district", self.district, *options)
        return document

    def get(self, path: str, question: dict[str, str]) -> dict[str, Any]:
        token = issue(self.platform.settings, self.district, Role.KOORDINATION, "cli:test")
        answer = httpx.get(
            self.platform.address + path,
            params=question,
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
            trust_env=False,
        )
        assert answer.status_code == 200, answer.text
        document: dict[str, Any] = answer.json()
        return document

    def assert_right(self) -> None:
        """Every report says what the oracle says."""
        self.platform.wait()
        self.platform.await_web()
        for as_of in STICHTAGE:
            assert self.differences(as_of) == []
        assert self.activity_differences(date(2022, 1, 1), date(2026, 6, 30)) == []


def _differences(ours: dict[str, object], theirs: dict[str, object]) -> Iterator[str]:
    for key in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(key, "missing"), theirs.get(key, "missing")
        if isinstance(mine, list) and isinstance(other, list) and len(mine) == len(other):
            yield from (f"{key}: {a} != {b}" for a, b in zip(mine, other, strict=True) if a != b)
        elif mine != other:
            yield f"{key}: {mine} != {other}"
