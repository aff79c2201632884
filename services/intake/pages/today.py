"""*Heute*: where a Fachkraft begins. A contact is recorded right here; below it stands what the day asks for."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.contracts.vocabularies import contact_kinds
from services.intake.access_desk import AccessDesk
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.contacts import visible_contact
from services.intake.application import Intake
from services.intake.contact_history import undoable
from services.intake.contacts_queries import readable_code_words
from services.intake.directory import staff_id_of
from services.intake.pages.asking import FachkraftHere
from services.intake.pages.contact_form import blank_contact, offered_to, on_form
from services.intake.pages.contact_views import hints_of
from services.intake.pages.referral_addresses import referral_address
from services.intake.referrals_work import REFERRED
from services.intake.restricting.queries import restricted_cases, restriction_of
from services.intake.sections import AskedToday, Json
from services.intake.site_directory import site
from services.intake.today import SECTIONS
from services.kernel.pages.rendering import rendered
from services.kernel.requests import Session
from services.kernel.times import today

router: Final = APIRouter()

MOST_SHOWN: Final = 10  # of each kind of work; the rest stands in the worklist
SILENT: Final = frozenset({"silent_case"})
CLOCKS: Final = frozenset(
    {"exit_status", "followup", "consent_expiring", "consent_expired", "consent_withdrawn", "questionnaire"}
)
OF_PARTICIPATION: Final = frozenset({"exit_status", "followup", "record_incomplete"})


@router.get("/heute")
def today_page(
    request: Request,
    asking: FachkraftHere,
    service: Service,
    saved: Annotated[UUID | None, Query(alias="gespeichert")] = None,
) -> Response:
    """The day of whoever is signed in; ``saved``: the contact that was recorded a moment ago."""
    desk = access_desk(service, asking)
    asker, district = desk.asker, asking.district
    asked = AskedToday(asker.actor, staff_id_of(asker.actor), asker.teams, today())
    found = {section.key: section.read(service, district, asked) for section in SECTIONS}
    offered = offered_to(service, district, asker)
    context = on_form(
        offered,
        form=blank_contact(offered, back="heute"),
        day=asked.day,
        saved=None if saved is None else _saved(service, asking, saved),
        appointments=_appointments(desk, found["appointments"]),
        contacts=_contacts(desk, found["contacts"]),
        kinds=contact_kinds(),
        **_work(found["work"]),
    )
    return rendered(request, "intake/today.html", context)


def _saved(service: Intake, asking: Session, contact: UUID) -> Json:
    """What was stored, to be taken back at once, and what is worth a second look. Raises a Problem (404)."""
    seen = visible_contact(service, asking, contact, "read")
    if seen.state.cancelled or restriction_of(service.pool, asking.district, seen.contact.person_id) is not None:
        return None
    return {"contact_id": contact, "hints": hints_of(service, asking.district, seen.contact)}


def _appointments(desk: AccessDesk, entries: Sequence[Json]) -> list[Json]:
    """With the code word of the case, where the asker may read it, and the name of the site."""
    cases = {UUID(each["case_id"]) for each in entries}
    words = readable_code_words(desk.service, desk.district, desk.asker, cases)
    left_alone = restricted_cases(desk.service.pool, desk.district, words.keys())
    return [
        {
            **each,
            "code_word": words.get(UUID(each["case_id"])),
            "place": _place(desk, each["site"]),
            "restricted": UUID(each["case_id"]) in left_alone,
        }
        for each in entries
    ]


def _place(desk: AccessDesk, site_id: str | None) -> str | None:
    known = None if site_id is None else site(desk.service.pool, desk.district, UUID(site_id))
    return None if known is None else known.name


def _contacts(desk: AccessDesk, rows: Sequence[Json]) -> list[Json]:
    """With whether they may still be taken back without a reason."""
    ids = [UUID(row["contact_id"]) for row in rows]
    may_undo = undoable(desk.service, desk.district, ids, desk.asker.actor)
    cases = {UUID(row["case_id"]) for row in rows if row["case_id"]}
    left_alone = {str(case) for case in restricted_cases(desk.service.pool, desk.district, cases)}
    return [
        {**row, "may_undo": contact in may_undo and not restricted, "restricted": restricted}
        for row, contact in zip(rows, ids, strict=True)
        for restricted in [row["case_id"] in left_alone]
    ]


def _work(items: Sequence[Json]) -> Mapping[str, Any]:
    """Sorted into what is due, clocks that run, and cases in which nothing happens."""
    linked = [{**item, "href": _address(item)} for item in items]
    silent = [item for item in linked if item["kind"] in SILENT]
    clocks = [item for item in linked if item["kind"] in CLOCKS]
    due = [item for item in linked if item["kind"] not in SILENT | CLOCKS]
    lists = {"due": due, "clocks": clocks, "silent": silent}
    return {name: {"items": found[:MOST_SHOWN], "more": len(found) - MOST_SHOWN} for name, found in lists.items()}


def _address(item: Json) -> str:
    """Where one does it."""
    if item["kind"] in REFERRED:
        return referral_address(item["subject"])
    if item["case_id"] is not None:
        return f"/faelle/{item['case_id']}"
    if item["kind"] in OF_PARTICIPATION:
        return f"/teilnahmen/{item['operation']}/{item['subject']}"
    return "/arbeitsliste"
