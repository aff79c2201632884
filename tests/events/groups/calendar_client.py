"""Somebody's calendar program: ``ical.js`` of the npm registry, which has nothing in common with what writes ours."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

from tests.kit.npm import node_modules
from tests.kit.patience import PATIENCE_S

SCRIPT: Final = Path(__file__).with_name("calendar_reader.mjs")


def understood(calendar: bytes) -> dict[str, Any]:
    """What the program makes of a file: method, name, events; moments in UTC, days without a time."""
    command = ["node", str(SCRIPT), str(node_modules())]
    answer = subprocess.run(command, input=calendar, capture_output=True, check=False, timeout=PATIENCE_S)
    assert answer.returncode == 0, answer.stderr.decode()
    found: dict[str, Any] = json.loads(answer.stdout)
    return found
