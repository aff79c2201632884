"""Where a participation stands on its way: its two clocks after exit, in German."""

from collections.abc import Iterable
from datetime import date

from services.contracts.intake import StatusKind
from services.intake.domain.operation import OperationRules

WORDS: dict[StatusKind, str] = {"exit": "Verbleib nach Austritt", "followup": "Nachbefragung"}


def clock(
    kind: StatusKind, exit_date: date, statuses: Iterable[tuple[StatusKind, date]], rules: OperationRules, day: date
) -> str:
    """Answered, not yet due, open until, or over without an answer: on that day."""
    first, last = rules.window(kind, exit_date)
    if any(each == kind and first <= on <= last for each, on in statuses):
        return f"{WORDS[kind]}: beantwortet"
    if day < first:
        return f"{WORDS[kind]}: ab {first:%d.%m.%Y}"
    if day <= last:
        return f"{WORDS[kind]}: offen bis {last:%d.%m.%Y}"
    return f"{WORDS[kind]}: seit {last:%d.%m.%Y} vorbei, ohne Angabe"
