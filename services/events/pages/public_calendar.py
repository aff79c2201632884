"""*Kalender*: what takes place in a district, for everybody; registering without an account, and giving places back.

What others may keep is the calendar only; a page with a form is kept by nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.contracts.vocabularies import event_kinds, target_groups
from services.events.api.asking import Service
from services.events.api.contact_fields import Email, Phone
from services.events.api.fields import Name, said
from services.events.application import Events
from services.events.calendar_queries import CalendarEntry, entry_of, is_public, public_calendar
from services.events.domain.event import EVENT
from services.events.domain.event_state import EventIsCancelled, EventIsOver
from services.events.domain.registration import UnknownRegistration, takes_registrations
from services.events.event_desk import EVENT_FIELDS
from services.events.event_wording import registration_words, when_of
from services.events.registrations_desk import RegistrationsDesk
from services.events.registrations_queries import places_left
from services.events.strangers import GUEST, ROLE, StrangersForm, district_name
from services.events.texts import NO_WORDS, Sheet, Words, words_of_all
from services.kernel import readable_codes
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import form_context_of
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.problems import FieldError, Problem, not_found
from services.kernel.public_answers import keeping, not_too_often
from services.kernel.requests import only_known
from services.kernel.times import BERLIN, now, today
from services.kernel.tokens import Caller

router: Final = APIRouter()

# Where forms are sent: one address for all districts, so that the gate knows it and no address tells of anybody.
CALENDAR: Final = "/kalender"
REGISTER: Final = f"{CALENDAR}/anmeldung"
GIVE_BACK: Final = f"{CALENDAR}/abmeldung"
DISTRICT: Final = f"{CALENDAR}/{{district}}"
NOTHING_PUBLIC: Final = "Unter dieser Adresse gibt es keine öffentlichen Veranstaltungen."
TITLES: Final = {
    "name": "Ihr Name",
    "persons": "Wie viele Personen?",
    "phone": "Telefon",
    "email": "E-Mail",
    "code": "Code",
}
ONE_IS_NEEDED: Final = "Bitte Telefon oder E-Mail angeben, falls sich etwas ändert."
WRONG_CODE: Final = "Zu diesem Code gibt es hier keine Anmeldung. Bitte prüfen Sie ihn noch einmal."

DistrictInPath = Annotated[str, Path(title="Landkreis", max_length=40)]
EventInPath = Annotated[UUID, Path(title="Veranstaltung")]
Word = Annotated[str, Query(max_length=60)]


class WantedIn(BaseModel):
    """What a form is about; ``homepage`` is a field that no person sees: who fills it in is a program."""

    model_config = ConfigDict(extra="ignore")

    district: Annotated[str, Field(max_length=40)] = ""
    event: UUID | None = None
    homepage: str = ""


class RegisterIn(BaseModel):
    """Who comes, with how many, and how to reach them."""

    model_config = ConfigDict(extra="ignore")

    name: Name
    persons: Annotated[int, Field(ge=1, le=20)] = 1
    phone: Phone | None = None
    email: Email | None = None

    @property
    def texts(self) -> dict[str, str]:
        return said(name=self.name, phone=self.phone, email=self.email)


class GiveBackIn(BaseModel):
    """The code of a registration, as it was shown."""

    model_config = ConfigDict(extra="ignore")

    code: Annotated[str, Field(min_length=1, max_length=60)]


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody at a public form: of which event."""

    request: Request
    service: Events
    district: str
    entry: CalendarEntry


@router.get(DISTRICT, dependencies=[Depends(only_known("sozialraum", "art", "ansicht")), Depends(not_too_often)])
def public_page(
    *,
    request: Request,
    service: Service,
    district: DistrictInPath,
    sozialraum: Word = "",
    art: Word = "",
    ansicht: Word = "",
) -> Response:
    """A district without anything public is answered like one that does not exist."""
    name = district_name(service, district)
    public = [] if name is None else public_calendar(service.pool, district, today())
    if not public:
        raise not_here()
    found = [each for each in public if _fits(each, sozialraum, art)]
    context = {
        "name": name,
        "address": f"{CALENDAR}/{district}",
        "form": blank(sozialraum=sozialraum, art=art),
        "events": found,
        "words": _words(service, district, found),
        "no_words": NO_WORDS,
        "when_of": when_of,
        "registration": registration_words,
        "kinds": event_kinds(),
        "choices": [(key, key) for key in sorted({key for each in public for key in each.sozialraeume})],
        "print": ansicht == "druck",
    }
    kept = keeping(request)
    return rendered(request, "events/kalender.html", context, headers={"Vary": "Cookie", **kept})


@router.get(f"{DISTRICT}/{{event}}", dependencies=[Depends(only_known()), Depends(not_too_often)])
def public_event(request: Request, service: Service, district: DistrictInPath, event: EventInPath) -> Response:
    return _page(Stranger(request, service, district, _public(service, district, event)), blank())


@router.post(REGISTER)
async def register(request: Request, service: Service) -> Response:
    """Read by hand: of which event stands in the form, and how often somebody may send is asked first."""
    stranger, is_program = await _stranger(request, service, "registration")
    if is_program:
        return _page(stranger, blank())
    form = await fill(request, RegisterIn)
    if form.model is not None and not (form.model.phone or form.model.email):
        form = Filled(form.typed, None, [FieldError("phone", ONE_IS_NEEDED)])
    context = await form_context_of(request, Caller(stranger.district, ROLE, GUEST))
    return await run_in_threadpool(_registered, stranger, form, context)


