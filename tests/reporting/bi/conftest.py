"""One district a file with figures for BI, and a connection as a BI tool opens it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from services.kernel.open_views import role_of
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.bi.credentials import credentials
from services.reporting.bi.publication import Publisher
from tests.reporting.conftest import Side, side_of

Connecting = Callable[[], Any]


@pytest.fixture(scope="module")
def side(settings: Settings, request: pytest.FixtureRequest) -> Side:
    """A district of the test file's own."""
    key = f"bi-{request.path.stem.removeprefix('test_').replace('_', '-')}"[:31]
    open_district(settings, key, f"Landkreis {key}")
    return side_of(settings, key)


def publish(side: Side) -> None:
    """As the worker does after folding."""
    Publisher(side.pool).publish(side.district)


@contextmanager
def as_bi(settings: Settings, district: str) -> Iterator[psycopg.Connection[Any]]:
    """What a BI tool has: the connection URL, nothing else."""
    with psycopg.connect(credentials(settings, district).url, autocommit=True) as conn:
        assert conn.info.user == role_of(district)
        yield conn


@pytest.fixture
def bi(settings: Settings, side: Side) -> Iterator[psycopg.Connection[Any]]:
    with as_bi(settings, side.district) as conn:
        yield conn
