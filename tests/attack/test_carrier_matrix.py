"""With the carrier's login: envelopes in outboxes can be read, inboxes filled, and nothing else anywhere."""

from contextlib import closing
from typing import Any, Final

import psycopg
import pytest
from psycopg.sql import SQL, Composable, Identifier

from services.kernel.database import DatabaseDown, connect
from services.kernel.district import district_role, log_role, owner_role, schema_of
from services.kernel.provision import KEYS
from services.kernel.settings import SERVICES
from tests.attack.conftest import OTHER, OWN, World
from tests.attack.test_sql_matrix import STATEMENTS, attempt, session
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

DATABASE: Final = "referral"
OUTBOX: Final = "letter_outbox"
READING: Final = frozenset(
    {
        "SELECT count(*) FROM {}",
        "SELECT FROM {} LIMIT 0",
        "COPY {} TO STDOUT",
        "LOCK TABLE {} IN ACCESS SHARE MODE",
        "DEALLOCATE ALL; PREPARE p AS SELECT * FROM {}; EXECUTE p",
        "DECLARE c CURSOR FOR SELECT * FROM {}",
        "EXPLAIN ANALYZE SELECT * FROM {}",
        "DO $$ BEGIN PERFORM 1 FROM {}; END $$",
        "GRANT SELECT ON {} TO PUBLIC",  # a warning: who has no grant option grants nothing
    }
)
ADDING: Final = "INSERT INTO {} DEFAULT VALUES"
MAY_ADD: Final = {
    "letter_inbox": ("digest", "sender", "thread", "sealed"),
    "letter_receipts": ("digest", "thread"),
}


@pytest.fixture(scope="module")
def relations(world: World) -> list[tuple[str, str]]:
    """Everything that the two districts have where the letter boxes lie, and what belongs to the platform."""
    with closing(connect(world.settings.admin_database_url(f"lotse_{DATABASE}"))) as connection:
        rows = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname = ANY (%s) ORDER BY 1, 2",
            [[schema_of(OWN), schema_of(OTHER), "platform"]],
        ).fetchall()
    assert len(rows) > 60
    return rows


def gets_through(connection: Any, statement: Composable) -> bool:
    """Whether it was allowed; a row that lacks a value was."""
    try:
        return attempt(connection, [], statement) is not None
    except psycopg.errors.NotNullViolation:
        return True


def test_the_carrier_reads_the_outbox_and_no_other_table(
    world: World, relations: list[tuple[str, str]], proof: Proof
) -> None:
    opened, tried = set(), 0
    with session(world.settings.carrier_database_url()) as connection:
        for schema, relation in relations:
            for statement in STATEMENTS:
                tried += 1
                if gets_through(connection, SQL(statement).format(Identifier(schema, relation))):
                    opened.add((relation, statement))
    # Which districts there are, by key and name, is known to everybody who serves them.
    expected = {(OUTBOX, statement) for statement in READING} | {("districts", statement) for statement in READING}
    expected |= {(box, ADDING) for box in MAY_ADD}
    proof.add("Angriffe", "SQL: Bote", tried=tried, foreign=len(opened - expected))
    assert opened - expected == set()
    assert {name for name, _ in opened} == {name for name, _ in expected}


def test_the_outbox_shows_what_stands_on_an_envelope_and_no_id(world: World) -> None:
    with session(world.settings.carrier_database_url()) as connection:
        shown = connection.execute(SQL("SELECT * FROM {}").format(Identifier(schema_of(OWN), OUTBOX)))
        assert [column.name for column in shown.description or ()] == ["receiver", "thread", "sealed"]


@pytest.mark.parametrize("box", sorted(MAY_ADD))
def test_the_carrier_adds_to_a_box_and_can_neither_see_nor_mark_what_lies_there(world: World, box: str) -> None:
    name = Identifier(schema_of(OTHER), box)
    columns, marks = MAY_ADD[box], {"letter_inbox": ("verdict",), "letter_receipts": ("recorded", "stopped")}
    values = SQL(", ").join(SQL("'x'") for _ in columns)
    into = SQL("INSERT INTO {} ({}) VALUES ({})").format(name, SQL(", ").join(map(Identifier, columns)), values)
    refused: list[Composable] = [
        SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(
            name, SQL(", ").join(map(Identifier, columns)), SQL(", ").join(map(Identifier, columns)), name
        ),
        *(
            SQL("INSERT INTO {} ({}, {}) VALUES ({}, NULL)").format(
                name, SQL(", ").join(map(Identifier, columns)), Identifier(mark), values
            )
            for mark in marks[box]
        ),
        *(SQL("UPDATE {} SET {} = NULL").format(name, Identifier(mark)) for mark in marks[box]),
        SQL("{} RETURNING digest").format(into),
        SQL("{} ON CONFLICT (digest) DO UPDATE SET thread = 'y'").format(into),
        SQL("UPDATE {} SET thread = 'y'").format(name),
        SQL("DELETE FROM {}").format(name),
    ]
    with session(world.settings.carrier_database_url()) as connection:
        assert attempt(connection, [], into) == "done"
        assert [attempt(connection, [], statement) for statement in refused] == [None] * len(refused)


def test_the_carrier_becomes_no_other_role_and_appends_to_no_log(world: World) -> None:
    roles = [names(DATABASE, key) for names in (district_role, log_role) for key in (OWN, OTHER)]
    roles += [owner_role(DATABASE), "lotse_referral", "lotse_admin"]
    with session(world.settings.carrier_database_url()) as connection:
        for role in roles:
            assert attempt(connection, [], SQL("SET LOCAL ROLE {}").format(Identifier(role))) is None
        for key in (OWN, OTHER):
            call: Any = SQL(
                "SELECT {}.append(%s, '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}',"
                " '{{}}', '{{}}', '{{}}', '{{}}')"
            ).format(Identifier(schema_of(key)))
            assert attempt(connection, [], call, [key]) is None


@pytest.mark.parametrize("database", [*(name for name in SERVICES if name != DATABASE), KEYS, "admin"])
def test_the_carrier_gets_into_no_other_database(world: World, database: str) -> None:
    url = world.settings.carrier_database_url().rpartition("/")[0]
    name = "postgres" if database == "admin" else f"lotse_{database}"
    with pytest.raises(DatabaseDown, match="permission denied"):
        connect(f"{url}/{name}").close()
