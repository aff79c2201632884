"""The ESF report document, one pass a person."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import rfc8785

from tests.oracle import dates
from tests.oracle.checks import checks
from tests.oracle.counting import CODES, ENTITIES, REASONS, Count, Counted, count
from tests.oracle.linked import Tie
from tests.oracle.rows import History, Operation, RuralMark
from tests.oracle.vocabulary import GENDERS

Document: TypeAlias = dict[str, Any]


def esf_report(
    history: History,
    operation: Operation,
    rural: Sequence[RuralMark],
    as_of: date,
    known_at: datetime | None = None,
    *,
    ties: Sequence[Tie] = (),
    gone: Collection[str] = (),
) -> Document:
    """The whole document but `positions`; its check texts, and so its digest, are the oracle's own."""
    now = count(history, operation, rural, as_of, known_at, ties=ties, gone=gone)
    before = dates.previous_reporting_date(as_of)
    earlier = count(history, operation, rural, before, known_at, ties=ties, gone=gone)
    document: Document = {
        "district": operation.district,
        "operation": operation.key,
        "catalogue": operation.catalogue,
        "catalogue_version": 1,
        "as_of": as_of.isoformat(),
        "known_at": None if known_at is None else known_at.isoformat(),
        "indicators": [_indicator(code, now.counted) for code in CODES],
        "not_counted": _reasons(now),
        "checks": checks(now, earlier, operation.specific_objective),
    }
    document["digest"] = digest(document)
    return document


def digest(document: Document) -> str:
    """The digest that any report document, the platform's too, has to carry."""
    left_out = {"digest", "known_at", "positions"}
    rest = {name: value for name, value in document.items() if name not in left_out}
    return "sha256:" + hashlib.sha256(rfc8785.dumps(rest)).hexdigest()


def comparable(document: Document) -> Document:
    """What two independent reports agree on: texts, positions and the digest over them left out."""
    left_out = {"digest", "known_at", "positions"}
    rest = {name: value for name, value in document.items() if name not in left_out}
    holds = [{"id": check["id"], "holds": check["holds"]} for check in document["checks"]]
    return rest | {"checks": holds}


def _indicator(code: str, counted: Sequence[Counted]) -> dict[str, Any]:
    if code in ENTITIES:
        return {"code": code, "total": 0, "estimated": False}
    numbers = {
        gender: sum(person.gender == gender and code in person.codes for person in counted) for gender in GENDERS
    }
    return {"code": code, **numbers, "total": sum(numbers.values()), "estimated": False}


def _reasons(now: Count) -> list[dict[str, Any]]:
    found = list(now.not_counted.values())
    return [{"reason": reason, "participations": found.count(reason)} for reason in REASONS if reason in found]
