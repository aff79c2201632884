"""Projections: batches, interleaving, standing still, and unsealing."""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.contracts.generate import EXAMPLES
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.envelope import Envelope
from services.kernel.facts import Contract, Recorded, fact_types, read
from services.kernel.keys import KeyRing
from services.kernel.mapper import FactMapper
from services.kernel.projected_rows import Dated, Put, Table, versions
from services.kernel.settings import Settings
from services.reporting.knowledge import NotArrived
from services.reporting.projections import PROJECTIONS
from services.reporting.rebuild import fold_digests
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import (
    OPERATION,
    contacted,
    corrected,
    entered,
    marked,
    opened,
    recontacted,
    released,
    retracted,
    status,
)
from tests.reporting.history import START, Source, id_of

# --- pure -----------------------------------------------------------------------------

TABLE = Table("things", "thing", ("value",), key_type="text")
toggles = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, 1, 2])), max_size=30)


def in_batches(changes: Sequence[Dated], sizes: Sequence[int]) -> list[tuple[Any, ...]]:
    """What the table would hold, batch by batch, as the kernel does it with SQL."""
    rows: list[tuple[Any, ...]] = []
    rest, sizes = list(changes), list(sizes) or [1]
    while rest:
        batch, rest = rest[: sizes[0]], rest[sizes[0] :]
        sizes = [*sizes[1:], sizes[0]]
        effect = versions({row[0]: row[-1] for row in rows if row[-2] is None}, batch)
        closed = dict(effect.closed)
        rows = [(*row[:3], closed.get(row[0]), row[4]) if row[-2] is None else row for row in rows]
        rows += [tuple(row) for row in effect.rows]
    return sorted(rows, key=str)


@pytest.mark.guarantee("G3")
@given(toggles, st.lists(st.integers(1, 7), max_size=4))
def test_batches_of_any_size_give_the_same_versions(steps: list[tuple[str, Any]], sizes: list[int]) -> None:
    changes = [Dated(key, at, None if value is None else (value,)) for at, (key, value) in enumerate(steps, start=1)]

    assert in_batches(changes, sizes) == in_batches(changes, [1]) == in_batches(changes, [100])


@given(toggles)
def test_versions_of_a_key_follow_each_other_without_overlap(steps: list[tuple[str, Any]]) -> None:
    changes = [Dated(key, at, None if value is None else (value,)) for at, (key, value) in enumerate(steps, start=1)]
    rows = in_batches(changes, [3])

    for key in "abc":
        spans = sorted((row[2], row[3]) for row in rows if row[0] == key)
        assert all(left[1] is not None and left[1] <= right[0] for left, right in pairwise(spans))


def test_a_key_that_went_away_and_came_back_is_there_since_it_came_back() -> None:
    changes = [Dated("a", 1, (1,)), Dated("a", 2, (2,)), Dated("a", 3, None), Dated("a", 4, (1,))]

    assert versions({}, changes).rows == [("a", 1, 1, 2, 1), ("a", 2, 2, 3, 1), ("a", 1, 4, None, 4)]


def golden_examples(kinds: Sequence[type[Contract]]) -> Iterator[Recorded[Contract]]:
    """The released example of each of these facts, as if it had just been read."""
    for number, known in enumerate((one for one in fact_types() if issubclass(one.cls, tuple(kinds))), start=1):
        payload = json.loads((EXAMPLES / known.name / f"v{known.version}.json").read_text())
        yield Recorded(
            fact=read(known.topic, payload),
            id=id_of(number),
            source=known.name.partition(".")[0],
            sequence=number,
            stream=id_of("stream"),
            time=START,
            actor="",
            topic=known.topic,
        )


@pytest.mark.parametrize("projection", PROJECTIONS, ids=lambda one: one.name)
def test_every_row_has_the_columns_of_its_table(projection: Any) -> None:
    put = [
        change
        for example in golden_examples(projection.reads)
        for change in projection.fold(example)
        if isinstance(change, Put)
    ]

    assert put
    for change in put:
        assert change.table in projection.tables
        assert len(change.values) == len(change.table.columns)


# --- on the server ----------------------------------------------------------------------


def a_history(key: str, seed: int, size: int = 120) -> dict[str, list[Envelope]]:
    """Facts of two sources that correct, take back and repeat one another."""
    chance = random.Random(seed)
    districts, intake = Source("districts", key), Source("intake", key)
    facts: list[Contract] = [entered(0, exit_date="2024-05-31")]
    for _ in range(size):
        number = chance.randrange(12)
        left = chance.choice([None, "2024-05-31", "2024-08-31"])
        state = status(
            number, "exit", chance.choice(["2024-06-01", "2024-09-01"]), chance.choice(["employed", "inactive"])
        )
        facts.append(
            chance.choice(
                [
                    entered(number, exit_date=left, residence_ags=chance.choice([None, "16063078"])),
                    corrected(number, exit_date=left, gender=chance.choice(["male", "female"])),
                    state,
                    retracted(state),
                    contacted(number, "2024-06-01", case=number % 4, track=chance.choice([None, "social"])),
                    recontacted(number, "2024-06-02", case=number % 4, topics=("wohnen",)),
                ]
            )
        )
    rules = [opened(), released(), marked("16063078"), marked("16063079", "16063078")]
    return {"districts": districts.record_all(rules), "intake": intake.record_all(facts)}


