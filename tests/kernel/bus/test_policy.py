"""Policies on real logs: done once, parked by key, tried again, given up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec
import pytest
from psycopg import Rollback

from services.contracts.districts import SozialraumOpened
from services.contracts.intake import ContactRecorded, ParticipationEntered, StatusRetracted
from services.kernel.database import pool
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.district import district as enter
from services.kernel.envelope import Envelope, envelope, read_envelope
from services.kernel.facts import Contract
from services.kernel.ids import DistrictIds, derived_id, uuid7
from services.kernel.keys import NoKeys
from services.kernel.log import Log, LogRow
from services.kernel.mapper import FactMapper
from services.kernel.parking import WAITS, Parked, discard_parked, list_parked
from services.kernel.policy import Order, Policies, PolicyRunner, retry_parked
from services.kernel.settings import Settings
from services.kernel.store import EventStore
from services.kernel.times import now

pytestmark = pytest.mark.server


@dataclass(frozen=True, slots=True)
class Open:
    sozialraum: str


class Forbidden(RuleViolation):
    title = "Das ist verboten."


forbidden: set[str] = set()


def lose_it() -> None:
    raise Rollback


def decide(command: Open, opened: frozenset[str]) -> Sequence[Contract]:
    if command.sozialraum in forbidden:
        raise Forbidden
    if command.sozialraum == "defect":
        raise ZeroDivisionError
    return [] if command.sozialraum in opened else [SozialraumOpened(sozialraum=command.sozialraum)]


def evolve(opened: frozenset[str], fact: Contract) -> frozenset[str]:
    return opened | {fact.sozialraum} if isinstance(fact, SozialraumOpened) else opened


RECORDED = "intake.contact_recorded.v1"
SPACES: Decider[Open, frozenset[str]] = Decider(frozenset(), decide, evolve)
policies = Policies()


@policies.when(ContactRecorded)
def open_it(fact: ContactRecorded, ids: DistrictIds) -> Sequence[Order]:
    """One Sozialraum, or several: ``west+ost``."""
    if fact.sozialraum == "none":
        return []
    if fact.sozialraum == "broken":
        raise KeyError("policy")
    return [Order(SPACES, ids.derive("spaces", name), Open(name)) for name in fact.sozialraum.split("+")]


class Lab:
    def __init__(self, settings: Settings, district: str) -> None:
        self.district = district
        self.pool = pool(settings.service_database_url("districts"))
        self.log = Log("districts", self.pool)
        store = EventStore(self.log, FactMapper(NoKeys()))
        self.runner = PolicyRunner("districts.policies", policies, store, self.ids)
        self.position = 0

    def ids(self, district: str) -> DistrictIds:
        return DistrictIds(district.encode())

    def cause(self, sozialraum: str, subject: UUID | None = None, topic: str = RECORDED) -> Envelope:
        self.position += 1
        contact = {
            "contact_id": uuid7(), "operation": "o", "date": "2026-01-01", "sozialraum": sozialraum,
            "details": "c2VhbGVk", "person_id": uuid7(),
        }  # fmt: skip
        row = LogRow(
            self.position, uuid7(), subject or uuid7(), 0, topic, msgspec.json.encode(contact), now(),
            uuid7(), uuid7(), None, "test", None,
        )  # fmt: skip
        return read_envelope(envelope("intake", self.district, row, UUID(int=1), b"k"))

    def apply(self, *causes: Envelope) -> None:
        with self.pool.transaction() as connection, enter(connection, self.district):
            self.runner.apply(connection, self.district, "intake", causes)

    def opened(self) -> list[str]:
        return [msgspec.json.decode(row.data)["sozialraum"] for row in self.log.after(self.district, 0, 1000)]

    def parked(self) -> list[Parked]:
        return list_parked(self.pool, self.district)


@pytest.fixture
def lab(settings: Settings, district: str) -> Lab:
    forbidden.clear()
    return Lab(settings, district)


def test_a_fact_becomes_a_command_that_names_its_cause(lab: Lab) -> None:
    cause = lab.cause("nord")
    lab.apply(cause, lab.cause("none"))
    (row,) = lab.log.after(lab.district, 0, 10)
    assert (row.causation_id, row.correlation_id) == (cause.id, cause.correlation_id)
    assert row.actor == "policy:districts.policies.open_it"
    assert row.command_id == derived_id(lab.district.encode(), "policy", "districts.policies", "open_it", str(cause.id))


@pytest.mark.guarantee("G2")
def test_the_same_fact_again_changes_nothing_even_after_its_transaction_was_lost(lab: Lab) -> None:
    causes = [lab.cause("nord"), lab.cause("süd"), lab.cause("nord")]
    with lab.pool.transaction() as connection, enter(connection, lab.district):
        lab.runner.apply(connection, lab.district, "intake", causes)
        lose_it()
    lab.apply(*causes)
    lab.apply(*causes)
    assert lab.opened() == ["nord", "süd"]


@pytest.mark.guarantee("G5")
@pytest.mark.parametrize(
    ("bad", "reason"),
    [("west", "Das ist verboten."), ("broken", "Fehler beim Verarbeiten: KeyError"),
     ("defect", "Fehler beim Verarbeiten: ZeroDivisionError")],
)  # fmt: skip
def test_a_failing_fact_is_parked_with_later_ones_of_its_key_and_the_rest_moves_on(
    lab: Lab, bad: str, reason: str
) -> None:
    forbidden.add("west")
    subject = uuid7()
    first, later = lab.cause(bad, subject), lab.cause("ost", subject)
    lab.apply(lab.cause("nord"), first, lab.cause("süd"), later)
    last = lab.cause("mitte", subject)
    lab.apply(last)
    assert lab.opened() == ["nord", "süd"]
    assert [(each.position, each.reason) for each in lab.parked()] == [
        (first.sequence, reason), (later.sequence, WAITS), (last.sequence, WAITS)
    ]  # fmt: skip
    assert [each.body for each in lab.parked()] == [first.body, later.body, last.body]


def test_parking_twice_parks_once(lab: Lab) -> None:
    forbidden.add("west")
    cause = lab.cause("west")
    lab.apply(cause)
    lab.apply(cause)
    assert len(lab.parked()) == 1


def test_what_was_parked_is_done_in_order_once_it_can_be(lab: Lab) -> None:
    forbidden.add("west")
    subject = uuid7()
    lab.apply(lab.cause("west", subject), lab.cause("ost", subject), lab.cause("broken"))
    assert retry_parked(lab.runner, lab.pool, lab.district) == (0, 3)
    assert lab.opened() == []
    forbidden.clear()
    assert retry_parked(lab.runner, lab.pool, lab.district) == (2, 1)
    assert lab.opened() == ["west", "ost"]
    assert [each.reason for each in lab.parked()] == ["Fehler beim Verarbeiten: KeyError"]


def test_what_is_discarded_lets_the_later_ones_go(lab: Lab) -> None:
    forbidden.add("west")
    subject = uuid7()
    first = lab.cause("west", subject)
    lab.apply(first, lab.cause("ost", subject))
    assert discard_parked(lab.pool, lab.district, "districts.policies", "intake", first.sequence)
    assert not discard_parked(lab.pool, lab.district, "districts.policies", "intake", first.sequence)
    assert retry_parked(lab.runner, lab.pool, lab.district) == (1, 0)
    assert lab.opened() == ["ost"]


def test_a_fact_of_a_version_to_come_is_parked_and_others_are_ignored(lab: Lab) -> None:
    unknown = lab.cause("nord", topic="intake.contact_recorded.v99")
    lab.apply(unknown, lab.cause("nord", topic="intake.something_new.v1"), lab.cause("süd"))
    assert [each.position for each in lab.parked()] == [unknown.sequence]
    assert lab.opened() == ["süd"]


def test_an_ordering_key_other_than_the_subject_holds_back_all_its_facts(settings: Settings, district: str) -> None:
    by_place = Policies()
    by_place.when(ContactRecorded, key=lambda fact: fact.operation)(open_it)
    lab = Lab(settings, district)
    forbidden.update({"west"})
    lab.runner = PolicyRunner("districts.policies", by_place, lab.runner._store, lab.ids)
    lab.apply(lab.cause("west"), lab.cause("nord"))
    assert [each.reason for each in lab.parked()] == ["Das ist verboten.", WAITS]
    assert lab.opened() == []


def test_a_policy_may_order_several_things_and_a_refused_one_parks_the_fact_once(lab: Lab) -> None:
    forbidden.update({"west", "ost"})
    cause = lab.cause("nord+west+ost+süd")
    lab.apply(cause)
    assert lab.opened() == ["nord", "süd"]
    assert [(each.position, each.reason) for each in lab.parked()] == [(cause.sequence, "Das ist verboten.")]
    forbidden.clear()
    assert retry_parked(lab.runner, lab.pool, lab.district) == (1, 0)
    assert lab.opened() == ["nord", "süd", "west", "ost"]
    lab.apply(cause)
    assert lab.opened() == ["nord", "süd", "west", "ost"]


def test_several_policies_may_react_to_one_fact(lab: Lab) -> None:
    several = Policies()
    several.when(ContactRecorded, StatusRetracted)(open_it)

    @several.when(ContactRecorded, ParticipationEntered)
    def open_another(fact: ContactRecorded, ids: DistrictIds) -> Sequence[Order]:
        return [Order(SPACES, ids.derive("spaces"), Open(f"{fact.sozialraum}-2"))]

    lab.runner = PolicyRunner("districts.policies", several, lab.runner._store, lab.ids)
    cause = lab.cause("nord")
    lab.apply(cause, replace(cause, sequence=cause.sequence + 1))
    assert sorted(lab.opened()) == ["nord", "nord-2"]
