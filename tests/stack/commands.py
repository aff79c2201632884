"""Commands without end for clients of the platform, made of the oracle's populations: sound rows, faults, corrections.

A client's persons are its own, so that what must become of each of its rows is known before it is answered; only
the shared participations are written by all clients at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any, Final

from tests.oracle.entries import SOZIALRAEUME
from tests.oracle.populations import population
from tests.oracle.replay import Cells, clean
from tests.oracle.rows import Kind, Operation, Row

PERSONS: Final = 12  # of one round of one client
SHARED: Final = 3
SHARED_EVERY: Final = 12
NUMBERS: Final = ("participant_no", "contact_no", "case_no")
WHOLE_NUMBERS: Final = ("isced", "minutes")
ADDRESSES: Final[dict[Kind, str]] = {
    "participants": "participations",
    "statuses": "statuses",
    "contacts": "contacts",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One row on its way to the platform; ``key`` is its Idempotency-Key and unlike any other."""

    client: int
    key: str
    kind: Kind
    row: Row
    shared: bool = False

    @property
    def path(self) -> str:
        return ADDRESSES[self.kind]

    @property
    def body(self) -> dict[str, Any]:
        """The row as JSON: an empty cell makes a value unknown."""
        return {column: _json(column, cell) for column, cell in self.row.items()}


def commands(seed: int, client: int, operation: Operation) -> Iterator[Command]:
    """What this client sends, in order; the same for the same arguments."""
    rng = Random(f"commands {seed} {client}")
    numbers = count(1)
    for round_number in count(1):
        mark = f"{client}.{round_number}"
        for kind, row in _rows(_seed(seed, client, round_number), mark, operation):
            number = next(numbers)
            yield Command(client, f"{seed}-{client}-{number}", kind, row)
            if number % SHARED_EVERY == 0:
                key = f"{seed}-{client}-{number}-shared"
                yield Command(client, key, "participants", _shared(rng, operation), shared=True)


def _seed(seed: int, client: int, round_number: int) -> int:
    return Random(f"{seed} {client} {round_number}").randrange(2**31)


def _rows(seed: int, mark: str, operation: Operation) -> Iterator[tuple[Kind, Cells]]:
    for file in population(seed, PERSONS, operation=operation).files:
        for row in file.rows:
            yield file.kind, _marked(clean(file.kind, row), mark)


def _marked(cells: Cells, mark: str) -> Cells:
    """Numbers of this client and round only, and Sozialräume that are used for the first time."""
    numbers = {name: f"{mark} {cells[name]}" for name in NUMBERS if cells.get(name)}
    if cells.get("sozialraum") in SOZIALRAEUME:
        numbers["sozialraum"] = f"{cells['sozialraum']}-{mark}"
    return cells | numbers


def _shared(rng: Random, operation: Operation) -> Cells:
    return {
        "participant_no": f"gemeinsam {rng.randrange(SHARED)}",
        "sozialraum": "gemeinsam",
        "entry_date": operation.start.isoformat(),
        "gender": rng.choice(("female", "male", "non_binary", "")),
        "birth_date": "1990-10-10",
        "employment": rng.choice(("employed", "inactive")),
        "isced": rng.choice("012345678"),
    }


def _json(column: str, cell: str) -> Any:
    if column == "topics":
        return cell.split("|") if cell else []
    if column in WHOLE_NUMBERS and cell.isdecimal():
        return int(cell)
    return cell or None
