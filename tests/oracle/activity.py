"""The activity report, counted contact by contact."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.oracle.community import Said, community_figures
from tests.oracle.replay import Cells, replay
from tests.oracle.rows import History


def activity_report(
    history: History, district: str, start: date, end: date, operation: str | None = None, *, said: Sequence[Said] = ()
) -> dict[str, Any]:
    """The document of a period, both ends included; without an operation: of the whole district.

    ``said``: what is told of community work.
    """
    contacts = [contact for contact in replay(history).contacts.values() if operation in {None, contact["operation"]}]
    inside = [contact for contact in contacts if start <= _day(contact) <= end]
    until_end = [contact for contact in contacts if _day(contact) <= end]
    head = {"district": district, "from": start.isoformat(), "to": end.isoformat()}
    community = community_figures(said, start, end, operation)
    return head | _clients(inside, until_end) | _contacts(inside) | _no_referrals() | community


def _day(contact: Cells) -> date:
    return date.fromisoformat(contact["date"])


def _clients(inside: list[Cells], until_end: list[Cells]) -> dict[str, Any]:
    reached = sorted({contact["case_no"] for contact in inside if contact["case_no"]})
    tracks = [_last_value(until_end, case, "track") for case in reached]
    backgrounds = [_last_value(until_end, case, "migration_background") for case in reached]
    topics: Counter[str] = Counter()
    for case in reached:
        topics.update({t for c in inside if c["case_no"] == case for t in _topics(c)})
    return {
        "clients_reached": len(reached),
        "clients_by_track": dict(Counter(track for track in tracks if track)),
        "clients_with_migration_background": backgrounds.count("yes"),
        "clients_by_topic": dict(topics),
    }


def _last_value(until_end: list[Cells], case: str, column: str) -> str:
    """Latest date wins, then recorded last; empty cells say nothing."""
    value, value_day = "", date.min
    for contact in until_end:
        if contact["case_no"] != case or not contact[column]:
            continue
        if _day(contact) >= value_day:
            value, value_day = contact[column], _day(contact)
    return value


def _contacts(inside: list[Cells]) -> dict[str, Any]:
    return {
        "contacts": len(inside),
        "anonymous_contacts": sum(not contact["case_no"] for contact in inside),
        "contacts_by_kind": dict(Counter(c["kind"] for c in inside if c["kind"])),
        "contacts_by_topic": dict(Counter(t for c in inside for t in _topics(c))),
        "contacts_by_month": dict(Counter(c["date"][:7] for c in inside)),
        "contacts_by_sozialraum": dict(Counter(c["sozialraum"] for c in inside)),
    }


def _topics(contact: Cells) -> set[str]:
    return {topic for topic in contact["topics"].split("|") if topic}


def _no_referrals() -> dict[str, Any]:
    return {"referrals_by_state": {}, "referrals_by_partner_kind": {}}
