"""Servers of the test run's own, started when the first test asks for them and gone at the end."""

import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from infra.pids import PidFile
from infra.servers import Servers, stop_servers
from services.kernel.settings import Settings
from tests.kit.shifts import Shifts, longest_shift_first

pytest_plugins = ["tests.kit.proof"]

# The gate asks the same questions every time, however slow its machine is; `make campaign` looks for new ones.
hypothesis_settings.register_profile("gate", derandomize=True, deadline=None)
hypothesis_settings.register_profile("search", deadline=None)
hypothesis_settings.load_profile("gate")

PREFIX = "lotse-test-"
MEMORY_B = 8 * 1024**3
SERVER_FIXTURES = {"home", "postgres", "rabbitmq", "settings", "district", "new_district"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--home", type=Path, help="a LOTSE_HOME whose servers are used, and left running at the end")
    parser.addoption("--bilder", action="store_true", help="take the pictures of docs/bilder anew (tests/browser)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever uses a server is marked so, even if the author forgot it: `make check` must not start one."""
    if "eventlet" in sys.modules:
        raise pytest.UsageError("A test imported a worker's shell: its green standard library stops the whole run.")
    for item in items:
        if SERVER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.server)
    items[:] = longest_shift_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shifts:
    return Shifts(config, log)


def pytest_configure(config: pytest.Config) -> None:
    """Files of a run live in memory where there is room: thousands of tables are made and dropped."""
    _keep_bytecode(config)
    memory = Path("/dev/shm")  # noqa: S108
    if "TMPDIR" not in os.environ and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_B:
        os.environ["TMPDIR"] = tempfile.tempdir = str(memory)


def _keep_bytecode(config: pytest.Config) -> None:
    """Where nothing may be written beside the sources, each process of the run would compile all of them anew."""
    cache: pytest.Cache | None = getattr(config, "cache", None)
    if not sys.dont_write_bytecode or cache is None:
        return
    folder = str(cache.mkdir("bytecode"))
    sys.dont_write_bytecode, sys.pycache_prefix = False, folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder


def pytest_sessionstart() -> None:
    """A terminated run tears its servers down as an interrupted one does; nothing of a real platform leaks in."""
    signal.signal(signal.SIGTERM, _interrupt)
    for name in [name for name in os.environ if name.startswith("LOTSE_")]:
        del os.environ[name]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@pytest.fixture(scope="session")
def home(pytestconfig: pytest.Config) -> Iterator[Path]:
    """The run's own LOTSE_HOME; also in the environment, for the processes that tests start."""
    if given := pytestconfig.getoption("--home"):
        os.environ["LOTSE_HOME"] = str(given)
        yield given
        return
    _clear_up_after_killed_runs()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o755)  # as root, PostgreSQL runs as another user
    PidFile(folder / "run" / "pytest.pid").remember(os.getpid())
    os.environ["LOTSE_HOME"] = str(folder)
    yield folder
    stop_servers(folder)
    shutil.rmtree(folder)


def _clear_up_after_killed_runs() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = PidFile(folder / "run" / "pytest.pid")
        if owner.path.exists() and owner.running() is None and os.access(folder, os.W_OK):
            stop_servers(folder)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def bare_settings(home: Path) -> Settings:
    """The settings of the run's home, before anything is prepared."""
    return Settings(home=home, demo=False)


@pytest.fixture(scope="session")
def postgres(bare_settings: Settings) -> str:
    """The operator's URL of the run's own PostgreSQL."""
    url = Servers(bare_settings.home).start_database()
    _read_servers_again(bare_settings)
    return url


@pytest.fixture(scope="session")
def rabbitmq(bare_settings: Settings) -> str:
    """The operator's URL of the run's own RabbitMQ."""
    url = Servers(bare_settings.home).start_broker()
    _read_servers_again(bare_settings)
    return url


def _read_servers_again(settings: Settings) -> None:
    settings.__dict__.pop("servers", None)  # a cached property


@pytest.fixture(scope="session")
def settings(bare_settings: Settings, postgres: str) -> Settings:
    """The settings of a prepared platform without districts; ask for `rabbitmq`, too, where a broker is needed."""
    from services.kernel.provision import prepare_platform  # noqa: PLC0415  (tests without it need not import it)

    assert postgres
    prepare_platform(bare_settings)
    return bare_settings


@pytest.fixture
def new_district(settings: Settings) -> Callable[[], str]:
    """Opens a fresh district per call and returns its key."""
    from services.kernel.provision import open_district  # noqa: PLC0415

    def open_another() -> str:
        key = f"kreis-{secrets.token_hex(4)}"
        open_district(settings, key, f"Landkreis {key}")
        return key

    return open_another


@pytest.fixture
def district(new_district: Callable[[], str]) -> str:
    """The key of a fresh district."""
    return new_district()
