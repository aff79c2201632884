"""What INTERFACES section 3 forbids of a participation, in the order in which it is told."""

from collections.abc import Callable
from datetime import date
from typing import Final

from services.intake.domain import refusals as told
from services.intake.domain.rules.records import EntryRecord, PersonRecord
from services.intake.domain.rules.rule import Rule, refusing
from services.intake.domain.rules.sources import CANCELLATION
from services.kernel.facts import Erased

STATES: Final = {"draft": "Entwurf", "submitted": "eingereicht", "cancelled": "storniert"}


def in_the_future(column: str) -> Callable[[EntryRecord], bool]:
    """Dates of the row itself: one stored before has been today by now."""

    def broken(record: EntryRecord) -> bool:
        day = getattr(record.given, column)
        return isinstance(day, date) and day > record.today

    return broken


def _left_before_entry(record: EntryRecord) -> bool:
    return record.after.exit_date is not None and record.after.exit_date < record.after.entry_date


def _born_after_entry(record: EntryRecord) -> bool:
    birth = record.traits.birth_date
    return birth is not None and birth > record.after.entry_date


def _unemployed_after_entry(record: EntryRecord) -> bool:
    since = record.after.unemployed_since
    return since is not None and since > record.after.entry_date


def _outside_operation(record: EntryRecord) -> bool:
    return not record.rules.runs_on(record.after.entry_date)


def _period(record: EntryRecord) -> str:
    return f"{record.rules.start:%d.%m.%Y} bis {record.rules.end:%d.%m.%Y}"


def _lacks_a_reason(record: EntryRecord) -> bool:
    return record.after.state == "cancelled" and record.after.cancel_reason_id is None


def _moves_backwards(record: EntryRecord) -> bool:
    """Neither out of cancelled nor back to draft."""
    if record.known is None or record.known.state == "draft":
        return False
    return record.known.state != record.after.state != "cancelled"


def _move(record: EntryRecord) -> str:
    before = "" if record.known is None else STATES[record.known.state]
    return f"{before} → {STATES[record.after.state]}"


def _changes_a_cancelled_one(record: EntryRecord) -> bool:
    known = record.known
    return known is not None and known.state == "cancelled" == record.after.state and record.after != known


def _person_erased(record: PersonRecord) -> bool:
    return record.erased or (record.known is not None and isinstance(record.known.traits, Erased))


PERSON: Final[tuple[Rule[PersonRecord], ...]] = (
    refusing("P-PERSON-01", "record", "participant_no", told.PersonErased, _person_erased),
)
ENTRY: Final[tuple[Rule[EntryRecord], ...]] = (
    refusing("P-DATE-01", "field", "entry_date", told.InTheFuture, in_the_future("entry_date")),
    refusing("P-DATE-02", "field", "birth_date", told.InTheFuture, in_the_future("birth_date")),
    refusing("P-DATE-03", "field", "unemployed_since", told.InTheFuture, in_the_future("unemployed_since")),
    refusing("P-DATE-04", "field", "exit_date", told.InTheFuture, in_the_future("exit_date")),
    refusing("P-ENTRY-01", "record", "entry_date", told.OutsideOperation, _outside_operation, detail=_period),
    refusing("P-EXIT-01", "record", "exit_date", told.ExitBeforeEntry, _left_before_entry, source=CANCELLATION),
    refusing("P-BIRTH-01", "record", "birth_date", told.BornAfterEntry, _born_after_entry),
    refusing("P-WORK-01", "record", "unemployed_since", told.UnemployedAfterEntry, _unemployed_after_entry),
    refusing("P-STATE-01", "record", "cancel_reason", told.CancelReasonMissing, _lacks_a_reason, source=CANCELLATION),
    refusing("P-STATE-02", "record", "state", told.MoveForbidden, _moves_backwards, detail=_move),
    refusing("P-STATE-03", "record", "state", told.AlreadyCancelled, _changes_a_cancelled_one, source=CANCELLATION),
)
