"""PostgreSQL's own programs; passwords go by the environment, never by a command line that others can read."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from infra.failure import Failure
from infra.servers.postgres import find_programs

MISSING: Final = "{} fehlt. Bitte installieren: sudo apt install postgresql-client"


def run_program(home: Path, name: str, url: str, arguments: Sequence[str | Path]) -> str:
    """What it wrote to standard output. Raises Failure with its last line."""
    program = find_programs(home / "postgres") / name
    if not program.exists():
        raise Failure(MISSING.format(name))
    answer = subprocess.run(
        [program, *arguments], env={**os.environ, **_connection(url)}, capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        lines = answer.stderr.strip().splitlines() or ["ohne Angabe von Gründen"]
        raise Failure(f"{name} ist gescheitert: {lines[0]}")
    return answer.stdout


def _connection(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    named = {
        "PGHOST": parts.hostname,
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.removeprefix("/"),
    }
    return {name: value for name, value in named.items() if value}
