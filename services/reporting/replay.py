"""History as it was recorded: one JSON value an event, in the order of recording, with the data as it travelled."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.envelope import read_envelope
from services.kernel.times import rfc3339
from services.reporting import journal

PAGE = 1000
CASE_FIELDS = ("case_id", "person_id", "participation_id", "contact_id")


def replay(
    pool: Pool,
    district: str,
    until: datetime | None = None,
    case: UUID | None = None,
    *,
    after: journal.Told = journal.START,
) -> Iterator[dict[str, Any]]:
    """Every event recorded until then, behind a place; with ``case`` those of that subject, case, person or contact."""
    while True:
        with pool.transaction() as conn, enter(conn, district):
            told = journal.page(conn, district, after, until, PAGE)
        for one in told:
            event = _event(one.body)
            if case is None or _is_about(event, str(case)):
                yield event
        if len(told) < PAGE:
            return
        after = told[-1]


def as_line(event: dict[str, Any]) -> str:
    """One line of JSON Lines."""
    return msgspec.json.encode(event).decode()


def _event(body: bytes) -> dict[str, Any]:
    received = read_envelope(body)
    return {
        "id": str(received.id),
        "source": received.source,
        "sequence": received.sequence,
        "time": rfc3339(received.time),
        "type": received.topic,
        "subject": str(received.subject),
        "actor": received.actor,
        "data": msgspec.json.decode(received.data),
    }


def _is_about(event: dict[str, Any], case: str) -> bool:
    """It is the subject, or the event names it: as one of its ids, or among the persons that it says something of."""
    data = event["data"]
    named = any(data.get(field) == case for field in CASE_FIELDS) or case in persons_of(data)
    return event["subject"] == case or named


def persons_of(data: Mapping[str, Any]) -> Sequence[str]:
    """Whom a fact names that says who is one person, or whose keys are destroyed; of other facts it is a number."""
    persons = data.get("persons")
    return persons if isinstance(persons, list) else ()
