"""The way of a person on one scale: where it started, where it stands, and whether the two can be compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Final
from uuid import UUID

from services.contracts.districts import InstrumentReleased
from services.contracts.intake import Stage
from services.intake.domain.score import Answers, Score, score

OTHER_VERSION: Final = (
    "Start und heutiger Stand wurden mit verschiedenen Versionen des Instruments eingeschätzt und sind nicht"
    " vergleichbar."
)
ONLY_ONE: Final = "Es gibt erst eine Einschätzung."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One assessment as it stands; ``recorded`` is a position in the log."""

    assessment_id: UUID
    instrument: InstrumentReleased
    stage: Stage
    on: date
    recorded: int
    answers: Answers

    @property
    def score(self) -> Score:
        return score(self.instrument, self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From start to now in one dimension; ``change`` None where one of the two has no value."""

    key: str
    label: str
    start: Fraction | None
    now: Fraction | None

    @property
    def change(self) -> Fraction | None:
        return None if self.start is None or self.now is None else self.now - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """``steps`` are empty where start and now cannot be compared; ``reason`` says why, in German."""

    instrument: str
    start: Rated
    now: Rated
    steps: tuple[Step, ...] = ()
    reason: str | None = None


def paths(rated: Iterable[Rated]) -> tuple[Path, ...]:
    """One path an instrument, by its key. The start is the first assessment at stage ``start``, or the first of all.

    Assessments count by date, those of one day in the order in which they were recorded.
    """
    ordered = sorted(rated, key=lambda each: (each.instrument.instrument, each.on, each.recorded))
    by_instrument = groupby(ordered, key=lambda each: each.instrument.instrument)
    return tuple(_path(key, [*each]) for key, each in by_instrument)


def _path(key: str, ordered: Sequence[Rated]) -> Path:
    start = next((each for each in ordered if each.stage == "start"), ordered[0])
    now = ordered[-1]
    if now is start:
        return Path(instrument=key, start=start, now=now, reason=ONLY_ONE)
    if now.instrument.version != start.instrument.version:
        return Path(instrument=key, start=start, now=now, reason=OTHER_VERSION)
    before = start.score
    steps = tuple(
        Step(key=each.key, label=each.label, start=before.of(each.key), now=each.value) for each in now.score.dimensions
    )
    return Path(instrument=key, start=start, now=now, steps=steps)
