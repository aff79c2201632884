"""The servers and processes of one run: private ones in a temporary home, with fsync on, as `make up` starts them."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from psycopg.sql import SQL, Identifier

from infra.health import wait_until
from infra.runner.control import start_runner, stop_runner
from infra.say import say
from infra.servers import Servers, start_servers, stop_servers
from infra.servers.ports import free_port
from services.kernel.broker import declare_topology
from services.kernel.database import close_pools, connect
from services.kernel.provision import open_district, prepare_platform
from services.kernel.settings import Settings

YARDSTICKS: Final = "yardsticks"  # the database of everything that is no part of the platform
HEALTH_SECONDS: Final = 90.0
OPERATION: Final = "thinka"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where benchmarks run. ``quick``: small amounts, to see that everything works; its figures say little."""

    settings: Settings
    quick: bool = False

    @property
    def rounds(self) -> int:
        return 3 if self.quick else 5

    def amount(self, whole: int, quick: int) -> int:
        """How many pieces of work a round does."""
        return quick if self.quick else whole

    def district(self) -> str:
        """The key of a fresh district."""
        key = f"kreis-{secrets.token_hex(4)}"
        open_district(self.settings, key, f"Landkreis {key}")
        return key

    @property
    def yardstick_url(self) -> str:
        """The operator's login on a database that holds nothing of the platform."""
        return self.settings.admin_database_url(YARDSTICKS)

    def library_environment(self, schema: str) -> dict[str, str]:
        """What eventsourcing needs to find its PostgreSQL recorder; everything else is its default."""
        with closing(connect(self.yardstick_url)) as connection:
            connection.execute(SQL("CREATE SCHEMA IF NOT EXISTS {}").format(Identifier(schema)))
        url = urlsplit(self.yardstick_url)
        return {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": YARDSTICKS,
            "POSTGRES_HOST": url.hostname or "",
            "POSTGRES_PORT": str(url.port),
            "POSTGRES_USER": url.username or "",
            "POSTGRES_PASSWORD": url.password or "",
            "POSTGRES_SCHEMA": schema,
        }

    @contextmanager
    def platform(self) -> Iterator[None]:
        """All processes of the platform, as the local runner starts them."""
        start_runner(self.settings)
        try:
            if not wait_until(f"{self.settings.address}/health", HEALTH_SECONDS):
                raise TimeoutError("the platform does not answer")
            yield
        finally:
            stop_runner(self.settings)


@contextmanager
def stage(*, quick: bool) -> Iterator[Stage]:
    """Servers of the run's own, gone at its end."""
    home = Path(tempfile.mkdtemp(prefix="lotse-bench-"))
    home.chmod(0o755)  # as root, PostgreSQL runs as another user
    settings = Settings(home=home, port=free_port(), demo=False)
    os.environ |= {"LOTSE_HOME": str(home), "LOTSE_PORT": str(settings.port), "LOTSE_DEMO": "0"}
    try:
        say(f"Server für die Messungen starten in {home} …")
        start_servers(Servers(home))
        prepare_platform(settings)
        declare_topology(settings.admin_amqp_url())
        with closing(connect(settings.admin_database_url())) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(YARDSTICKS)))
        yield Stage(settings, quick)
    finally:
        close_pools()
        stop_servers(home)
        shutil.rmtree(home, ignore_errors=True)
