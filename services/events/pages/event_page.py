"""One event on one page: plan, partners, money, tasks, registrations, visitors, evaluation, proofs."""

from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.vocabularies import event_kinds, handlungsfelder, target_groups
from services.events.api.asking import Service
from services.events.calendar_queries import CalendarEntry, series_of
from services.events.domain.attendance import KEYS
from services.events.event_costs import PURPOSES, SOURCES, cost_rows, share_rows
from services.events.event_queries import EventFile, evaluation_words, event_words
from services.events.event_wording import (
    COUNTED,
    DIMENSIONS,
    GROUNDS,
    REACHED,
    ROLES,
    badge_of,
    registration_words,
    when_of,
)
from services.events.known import partners_of
from services.events.pages.asking import Here, TeamHere
from services.events.pages.event_here import ONE, file_of
from services.events.pages.tasks_shown import proofs_shown, tasks_shown
from services.events.registrations_desk import forgotten_on
from services.events.registrations_queries import places_left, registrations_said
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

router: Final = APIRouter()


@router.get(ONE)
def event_page(request: Request, asking: TeamHere, service: Service) -> Response:
    here = Here(request, service, asking)
    event = file_of(here)
    entry = event.entry
    context = {
        "entry": entry,
        "here": f"/veranstaltungen/{entry.event_id}",
        "badge": badge_of(entry, today()),
        "when": when_of(entry),
        "words": event_words(service, here.district, entry),
        "about": _about(entry),
        "series": _series(here, entry),
        "is_ahead": entry.stage in {"planned", "published"},
        "is_cancelled": entry.stage == "cancelled",
        "has_come": entry.on <= today(),
        "grounds": None if entry.cancelled is None else GROUNDS.get(entry.cancelled),  # type: ignore[call-overload]
        "public": f"/kalender/{here.district}/{entry.event_id}",
        "partners": event.partners,
        "roles": ROLES,
        **_money(here, event),
        **_registrations(here, entry),
        **_visitors(here, event),
        "tasks": tasks_shown(here, "event", entry.event_id),
        "proofs": proofs_shown(here, "event", entry.event_id),
        "publicity": entry.operation is not None and entry.stage != "cancelled",
    }
    return rendered(request, "events/veranstaltung.html", context)


def _about(entry: CalendarEntry) -> list[tuple[str, str]]:
    return [
        ("Art", event_kinds().get(entry.kind, entry.kind)),
        ("Vorhaben", entry.operation or "–"),
        ("Sozialräume", ", ".join(entry.sozialraeume) or "ganzer Landkreis"),
        ("Zielgruppen", ", ".join(target_groups().get(key, key) for key in entry.target_groups) or "–"),
        ("Handlungsfelder", ", ".join(handlungsfelder().get(key, key) for key in entry.handlungsfelder) or "–"),
        ("Anmeldung", registration_words(entry)),
    ]


def _series(here: Here, entry: CalendarEntry) -> list[CalendarEntry]:
    """The other dates of the same group offer."""
    if entry.series_id is None:
        return []
    found = series_of(here.service.pool, here.district, entry.series_id)
    return [each for each in found if each.event_id != entry.event_id]


def _money(here: Here, event: EventFile) -> dict[str, Any]:
    rows = cost_rows(event)
    names = {key: each.name for key, each in partners_of(here.service.pool, here.district).items()}
    shares = [
        (names.get(row.partner_id, SOURCES[row.source]) if row.partner_id else SOURCES[row.source], row)
        for row in share_rows(event.shares)
    ]
    return {
        "costs": rows,
        "planned": sum(row.planned for row in rows),
        "spent": sum(row.spent for row in rows),
        "purposes": PURPOSES,
        "shares": shares,
        "expenses": event.costs,
    }


def _registrations(here: Here, entry: CalendarEntry) -> dict[str, Any]:
    said = registrations_said(here.service, here.district, entry.event_id, entry.capacity)
    return {
        "registrations": said,
        "places": places_left(here.service.pool, here.district, {entry.event_id: entry.capacity})[entry.event_id],
        "forgotten_on": forgotten_on(entry.last_day),
        "may_forget": bool(said) and forgotten_on(entry.last_day) <= today(),
    }


def _visitors(here: Here, event: EventFile) -> dict[str, Any]:
    found = event.attendance
    groups = [
        (DIMENSIONS[count.dimension], KEYS[count.dimension]().get(count.key, count.key), count.persons)
        for count in (found.counts if found else ())
    ]
    return {
        "attendance": found,
        "counted": COUNTED,
        "groups": groups,
        "evaluation": event.evaluation,
        "reached": REACHED,
        "evaluation_text": evaluation_words(here.service, here.district, event).get("evaluation"),
    }
