"""axe-core in the page: what breaks WCAG 2.2, levels A and AA."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from playwright.sync_api import Page

from tests.kit.npm import node_modules

WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OF_COLOUR: Final = ("color-contrast", "link-in-text-block")


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that some elements break, by their selectors."""

    rule: str
    impact: str
    elements: tuple[str, ...]
    why: str


def violations(page: Page, *, colours_only: bool = False) -> list[Violation]:
    """What axe finds wrong with the page as it stands, by all rules or by those that another colour scheme changes.

    It comes in by the browser's own protocol: the page's policy forbids scripts of others, and stays in force.
    """
    only = {"type": "rule", "values": OF_COLOUR} if colours_only else {"type": "tag", "values": WCAG}
    asked = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
    session = page.context.new_cdp_session(page)
    try:
        if not _evaluated(session, "typeof window.axe === 'object'"):
            _evaluated(session, f"{_source()}; true")
        found = _evaluated(session, f"axe.run(document, {asked}).then(r => JSON.stringify(r.violations))")
    finally:
        session.detach()
    return [_violation(each) for each in json.loads(found)]


def _evaluated(session: Any, expression: str) -> Any:
    asked = {"expression": expression, "awaitPromise": True, "returnByValue": True, "allowUnsafeEvalBlockedByCSP": True}
    answer = session.send("Runtime.evaluate", asked)
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def _violation(found: dict[str, Any]) -> Violation:
    elements = tuple(" ".join(map(str, node["target"])) for node in found["nodes"])
    return Violation(found["id"], str(found["impact"]), elements, found["nodes"][0]["failureSummary"])


@cache
def _source() -> str:
    return (node_modules() / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
