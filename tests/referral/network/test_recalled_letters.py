"""A letter that is recalled, or whose person is erased, before it is carried nobody can read any more, for ever."""

import os
import signal
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.sql import SQL, Identifier

from services.contracts.referral import LetterCarried, LetterDestroyed
from services.kernel.carrying import published_keys
from services.kernel.database import connect, pool
from services.kernel.district import schema_of
from services.kernel.erasures import ErasureJournal
from services.kernel.keys import NONCE_BYTES, Forgery, KeyRing, unseal
from services.kernel.letters import Address, LetterRefused, digest_of, new_thread, open_letter, seal_letter
from services.kernel.points import watch
from services.kernel.settings import Settings
from services.referral.folding import fold
from services.referral.letter_bodies import FIELD, PURPOSES
from services.referral.opening import partner_ring
from tests.referral.network.post_office import TEXTS, House, Somebody, as_operator, carrier

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]

Houses = tuple[House, House]
WAIT_S: Final = 300.0
POINTS: Final = ("letter.stopped", "erasure.noted", "erasure.keys_destroyed")
TABLES: Final = ("identity_keys", "record_keys", "referral_identity_keys", "referral_record_keys")
WORK: Final = """
import sys
from pathlib import Path
from services.kernel.settings import load_settings
from tests.referral.network.post_office import House
House(load_settings(), sys.argv[1]).work()
"""


# --- Somebody who has everything that is left ----------------------------------------


def read_by_everything(houses: Houses) -> list[bytes]:
    """What letters from the first to the second district say to whoever has all databases, all keys, all secrets."""
    kept = [*_kept_in_tables(houses), *_kept_in_vault(houses)]
    return [text for sealed in kept for text in _opened(houses, sealed)]


def _kept_in_tables(houses: Houses) -> Iterator[str]:
    for house in houses:
        yield from house.outbox()
        for table in ("letters_sealed", "letter_releases", "letter_inbox"):
            yield from (sealed for (sealed,) in house.rows(table, "sealed") if sealed)
        for (data,) in house.rows("log", "convert_from(data, 'UTF8')"):
            yield from (word for word in data.split('"') if word.startswith("eyJ"))


def _kept_in_vault(houses: Houses) -> Iterator[str]:
    keys = list(_all_keys(houses))
    for house in houses:
        for person, field, entry, sealed in house.rows("vault", "person, field, entry, sealed"):
            if field == FIELD:
                outer = _decrypted(keys, sealed, f"{house.key}|{person}|{field}|{entry}")
                inner = (each for text in outer for each in _inner(houses, house.key, keys, text, (person, entry)))
                yield from inner


def _inner(houses: Houses, key: str, keys: list[bytes], text: bytes, at: tuple[UUID, UUID]) -> Iterator[str]:
    for (person,) in houses[0].rows("referrals", "person"):
        place = f"{key}|{person}|{at[0]}|{FIELD}|{at[1]}"
        yield from (each.decode() for each in _decrypted(keys, b64decode(text), place))


def _decrypted(keys: Iterable[bytes], sealed: bytes, place: str) -> Iterator[bytes]:
    for key in keys:
        with suppress(InvalidTag):
            yield AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())


def _all_keys(houses: Houses) -> Iterator[bytes]:
    settings = houses[0].settings
    with closing(connect(settings.admin_database_url("lotse_keys"))) as connection:
        connection.execute("SET ROLE lotse_keys_owner")
        for house in houses:
            wrap_key = settings.secrets.district(house.key).wrap_key
            for table in TABLES:
                purpose = table.removeprefix("referral_").removesuffix("_keys")
                found = SQL("SELECT person, wrapped FROM {}.{} WHERE wrapped IS NOT NULL")
                statement = found.format(Identifier(schema_of(house.key)), Identifier(table))
                for person, wrapped in connection.execute(statement).fetchall():
                    yield unseal(wrap_key, bytes(wrapped), f"{house.key}|{person}|{purpose}")


def _opened(houses: Houses, sealed: str) -> Iterator[bytes]:
    """With the keys of both districts, under any thread that the log names."""
    public = published_keys(houses[0].referral.pool)
    for house in houses:
        own = house.settings.secrets.letters(house.key)
        for fact in houses[0].sealed():
            with suppress(LetterRefused):
                yield open_letter(sealed, Address(houses[0].key, house.key, fact.thread), own, public[houses[0].key])


# --- Recalled ------------------------------------------------------------------------


def send(somebody: Somebody, houses: Houses) -> str:
    """Sealed, and there for a carrier who has not come yet; the letter as he will see it."""
    somebody.hand_over()
    houses[0].work()
    (letter,) = houses[0].outbox()
    return letter


