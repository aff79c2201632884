"""What is stored and yet worth a second look: implausible values, and values that have no place."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from services.intake.domain.calendar import completed_years
from services.intake.domain.contact import ContactState
from services.intake.domain.participation import ParticipationState
from services.intake.imports.columns import Kind
from services.intake.imports.rows import Remark, Row

# The age below which nobody is likely to have completed that ISCED level.
YOUNGEST: Final = {1: 8, 2: 13, 3: 15, 4: 16, 5: 17, 6: 18, 7: 20, 8: 23}
YOUNGEST_AT_WORK: Final = 13
OLDEST: Final = 105
MINUTES_OF_A_DAY: Final = 24 * 60


def of_participation(row: Row, state: ParticipationState) -> Iterator[Remark]:
    """Held against the whole participation: what a value belongs to may stand in an earlier row."""
    values, known = row.values, state.snapshot
    if known is None:
        return
    if values.get("unemployed_since") and known.employment in {"employed", "inactive"}:
        yield _no_place(row, "unemployed_since", "nur bei Arbeitslosen")
    if values.get("cancel_reason") and known.state != "cancelled":
        yield _no_place(row, "cancel_reason", "nur bei stornierten Teilnahmen")
    birth, entry = values.get("birth_date"), known.entry_date
    if isinstance(birth, date):
        yield from _at_age(row, completed_years(birth, entry))


def of_status(row: Row, _: ParticipationState) -> Iterator[Remark]:
    if row.values.get("improved") and row.values.get("kind") == "exit":
        yield _no_place(row, "improved", "nur bei der Nachbefragung")


def of_contact(row: Row, _: ContactState) -> Iterator[Remark]:
    minutes = row.values.get("minutes")
    if isinstance(minutes, int) and minutes > MINUTES_OF_A_DAY:
        yield Remark(row.number, "minutes", "Ein Kontakt von mehr als einem Tag ist unwahrscheinlich.")


REMARKS: Final[Mapping[Kind, Callable[[Row, Any], Iterator[Remark]]]] = {
    "participants": of_participation,
    "statuses": of_status,
    "contacts": of_contact,
}


def _at_age(row: Row, age: int) -> Iterator[Remark]:
    isced = row.values.get("isced")
    if isinstance(isced, int) and age < YOUNGEST.get(isced, 0):
        yield Remark(row.number, "isced", "Dieser Bildungsabschluss ist in diesem Alter unwahrscheinlich.")
    if age < YOUNGEST_AT_WORK and row.values.get("employment") in {"employed", "unemployed"}:
        yield Remark(row.number, "employment", "Dieser Erwerbsstatus ist in diesem Alter unwahrscheinlich.")
    if age > OLDEST:
        yield Remark(row.number, "birth_date", "Dieses Alter ist unwahrscheinlich.")


def _no_place(row: Row, column: str, where: str) -> Remark:
    return Remark(row.number, column, f"Die Angabe hat hier keinen Platz ({where}); Berichte lesen sie nicht.")
