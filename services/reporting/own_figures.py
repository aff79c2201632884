"""Lotse's own figures by Sozialraum and year: contacts, cases, referrals, events held and who came."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.domain.small_areas import told
from services.reporting.referral_standings import Period, referral_standings

Key = Literal["contacts", "cases", "referrals", "events", "attendance"]
KEYS: Final[Sequence[Key]] = ("contacts", "cases", "referrals", "events", "attendance")
# An event is none of a person's.
OF_PEOPLE: Final[frozenset[Key]] = frozenset({"contacts", "cases", "referrals", "attendance"})

VALID: Final = "(valid_from <= %({0})s AND (valid_to IS NULL OR valid_to > %({0})s))"
CONTACTS: Final = """
    SELECT sozialraum, extract(year FROM date)::integer, count(*), count(DISTINCT case_id) FROM {s}.contact_versions
    WHERE date BETWEEN %(start)s AND %(end)s AND {of_intake} GROUP BY 1, 2"""
TOPICS: Final = """
    SELECT topic, sozialraum, count(*), count(DISTINCT case_id) FROM (
        SELECT DISTINCT contact, case_id, sozialraum, topic FROM {s}.contact_versions CROSS JOIN unnest(topics) AS topic
        WHERE date BETWEEN %(start)s AND %(end)s AND {of_intake}
    ) AS said GROUP BY 1, 2"""
EVENTS: Final = """
    SELECT place, extract(year FROM held.on_day)::integer, count(*), sum(held.attendance) FROM (
        SELECT event, on_day, attendance FROM {s}.event_outcomes
        WHERE state = 'held' AND on_day BETWEEN %(start)s AND %(end)s AND {of_events}
    ) AS held JOIN (SELECT event, sozialraeume FROM {s}.event_plans WHERE {of_events}) AS plans USING (event)
    CROSS JOIN unnest(plans.sozialraeume) AS place GROUP BY 1, 2"""
PLACES: Final = "SELECT sozialraum FROM {s}.sozialraeume WHERE {of_districts}"
THRESHOLD: Final = "SELECT smallest FROM {s}.threshold_versions WHERE {of_events}"
USUAL_THRESHOLD: Final = 3

Counted = Mapping[tuple[Key, int, str], int]  # figure, year, Sozialraum -> number


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """Numbers that are too small to be told are not in it; a Sozialraum without any stands for itself."""

    sozialraeume: Sequence[str]
    smallest: int
    numbers: Counted
    topics: Mapping[tuple[str, str], tuple[int | None, int | None]] = field(default_factory=dict)

    def number(self, key: Key, year: int, sozialraum: str) -> int | None:
        """None: too small to be told."""
        return self.numbers.get((key, year, sozialraum))


@dataclass(frozen=True, slots=True)
class _Reading:
    conn: Connection[Any]
    schema: Identifier
    values: Mapping[str, Any]

    def rows(self, statement: str, **more: Any) -> list[tuple[Any, ...]]:
        valid = {f"of_{name}": SQL(VALID.format(name)) for name in ("intake", "events", "districts")}
        composed = SQL(statement).format(s=self.schema, **valid)
        return self.conn.execute(composed, {**self.values, **more}).fetchall()


def own_figures(
    conn: Connection[Any], district: str, positions: Mapping[str, int], years: Sequence[int], as_of: date
) -> OwnFigures:
    """Of these years, up to ``as_of``; topics of the last one. Inside a transaction that sees one snapshot."""
    period = (date(years[0], 1, 1), as_of)
    values = {**positions, "start": period[0], "end": period[1]}
    reading = _Reading(conn, Identifier(schema_of(district)), values)
    counted = _counted(reading) | _referred(conn, district, positions, period)
    topics = reading.rows(TOPICS, start=date(as_of.year, 1, 1))
    named = {place for (place,) in reading.rows(PLACES)}
    places = sorted(named | {place for _, _, place in counted} | {row[1] for row in topics})
    smallest = next((row[0] for row in reading.rows(THRESHOLD)), USUAL_THRESHOLD)
    return OwnFigures(places, smallest, _told(counted, places, years, smallest), _topics(topics, places, smallest))


def _counted(reading: _Reading) -> dict[tuple[Key, int, str], int]:
    found: dict[tuple[Key, int, str], int] = {}
    for place, year, contacts, cases in reading.rows(CONTACTS):
        found["contacts", year, place], found["cases", year, place] = contacts, cases
    for place, year, events, attendance in reading.rows(EVENTS):
        found["events", year, place], found["attendance", year, place] = events, int(attendance)
    return found


def _referred(
    conn: Connection[Any], district: str, positions: Mapping[str, int], period: tuple[date, date]
) -> dict[tuple[Key, int, str], int]:
    standings = referral_standings(conn, district, positions, Period(*period))
    counted = Counter((each.proposed_on.year, each.sozialraum) for each in standings)
    return {("referrals", year, place): number for (year, place), number in counted.items()}


def _told(counted: Counted, places: Sequence[str], years: Sequence[int], smallest: int) -> Counted:
    """Each figure and year for itself: its total over all Sozialräume is told by the activity report."""
    shown = {}
    for key in KEYS:
        for year in years:
            numbers = {place: counted.get((key, year, place), 0) for place in places}
            allowed = told(numbers, smallest) if key in OF_PEOPLE else numbers.keys()
            shown.update({(key, year, place): numbers[place] for place in allowed})
    return shown


def _topics(
    rows: Sequence[tuple[Any, ...]], places: Sequence[str], smallest: int
) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """(topic, Sozialraum) -> contacts and cases of the last year, None where they are too small to be told."""
    found: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    for topic in sorted({row[0] for row in rows}):
        said = {row[1]: (row[2], row[3]) for row in rows if row[0] == topic}
        contacts = {place: said.get(place, (0, 0))[0] for place in places}
        cases = {place: said.get(place, (0, 0))[1] for place in places}
        shown = told(contacts, smallest), told(cases, smallest)
        for place in said:
            found[topic, place] = (
                contacts[place] if place in shown[0] else None,
                cases[place] if place in shown[1] else None,
            )
    return found
