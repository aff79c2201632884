"""A restriction holds for the person, in every record of hers: over links of before, through others, until lifted."""

from datetime import date
from typing import Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from psycopg.sql import SQL

from services.intake.access_desk import AccessDesk
from services.intake.application import intake
from services.intake.cases_desk import CaseDesk, Opening
from services.intake.casework import casework
from services.intake.domain.access import Asker
from services.intake.domain.component import components
from services.intake.domain.duplicate import pair_of
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.duplicates.desk import DuplicatesDesk
from services.intake.erasing.persons import Persons
from services.intake.folding import fold
from services.intake.restricting.desk import RestrictingDesk
from services.intake.restricting.queries import restricted_persons
from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.ids import uuid7
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.intake.conftest import OPERATION, Desk, open_operation

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]

DAY: Final = date(2026, 3, 2)
HEADER: Final = "participant_no;sozialraum;entry_date;gender"
FACHKRAFT: Final = Asker("anna", "fachkraft")


def by() -> Context:
    command = uuid7()
    return Context(actor="cli:test", command_id=command, correlation_id=command)


@pytest.fixture(scope="module")
def desk(settings: Settings) -> Desk:
    key = "kreis-verbunden-und-still"
    open_district(settings, key, "Landkreis")
    open_operation(settings, key, (date(2022, 1, 1), date(2027, 12, 31)))
    return Desk(settings, intake(settings), key)


def refusals(desk: Desk, number: str, gender: str = "female") -> list[str]:
    """What refuses a row of that participant, in German; nothing where it was taken."""
    result = desk.take("participants", f"{HEADER}\n{number};rieth;{DAY};{gender}\n")
    fold(desk.settings, desk.district)
    return [each.reason for each in result.refused]


def person(desk: Desk, number: str) -> UUID:
    assert refusals(desk, number) == []
    return Persons(desk.intake, desk.district).one_named(number, OPERATION)


def link(desk: Desk, one: UUID, other: UUID) -> UUID:
    linked = DuplicatesDesk(desk.intake, desk.district).link(pair_of(one, other), "same_record", by())
    fold(desk.settings, desk.district)
    return linked.given.id


def restricting(desk: Desk, of: UUID) -> RestrictingDesk:
    linked = Persons(desk.intake, desk.district).behind(of)
    assert linked is not None
    return RestrictingDesk(desk.intake, desk.district, linked)


def restrict(desk: Desk, of: UUID) -> None:
    assert restricting(desk, of).restrict("accuracy_contested", by()) is not None
    fold(desk.settings, desk.district)


def lift(desk: Desk, of: UUID) -> None:
    assert restricting(desk, of).lift(by()) is not None
    fold(desk.settings, desk.district)


def test_whom_somebody_was_linked_to_before_is_left_alone_too_until_either_is_freed(desk: Desk) -> None:
    one, other, third = (person(desk, f"A-{number}") for number in (1, 2, 3))
    link(desk, one, other)
    link(desk, other, third)
    head = desk.intake.store.log.head(desk.district).position

    restrict(desk, one)

    assert desk.intake.store.log.head(desk.district).position == head + 1  # one fact, and no copy of it
    assert [refusals(desk, f"A-{number}", "male") for number in (1, 2, 3)] == [[ProcessingIsRestricted.title]] * 3

    lift(desk, third)

    assert [refusals(desk, f"A-{number}", "male") for number in (1, 2, 3)] == [[], [], []]


def test_nobody_is_linked_with_whom_a_restriction_reaches_through_others(desk: Desk) -> None:
    one, other, third = (person(desk, f"B-{number}") for number in (1, 2, 3))
    link(desk, one, other)
    restrict(desk, one)

    with pytest.raises(ProcessingIsRestricted):
        link(desk, other, third)
    assert refusals(desk, "B-3", "male") == []


