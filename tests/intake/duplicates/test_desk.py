"""Persons who stand twice, on the real database: found, linked, taken apart, erased together."""

from datetime import date
from typing import Final
from uuid import UUID

import pytest

from services.intake.domain.duplicate import LinkedWithItself, NeverLinked, UnknownPersons, pair_of
from services.intake.domain.erasure import NoLongerOne
from services.intake.domain.refusals import PersonErased
from services.intake.duplicates.desk import CANCELLED, DuplicatesDesk
from services.intake.duplicates.queries import listed_links
from services.intake.duplicates.records import proposed
from services.intake.erasing.desk import ErasingDesk, Wish
from services.intake.erasing.persons import Persons
from services.intake.folding import fold
from services.kernel.deciders import Context
from services.kernel.ids import uuid7
from services.kernel.settings import Settings
from tests.intake.conftest import OPERATION, Desk, open_operation

pytestmark = pytest.mark.server

HEADER: Final = "participant_no;sozialraum;entry_date;gender;birth_date;employment;isced;disability"
IDENTITY: Final = Wish(scope="identity", grounds="not_needed", reason="Wunsch der Person")
RECORD: Final = Wish(scope="record", grounds="not_needed", reason="Wunsch der Person")


def by(actor: str = "cli:test") -> Context:
    command = uuid7()
    return Context(actor=actor, command_id=command, correlation_id=command)


@pytest.fixture(scope="module")
def home_desk(settings: Settings) -> Desk:
    from services.intake.application import intake  # noqa: PLC0415 - as late as the servers
    from services.kernel.provision import open_district  # noqa: PLC0415

    key = "kreis-doppelt"
    open_district(settings, key, "Landkreis")
    open_operation(settings, key, (date(2022, 1, 1), date(2027, 12, 31)))
    return Desk(settings, intake(settings), key)


def enter(desk: Desk, number: str, born: str) -> UUID:
    row = f"{number};rieth;2026-03-02;female;{born};unemployed;3;yes"
    assert not desk.take("participants", f"{HEADER}\n{row}\n").refused
    fold(desk.settings, desk.district)
    return Persons(desk.intake, desk.district).one_named(number, OPERATION)


def duplicates(desk: Desk) -> DuplicatesDesk:
    return DuplicatesDesk(desk.intake, desk.district)


def link(desk: Desk, one: UUID, other: UUID) -> UUID:
    linked = duplicates(desk).link(pair_of(one, other), "same_record", by())
    fold(desk.settings, desk.district)
    return linked.given.id


def unlink(desk: Desk, one: UUID, other: UUID) -> None:
    duplicates(desk).unlink(duplicates(desk).link_id(pair_of(one, other)), by())
    fold(desk.settings, desk.district)


def pairs(desk: Desk) -> list[tuple[UUID, UUID]]:
    return [each.persons for each in proposed(desk.intake, desk.district, OPERATION)]


def test_who_was_taken_apart_again_is_who_she_was_and_is_not_proposed_any_more(home_desk: Desk) -> None:
    one, other = enter(home_desk, "D-1", "1990-05-05"), enter(home_desk, "D-2", "1990-05-05")
    persons = Persons(home_desk.intake, home_desk.district)
    before = persons.behind(one)
    pair = pair_of(one, other)
    assert pair in pairs(home_desk)

    link_id = link(home_desk, one, other)
    together = persons.behind(one)
    assert together is not None
    assert together.persons == pair
    assert len(together.participations) == 2
    assert together == persons.behind(other) == persons.named("D-2", OPERATION)
    assert pair not in pairs(home_desk)
    assert [each.link_id for each in listed_links(home_desk.intake.pool, home_desk.district, link_id)] == [link_id]

    unlink(home_desk, other, one)
    assert persons.behind(one) == before
    assert pair not in pairs(home_desk)  # somebody looked at it
    assert not listed_links(home_desk.intake.pool, home_desk.district, link_id)
    assert link(home_desk, one, other) == link_id  # by hand it goes


def test_two_persons_are_told_apart_for_good(home_desk: Desk) -> None:
    one, other = enter(home_desk, "D-3", "1991-05-05"), enter(home_desk, "D-4", "1991-05-05")

    duplicates(home_desk).tell_apart(pair_of(one, other), by())
    fold(home_desk.settings, home_desk.district)

    assert pair_of(one, other) not in pairs(home_desk)


def test_what_is_no_pair_of_persons_is_refused(home_desk: Desk) -> None:
    one, other = enter(home_desk, "D-5", "1992-05-05"), enter(home_desk, "D-6", "1992-05-06")

    with pytest.raises(LinkedWithItself):
        duplicates(home_desk).link((one, one), "same_record", by())
    with pytest.raises(UnknownPersons):
        duplicates(home_desk).link(pair_of(one, UUID(int=9)), "same_record", by())
    with pytest.raises(NeverLinked):
        unlink(home_desk, one, other)


def test_a_cancelled_participation_may_be_linked_and_that_is_told(home_desk: Desk) -> None:
    one, other = enter(home_desk, "D-7", "1993-05-05"), enter(home_desk, "D-8", "1993-05-05")
    row = "D-8;rieth;2026-03-02;cancelled;doppelt"
    taken = home_desk.take("participants", f"participant_no;sozialraum;entry_date;state;cancel_reason\n{row}\n")
    assert not taken.refused
    fold(home_desk.settings, home_desk.district)
    assert pair_of(one, other) not in pairs(home_desk)  # it counts nowhere: nothing to find

    linked = duplicates(home_desk).link(pair_of(one, other), "same_record", by())

    assert linked.warnings == (CANCELLED,)


def test_all_who_are_one_are_erased_together_and_come_in_no_other_way(home_desk: Desk) -> None:
    numbers = ("D-10", "D-11", "D-12")
    one, other, third = (enter(home_desk, number, "1994-05-05") for number in numbers)
    link(home_desk, one, other)
    link(home_desk, third, other)
    linked = Persons(home_desk.intake, home_desk.district).named("D-10", OPERATION)
    assert set(linked.persons) == {one, other, third}

    ErasingDesk(home_desk.intake, home_desk.district).order(linked, IDENTITY, by())

    assert set(home_desk.intake.ring.destroyed(home_desk.district, {one, other, third})) == {one, other, third}
    rows = "\n".join(f"{number};rieth;2026-04-01;male;1990-05-05;unemployed;3;no" for number in numbers)
    assert len(home_desk.take("participants", f"{HEADER}\n{rows}\n").refused) == 3
    fourth = enter(home_desk, "D-13", "1994-05-05")
    with pytest.raises(PersonErased):
        duplicates(home_desk).link(pair_of(one, fourth), "same_record", by())


def test_who_was_taken_apart_meanwhile_is_not_erased_with_the_other(home_desk: Desk) -> None:
    one, other = enter(home_desk, "D-14", "1995-05-05"), enter(home_desk, "D-15", "1995-05-05")
    link(home_desk, one, other)
    erasing = ErasingDesk(home_desk.intake, home_desk.district)
    both = Persons(home_desk.intake, home_desk.district).named("D-14", OPERATION)
    asked = erasing.propose(both, RECORD, by("staff:one"))
    unlink(home_desk, one, other)

    with pytest.raises(NoLongerOne):
        erasing.confirm(asked.erasure_id, by("staff:two"))

    assert not home_desk.intake.ring.destroyed(home_desk.district, {one, other})
