"""The report on gaps and overlaps of a district, and on how long those who were sent on had to wait."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from statistics import median_high
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.activity import PeriodEndsBeforeItStarts
from services.reporting.domain.gaps import ENOUGH, Offer, Sought, cells
from services.reporting.esf import Document
from services.reporting.knowledge import knowledge_at
from services.reporting.referral_standings import Period, Standing, referral_standings

SOURCES: Final = ("districts", "intake", "referral")
SOUGHT: Final = SQL("""
    SELECT sozialraum, topic, count(*), count(DISTINCT case_id)
    FROM (
        SELECT DISTINCT contact, case_id, sozialraum, topic
        FROM {s}.contact_versions CROSS JOIN unnest(topics) AS topic
        WHERE date BETWEEN %(start)s AND %(end)s
            AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
    ) AS said GROUP BY 1, 2
""")
# Of what was said of an offer's capacity the last word by that day counts, whatever was said of later days.
OFFERS: Final = SQL("""
    SELECT o.name, o.topics, o.sozialraeume, o.target_groups, coalesce(c.capacity, 'open') = 'open'
    FROM {s}.offer_versions AS o
    LEFT JOIN {s}.offer_delistings AS d ON d.offer = o.offer AND {d_valid}
    LEFT JOIN {s}.partner_delistings AS p ON p.partner = o.partner AND {p_valid}
    LEFT JOIN LATERAL (
        SELECT capacity FROM {s}.offer_capacities
        WHERE offer = o.offer AND valid_from <= %(referral)s AND on_day <= %(end)s
        ORDER BY on_day DESC, valid_from DESC LIMIT 1
    ) AS c ON true
    WHERE {o_valid} AND coalesce(least(d.last_day, p.last_day), 'infinity') >= %(end)s
    ORDER BY o.name, o.offer
""")
VALID: Final = "({0}.valid_from <= %(referral)s AND ({0}.valid_to IS NULL OR {0}.valid_to > %(referral)s))"
SOZIALRAEUME: Final = SQL("""
    SELECT sozialraum FROM {s}.sozialraeume
    WHERE valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)
""")


@dataclass(frozen=True, slots=True)
class GapsQuestion:
    """What came up from ``start`` to ``end``, both included, against the offers that stand there at the end.

    ``known_at``: by what was recorded until then; None is now.
    """

    start: date
    end: date
    known_at: datetime | None = None


def gaps_report(conn: Connection[Any], district: str, question: GapsQuestion) -> Document:
    """The document, inside a transaction in the district that sees one snapshot. Raises PeriodEndsBeforeItStarts."""
    if question.end < question.start:
        raise PeriodEndsBeforeItStarts
    positions = knowledge_at(conn, district, SOURCES, question.known_at).positions
    values = {"start": question.start, "end": question.end, **positions}
    rows = {name: _rows(conn, district, statement, values) for name, statement in STATEMENTS.items()}
    sought = {(place, topic): Sought(contacts, cases) for place, topic, contacts, cases in rows["sought"]}
    found = cells(sought, [_offer(*row) for row in rows["offers"]], [place for (place,) in rows["sozialraeume"]])
    period = Period(question.start, question.end)
    return {
        "district": district,
        "from": question.start.isoformat(),
        "to": question.end.isoformat(),
        "threshold": ENOUGH,
        "cells": [{**asdict(cell), "alike": list(cell.alike)} for cell in found],
        "waiting": _waiting(referral_standings(conn, district, positions, period)),
    }


def _rows(conn: Connection[Any], district: str, statement: SQL, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    valid = {f"{name}_valid": SQL(VALID.format(name)) for name in "odp"}
    return conn.execute(statement.format(s=Identifier(schema_of(district)), **valid), values).fetchall()


def _offer(
    name: str, topics: Sequence[str], sozialraeume: Sequence[str], target_groups: Sequence[str], takes: Any
) -> Offer:
    return Offer(
        name=name,
        topics=frozenset(topics),
        sozialraeume=frozenset(sozialraeume),
        target_groups=frozenset(target_groups),
        takes=bool(takes),
    )


def _waiting(standings: Sequence[Standing]) -> list[Document]:
    """By kind of partner; neither numbers nor medians of fewer people than :data:`ENOUGH` are told."""
    by_kind: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in standings:
        by_kind[each.partner_kind].append(each)
    return [
        {
            "partner_kind": kind,
            "referrals": len(found) if len(found) >= ENOUGH else None,
            "days_to_answer": _median([each.days_to_answer for each in found]),
            "days_to_arrival": _median([each.days_to_arrival for each in found]),
        }
        for kind, found in sorted(by_kind.items())
    ]


def _median(days: Sequence[int | None]) -> int | None:
    """A number of days that somebody did wait: of two in the middle the longer."""
    known = [each for each in days if each is not None]
    return median_high(known) if len(known) >= ENOUGH else None


STATEMENTS: Final = {"sought": SOUGHT, "offers": OFFERS, "sozialraeume": SOZIALRAEUME}