def test_taken_apart_only_the_record_by_which_it_was_asked_stays_restricted(desk: Desk) -> None:
    one, other = (person(desk, f"C-{number}") for number in (1, 2))
    link_id = link(desk, one, other)
    restrict(desk, one)

    DuplicatesDesk(desk.intake, desk.district).unlink(link_id, by())
    fold(desk.settings, desk.district)

    assert refusals(desk, "C-1", "male") == [ProcessingIsRestricted.title]
    assert refusals(desk, "C-2", "male") == []


def test_a_case_is_left_alone_where_its_person_is_restricted_as_a_participant(desk: Desk) -> None:
    participant = person(desk, "D-1")
    opening = Opening(operation=OPERATION, sozialraum="rieth", on=DAY, code_word="verbundene-akte")
    case = CaseDesk(desk.intake, desk.district, by()).open(opening).case_id
    fold(desk.settings, desk.district)
    of_case = Persons(desk.intake, desk.district).owner(case)
    assert of_case is not None
    link(desk, of_case, participant)
    access = AccessDesk(desk.intake, desk.district, FACHKRAFT)
    assert access.granted(case, "write").restricted is None

    restrict(desk, participant)

    with pytest.raises(ProcessingIsRestricted):
        access.granted(case, "write")
    with pytest.raises(ProcessingIsRestricted):
        casework(desk.intake, desk.district, case)
    read = access.granted(case, "read").restricted
    assert read is not None
    assert read.grounds == "accuracy_contested"

    lift(desk, case)

    assert refusals(desk, "D-1", "male") == []
    assert access.granted(case, "write").restricted is None


def test_a_contact_file_of_a_case_that_nobody_opened_is_left_alone(desk: Desk) -> None:
    contacts = "contact_no;date;sozialraum;case_no\n{number};2026-03-02;rieth;FALL-7\n"
    assert not desk.take("contacts", contacts.format(number="k-1")).refused
    fold(desk.settings, desk.district)
    found = Persons(desk.intake, desk.district).named("FALL-7")

    assert RestrictingDesk(desk.intake, desk.district, found).restrict("unlawful", by()) is not None
    fold(desk.settings, desk.district)
    refused = desk.take("contacts", contacts.format(number="k-2")).refused
    assert RestrictingDesk(desk.intake, desk.district, found).lift(by()) is not None
    fold(desk.settings, desk.district)

    assert [each.reason for each in refused] == [ProcessingIsRestricted.title]
    assert not desk.take("contacts", contacts.format(number="k-2")).refused


NAMES: Final = [UUID(int=number) for number in range(8)]
PAIRS: Final = st.sets(st.sampled_from([(one, other) for one in NAMES for other in NAMES if one < other]), max_size=8)

NOTHING: Final = SQL("WITH gone AS (DELETE FROM {0}.person_edges) DELETE FROM {0}.restrictions")
EDGE: Final = SQL("INSERT INTO {}.person_edges VALUES (gen_random_uuid(), %s, %s, 'same_record', now(), 'test')")
RESTRICTION: Final = SQL(
    "INSERT INTO {}.restrictions (subject, person, grounds, starts) VALUES (%(who)s, %(who)s, 'unlawful', '2026-03-02')"
)


@pytest.fixture(scope="module")
def alone(settings: Settings) -> Desk:
    """A district in which nothing was ever recorded."""
    open_district(settings, "kreis-der-kanten", "Landkreis")
    return Desk(settings, intake(settings), "kreis-der-kanten")


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS, named=st.sets(st.sampled_from(NAMES), max_size=3), asked=st.sets(st.sampled_from(NAMES)))
def test_it_reaches_everybody_who_can_be_reached_and_nobody_else(
    alone: Desk, pairs: set[tuple[UUID, UUID]], named: set[UUID], asked: set[UUID]
) -> None:
    with alone.intake.pool.transaction() as connection, enter(connection, alone.district) as schema:
        connection.execute(NOTHING.format(schema))
        for pair in pairs:
            connection.execute(EDGE.format(schema), pair)
        for who in named:
            connection.execute(RESTRICTION.format(schema), {"who": who})
    one_person = components(pairs)

    found = restricted_persons(alone.intake.pool, alone.district, asked)

    assert found == {who for who in asked if one_person.get(who, frozenset({who})) & named}
