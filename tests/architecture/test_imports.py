"""Import contracts hold, and each of them really catches what it forbids."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

BREACHES = {
    "the kernel knows a service": ("services/kernel/breach.py", "import services.intake\n"),
    "the kernel knows the published language": ("services/kernel/breach.py", "import services.contracts\n"),
    "the published language knows a service": ("services/contracts/breach.py", "import services.reporting\n"),
    "a service knows the command line": ("services/intake/breach.py", "import services.cli\n"),
    "a service knows another": ("services/intake/breach.py", "import services.reporting\n"),
    "a service knows the operators' tools": ("services/events/breach.py", "import infra\n"),
    "a domain knows the database": ("services/intake/domain/breach.py", "import psycopg\n"),
    "a domain knows the web": ("services/reporting/domain/breach.py", "import fastapi\n"),
    "a handler knows nameko": ("services/reporting/breach.py", "import nameko\n"),
    "the kernel's relay knows eventlet": ("services/kernel/breach.py", "import eventlet\n"),
    "the published language knows the database": ("services/contracts/breach.py", "import psycopg\n"),
}


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {"PYTHONPATH": str(checkout), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout's packages in which contracts may be broken."""
    target = tmp_path_factory.mktemp("checkout")
    for package in ("services", "infra", "demo"):
        ignored = shutil.ignore_patterns("__pycache__", "*.json", "*.sql")
        shutil.copytree(CHECKOUT / package, target / package, ignore=ignored)
    shutil.copy(CHECKOUT / ".importlinter", target)
    return target


def test_the_code_keeps_its_contracts(copy: Path) -> None:
    result = lint(copy)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_caught(copy: Path, breach: str) -> None:
    name, line = BREACHES[breach]
    path = copy / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'"""A breach made by a test."""\n\n{line}')
    try:
        result = lint(copy)
    finally:
        path.unlink()

    assert result.returncode == 1, f"{breach} was not noticed"
    assert "BROKEN" in result.stdout
