# ruff: noqa: S608 - statements made of numbers of our own
"""Whoever gets past the triggers is found out by a root that was noted before."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.kernel.settings import Settings
from services.reporting.integrity import Checkpoint, JournalChanged, check, checkpoint
from services.reporting.rebuild import rebuild
from tests.kit.proof import Proof
from tests.reporting.conftest import Side
from tests.reporting.test_folding import a_history, digests, interleaved

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G8")]

Tamper = Callable[[random.Random, int], list[str]]
ROUNDS = 15


def change(rng: random.Random, size: int) -> list[str]:
    place, bit = rng.randint(1, size), rng.randrange(8 * 200)
    return [f"UPDATE journal SET body = set_bit(body, {bit}, 1 - get_bit(body, {bit})) WHERE index = {place}"]


def remove(rng: random.Random, size: int) -> list[str]:
    return [f"DELETE FROM journal WHERE index = {rng.randint(1, size)}"]


def remove_and_close_up(rng: random.Random, size: int) -> list[str]:
    place = rng.randint(1, size)
    return [
        f"DELETE FROM journal WHERE index = {place}",
        f"UPDATE journal SET index = -index WHERE index > {place}",
        "UPDATE journal SET index = -index - 1 WHERE index < 0",
    ]


def insert(rng: random.Random, size: int) -> list[str]:
    place = rng.randint(1, size)
    again = (
        f"INSERT INTO journal SELECT {place}, j.source, j.sequence + 9999, j.log_id, j.time, j.topic, j.subject, j.body"
        f" FROM journal j WHERE j.index = {place + 1}"
    )
    return [
        f"UPDATE journal SET index = -index WHERE index >= {place}",
        "UPDATE journal SET index = -index + 1 WHERE index < 0",
        again,
    ]


def swap(rng: random.Random, size: int) -> list[str]:
    one, other = rng.sample(range(1, size + 1), 2)
    return [
        f"UPDATE journal SET index = 0 - index WHERE index IN ({one}, {other})",
        f"UPDATE journal SET index = CASE index WHEN -{one} THEN {other} ELSE {one} END WHERE index < 0",
    ]


def truncate(rng: random.Random, size: int) -> list[str]:
    return [f"DELETE FROM journal WHERE index > {rng.randint(0, size - 1)}"]


def date_back(rng: random.Random, size: int) -> list[str]:
    return [f"UPDATE journal SET time = time - interval '1 day' WHERE index = {rng.randint(1, size)}"]


def hide(rng: random.Random, size: int) -> list[str]:
    return [f"UPDATE journal SET topic = 'intake.nothing_happened.v1' WHERE index = {rng.randint(1, size)}"]


KINDS: list[Tamper] = [change, remove, remove_and_close_up, insert, swap, truncate, date_back, hide]


@pytest.fixture
def owner(settings: Settings, side: Side) -> Iterator[psycopg.Connection[Any]]:
    """Somebody with the owner's rights who has switched the triggers off."""
    with psycopg.connect(settings.admin_database_url("lotse_reporting"), autocommit=True) as conn:
        conn.execute("SET ROLE lotse_reporting_owner")
        conn.execute(SQL("SET search_path = {}").format(Identifier(schema_of(side.district))))
        conn.execute("ALTER TABLE journal DISABLE TRIGGER append_only")
        conn.execute("ALTER TABLE journal DROP CONSTRAINT journal_index_check")
        yield conn


@contextmanager
def taken_back(conn: psycopg.Connection[Any]) -> Iterator[None]:
    with conn.transaction(force_rollback=True):
        yield


@pytest.mark.parametrize("tamper", KINDS, ids=lambda tamper: tamper.__name__)
def test_any_change_is_found_from_an_earlier_checkpoint(
    side: Side, owner: psycopg.Connection[Any], tamper: Tamper, proof: Proof
) -> None:
    side.take(interleaved(a_history(side.district, 5), 1))
    noted = checkpoint(owner, side.district)
    side.take([])
    check(owner, side.district, noted)
    rng = random.Random(tamper.__name__)
    missed = 0

    for _ in range(ROUNDS):
        with taken_back(owner):
            for statement in tamper(rng, noted.size):
                owner.execute(statement.encode())
            try:
                check(owner, side.district, noted)
            except JournalChanged:
                continue
            missed += 1

    proof.add("Manipulation des Journals", tamper.__name__, tried=ROUNDS, missed=missed)
    assert missed == 0


def test_an_honest_journal_that_grew_fits_its_earlier_checkpoints(side: Side, owner: psycopg.Connection[Any]) -> None:
    history = interleaved(a_history(side.district, 5), 1)
    noted: list[Checkpoint] = []
    for start in range(0, len(history), 40):
        side.take(history[start : start + 40])
        noted.append(checkpoint(owner, side.district))

    for each in noted:
        check(owner, side.district, each)


def test_nothing_is_rebuilt_from_a_changed_journal(
    side: Side, settings: Settings, owner: psycopg.Connection[Any]
) -> None:
    side.take(interleaved(a_history(side.district, 5), 1))
    before = digests(side)
    owner.execute("UPDATE journal SET time = time - interval '1 day' WHERE index = 7")

    with pytest.raises(JournalChanged, match="Eintrag 7"):
        rebuild(settings, side.district)
    assert digests(side) == before
