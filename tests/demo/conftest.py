"""The whole demo, loaded once for all tests of it that leave it as it is."""

import pytest

from demo.districts import DISTRICTS
from demo.loading import load
from services.kernel.database import pool
from services.kernel.feed import LogFeed
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.reporting.folding import folding
from services.reporting.journal import append


class DemoOnly(SqlReaderDatabase):
    """Reads no district of other tests."""

    def districts(self) -> list[str]:
        return [district.key for district in DISTRICTS]


def tell_reporting(settings: Settings) -> None:
    """What the broker would bring: everything in the logs."""
    reader = BatchReader(
        "reporting.journal",
        "reporting",
        append,
        LogFeed(settings),
        database=DemoOnly(pool(settings.service_database_url("reporting"))),
        key_of=settings.secrets.signing_key,
        sources=("districts", "intake", "referral", "events"),
    )
    reader.catch_up()
    assert not reader.stopped


@pytest.fixture(scope="session")
def loaded(settings: Settings) -> Settings:
    """The whole demo, and reporting that knows it."""
    load(settings)
    know(settings)
    return settings


def know(settings: Settings) -> None:
    """Reporting has read and folded all that the demo's districts stored up to now."""
    tell_reporting(settings)
    for district in DISTRICTS:
        folding(settings).step(district.key)
