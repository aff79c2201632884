"""Community work behind a figure: events, volunteers' time, press items, meetings."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.contracts.vocabularies import event_kinds
from services.reporting.activity_of_community import NETWORK_KINDS
from services.reporting.explaining.activity.things import Look, Tally, Thing, tallied
from services.reporting.explaining.events import Place

EVENTS: Final = """
    SELECT p.kind, p.operation, coalesce(o.on_day, p.on_day), p.valid_from, o.state, o.attendance, o.valid_from
    FROM (SELECT * FROM {s}.event_plans
        WHERE valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)) AS p
    FULL JOIN (SELECT * FROM {s}.event_outcomes
        WHERE valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)) AS o USING (event)
    ORDER BY 3, event"""
GIVEN: Final = """
WITH plans AS (
    SELECT event, operation FROM {s}.event_plans
    WHERE valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)
), engagements AS (
    SELECT e.engagement, coalesce(e.operation, p.operation) AS operation
    FROM {s}.engagement_versions AS e LEFT JOIN plans AS p USING (event)
    WHERE e.valid_from <= %(events)s AND (e.valid_to IS NULL OR e.valid_to > %(events)s)
), known AS (
    SELECT DISTINCT ON (record) * FROM {s}.volunteering_versions WHERE valid_from <= %(events)s
    ORDER BY record, valid_from DESC
)
SELECT v.on_day, coalesce(v.operation, p.operation, e.operation), v.valid_from,
    CASE WHEN v.valid_to <= %(events)s THEN v.valid_to END, v.minutes
FROM known AS v LEFT JOIN plans AS p USING (event) LEFT JOIN engagements AS e USING (engagement)
ORDER BY v.on_day, v.record"""
PRINTED: Final = """
WITH plans AS (
    SELECT event, operation FROM {s}.event_plans
    WHERE valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)
), known AS (
    SELECT DISTINCT ON (item) * FROM {s}.press_item_versions WHERE valid_from <= %(events)s
    ORDER BY item, valid_from DESC
)
SELECT i.on_day, coalesce(i.operation, p.operation), i.valid_from,
    CASE WHEN i.valid_to <= %(events)s THEN i.valid_to END
FROM known AS i LEFT JOIN plans AS p USING (event) ORDER BY i.on_day, i.item"""
MET: Final = """
WITH known AS (
    SELECT DISTINCT ON (meeting) * FROM {s}.meeting_versions WHERE valid_from <= %(events)s
    ORDER BY meeting, valid_from DESC
)
SELECT m.on_day, g.operation, m.valid_from, CASE WHEN m.valid_to <= %(events)s THEN m.valid_to END, g.kind, g.valid_from
FROM known AS m LEFT JOIN {s}.group_versions AS g
    ON g."group" = m."group" AND g.valid_from <= %(events)s AND (g.valid_to IS NULL OR g.valid_to > %(events)s)
ORDER BY m.on_day, m.meeting"""

RETRACTED: Final = "zurückgenommen"


def events_counted(look: Look, figure: str, key: str | None) -> Iterator[Tally]:
    """Every event that was planned or held: of a kind (counts one), or how many came (counts its attendance)."""
    words = event_kinds()
    for kind, operation, on, planned, state, attendance, outcome in look.rows(EVENTS):
        title = words.get(kind, kind or "ohne Planung")
        thing = Thing(f"Veranstaltung, {title}", on, operation, _places(planned, outcome))
        why_not = _not_held(kind, state) or thing.left_out(look.question)
        if why_not is None and figure == "events_by_kind" and kind != key:
            why_not = f"Art: {title}, gefragt: {words.get(key or '', key or '')}"
        value = attendance if figure == "event_attendance" else 1
        yield tallied(thing, why_not, "Im Zeitraum durchgeführt", value or 0)


def time_counted(look: Look, _figure: str, _key: str | None) -> Iterator[Tally]:
    """Every record of volunteers' time, in minutes of all volunteers together."""
    for on, operation, recorded, ended, minutes in look.rows(GIVEN):
        thing = _thing("Ehrenamtliche Arbeit", on, operation, (recorded, ended))
        yield tallied(thing, thing.left_out(look.question), f"{minutes} Minuten im Zeitraum", minutes)


def press_counted(look: Look, _figure: str, _key: str | None) -> Iterator[Tally]:
    """Every press item, by the day on which it appeared."""
    for on, operation, recorded, ended in look.rows(PRINTED):
        thing = _thing("Pressebericht", on, operation, (recorded, ended))
        yield tallied(thing, thing.left_out(look.question), "Im Zeitraum erschienen")


def meetings_counted(look: Look, _figure: str, _key: str | None) -> Iterator[Tally]:
    """Every meeting that was held; only those of bodies that join up institutions count."""
    for on, operation, recorded, ended, kind, founded in look.rows(MET):
        thing = _thing("Treffen", on, operation, (recorded, ended))
        why_not = thing.left_out(look.question)
        if why_not is None and kind not in NETWORK_KINDS:
            why_not = "Die Gruppe verbindet keine Einrichtungen (Arbeitsgruppe, Kurs oder andere)"
        yield tallied(thing, why_not, "Treffen eines Netzwerks oder Gremiums im Zeitraum", places=_places(founded))


def _not_held(kind: str | None, state: str | None) -> str | None:
    if state == "cancelled":
        return "abgesagt"
    if state is None:
        return "noch nicht durchgeführt"
    return "die Planung ist nicht erfasst" if kind is None else None


def _thing(what: str, on: date, operation: str | None, positions: tuple[int, int | None]) -> Thing:
    return Thing(what, on, operation, _places(*positions), None if positions[1] is None else RETRACTED)


def _places(*positions: int | None) -> tuple[Place, ...]:
    return tuple(Place("events", position) for position in positions if position is not None)
