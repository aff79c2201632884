"""``benchmarks.json``: what the last run of each benchmark found. A run of some replaces those only."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from infra.runner.watch import CHECKOUT

FILE: Final = CHECKOUT / "benchmarks.json"
CAVEAT: Final = (
    "One machine: client, servers and all processes share its cores. Compare ratios, not absolute values; both sides "
    "of a ratio ran in turn, in the same run, on the same server with fsync on."
)

Results = dict[str, Any]


def read(path: Path = FILE) -> Results:
    """Nothing yet is an empty set of benchmarks."""
    kept: Results = json.loads(path.read_text()) if path.exists() else {"caveat": CAVEAT, "benchmarks": {}}
    return kept


def merged(results: Mapping[str, Any], found: Mapping[str, Any]) -> Results:
    """The results with these benchmarks in place of their earlier ones; a quick run never replaces a whole one."""
    kept = results["benchmarks"]
    better = {name: one for name, one in found.items() if name not in kept or kept[name]["run"]["quick"] >= _quick(one)}
    benchmarks = {**kept, **better}
    return {"caveat": CAVEAT, "benchmarks": dict(sorted(benchmarks.items()))}


def _quick(found: Mapping[str, Any]) -> bool:
    quick: bool = found["run"]["quick"]
    return quick


def write(results: Mapping[str, Any], path: Path = FILE) -> None:
    """Whole, so that a reader never sees half of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    draft.replace(path)
