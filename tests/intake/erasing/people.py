"""People who are entered to be erased, and what of them can still be read."""

from typing import Final

from services.intake.erasing.persons import Linked, Persons
from tests.intake.conftest import OPERATION, Desk

HEADER: Final = "participant_no;sozialraum;entry_date;gender;birth_date;employment;isced;disability"


def enter(desk: Desk, number: str) -> Linked:
    row = f"{number};rieth;2026-03-02;female;1990-05-05;unemployed;3;yes"
    assert not desk.take("participants", f"{HEADER}\n{row}\n").refused
    return Persons(desk.intake, desk.district).named(number, OPERATION)


def participant_no(desk: Desk, linked: Linked) -> str | None:
    (person,), (participation,) = linked.persons, linked.participations
    address = (person, "participant_no", participation)
    return desk.intake.vault.get(desk.district, [address])[address]


def traits_key(desk: Desk, linked: Linked) -> bool:
    return bool(desk.intake.ring.record_keys(desk.district, linked.persons, create=False))
