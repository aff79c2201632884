"""The questions of an ESF+ audit as data: which are answered for a person, which for an operation, which elsewhere.

Source: the checklist of audits of operations (dossier section 7), in our own words.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast

Scope = Literal["person", "operation", "outside"]
TABLE: Final = Path(__file__).with_name("audit_questions.csv")


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """A question, and what Lotse has to answer it with; ``outside``: a person answers it elsewhere."""

    key: str
    area: str
    scope: Scope
    question: str
    evidence: str


@cache
def audit_questions() -> tuple[AuditQuestion, ...]:
    """All of them, in the order of the checklist."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            AuditQuestion(row["key"], row["area"], cast("Scope", row["scope"]), row["question"], row["evidence"])
            for row in csv.DictReader(lines)
        )
