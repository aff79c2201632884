"""A pool whose server was away: dead connections are no answer, and nobody waits for what is known to be away."""

import time
from pathlib import Path
from threading import Barrier, Thread

import pytest

from infra.servers import Servers
from services.kernel.database import DatabaseDown, Pool
from services.kernel.settings import Settings
from tests.stack.broker import end_database

pytestmark = pytest.mark.timeout(1800)

IDLE = 6
AT_ONCE_S = 2.0


def fill(pool: Pool) -> None:
    """Have IDLE connections, all idle."""
    together = Barrier(IDLE)

    def use() -> None:
        with pool.connection():
            together.wait(60)

    threads = [Thread(target=use) for _ in range(IDLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def seconds_of_a_use(pool: Pool) -> float:
    start = time.monotonic()
    with pool.connection() as connection:
        connection.execute("SELECT 1")
    return time.monotonic() - start


@pytest.mark.guarantee("G10")
def test_the_first_use_after_the_database_came_back_works_and_before_that_nobody_waits_twice(
    settings: Settings,
) -> None:
    home: Path = settings.home
    asked, quiet = Pool(settings.admin_database_url()), Pool(settings.admin_database_url())
    fill(asked)
    fill(quiet)
    time.sleep(0.5)
    end_database(home)
    try:
        with pytest.raises(DatabaseDown):
            seconds_of_a_use(asked)
        start = time.monotonic()
        with pytest.raises(DatabaseDown):
            seconds_of_a_use(asked)
        assert time.monotonic() - start < AT_ONCE_S
    finally:
        Servers(home).start_database()

    assert seconds_of_a_use(asked) < 2 * AT_ONCE_S
    assert seconds_of_a_use(quiet) < 2 * AT_ONCE_S  # six dead connections, and nobody had noticed
    asked.close()
    quiet.close()
