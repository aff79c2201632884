"""How strategies and measures read in German."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from services.contracts.decimals import german_decimal
from services.contracts.events.words import EvidenceOf, MeasureEnd
from services.events.domain.measure_progress import MilestoneState, Progress, Standing
from services.events.domain.measure_state import State, Yardstick
from services.events.domain.strategy_progress import Sum
from services.kernel.pages.wording import NOTHING, day

STATES: Final[Mapping[State, str]] = {"planned": "geplant", "running": "läuft", "paused": "ruht", "ended": "beendet"}
ENDS: Final[Mapping[MeasureEnd, str]] = {
    "completed": "abgeschlossen",
    "stopped": "abgebrochen",
    "merged": "in einer anderen Maßnahme aufgegangen",
    "not_funded": "nicht finanziert",
}
MILESTONES: Final[Mapping[MilestoneState, str]] = {
    "reached": "erreicht",
    "open": "offen",
    "overdue": "überfällig",
    "missed": "nicht erreicht",
}
MILESTONE_BADGES: Final[Mapping[MilestoneState, str]] = {
    "reached": "success",
    "open": "info",
    "overdue": "danger",
    "missed": "warning",
}
EVIDENCE: Final[Mapping[EvidenceOf, str]] = {
    "event": "Veranstaltung",
    "meeting": "Sitzung",
    "press_item": "Presse",
    "survey": "Umfrage",
    "statistic": "Kennzahl",
    "resolution": "Beschluss",
    "document": "Dokument",
}


class Badge(NamedTuple):
    """A word at a glance; ``kind``: info, success, warning, danger."""

    kind: str
    words: str


def state_badge(progress: Progress) -> Badge:
    """How a measure stands: in words, not by colour alone."""
    if progress.end is not None:
        return Badge("success" if progress.end == "completed" else "warning", ENDS[progress.end])
    return Badge({"planned": "info", "running": "success"}.get(progress.state, "warning"), STATES[progress.state])


def milestones_in_words(progress: Progress) -> str:
    """``2 von 5 erreicht, 1 überfällig``."""
    if not progress.milestones:
        return "keine"
    late = f", {progress.overdue} überfällig" if progress.overdue else ""
    return f"{progress.reached} von {len(progress.milestones)} erreicht{late}"


def sum_in_words(found: Sum) -> str:
    """``5 Maßnahmen: 2 laufen, 3 abgeschlossen; 4 von 9 Meilensteinen erreicht``."""
    if not found.measures:
        return "noch keine Maßnahme"
    counted = [
        (found.states.get("running", 0), "läuft", "laufen"),
        (found.states.get("planned", 0), "geplant", "geplant"),
        (found.states.get("paused", 0), "ruht", "ruhen"),
        (found.completed, "abgeschlossen", "abgeschlossen"),
        (found.states.get("ended", 0) - found.completed, "anders beendet", "anders beendet"),
    ]
    states = ", ".join(f"{count} {one if count == 1 else several}" for count, one, several in counted if count)
    measures = "1 Maßnahme" if found.measures == 1 else f"{found.measures} Maßnahmen"
    milestones = f"; {found.reached} von {found.milestones} Meilensteinen erreicht" if found.milestones else ""
    late = f", {found.overdue} überfällig" if found.overdue else ""
    return f"{measures}: {states}{milestones}{late}"


def value_in_words(value: Decimal | None) -> str:
    return NOTHING if value is None else german_decimal(f"{value:f}")


def standing_in_words(yardstick: Yardstick, standing: Standing) -> str:
    """``14,5 Prozent am 30.06.2026 (25 % des Weges)``."""
    if standing.value is None:
        return "noch kein Wert"
    way = "" if standing.share is None else f" ({round(standing.share * 100)} % des Weges)"
    return f"{value_in_words(standing.value)} {yardstick.unit} am {day(standing.read_on)}{way}"


def period_in_words(first: date | None, last: date | None) -> str:
    """``01.01.2020 bis 31.12.2021``; what is open is left out."""
    if first and last:
        return f"{day(first)} bis {day(last)}"
    if first:
        return f"ab {day(first)}"
    return f"bis {day(last)}" if last else "kein Zeitraum genannt"
