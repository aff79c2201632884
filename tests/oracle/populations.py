"""Populations of import files: large ones from a seed, small ones for Hypothesis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from hypothesis import strategies as st

from tests.oracle import contact_lives, lives
from tests.oracle.contact_lives import contact_life
from tests.oracle.dates import parse_date
from tests.oracle.entries import RURAL_AGS
from tests.oracle.imports import ImportOutcome, import_files
from tests.oracle.lives import Step, life
from tests.oracle.plan import PLAN, Sheet, Stage
from tests.oracle.rows import ImportFile, Operation, Recorded, Row, RuralMark, moment
from tests.oracle.vocabulary import DATES
from tests.oracle.writing import write

__all__ = ["OPERATION", "TODAY", "Population", "histories", "import_all", "population", "write"]

TODAY = date(2026, 6, 30)
OPERATION = Operation("erfurt", "thinka-2022", date(2022, 1, 1), date(2025, 12, 31))
_EVERY = 8  # one in so many rows has a mishap


@dataclass(frozen=True, slots=True)
class Population:
    """Files in the order of their import, and what has to be set up before."""

    operation: Operation
    rural_ags: tuple[str, ...]
    today: date
    files: tuple[ImportFile, ...]

    @property
    def rural(self) -> tuple[RuralMark, ...]:
        """The rural municipalities, marked before anything was imported."""
        return tuple(RuralMark(ags, moment(-1)) for ags in self.rural_ags)


def population(seed: int, size: int = 2000, today: date = TODAY, operation: Operation = OPERATION) -> Population:
    """So many participations and contacts; the same for the same arguments, for ever."""
    steps: list[Step] = []
    for index in range(size):
        rng = Random(f"person {seed} {index}")
        steps += life(rng, index, operation, today, _mishap(lives.MISHAPS, index))
        rng = Random(f"contact {seed} {index}")
        mishap = _mishap(contact_lives.MISHAPS, index)
        steps += contact_life(rng, index, operation, today, mishap, cases=max(1, size // 3))
    Random(seed).shuffle(steps)
    return _population(steps, operation, today)


@st.composite
def histories(draw: st.DrawFn, today: date = TODAY, operation: Operation = OPERATION) -> Population:
    """Populations of 1 to 30 participations and up to 10 contacts; each person shrinks alone."""
    person = st.tuples(st.integers(0, 2**16), st.none() | st.sampled_from(lives.MISHAPS))
    contact = st.tuples(st.integers(0, 2**16), st.none() | st.sampled_from(contact_lives.MISHAPS))
    steps: list[Step] = []
    for index, (seed, mishap) in enumerate(draw(st.lists(person, min_size=1, max_size=30))):
        steps += life(Random(seed), index, operation, today, mishap)
    for index, (seed, mishap) in enumerate(draw(st.lists(contact, max_size=10))):
        steps += contact_life(Random(seed), index, operation, today, mishap, cases=3)
    return _population(steps, operation, today)


def import_all(people: Population) -> tuple[list[Recorded], list[ImportOutcome]]:
    """Import every file, file n at moment(n); the whole history and each file's outcome."""
    moments = [moment(order) for order in range(len(people.files))]
    return import_files(people.files, people.operation, people.today, moments)


def _mishap(mishaps: Sequence[str | None], index: int) -> str | None:
    return mishaps[index // _EVERY % len(mishaps)] if index % _EVERY == 0 else None


def _population(steps: Sequence[Step], operation: Operation, today: date) -> Population:
    files = []
    for stage, sheet in PLAN.items():
        rows = [step.row for step in steps if step.stage == stage]
        if rows:
            files.append(_file(stage, sheet, rows))
    return Population(operation, RURAL_AGS, today, tuple(files))


def _file(stage: Stage, sheet: Sheet, rows: Sequence[Row]) -> ImportFile:
    name = f"{stage:02}-{stage.name.lower()}"
    cells = tuple(_cells(sheet, row, line) for line, row in enumerate(rows))
    return ImportFile(name, sheet.kind, sheet.columns, cells, sheet.style)


def _cells(sheet: Sheet, row: Row, line: int) -> dict[str, str]:
    german = sheet.dates == "german" or (sheet.dates == "mixed" and line % 2 == 1)
    cells = {column: row.get(column, "") for column in sheet.columns}
    for column in DATES[sheet.kind] & cells.keys():
        day = parse_date(cells[column])
        if german and day is not None:
            cells[column] = f"{day:%d.%m.%Y}"
    return cells