def erase(house: House, person: UUID) -> None:
    """As intake does; referral itself has no right to."""
    keys = pool(house.settings.keys_database_url("intake"))
    KeyRing(keys, house.settings.secrets).destroy(house.key, [person], PURPOSES)


def ends(house: House) -> list[str]:
    """What the log says became of the letters."""
    return [type(fact).__name__ for fact in house.facts() if isinstance(fact, LetterCarried | LetterDestroyed)]


def test_a_letter_that_waits_stands_in_no_fact_and_is_there_for_its_receiver(
    somebody: Somebody, houses: Houses
) -> None:
    """Whoever has all keys reads it, so that what follows can fail."""
    letter = send(somebody, houses)

    (fact,) = houses[0].sealed()
    assert (fact.digest, fact.sealed) == (digest_of(letter), None)
    assert any(TEXTS["phone"].encode() in text for text in read_by_everything(houses))
    as_operator(houses[0].settings, houses[0].key, "TRUNCATE {}.letter_releases")
    assert any(TEXTS["phone"].encode() in text for text in read_by_everything(houses))  # by the vault


def test_a_recalled_letter_opens_with_no_key_that_is_left(somebody: Somebody, houses: Houses) -> None:
    letter = send(somebody, houses)

    somebody.end_consent()
    houses[0].work()

    assert read_by_everything(houses) == []
    assert houses[0].rows("letter_releases") == houses[0].outbox() == []
    assert ends(houses[0]) == ["LetterDestroyed"]
    assert carrier(houses[0].settings).carry(houses[0].key) == 0
    noted = ErasureJournal.beside(houses[0].settings.secrets).entries()
    assert (houses[0].sealed()[0].letter_id,) in [entry.persons for entry in noted]
    assert letter not in str(houses[0].rows("log", "convert_from(data, 'UTF8')"))


def test_a_recalled_letter_is_destroyed_once(somebody: Somebody, houses: Houses) -> None:
    send(somebody, houses)
    somebody.end_consent()

    for _ in range(3):
        houses[0].work()

    (fact,) = houses[0].sealed()
    noted = ErasureJournal.beside(houses[0].settings.secrets).entries()
    assert [entry.owner for entry in noted if fact.letter_id in entry.persons] == ["referral"]
    assert ends(houses[0]) == ["LetterDestroyed"]


def test_with_the_person_her_waiting_letter_goes_at_once_and_is_stopped_next(
    somebody: Somebody, houses: Houses
) -> None:
    """The erasure reaches the letter without waiting for the post: its other key is the person's."""
    send(somebody, houses)

    erase(houses[0], somebody.person_id)
    assert list(_kept_in_vault(houses)) == []
    houses[0].work()

    assert read_by_everything(houses) == []
    assert houses[0].rows("letter_releases") == []
    assert ends(houses[0]) == ["LetterDestroyed"]
    assert carrier(houses[0].settings).carry(houses[0].key) == 0


def test_a_waiting_letter_of_somebody_who_has_processing_restricted_stays_and_goes_when_that_ends(
    somebody: Somebody, houses: Houses
) -> None:
    """Restricted is not recalled: GDPR Article 18 keeps the data."""
    letter, own = send(somebody, houses), (houses[0].settings, houses[0].key)
    restrict = "INSERT INTO {}.restrictions VALUES (%s, %s, 'accuracy', current_date)"
    as_operator(*own, restrict, somebody.case_id, somebody.person_id)

    houses[0].work()
    assert carrier(houses[0].settings).carry(houses[0].key) == 0
    as_operator(*own, "DELETE FROM {}.restrictions")
    houses[0].work()

    assert houses[0].outbox() == [letter]
    assert ends(houses[0]) == []


def test_a_later_hand_over_is_a_letter_of_its_own(somebody: Somebody, houses: Houses) -> None:
    """The key of one letter says nothing of another one to the same district."""
    send(somebody, houses)
    another = Somebody(houses[0], houses[1].key)
    another.propose()
    another.hand_over()
    houses[0].work()
    assert len(houses[0].outbox()) == 2

    somebody.end_consent()
    houses[0].work()

    (left,) = houses[0].outbox()
    assert digest_of(left) == houses[0].sealed()[1].digest
    assert len(set(read_by_everything(houses))) == 1


# --- Carried -------------------------------------------------------------------------


