"""The money of an event, planned and spent, side by side; shares in percent. In cents of a euro."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from services.contracts.events import CostShare
from services.contracts.events.words import CostPurpose, ShareSource
from services.events.event_queries import EventFile

PURPOSES: Final[Mapping[CostPurpose, str]] = {
    "rent": "Miete",
    "fees": "Honorare",
    "catering": "Verpflegung",
    "material": "Material",
    "printing": "Druck und Werbung",
    "travel": "Fahrten",
    "insurance": "Versicherung",
    "other": "Sonstiges",
}
SOURCES: Final[Mapping[ShareSource, str]] = {
    "operation": "Vorhaben",
    "municipality": "Stadt oder Landkreis",
    "housing_company": "Wohnungsunternehmen",
    "partner": "Partner",
    "donation": "Spenden",
    "own": "Eigenmittel",
    "other": "Sonstige",
}


@dataclass(frozen=True, slots=True)
class CostRow:
    """One purpose: planned, spent, and what is left (below zero: too much was spent)."""

    purpose: CostPurpose
    planned: int
    spent: int

    @property
    def left(self) -> int:
        return self.planned - self.spent


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Who bears how much; ``percent`` in tenths, exact to a half, and all of them add up to 1000."""

    source: ShareSource
    partner_id: UUID | None
    cents: int
    tenths: int

    @property
    def percent(self) -> float:
        return self.tenths / 10


def cost_rows(event: EventFile) -> list[CostRow]:
    """In the order of the purposes; those without money are left out."""
    rows = [
        CostRow(
            purpose,
            sum(line.cents for line in event.lines if line.purpose == purpose),
            sum(cost.cents for cost in event.costs if cost.purpose == purpose),
        )
        for purpose in PURPOSES
    ]
    return [row for row in rows if row.planned or row.spent]


def share_rows(shares: Sequence[CostShare]) -> list[ShareRow]:
    """With percentages that add up: the largest remainders are rounded up (method of Hare and Niemeyer)."""
    total = sum(share.cents for share in shares)
    exact = [Fraction(share.cents * 1000, total) if total else Fraction(0) for share in shares]
    tenths = [int(each) for each in exact]
    missing = (1000 if total else 0) - sum(tenths)
    for number in sorted(range(len(shares)), key=lambda at: (tenths[at] - exact[at], at))[:missing]:
        tenths[number] += 1
    return [
        ShareRow(share.source, share.partner_id, share.cents, tenth)
        for share, tenth in zip(shares, tenths, strict=True)
    ]