def interleaved(history: dict[str, list[Envelope]], seed: int) -> list[Envelope]:
    """All of it, the order within a source kept."""
    chance = random.Random(seed)
    turns = [source for source, envelopes in history.items() for _ in envelopes]
    chance.shuffle(turns)
    rest = {source: iter(envelopes) for source, envelopes in history.items()}
    return [next(rest[source]) for source in turns]


def digests(side: Side) -> dict[str, str]:
    with side.pool.transaction() as conn, enter(conn, side.district):
        return fold_digests(conn, schema_of(side.district))


@pytest.mark.guarantee("G3")
@pytest.mark.server
@pytest.mark.parametrize("seed", range(2))
def test_neither_batches_nor_interleaving_change_tables_or_reports(
    settings: Settings, new_district: Callable[[], str], seed: int
) -> None:
    found = []
    for variant, batch in enumerate((1, 7, 5000)):
        side = side_of(settings, new_district())
        side = replace(side, runner=replace(side.runner, batch=batch))
        arriving = interleaved(a_history("kreis", seed), variant)
        for start in range(0, len(arriving), 50):
            side.take(arriving[start : start + 50])
        documents = [side.esf(OPERATION, "2024-12-31", at) for at in (None, START + 60 * Source("x").step)]
        contacts = side.activity("2024-01-01", "2024-12-31") | {"district": ""}
        found.append((digests(side), [one | {"district": "", "digest": ""} for one in documents], contacts))

    assert found[0] == found[1] == found[2]
    assert found[0][1][0]["indicators"][0]["total"] > 0


@pytest.mark.server
def test_folding_again_changes_nothing(side: Side) -> None:
    side.take(interleaved(a_history(side.district, 3), 0))
    before = digests(side)

    assert {standing.folded for standing in side.fold().values()} == {0}
    assert digests(side) == before


@pytest.mark.server
def test_a_fact_that_no_contract_knows_stops_every_projection(side: Side) -> None:
    intake = Source("intake", side.district)
    side.receive([intake.record(entered(1)), intake.record_raw("intake.rain_fell.v1", {}), intake.record(entered(2))])

    standings = side.fold()

    assert {standing.position for standing in standings.values()} <= {0, 1}
    assert all("UnknownFact" in (standing.stopped or "") for standing in standings.values())
    assert [row[0] for row in side.rows("participation_versions")] == [id_of("participation", 1)]


@pytest.mark.guarantee("G5")
@pytest.mark.server
def test_a_projection_stands_still_at_a_fact_it_cannot_fold_and_the_others_go_on(side: Side) -> None:
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    good = [intake.record(entered(number)) for number in range(20)]
    bad = intake.record_raw("intake.participation_entered.v1", {"participation_id": "nobody"})
    side.receive([districts.record(opened()), *good, bad, intake.record(contacted(1, "2024-01-01"))])

    standings = side.fold()

    stopped = [name for name, standing in standings.items() if standing.stopped]
    assert stopped == ["participation_versions"]
    assert len(side.rows("participation_versions")) == 20
    assert len(side.rows("contact_versions")) == 1
    assert "ValidationError" in (standings["participation_versions"].stopped or "")
    assert side.fold()["participation_versions"] == standings["participation_versions"]._replace(folded=0)
    with pytest.raises(NotArrived, match="participation_versions"):
        side.reports.arrived(side.district, {"intake": 22}, timeout=0.05)
    side.reports.arrived(side.district, {"intake": 20, "districts": 1, "events": 0}, timeout=0.05)


@pytest.mark.server
def test_what_has_not_arrived_is_waited_for_and_then_said(side: Side) -> None:
    side.take([Source("intake", side.district).record(entered(1))])

    side.reports.arrived(side.district, {"intake": 1}, timeout=0)
    with pytest.raises(NotArrived):
        side.reports.arrived(side.district, {"intake": 2}, timeout=0.05)


@pytest.mark.guarantee("G7")
@pytest.mark.server
def test_sealed_traits_are_opened_and_read_as_erased_without_their_key(side: Side, settings: Settings) -> None:
    ring = KeyRing(pool(settings.keys_database_url("intake")), settings.secrets)
    intake = Source("intake", side.district, mapper=FactMapper(ring))
    kept, gone = intake.record(entered(1, housing="roofless")), intake.record(entered(2, housing="roofless"))
    assert b"roofless" not in kept.body
    with pool(settings.admin_database_url("lotse_keys")).transaction() as conn:
        statement = f"UPDATE {schema_of(side.district)}.record_keys SET wrapped = NULL WHERE person = %s"  # noqa: S608
        conn.execute("SET LOCAL ROLE lotse_keys_owner")
        conn.execute(statement.encode(), (id_of("person", 2),))

    side.take([*Source("districts", side.district).record_all([opened(), released()]), kept, gone])
    document = side.esf(OPERATION, "2024-12-31")

    assert {one["code"]: one["total"] for one in document["indicators"]}["EECO16"] == 1
    assert document["not_counted"] == [{"reason": "erased", "participations": 1}]


@hypothesis_settings(max_examples=5)
@given(st.integers())
def test_interleaving_keeps_the_order_of_each_source(seed: int) -> None:
    history = a_history("kreis", seed, 10)
    mixed = interleaved(history, seed)

    assert {name: [one for one in mixed if one.source == name] for name in history} == history
