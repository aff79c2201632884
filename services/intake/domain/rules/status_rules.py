"""What is forbidden of a status after exit, and what is worth a second look."""

from typing import Final

from services.contracts.intake import Participation
from services.intake.domain import refusals as told
from services.intake.domain.rules.records import StatusRecord
from services.intake.domain.rules.rule import INTERFACE, Rule, refusing
from services.intake.domain.rules.sources import ANNEX_I, EXIT_DATA, RESULT_WINDOW


def _in_the_future(record: StatusRecord) -> bool:
    return record.cells.date > record.today


def _no_answer_without_reason(record: StatusRecord) -> bool:
    return record.cells.status == "no_answer" and record.cells.reason_id is None


def _never_left(record: StatusRecord) -> bool:
    return record.participation.exit_date is None


def _outside(record: StatusRecord) -> bool:
    window = record.window
    return window is not None and not window[0] <= record.cells.date <= window[1]


def _window(record: StatusRecord) -> str:
    first, last = record.window or (record.cells.date, record.cells.date)
    return f"{first:%d.%m.%Y} bis {last:%d.%m.%Y}"


def _improved_at_exit(record: StatusRecord) -> bool:
    return record.cells.improved is not None and record.cells.kind == "exit"


def _improved_without_work(record: StatusRecord) -> bool:
    """EECR06 counts only who was employed on entry; an unknown employment may still be told."""
    out_of_work = record.participation.employment in {"unemployed", "inactive"}
    return record.cells.improved is not None and record.cells.kind == "followup" and out_of_work


def _unheard_of(participation: Participation | None) -> bool:
    return participation is None


KNOWN: Final[tuple[Rule[Participation | None], ...]] = (
    refusing("S-KEY-01", "cross_record", "participant_no", told.UnknownParticipation, _unheard_of),
)
CELLS: Final[tuple[Rule[StatusRecord], ...]] = (
    refusing("S-DATE-01", "field", "date", told.InTheFuture, _in_the_future),
    refusing("S-ANSWER-01", "record", "reason", told.AnswerReasonMissing, _no_answer_without_reason, source=EXIT_DATA),
)
STATUS: Final[tuple[Rule[StatusRecord], ...]] = (
    *CELLS,
    refusing("S-EXIT-01", "cross_record", "date", told.ExitDateMissing, _never_left, source=EXIT_DATA, stops=True),
    refusing("S-WINDOW-01", "cross_record", "date", told.OutsideWindow, _outside, source=RESULT_WINDOW, detail=_window),
)
OF_CELLS: Final[tuple[Rule[StatusRecord], ...]] = (
    Rule(
        id="S-IMPROVED-01",
        level="record",
        severity="warning",
        columns=("improved",),
        text="Die Angabe hat hier keinen Platz (nur bei der Nachbefragung); Berichte lesen sie nicht.",
        source=INTERFACE,
        broken=_improved_at_exit,
    ),
)
WARNINGS: Final[tuple[Rule[StatusRecord], ...]] = (
    *OF_CELLS,
    Rule(
        id="S-IMPROVED-02",
        level="cross_record",
        severity="warning",
        columns=("improved",),
        text="Die Angabe hat hier keinen Platz (nur wer bei Eintritt erwerbstätig war); Berichte lesen sie nicht.",
        source=ANNEX_I,
        broken=_improved_without_work,
    ),
)
