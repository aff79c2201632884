"""Every declared point stands once in the code, and dying at one is a real death."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from services.kernel.points import POINTS, reached, watch

CHECKOUT = Path(__file__).resolve().parents[2]
TWICE_AND_LIVE = "from services.kernel.points import reached as r; r('relay.read'); r('relay.read'); print('alive')"


def test_each_point_stands_once_in_the_code() -> None:
    texts = (path.read_text() for path in (CHECKOUT / "services").rglob("*.py"))
    found = Counter(name for text in texts for name in re.findall(r'reached\("([a-z._]+)"\)', text))
    assert found == Counter(POINTS.keys())


def test_a_hook_hears_of_points_until_it_ends() -> None:
    heard: list[str] = []
    end = watch(heard.append)
    reached("relay.read")
    end()
    reached("relay.sent")
    assert heard == ["relay.read"]


def run(folder: Path, process: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "LOTSE_CRASH_FOLDER": str(folder), "LOTSE_PROCESS": process}
    command = [sys.executable, "-c", TWICE_AND_LIVE]
    return subprocess.run(command, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_the_named_process_dies_at_the_armed_point_once(tmp_path: Path) -> None:
    order = tmp_path / "intake-relay.relay.read"
    order.write_text("2")
    assert run(tmp_path, "intake-worker").stdout == "alive\n"
    assert run(tmp_path, "intake-relay").returncode == -signal.SIGKILL
    assert not order.exists()
    assert run(tmp_path, "intake-relay").stdout == "alive\n"