def test_once_carried_the_senders_copy_is_gone_and_the_receivers_lies_in_its_vault_only(
    somebody: Somebody, houses: Houses
) -> None:
    """So that the receiver's own erasure reaches all of it."""
    send(somebody, houses)

    carrier(houses[0].settings).carry(houses[0].key)
    houses[1].work()
    houses[0].work()

    assert len(houses[1].received()) == 1
    assert read_by_everything(houses) == []
    assert houses[0].rows("letter_releases") == []
    noted = ErasureJournal.beside(houses[0].settings.secrets).entries()
    assert not any(houses[0].sealed()[0].letter_id in entry.persons for entry in noted)  # a restore may send it again


def test_a_carried_letter_is_recalled_no_more(somebody: Somebody, houses: Houses) -> None:
    send(somebody, houses)
    carrier(houses[0].settings).carry(houses[0].key)

    somebody.end_consent()
    houses[0].work()
    houses[1].work()

    assert ends(houses[0]) == ["LetterCarried"]
    assert len(houses[1].received()) == 1


def test_a_carrier_that_has_read_a_letter_leaves_it_when_it_is_recalled_meanwhile(
    somebody: Somebody, houses: Houses
) -> None:
    send(somebody, houses)
    recalled: list[str] = []

    def recall(point: str) -> None:
        if point == "carrier.read" and not recalled:
            recalled.append(point)
            somebody.end_consent()
            houses[0].work()

    end = watch(recall)
    try:
        assert carrier(houses[0].settings).carry(houses[0].key) == 0
    finally:
        end()

    assert ends(houses[0]) == ["LetterDestroyed"]
    assert houses[1].rows("letter_inbox") == []


def test_what_the_carrier_took_before_the_post_could_stop_it_counts_as_carried(
    somebody: Somebody, houses: Houses
) -> None:
    send(somebody, houses)
    erase(houses[0], somebody.person_id)

    assert carrier(houses[0].settings).carry(houses[0].key) == 1
    houses[0].work()

    assert ends(houses[0]) == ["LetterCarried"]
    assert list(_kept_in_vault(houses)) == []


def test_the_receiver_needs_no_key_of_the_senders_platform(somebody: Somebody, houses: Houses) -> None:
    """Nothing but its own private key, and what everybody may know of the sender: platforms may share no key store."""
    letter = send(somebody, houses)
    thread = houses[0].sealed()[0].thread
    public = published_keys(houses[0].referral.pool)[houses[0].key]
    own = houses[1].settings.secrets.letters(houses[1].key)

    somebody.end_consent()
    houses[0].work()  # all keys of the letter are gone on the platform that sent it

    assert TEXTS["phone"].encode() in open_letter(letter, Address(houses[0].key, houses[1].key, thread), own, public)


# --- What may die --------------------------------------------------------------------


