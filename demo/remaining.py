"""What of the demo is not stored yet. People's work is recognised by the actor of a fact, and left alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from demo.files import DemoFile, files_of
from demo.profiles import DemoOperation
from demo.rows import Row
from services.kernel.ids import DistrictIds
from services.kernel.log import LogRow
from services.kernel.store import StoreLog

ACTOR: Final = "cli:demo"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row goes: its stream, and how many rows of the demo go there before it. Each row stores one fact."""

    stream: UUID
    before: int

    def is_free(self, history: Sequence[LogRow]) -> bool:
        """Whether the row may be taken: nobody else wrote there, and the demo not that far."""
        return len(history) <= self.before and all(fact.actor == ACTOR for fact in history)

    def is_taken(self, history: Sequence[LogRow]) -> bool:
        return sum(fact.actor == ACTOR for fact in history) > self.before


def remaining(log: StoreLog, ids: DistrictIds, district: str, operation: DemoOperation) -> list[DemoFile]:
    """The files of an operation without the rows that are stored, and without those of streams that people wrote to."""
    files = files_of(operation)
    if log.head(district).position == 0:
        return files
    places = list(_places(ids, operation.key, files))
    stored = log.streams(district, {place.stream for place in places})
    following = iter(places)
    free = ([row for row in file.rows if _next_is_free(following, stored)] for file in files)
    return [DemoFile(file.kind, rows) for file, rows in zip(files, free, strict=True) if rows]


def is_complete(log: StoreLog, ids: DistrictIds, district: str, operation: DemoOperation) -> bool:
    """Whether the very last row is stored: rows are stored in order, so all others are, too."""
    *_, last = _places(ids, operation.key, files_of(operation))
    return last.is_taken(log.streams(district, [last.stream])[last.stream])


def _next_is_free(places: Iterator[Place], stored: dict[UUID, list[LogRow]]) -> bool:
    place = next(places)
    return place.is_free(stored[place.stream])


def _places(ids: DistrictIds, operation: str, files: Sequence[DemoFile]) -> Iterator[Place]:
    before: Counter[UUID] = Counter()
    for file in files:
        for row in file.rows:
            stream = _stream(ids, operation, row)
            yield Place(stream, before[stream])
            before[stream] += 1


def _stream(ids: DistrictIds, operation: str, row: Row) -> UUID:
    if "contact_no" in row:
        return ids.derive("contact", row["contact_no"])
    return ids.derive("participation", operation, row["participant_no"])
