"""What the store's tests share: one service's log on the run's own PostgreSQL, and commits to append."""

import secrets
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest

from services.kernel.database import Pool
from services.kernel.ids import uuid7
from services.kernel.keys import KeyRing
from services.kernel.log import Commit, Log, NewFact
from services.kernel.mapper import FactMapper
from services.kernel.provision import open_district
from services.kernel.settings import Settings

SERVICE = "intake"
CommitOf = Callable[..., Commit]


@pytest.fixture(scope="session")
def two(settings: Settings) -> tuple[str, str]:
    """Two districts for tests that read, or that mind no facts of others; opening one takes longer than such a test."""
    keys = (f"wand-{secrets.token_hex(4)}", f"wand-{secrets.token_hex(4)}")
    for key in keys:
        open_district(settings, key, f"Landkreis {key}")
    return keys


@pytest.fixture(scope="session")
def shared(two: tuple[str, str]) -> str:
    return two[0]


@pytest.fixture
def pool(settings: Settings) -> Iterator[Pool]:
    opened = Pool(settings.service_database_url(SERVICE), max_size=20)
    yield opened
    opened.close()


@pytest.fixture
def log(pool: Pool) -> Iterator[Log]:
    opened = Log(SERVICE, pool)
    yield opened
    opened.close()


@pytest.fixture
def ring(settings: Settings) -> Iterator[KeyRing]:
    opened = Pool(settings.keys_database_url(SERVICE))
    yield KeyRing(opened, settings.secrets)
    opened.close()


@pytest.fixture
def mapper(ring: KeyRing) -> FactMapper:
    return FactMapper(ring)


@pytest.fixture
def commit_of() -> CommitOf:
    def make(
        *versions: int, stream: UUID | None = None, command_id: UUID | None = None, request_hash: bytes = b"hash"
    ) -> Commit:
        of = stream or uuid4()
        facts = [NewFact(uuid7(), of, version, "intake.status_recorded.v1", b"{}") for version in versions]
        return Commit(command_id or uuid7(), request_hash, "tester", uuid7(), None, None, facts, stream=of)

    return make