@pytest.mark.parametrize("point", POINTS)
def test_a_post_that_dies_while_it_destroys_a_letter_completes_it_when_it_is_back(
    somebody: Somebody, houses: Houses, tmp_path: Path, point: str
) -> None:
    send(somebody, houses)
    somebody.end_consent()
    (tmp_path / f"referral-worker.{point}").touch()
    environment = {**os.environ, "LOTSE_CRASH_FOLDER": str(tmp_path), "LOTSE_PROCESS": "referral-worker"}
    environment["LOTSE_HOME"] = str(houses[0].settings.home)

    command = [sys.executable, "-c", WORK, houses[0].key]
    died = subprocess.run(command, env=environment, timeout=WAIT_S, check=False, capture_output=True, text=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert ends(houses[0]) == []
    assert carrier(houses[0].settings).carry(houses[0].key) == 0

    houses[0].work()

    assert ends(houses[0]) == ["LetterDestroyed"]
    assert read_by_everything(houses) == []


def test_a_database_that_crashed_has_lost_no_letter(somebody: Somebody, houses: Houses) -> None:
    """What the carrier may take lies outside the write-ahead log; the post fills it again."""
    letter = send(somebody, houses)
    as_operator(houses[0].settings, houses[0].key, "TRUNCATE {}.letter_releases")
    assert houses[0].outbox() == []

    houses[0].work()

    assert houses[0].outbox() == [letter]


def test_a_letter_that_was_destroyed_is_not_sealed_again_from_an_older_log(somebody: Somebody, houses: Houses) -> None:
    """As after a restore to before it was sealed: the erasure journal has destroyed the key that it would get."""
    house = houses[0]
    somebody.hand_over()
    fold(house.settings, house.key)
    ((number,),) = house.rows("letters_due", "number")
    letter_id = house.referral.ids(house.key).derive("letter-sent", str(somebody.referral_id), str(number))
    partner_ring(house.settings).destroy(house.key, [letter_id], PURPOSES)

    house.work()

    assert house.sealed() == []
    assert len(house.rows("letters_due")) == 1
    assert house.outbox() == []


def test_a_key_that_a_restore_brings_back_is_gone_once_the_erasure_journal_is_applied(
    somebody: Somebody, houses: Houses
) -> None:
    """The order of a restore; all of it, with dumps, is in tests/stack/test_canary.py."""
    send(somebody, houses)
    house, ring = houses[0], partner_ring(houses[0].settings)
    letter_id = house.sealed()[0].letter_id
    kept = _wrapped(house, letter_id)
    somebody.end_consent()
    house.work()
    assert _wrapped(house, letter_id) is None

    _bring_back(house, letter_id, kept)
    assert ring.destroyed(house.key, [letter_id]) == set()
    for entry in ErasureJournal.beside(house.settings.secrets).entries():
        if entry.district == house.key and entry.owner == "referral":
            ring.destroy_again(entry)

    assert _wrapped(house, letter_id) is None
    assert read_by_everything(houses) == []


def _wrapped(house: House, letter_id: UUID) -> Any:
    return _of_keys(house, "SELECT wrapped FROM {}.referral_identity_keys WHERE person = %s", letter_id)[0][0]


def _bring_back(house: House, letter_id: UUID, wrapped: bytes) -> None:
    _of_keys(house, "UPDATE {}.referral_identity_keys SET wrapped = %s WHERE person = %s", wrapped, letter_id)


def _of_keys(house: House, statement: str, *values: object) -> list[Any]:
    with closing(connect(house.settings.admin_database_url("lotse_keys"))) as connection, connection.transaction():
        connection.execute("SET LOCAL ROLE lotse_keys_owner")
        schema = Identifier(schema_of(house.key))
        cursor = connection.execute(SQL(statement).format(schema), values)
        return cursor.fetchall() if cursor.description else []


# --- Letters of before, and letters that come again ----------------------------------


def test_a_letter_of_version_1_goes_as_before(houses: Houses, settings: Settings) -> None:
    """Its row holds the letter itself, as its fact does."""
    address = Address(houses[0].key, houses[1].key, new_thread())
    text = b'{"kind": "referral", "fields": {"phone": "1"}, "sender": "x"}'
    public = published_keys(houses[0].referral.pool)[houses[1].key]
    sealed = seal_letter(text, address, settings.secrets.letters(houses[0].key), public)
    as_operator(
        settings,
        houses[0].key,
        "INSERT INTO {}.letters_sealed VALUES (gen_random_uuid(), gen_random_uuid(), 1, %s, %s, %s, %s,"
        " gen_random_uuid())",
        houses[1].key,
        address.thread,
        sealed,
        digest_of(sealed),
    )

    assert carrier(settings).carry(houses[0].key) == 1
    houses[1].work()

    assert [letter.thread for letter in houses[1].received()] == [address.thread]


def test_a_letter_that_comes_again_after_its_person_was_erased_is_refused_and_holds_up_nothing(
    somebody: Somebody, houses: Houses
) -> None:
    """As after a restore of both sides to before it came: the erasure journal outlives that."""
    send(somebody, houses)
    house, thread = houses[1], houses[0].sealed()[0].thread
    person = house.referral.ids(house.key).derive("letter-person", houses[0].key, thread)
    erase(house, person)

    carrier(houses[0].settings).carry(houses[0].key)
    house.work()

    assert house.rows("letter_inbox", "verdict, sealed") == [("erased", "")]
    assert house.received() == []


def test_an_exchanged_row_opens_as_no_other_letter_and_holds_up_no_destruction(
    somebody: Somebody, houses: Houses
) -> None:
    """The post stands still at it, as a projection does, and says so."""
    send(somebody, houses)
    another = Somebody(houses[0], houses[1].key)
    another.propose()
    another.hand_over()
    houses[0].work()
    one, other = (fact.letter_id for fact in houses[0].sealed())
    swap = (
        "UPDATE {}.vault SET sealed = (SELECT sealed FROM {}.vault WHERE person = %s AND field = 'letter')"
        " WHERE person = %s"
    )
    as_operator(houses[0].settings, houses[0].key, "TRUNCATE {}.letter_releases")
    as_operator(houses[0].settings, houses[0].key, swap, other, one)
    another.end_consent()

    with pytest.raises(Forgery):
        houses[0].work()

    assert [fact.letter_id for fact in houses[0].facts() if isinstance(fact, LetterDestroyed)] == [other]
