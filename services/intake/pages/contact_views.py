"""*Meine Kontakte*, and one contact with everything that became of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.contracts.intake import Contact
from services.contracts.vocabularies import contact_kinds
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.contact_lists import NOBODY
from services.intake.api.paging import After, page
from services.intake.application import Intake
from services.intake.choices_queries import operations
from services.intake.contact_checks import ContactChecks
from services.intake.contact_history import Version, undoable
from services.intake.contacts_queries import ContactsAsked, code_words, contacts
from services.intake.directory import staff_id_of, topics
from services.intake.pages import words
from services.intake.pages.asking import FachkraftHere
from services.intake.pages.contact_form import TITLES, TRACKS
from services.intake.pages.contact_here import ContactHere, OneContact
from services.intake.paging import Place
from services.intake.restricting.queries import restricted_cases
from services.intake.site_directory import site
from services.kernel.pages.forms import Filled, blank
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered

router: Final = APIRouter()

A_PAGE: Final = 50
WHAT: Final = {"recorded": "erfasst", "corrected": "berichtigt", "cancelled": "storniert"}
CHANGED: Final = {
    **TITLES,
    "note_id": "Notiz",
    "next_step_id": "Nächster Schritt",
    "case_id": "Fall",
    "staff_id": "Fachkraft",
}
ONLY: Final = {"anonym": True, "fall": False}


@router.get("/kontakte")
def contacts_page(
    request: Request,
    asking: FachkraftHere,
    service: Service,
    only: Annotated[str | None, Query(alias="nur", pattern="^(anonym|fall)$")] = None,
    after: Annotated[After, Query(alias="nach")] = None,
) -> Response:
    """One's own, newest first."""
    asker = access_desk(service, asking).asker
    asked = ContactsAsked(staff=staff_id_of(asker.actor) or NOBODY, anonymous=None if only is None else ONLY[only])
    rows = contacts(service.pool, asking.district, asker, asked, page(after, A_PAGE))
    following = str(Place(rows[-1].on_day, rows[-1].contact)) if len(rows) == A_PAGE else None
    named = {(row.case_id, row.person) for row in rows if row.case_id and row.person}
    context = {
        "rows": rows,
        "code_words": code_words(service, asking.district, named),
        "kinds": contact_kinds(),
        "only": only,
        "restricted": restricted_cases(service.pool, asking.district, {case for case, _ in named}),
        "following": following,
    }
    return rendered(request, "intake/contacts.html", context)


@router.get("/kontakte/{contact}")
def one_contact(at: OneContact) -> Response:
    """Everything recorded of it."""
    return shown(at, blank())


def shown(at: ContactHere, form: Filled[Any], status: int = 200) -> Response:
    """The contact's page; ``form``: the cancellation on it. Raises a Problem (404)."""
    full, seen, district = at.in_full(), at.seen("read"), at.asking.district
    restricted = at.mark_if_restricted(seen) is not None
    names = names_for(at.request, at.asking)
    context = {
        "contact": full.contact,
        "facts": facts_of(at.service, district, full.contact),
        "cancelled": full.cancelled,
        "case_id": seen.contact.case_id,
        "hints": [] if full.cancelled else hints_of(at.service, district, seen.contact),
        "may_undo": not (full.cancelled or restricted) and _may_undo(at),
        "restricted": restricted,
        "course": [_told(each, names, at.asking.caller.actor) for each in at.versions()],
        "form": form,
        "titles": {"reason": "Grund", "contact": "Kontakt", "contact_no": "Kontakt"},
    }
    return rendered(at.request, "intake/contact_shown.html", context, status=status)


def _may_undo(at: ContactHere) -> bool:
    return bool(undoable(at.service, at.asking.district, [at.contact], at.asking.caller.actor))


def hints_of(service: Intake, district: str, contact: Contact) -> list[str]:
    """What is worth a second look; it was stored all the same."""
    return [hint.text for hint in ContactChecks(service.pool, district).hints(contact)]


def facts_of(service: Intake, district: str, contact: dict[str, Any]) -> list[tuple[str, str | None]]:
    """(title, German words) of everything that is known of a contact."""
    vocabulary = topics(service.pool, district)
    names = {row.operation: row.name for row in operations(service.pool, district)}
    situations = [
        f"{vocabulary.label(each['topic'])}: {'besteht weiter' if each['still'] == 'yes' else 'erledigt'}"
        for each in contact.get("situations", ())
    ]
    known = None if contact["site_id"] is None else site(service.pool, district, UUID(contact["site_id"]))
    yes_no: Mapping[Any, str] = words.YES_NO
    return [
        ("Vorhaben", names.get(contact["operation"], contact["operation"])),
        ("Kontaktart", contact_kinds().get(contact["kind"], contact["kind"])),
        ("Minuten", None if contact["minutes"] is None else str(contact["minutes"])),
        ("Themen", ", ".join(vocabulary.label(each) for each in contact.get("topics", ()))),
        ("Problemlagen", ", ".join(situations)),
        ("Wer dabei war", ", ".join(words.PRESENT[each] for each in contact.get("present", ()))),
        ("Standort", contact["site"] or (known and known.name)),
        ("Sozialraum", contact["sozialraum"]),
        ("Migrationshintergrund", yes_no.get(contact.get("migration_background"))),
        ("Verlauf", dict(TRACKS).get(contact["track"])),
        ("Notiz", contact["note"]),
        ("Nächster Schritt", contact["next_step"]),
    ]


def _told(version: Version, names: Mapping[UUID, str], me: str) -> dict[str, str | datetime]:
    staff = staff_id_of(version.by)
    by = "Sie" if version.by == me else names.get(staff) if staff else None
    changed = ", ".join(dict.fromkeys(CHANGED.get(name, name) for name in version.changed))
    return {"what": WHAT[version.what], "by": by or "jemand anderes", "at": version.at, "changed": changed}
