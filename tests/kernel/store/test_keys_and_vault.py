"""Keys of persons and what is sealed under them, on the real databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.ids import uuid7
from services.kernel.keys import Forgery, KeyRing
from services.kernel.mapper import KeyDestroyed
from services.kernel.settings import Settings
from services.kernel.vault import Entry, Vault
from tests.kernel.store.conftest import SERVICE

pytestmark = pytest.mark.server


@pytest.fixture
def vault(pool: Pool, ring: KeyRing) -> Vault:
    return Vault(pool, ring)


@pytest.fixture
def keys_pool(settings: Settings) -> Iterator[Pool]:
    pool = Pool(settings.keys_database_url(SERVICE))
    yield pool
    pool.close()


def destroy(keys_pool: Pool, district: str, table: str, person: UUID) -> None:
    statement = SQL("UPDATE {}.{} SET wrapped = NULL WHERE person = %s")
    with keys_pool.transaction() as connection, enter(connection, district) as schema:
        connection.execute(statement.format(schema, Identifier(table)), (person,))


def test_a_key_is_made_once(ring: KeyRing, shared: str) -> None:
    persons = [uuid4() for _ in range(3)]
    assert ring.record_keys(shared, persons, create=False) == {}
    made = ring.record_keys(shared, persons[:2], create=True)
    again = ring.record_keys(shared, persons, create=True)
    assert made.keys() == set(persons[:2])
    assert again.items() >= made.items()
    assert again == ring.record_keys(shared, persons, create=False)
    assert len({*again.values()}) == 3
    assert {len(key) for key in again.values()} == {32}


def test_the_two_keys_of_a_person_differ(ring: KeyRing, two: tuple[str, str]) -> None:
    person = uuid4()
    keys = [
        make(district, [person], create=True)[person]
        for make in (ring.record_keys, ring.identity_keys)
        for district in two
    ]
    assert len(set(keys)) == 4


def test_writers_at_the_same_time_get_the_same_keys(ring: KeyRing, shared: str) -> None:
    persons = [uuid4() for _ in range(50)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ring.identity_keys(shared, persons, create=True), range(8)))
    assert all(keys == made[0] for keys in made)


@pytest.mark.guarantee("G7")
def test_a_destroyed_key_is_never_made_again(ring: KeyRing, keys_pool: Pool, shared: str) -> None:
    person = uuid4()
    ring.record_keys(shared, [person], create=True)
    destroy(keys_pool, shared, "record_keys", person)
    assert ring.record_keys(shared, [person], create=True) == {}


def test_wrapped_keys_cannot_be_swapped(ring: KeyRing, keys_pool: Pool, shared: str) -> None:
    persons = [uuid4(), uuid4()]
    ring.record_keys(shared, persons, create=True)
    swap = SQL(
        "UPDATE {0}.record_keys SET wrapped = (SELECT wrapped FROM {0}.record_keys WHERE person = %s) WHERE person = %s"
    )
    with keys_pool.transaction() as connection, enter(connection, shared) as schema:
        connection.execute(swap.format(schema), persons)
    with pytest.raises(Forgery):
        ring.record_keys(shared, persons, create=False)


def test_the_vault_gives_back_what_was_put(vault: Vault, shared: str) -> None:
    entries = [Entry(uuid4(), name, uuid7(), text) for name, text in (("site", "Teestube"), ("reason", "Zog um – 😀"))]
    vault.put(shared, entries)
    unknown = (uuid4(), "site", uuid7())
    assert vault.get(shared, [*(entry.address for entry in entries), unknown]) == {
        entry.address: entry.text for entry in entries
    }
    assert vault.get(shared, []) == {}
    vault.put(shared, [])


def test_an_address_keeps_its_first_text(vault: Vault, shared: str) -> None:
    entry = Entry(uuid4(), "site", uuid7(), "Teestube")
    vault.put(shared, [entry, entry])
    vault.put(shared, [Entry(entry.person, entry.field, entry.entry_id, "anders")])
    assert vault.get(shared, [entry.address]) == {entry.address: "Teestube"}


@pytest.mark.guarantee("G7")
def test_the_vault_stores_no_clear_text(vault: Vault, pool: Pool, shared: str) -> None:
    entry = Entry(uuid4(), "site", uuid7(), "Teestube")
    vault.put(shared, [entry])
    with pool.transaction() as connection, enter(connection, shared) as schema:
        stored = connection.execute(SQL("SELECT sealed FROM {}.vault").format(schema)).fetchall()
    assert not any(b"Teestube" in sealed for (sealed,) in stored)


@pytest.mark.guarantee("G7")
def test_texts_of_an_erased_person_are_gone(vault: Vault, keys_pool: Pool, shared: str) -> None:
    entry = Entry(uuid4(), "reason", uuid7(), "Zog um")
    vault.put(shared, [entry])
    destroy(keys_pool, shared, "identity_keys", entry.person)
    assert vault.get(shared, [entry.address]) == {entry.address: None}
    with pytest.raises(KeyDestroyed):
        vault.put(shared, [entry])


@pytest.mark.parametrize("column", ["person", "field", "entry"])
def test_a_text_in_another_place_does_not_open(vault: Vault, pool: Pool, shared: str, column: str) -> None:
    here, there = (Entry(uuid4(), name, uuid7(), name) for name in ("site", "reason"))
    vault.put(shared, [here, there])
    moved = {"person": (there.person, here.field, here.entry_id), "field": (here.person, there.field, here.entry_id)}
    address = moved.get(column, (here.person, here.field, there.entry_id))
    move = SQL("INSERT INTO {0}.vault SELECT %s, %s, %s, sealed FROM {0}.vault WHERE entry = %s")
    with pool.transaction() as connection, enter(connection, shared) as schema:
        connection.execute(move.format(schema), (*address, here.entry_id))
    with pytest.raises(Forgery):
        vault.get(shared, [address])
