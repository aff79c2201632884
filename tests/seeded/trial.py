"""A bug on trial: the checkout is copied, the bug built in, and its test run there, in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

from infra.servers import Servers, start_servers, stop_servers
from tests.seeded.bug import CHECKOUT, Bug

COPIED: Final = (
    "services",
    "infra",
    "demo",
    "tests",
    "docs",
    "requirements",
    "pyproject.toml",
    "README.md",
    "Makefile",
)
# The bytecode comes along: it fits whatever has not been changed.
LEFT: Final = shutil.ignore_patterns(".hypothesis", "*.egg-info")
PLUGINS: Final = ("pytest_timeout", "_hypothesis_pytestplugin", "tests.seeded.witness")
LONGEST_S: Final = 480
GOODBYE_S: Final = 60


@dataclass(frozen=True, slots=True)
class Ended:
    """How one test ended; ``asserted``: by an assertion of its own, ``raised``: the classes of what it ended with."""

    test: str
    passed: bool
    failed: bool
    raised: Sequence[str]
    asserted: bool
    server: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One run of pytest in a copy; ``strangers``: modules that were not the copy's, ``said``: the end of its output."""

    ended: Sequence[Ended]
    strangers: Sequence[str]
    seconds: float
    said: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the named test caught the bug; ``why`` tells when not."""

    bug: Bug
    caught: bool
    why: str
    seconds: float
    server: bool


@contextmanager
def copy_of(checkout: Path = CHECKOUT) -> Iterator[Path]:
    """A copy of the source without environment, history and caches."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-seeded-"))
    folder.chmod(0o755)  # as root, PostgreSQL runs as another user, and stands in this folder
    try:
        for name in COPIED:
            source, target = checkout / name, folder / name
            if source.is_dir():
                shutil.copytree(source, target, ignore=LEFT)
            elif source.exists():
                shutil.copy2(source, target)
        for hidden in (".importlinter", "docker-compose.yml"):
            if (checkout / hidden).exists():
                shutil.copy2(checkout / hidden, folder / hidden)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def build_in(bug: Bug, copy: Path) -> None:
    """Change the copy; raises LookupError when a place is not there."""
    for file, text in bug.built_into(copy).items():
        (copy / file).write_text(text)


def run(copy: Path, tests: Sequence[str], home: Path | None = None, longest_s: float = LONGEST_S) -> Run:
    """Run these tests in a copy, on the servers of ``home`` if given, and ask the witness."""
    witness = copy / "witness.json"
    witness.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider"),
        *(part for plugin in PLUGINS for part in ("-p", plugin)),
        *("--import-mode=importlib", "--hypothesis-seed=0", f"--witness={witness}", *tests),
        *(() if home is None else (f"--home={home}",)),
    ]
    started = time.monotonic()
    said = _said(command, copy, longest_s)
    seconds = time.monotonic() - started
    seen: dict[str, Any] = json.loads(witness.read_text()) if witness.exists() else {"ended": [], "strangers": []}
    return Run([Ended(**each) for each in seen["ended"]], seen["strangers"], seconds, said[-3000:])


def _said(command: Sequence[str], copy: Path, longest_s: float) -> str:
    """Its output; a run that takes too long is ended as by hand, so that its servers go too."""
    child = subprocess.Popen(
        command, cwd=copy, env=_environment(copy), text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        return child.communicate(timeout=longest_s)[0]
    except subprocess.TimeoutExpired:
        child.terminate()
        try:
            return child.communicate(timeout=GOODBYE_S)[0]
        except subprocess.TimeoutExpired:
            child.kill()
            return child.communicate()[0]


def _environment(copy: Path) -> dict[str, str]:
    """The copy comes before the editable install, also in processes that a test starts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LOTSE_", "PYTEST_"))}
    quick = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return kept | quick | {"PYTHONPATH": str(copy)}


def judged(bug: Bug, seen: Run) -> Verdict:
    """What a run with the bug built in shows; a test that could not run, or broke by itself, catches nothing."""
    ours = [each for each in seen.ended if of_test(each.test, bug.caught_by)]
    caught = [each for each in ours if each.failed and (each.asserted or bug.raises in each.raised)]
    server = any(each.server for each in ours)
    return Verdict(bug, bool(caught) and not seen.strangers, _why(seen, ours, caught), seen.seconds, server)


def of_test(node: str, named: str) -> bool:
    """Whether a test that ran is the named one, or one of its parametrised cases."""
    return node == named or node.startswith(f"{named}[")


def _why(seen: Run, ours: Sequence[Ended], caught: Sequence[Ended]) -> str:
    if seen.strangers:
        return f"code from elsewhere was under test: {seen.strangers[:3]}"
    if not ours:
        return f"the test did not run:\n{seen.said}"
    if caught:
        return ""
    if all(each.passed for each in ours):
        return "the test passed with the bug built in"
    raised = sorted({name for each in ours for name in each.raised})
    return f"the test ended with {', '.join(raised)} and not by an assertion:\n{seen.said}"


def try_bug(bug: Bug, home: Path | None = None) -> Verdict:
    """Build the bug into a fresh copy and run its test there; where it may, on the servers of ``home``."""
    with copy_of() as copy:
        build_in(bug, copy)
        return judged(bug, run(copy, [bug.caught_by], None if bug.own_servers else home))


def try_all(chosen: Sequence[Bug], home: Path) -> Iterator[Verdict]:
    """Two at a time, in no order; those that share the servers of ``home`` one after another."""
    sharing = [bug for bug in chosen if not bug.fast and not bug.own_servers]
    lanes = [sharing, *([bug] for bug in chosen if bug.fast or bug.own_servers)]
    done: SimpleQueue[Verdict] = SimpleQueue()
    with ThreadPoolExecutor(2) as threads:
        for lane in lanes:
            threads.submit(_try_in_turn, lane, home, done)
        for _ in chosen:
            yield done.get()


def _try_in_turn(lane: Sequence[Bug], home: Path, done: "SimpleQueue[Verdict]") -> None:
    for bug in lane:
        try:
            done.put(try_bug(bug, home))
        except Exception as error:  # noqa: BLE001 - a verdict, too: the caller waits for as many as there are bugs
            done.put(Verdict(bug, caught=False, why=f"{type(error).__name__}: {error}", seconds=0, server=not bug.fast))


@contextmanager
def servers() -> Iterator[Path]:
    """A LOTSE_HOME with a PostgreSQL and a RabbitMQ for many trials."""
    home = Path(tempfile.mkdtemp(prefix="lotse-seeded-"))
    home.chmod(0o755)  # as root, PostgreSQL runs as another user
    try:
        start_servers(Servers(home))
        yield home
    finally:
        stop_servers(home)
        shutil.rmtree(home, ignore_errors=True)


def passing_without(named: Sequence[str], home: Path | None, longest_s: float) -> dict[str, str]:
    """The named tests on an unchanged copy: what is wrong with each that does not pass there."""
    tests = sorted(set(named))
    with copy_of() as copy:
        seen = run(copy, tests, home, longest_s)
    wrong = {name: "did not run" for name in tests if not any(of_test(each.test, name) for each in seen.ended)}
    for each in seen.ended:
        if not each.passed:
            wrong |= {name: f"{each.test}: {', '.join(each.raised)}" for name in tests if of_test(each.test, name)}
    if seen.strangers or not seen.ended:
        wrong["all"] = f"{seen.strangers[:3]}\n{seen.said}"
    return wrong
