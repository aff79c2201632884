"""One platform for all tests of the real stack; each test opens a district of its own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.servers.ports import free_port
from tests.stack.platform import Platform


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "platform" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.server)


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    """A platform that is up and empty."""
    home = Path(tempfile.mkdtemp(prefix="lotse-stack-"))
    home.chmod(0o755)
    started = Platform(home, free_port())
    try:
        started.up()
        yield started
    finally:
        started.infra("clean")
        shutil.rmtree(home, ignore_errors=True)
