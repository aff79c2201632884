"""Figures of faults, fuzz and attacks, added up over a run and kept: ``make campaign`` makes one page of them.

A test adds what it did and saw::

    def test_...(proof: Proof) -> None:
        proof.add("Ausfälle", "kill -9 relay", injected=3, lost=0, doubled=0)

Figures of one part and row add up over the tests of a run. With ``--proof FILE`` the run's parts replace those of that
file; parts that did not run keep what they had, with their own date and commit.
"""

import json
import subprocess
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Proof:
    """What this run has seen so far: part -> row -> figure -> number."""

    parts: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))

    def add(self, part: str, row: str, **figures: int) -> None:
        self.parts[part][row].update(figures)

    def kept_in(self, file: Path) -> dict[str, Any]:
        """The file's parts, those of this run in place of older ones."""
        kept: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
        ran, commit = datetime.now(UTC).date().isoformat(), _commit()
        for part, rows in self.parts.items():
            figures = {row: dict(counted) for row, counted in sorted(rows.items())}
            kept[part] = {"ran": ran, "commit": commit, "rows": figures}
        return dict(sorted(kept.items()))


RUN: pytest.StashKey[Proof] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", type=Path, default=None, help="Datei, in der die Zahlen dieses Laufs bleiben")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RUN] = Proof()


def pytest_sessionfinish(session: pytest.Session) -> None:
    file: Path | None = session.config.getoption("--proof")
    run = session.config.stash[RUN]
    if file is not None and run.parts:
        file.write_text(json.dumps(run.kept_in(file), ensure_ascii=False, indent=1) + "\n")


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    return request.config.stash[RUN]


def page(kept: Mapping[str, Any]) -> str:
    """One page for a person: a table a part."""
    return "\n\n".join(_table(part, entry) for part, entry in kept.items()) + "\n"


def _table(part: str, entry: Mapping[str, Any]) -> str:
    rows: Mapping[str, Mapping[str, int]] = entry["rows"]
    names = list(dict.fromkeys(name for figures in rows.values() for name in figures))
    lines = [f"## {part}", "", f"Lauf vom {entry['ran']}, Stand `{entry['commit']}`.", ""]
    lines += ["| | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]
    lines += [_line(row, figures, names) for row, figures in rows.items()]
    if len(rows) > 1:
        total: Counter[str] = Counter()
        for figures in rows.values():
            total.update(figures)
        lines.append(_line("**zusammen**", total, names))
    return "\n".join(lines)


def _line(row: str, figures: Mapping[str, int], names: list[str]) -> str:
    cells = [f"{figures[name]:,}".replace(",", " ") if name in figures else "" for name in names]
    return f"| {row} | " + " | ".join(cells) + " |"


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unbekannt"
