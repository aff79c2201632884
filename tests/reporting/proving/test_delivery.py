"""The certificate of delivery: a lost, a doubled and a changed fact each turn it red, and nothing else does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.reporting import DeliveryReconciled
from services.districts.application import districts, operator
from services.kernel.deciders import Context
from services.kernel.envelope import Envelope
from services.kernel.feed import Feed, LogFeed
from services.kernel.log import Head
from services.kernel.provision import open_district
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import SERVICES, Settings
from services.reporting import journal
from services.reporting.application import Reporting
from services.reporting.domain.delivery import MOST, Placed, Side, compared
from services.reporting.printing import pdf_bytes
from services.reporting.proving.certificates import certificate, certificate_report, is_complete, verdict
from services.reporting.proving.noted import UnknownCertificate, deliveries, delivery
from services.reporting.proving.reconciling import Reconciling
from tests.reporting.conftest import Side as Town
from tests.reporting.conftest import side_of
from tests.reporting.facts import entered, opened
from tests.reporting.history import LOG_ID, START, Source

# --- two sides, without a server ----------------------------------------------------

leaf = st.binary(min_size=32, max_size=32)
logs = st.lists(leaf, max_size=30).map(lambda leaves: [Placed(number, one) for number, one in enumerate(leaves, 1)])


@given(logs)
def test_equal_sides_have_equal_digests_and_no_faults(log: list[Placed]) -> None:
    there, here = Side(), Side()

    found = compared(there.counted(log), here.counted(list(log)))

    assert (found.missing, found.doubled, found.changed, found.faults) == (0, 0, 0, [])
    assert (there.count, there.digest) == (here.count, here.digest)


@given(logs.filter(bool), st.data())
def test_each_fault_is_counted_and_named(log: list[Placed], data: st.DataObject) -> None:
    numbers = st.sets(st.integers(1, len(log)))
    lost, twice, changed = data.draw(numbers), data.draw(numbers), data.draw(numbers)
    received = sorted(
        each
        for one in log
        if one.sequence not in lost
        for each in [_other(one) if one.sequence in changed else one] * (2 if one.sequence in twice else 1)
    )

    found = compared(log, received)

    assert found.missing == len(lost)
    assert found.doubled == len(twice - lost)
    assert found.changed == len(changed - lost)
    named = {(one.fault, one.sequence) for one in found.faults}
    expected = {("missing", each) for each in lost} | {("doubled", each) for each in twice - lost}
    expected |= {("changed", each) for each in changed - lost}
    assert named == expected if len(expected) <= MOST else named <= expected


@given(logs, logs)
def test_equal_digests_mean_that_nothing_differs(log: list[Placed], received: list[Placed]) -> None:
    there, here = Side(), Side()

    found = compared(there.counted(log), here.counted(received))

    assert (there.digest == here.digest) == (not (found.missing or found.doubled or found.changed))


def _other(one: Placed) -> Placed:
    return Placed(one.sequence, bytes(each ^ 1 for each in one.leaf))


# --- a district ----------------------------------------------------------------------


@dataclass(slots=True)
class Logs:
    """Logs of the sources as a feed, and the rest of the other side."""

    bodies: Mapping[str, list[bytes]]
    waiting: int = 0
    lost_letters: int | None = 0

    @property
    def feed(self) -> Feed:
        return self

    def head(self, source: str, district: str) -> Head:  # noqa: ARG002
        return Head(len(self.bodies.get(source, [])), START, LOG_ID)

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:  # noqa: ARG002
        return self.bodies.get(source, [])[position : position + limit]

    def published(self, source: str, district: str) -> int:  # noqa: ARG002
        return len(self.bodies.get(source, []))

    def parked(self, district: str) -> int:  # noqa: ARG002
        return self.waiting

    def dead(self, district: str) -> int | None:  # noqa: ARG002
        return self.lost_letters


@dataclass(slots=True)
class History:
    """What two sources recorded."""

    envelopes: list[Envelope] = field(default_factory=list)

    def logs(self, **other: Any) -> Logs:
        return Logs({name: _bodies(self.envelopes, name) for name in SERVICES}, **other)


def _bodies(envelopes: Iterable[Envelope], source: str) -> list[bytes]:
    return [one.body for one in envelopes if one.source == source]


@pytest.fixture(scope="module")
def town(settings: Settings) -> Town:
    key = f"zustellkreis-{uuid4().hex[:8]}"
    open_district(settings, key, "Zustellkreis")
    return side_of(settings, key)


@pytest.fixture(scope="module")
def history(town: Town) -> History:
    """All of it arrived."""
    one, other = Source("districts", town.district), Source("intake", town.district)
    made = History([one.record(opened()), *other.record_all(entered(number) for number in range(1, 8))])
    town.take(made.envelopes)
    return made


def certified(settings: Settings, town: Town, other: Logs) -> DeliveryReconciled:
    context = Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())
    return Reconciling(Reporting.of(settings, 1), other, town.district, patience_s=0).compare(context.command_id)


@pytest.mark.server
@pytest.mark.guarantee("G2")
def test_what_arrived_once_and_unchanged_is_certified(settings: Settings, town: Town, history: History) -> None:
    made = certified(settings, town, history.logs(waiting=2, lost_letters=None))

    counts = {one.source: (one.stored, one.published, one.received) for one in made.sources}
    assert is_complete(made)
    assert counts["intake"] == (7, 7, 7)
    assert (made.entries, made.parked, made.dead) == (8, 2, None)
    assert all(one.digest_stored == one.digest_received for one in made.sources)
    assert {(one.entry, one.stopped) for one in made.projections} == {(8, False)}


@pytest.mark.server
@pytest.mark.guarantee("G2")
def test_a_lost_fact_turns_it_red(settings: Settings, town: Town, history: History) -> None:
    logs = history.logs()
    logs.bodies["intake"].append(Source("intake", town.district).record(entered(8)).body.replace(b'"1"', b'"8"', 1))

    (intake,) = [one for one in certified(settings, town, logs).sources if one.source == "intake"]

    assert (intake.stored, intake.received, intake.missing) == (8, 7, 1)
    assert [(one.fault, one.sequence) for one in intake.faults] == [("missing", 8)]


@pytest.mark.server
@pytest.mark.guarantee("G2")
def test_a_fact_too_many_turns_it_red(settings: Settings, town: Town, history: History) -> None:
    logs = history.logs()
    logs.bodies["intake"].pop()

    made = certified(settings, town, logs)

    assert not is_complete(made)
    assert verdict(made) == "0 fehlen, 1 doppelt, 0 verändert."


@pytest.mark.server
@pytest.mark.guarantee("G2")
def test_a_changed_fact_turns_it_red_and_its_digests_differ(settings: Settings, town: Town, history: History) -> None:
    logs = history.logs()
    logs.bodies["intake"][3] = logs.bodies["intake"][3].replace(b'"actor":"test"', b'"actor":"rest"')

    made = certified(settings, town, logs)

    (intake,) = [one for one in made.sources if one.source == "intake"]
    assert [(one.fault, one.sequence) for one in intake.faults] == [("changed", 4)]
    assert intake.digest_stored != intake.digest_received
    rows = certificate_report(made, town.district, START).table("faults").rows
    assert rows == [("Fallarbeit", 4, "steht im Journal anders als bei der Quelle")]


@pytest.mark.server
def test_a_certificate_is_kept_and_told_in_every_form(settings: Settings, town: Town, history: History) -> None:
    service = Reporting.of(settings, 1)
    context = Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())
    made = Reconciling(service, history.logs(), town.district, patience_s=0).certify(context)

    kept = delivery(service, town.district, made.certificate_id)

    document = certificate(kept.fact, town.district, kept.at)
    assert kept.fact == made
    assert (document["result"], document["missing"], document["text"]) == (
        "complete",
        0,
        "0 fehlen, 0 doppelt, 0 verändert.",
    )
    assert pdf_bytes(certificate_report(kept.fact, town.district, kept.at)).startswith(b"%PDF")
    assert [one.actor for one in deliveries(service, town.district)] == ["cli:tester"]
    with pytest.raises(UnknownCertificate):
        delivery(service, town.district, uuid4())


@pytest.mark.server
def test_the_services_own_logs_agree_with_what_reading_them_left(settings: Settings) -> None:
    """The bytes that the journal holds are those that the feed makes of the log today."""
    key = f"quellkreis-{uuid4().hex[:8]}"
    open_district(settings, key, "Quellkreis")
    districts(settings).open_district(key, "Quellkreis", operator("cli:tester"))
    service = Reporting.of(settings, 1)
    reader = BatchReader(
        "reporting.journal",
        "reporting",
        journal.append,
        LogFeed(settings),
        database=SqlReaderDatabase(service.pool),
        key_of=settings.secrets.signing_key,
    )
    for source in SERVICES:
        reader.catch_up_with(source, key)
    real = LogFeed(settings)
    logs = Logs({source: real.after(source, key, 0, 1000) for source in SERVICES})

    made = Reconciling(service, logs, key, patience_s=0).compare(uuid4())

    assert is_complete(made)
    assert made.entries == sum(one.stored for one in made.sources) > 0
