"""What bodies about strategies and measures have in common: exact numbers, and how progress is told."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.decimals import LONGEST, read_decimal
from services.contracts.events.words import EvidenceOf, MeasureEnd
from services.events.api.fields import ID
from services.events.domain.measure_progress import MilestoneState
from services.events.domain.measure_state import State
from services.events.domain.strategy_progress import Sum
from services.kernel.inputs import Day
from services.kernel.times import today

# Text, so that no digit is lost on the way.
Number = Annotated[str, Field(max_length=LONGEST, examples=["12.5"]), AfterValidator(read_decimal)]

StrategyInPath = Annotated[UUID, Path(title="Strategie", examples=[ID])]
GoalInPath = Annotated[UUID, Path(title="Leitziel", examples=[ID])]
MeasureInPath = Annotated[UUID, Path(title="Maßnahme", examples=[ID])]
MilestoneInPath = Annotated[UUID, Path(title="Meilenstein", examples=[ID])]
YardstickInPath = Annotated[UUID, Path(title="Messgröße", examples=[ID])]


class OnIn(BaseModel):
    """The day on which something happened."""

    model_config = ConfigDict(extra="forbid", title="Tag")

    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")

    @property
    def day(self) -> date:
        return self.on or today()


class SumOut(BaseModel):
    """What hangs below a goal, a Handlungsfeld or a strategy."""

    model_config = ConfigDict(from_attributes=True, title="Summe der Maßnahmen")

    measures: int = Field(title="Maßnahmen")
    states: dict[State, int] = Field(title="davon geplant, laufend, ruhend, beendet")
    completed: int = Field(title="davon abgeschlossen")
    late: int = Field(title="Zeitraum vorbei und nicht beendet")
    milestones: int = Field(title="Meilensteine")
    reached: int = Field(title="davon erreicht")
    overdue: int = Field(title="davon überfällig")
    judged: int = Field(title="Messgrößen mit Ausgangswert, Zielwert und Stand")
    met: int = Field(title="davon am Ziel")
    evidence: dict[EvidenceOf, int] = Field(title="Belege nach Art")


def sum_out(found: Sum) -> SumOut:
    return SumOut.model_validate(found)


class ProgressOut(BaseModel):
    """How far a measure is."""

    model_config = ConfigDict(from_attributes=True, title="Stand einer Maßnahme")

    state: State = Field(title="Stand")
    since: date | None = Field(title="Seit")
    end: MeasureEnd | None = Field(title="Wie beendet")
    is_late: bool = Field(title="Zeitraum vorbei und nicht beendet")
    milestones: dict[UUID, MilestoneState] = Field(title="Meilensteine")
    reached: int = Field(title="Erreichte Meilensteine")
    overdue: int = Field(title="Überfällige Meilensteine")
    evidence: dict[EvidenceOf, int] = Field(title="Belege nach Art")


def exact(value: Decimal | None) -> str | None:
    """A decimal as text, without an exponent."""
    return None if value is None else f"{value:f}"
