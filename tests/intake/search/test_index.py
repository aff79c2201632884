"""The blind index on the real database: one transaction with the text, one key a district."""

from collections.abc import Callable
from uuid import UUID

import pytest
from psycopg.sql import SQL

from services.intake.application import Intake, intake
from services.intake.opening import vault
from services.intake.persons_desk import index_of
from services.intake.search_words import code_words, name_words
from services.kernel.blind_index import Hit, Word
from services.kernel.district import district as enter
from services.kernel.settings import Settings
from services.kernel.vault import Entry, Vault

pytestmark = pytest.mark.server

PERSON, ENTRY = UUID(int=1), UUID(int=2)
NAME = Entry(PERSON, "family_name", ENTRY, "Kanarienvogel")
WORD = Word("name", "kanarienvogel")


class Died(Exception):
    """The database went away."""


class DyingIndex:
    """Dies where the words of a text are written."""

    def write(self, *_: object) -> None:
        raise Died


@pytest.fixture(scope="module")
def service(settings: Settings) -> Intake:
    return intake(settings)


def texts(service: Intake, district: str) -> dict[tuple[UUID, str, UUID], str | None]:
    return service.vault.get(district, [NAME.address])


def test_a_text_and_its_words_are_kept_together_or_not_at_all(service: Intake, district: str) -> None:
    with pytest.raises(Died):
        Vault(service.pool, service.ring, DyingIndex()).put(district, [NAME])
    assert texts(service, district) == {}
    service.vault.put(district, [NAME])
    assert texts(service, district) == {NAME.address: "Kanarienvogel"}
    assert index_of(service).find(service.pool, district, [WORD]) == {WORD: {Hit(PERSON, ENTRY)}}


def test_only_searchable_fields_leave_words_and_the_same_text_leaves_them_once(service: Intake, district: str) -> None:
    street = Entry(PERSON, "street", UUID(int=3), "Kanarienvogel")
    for _ in range(2):
        service.vault.put(district, [NAME, street])
    assert tokens(service, district) == len(list(name_words("Kanarienvogel")))


def test_words_of_a_file_are_findable_too(settings: Settings, district: str, service: Intake) -> None:
    """An import keeps its texts under keys that it remembers, through the same index."""
    vault(settings).with_ring(service.ring).put(district, [Entry(PERSON, "case_no", ENTRY, "F-17")])
    (word,) = code_words("f 17")
    assert index_of(service).find(service.pool, district, [word]) == {word: {Hit(PERSON, ENTRY)}}


def test_two_districts_have_no_token_in_common(service: Intake, new_district: Callable[[], str]) -> None:
    first, second = new_district(), new_district()
    for each in (first, second):
        service.vault.put(each, [NAME])
    assert not stored(service, first) & stored(service, second)


def test_dropped_and_forgotten_words_are_gone(service: Intake, district: str) -> None:
    other = Entry(PERSON, "given_name", UUID(int=4), "Erika")
    somebody = Entry(UUID(int=9), "given_name", UUID(int=5), "Erika")
    service.vault.put(district, [NAME, other, somebody])
    index_of(service).drop(service.pool, district, PERSON, [ENTRY])
    assert index_of(service).find(service.pool, district, [WORD]) == {}
    index_of(service).forget(service.pool, district, PERSON)
    found = index_of(service).find(service.pool, district, [Word("name", "erika")])
    assert found == {Word("name", "erika"): {Hit(UUID(int=9), UUID(int=5))}}


def tokens(service: Intake, district: str) -> int:
    return len(stored(service, district))


def stored(service: Intake, district: str) -> set[bytes]:
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(SQL("SELECT token FROM {}.blind_index").format(schema)).fetchall()
    return {bytes(token) for (token,) in rows}