@router.post(GIVE_BACK)
async def give_back(request: Request, service: Service) -> Response:
    stranger, is_program = await _stranger(request, service, "release")
    if is_program:
        return _page(stranger, blank())
    form = await fill(request, GiveBackIn)
    context = await form_context_of(request, Caller(stranger.district, ROLE, GUEST))
    return await run_in_threadpool(_given_back, stranger, form, context)


def not_here() -> Problem:
    """The same for what is not there as for what is not public: nobody learns which there are."""
    return not_found(NOTHING_PUBLIC)


# --- Forms of strangers ----------------------------------------------------------------


async def _stranger(request: Request, service: Events, name: str) -> tuple[Stranger, bool]:
    """Of which event, and whether it is a program that sends. Raises a Problem (404, 422, 429)."""
    wanted = (await fill(request, WantedIn)).model
    if wanted is None or wanted.event is None:
        raise not_here()
    address = request.client.host if request.client else ""
    entry = await run_in_threadpool(_heard, service, wanted, (name, address))
    return Stranger(request, service, wanted.district, entry), bool(wanted.homepage)


def _heard(service: Events, wanted: WantedIn, who: tuple[str, str]) -> CalendarEntry:
    """Raises a Problem (404, 429)."""
    name, address = who
    if wanted.event is None or district_name(service, wanted.district) is None:
        raise not_here()
    StrangersForm(service, wanted.district, name).note(address)
    return _public(service, wanted.district, wanted.event)


def _registered(stranger: Stranger, form: Filled[RegisterIn], context: Context) -> Response:
    """The code is shown on the answer itself: the same form sent again is the same registration and the same code."""
    body = form.model
    if body is None:
        return _page(stranger, form, UNPROCESSABLE)
    desk = RegistrationsDesk(stranger.service, stranger.district)
    return _decided(
        stranger,
        form,
        lambda: _done(stranger, desk.request_place(stranger.entry.event_id, body.persons, body.texts, context)),
    )


def _given_back(stranger: Stranger, form: Filled[GiveBackIn], context: Context) -> Response:
    body = form.model
    if body is None:
        return _page(stranger, form, UNPROCESSABLE)
    desk = RegistrationsDesk(stranger.service, stranger.district)
    try:
        desk.release_by_code(stranger.entry.event_id, body.code, context)
    except UnknownRegistration:
        return _page(stranger, Filled({}, None, [FieldError("code", WRONG_CODE)]), CONFLICT)
    except (EventIsCancelled, EventIsOver) as refused:
        return _page(stranger, Filled({}, None, [FieldError("", refused.title)]), CONFLICT)
    return _done(stranger, None)


def _decided(stranger: Stranger, form: Filled[Any], decide: Callable[[], Response]) -> Response:
    try:
        return decide()
    except RuleViolation as broken:
        return _page(stranger, form.refused(broken), CONFLICT)


# --- What is shown ---------------------------------------------------------------------


def _done(stranger: Stranger, registered: Any) -> Response:
    """``registered`` None: places were given back."""
    context = {
        "entry": stranger.entry,
        "when": when_of(stranger.entry),
        "back": f"{CALENDAR}/{stranger.district}/{stranger.entry.event_id}",
        "registered": registered,
        "code": None if registered is None else readable_codes.grouped(registered.code).upper(),
    }
    return rendered(stranger.request, "events/kalender_danke.html", context)


def _page(stranger: Stranger, form: Filled[Any], status: int = 200) -> Response:
    entry, service, district = stranger.entry, stranger.service, stranger.district
    places = places_left(service.pool, district, {entry.event_id: entry.capacity})[entry.event_id]
    context = {
        "entry": entry,
        "name": district_name(service, district),
        "district": district,
        "when": when_of(entry),
        "kind": event_kinds().get(entry.kind, entry.kind),
        "groups": [target_groups().get(key, key) for key in entry.target_groups],
        "words": _words(service, district, [entry]).get(entry.event_id, NO_WORDS),
        "places": places,
        "registration": registration_words(entry),
        "may_register": _may_register(service, district, entry, now().astimezone(BERLIN)),
        "register": REGISTER,
        "give_back": GIVE_BACK,
        "address": f"{CALENDAR}/{district}",
        "form": form,
        "titles": TITLES,
    }
    return rendered(stranger.request, "events/kalender_einzeln.html", context, status=status)


def _may_register(service: Events, district: str, entry: CalendarEntry, at: datetime) -> bool:
    """By the rule that decides."""
    event = service.state(district, EVENT, entry.event_id)
    if event.planned is None or event.published is None or event.stage != "published":
        return False
    return takes_registrations(event.planned, event.published, at)


def _public(service: Events, district: str, event_id: UUID) -> CalendarEntry:
    """Raises a Problem (404)."""
    if district_name(service, district) is None:
        raise not_here()
    entry = entry_of(service.pool, district, event_id)
    if entry is None or not is_public(entry, today()):
        raise not_here()
    return entry


def _fits(entry: CalendarEntry, sozialraum: str, kind: str) -> bool:
    is_there = not sozialraum or not entry.sozialraeume or sozialraum in entry.sozialraeume
    return is_there and (not kind or entry.kind == kind)


def _words(service: Events, district: str, entries: list[CalendarEntry]) -> dict[UUID, Words]:
    """By event."""
    sheets = {each.event_id: Sheet(each.event_id, each.details_id, EVENT_FIELDS) for each in entries}
    found = words_of_all(service, district, sheets.values())
    return {event: found[sheet.details_id] for event, sheet in sheets.items() if sheet.details_id is not None}
