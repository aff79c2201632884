"""The journal keeps every byte, in order, and nobody changes it."""

import psycopg
import pytest

from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.settings import Settings
from services.reporting import journal
from services.reporting.domain.merkle import leaf_hash, root
from tests.reporting.conftest import Side
from tests.reporting.facts import entered, marked, opened, released
from tests.reporting.history import START, Source

pytestmark = pytest.mark.server


@pytest.mark.guarantee("G2")
def test_the_bytes_are_kept_as_received_under_dense_indexes(side: Side) -> None:
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    envelopes = [districts.record(opened()), intake.record(entered(1)), districts.record(released())]

    side.receive(envelopes)

    rows = side.rows("journal")
    assert [row[0] for row in rows] == [1, 2, 3]
    assert [row[-1] for row in rows] == [one.body for one in envelopes]
    assert [(row[1], row[2], row[4], row[5]) for row in rows] == [
        (one.source, one.sequence, one.time, one.topic) for one in envelopes
    ]


def test_the_frontier_is_that_of_the_tree_over_the_bytes(side: Side) -> None:
    intake = Source("intake", side.district)
    envelopes = [intake.record(entered(number)) for number in range(7)]
    side.receive(envelopes[:3])
    side.receive(envelopes[3:])

    with side.pool.transaction() as conn, enter(conn, side.district):
        grown = journal.tree(conn, side.district)
        leaves = journal.leaves(conn, side.district, 7)

    assert leaves == [leaf_hash(one.body) for one in envelopes]
    assert (grown.size, grown.root) == (7, root(leaves))


@pytest.mark.guarantee("G2")
def test_a_position_is_taken_once(side: Side) -> None:
    first = Source("intake", side.district).record(entered(1))
    side.receive([first])

    with pytest.raises(psycopg.errors.UniqueViolation):
        side.receive([first])
    assert len(side.rows("journal")) == 1


@pytest.mark.guarantee("G8")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {}.journal SET topic = ''",
        "DELETE FROM {}.journal",
        "TRUNCATE {}.journal",
        "DELETE FROM {}.journal_head",
    ],
)
def test_the_service_cannot_change_the_journal(side: Side, statement: str) -> None:
    side.receive([Source("intake", side.district).record(entered(1))])

    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege),
        side.pool.transaction() as conn,
        enter(conn, side.district),
    ):
        conn.execute(statement.format(schema_of(side.district)).encode())


@pytest.mark.guarantee("G8")
@pytest.mark.parametrize(
    "statement", ["UPDATE {}.journal SET topic = ''", "DELETE FROM {}.journal", "TRUNCATE {}.journal"]
)
def test_not_even_the_owner_changes_the_journal(side: Side, settings: Settings, statement: str) -> None:
    side.receive([Source("intake", side.district).record(entered(1))])

    with psycopg.connect(settings.admin_database_url("lotse_reporting"), autocommit=True) as owner:
        owner.execute("SET ROLE lotse_reporting_owner")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="is refused"):
            owner.execute(statement.format(schema_of(side.district)).encode())


def test_an_instant_is_one_position_a_source(side: Side) -> None:
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    side.receive([*districts.record_all([opened(), released(), marked("16063078")]), intake.record(entered(1))])

    with side.pool.transaction() as conn, enter(conn, side.district):
        found = [
            journal.positions_at(conn, side.district, ("districts", "intake", "events"), 4, instant)
            for instant in (START, START + 2 * districts.step, None)
        ]

    assert found == [
        {"districts": 0, "intake": 0, "events": 0},
        {"districts": 2, "intake": 1, "events": 0},
        {"districts": 3, "intake": 1, "events": 0},
    ]
