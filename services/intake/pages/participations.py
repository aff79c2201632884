"""The ESF questionnaire: a new participation, in a case or without one, and the values of a known one."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.rows import record_participation
from services.intake.application import Intake
from services.intake.case_file import head
from services.intake.entry_desk import EntryDesk
from services.intake.identity_reading import known_person
from services.intake.opening import SERVICE
from services.intake.pages.asking import FachkraftHere, Sent, WriterHere
from services.intake.pages.case_access import CaseWrite
from services.intake.pages.case_forms import CASES
from services.intake.pages.contact_form import offered_to
from services.intake.pages.participation_here import ON_ENTRY, At, ParticipationHere
from services.intake.pages.questionnaire import BUTTON, NewParticipation, Typed, known_page, new_page, stored
from services.intake.pages.questions import NUMBER
from services.intake.queries import known_operation
from services.intake.rows_in import ParticipationIn
from services.kernel.deciders import Context, RuleViolation
from services.kernel.ids import uuid7
from services.kernel.inputs import OperationInPath
from services.kernel.pages.forms import blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.requests import Session

router: Final = APIRouter()

# What a check needs and nobody has typed yet; never stored.
SOME_PLACE: Final = "noch offen"


def entry_input(typed: Mapping[str, Sequence[str]], **known: str) -> dict[str, Any]:
    """All questions: one that is left empty is unknown, and says so. What the address knows is not asked."""
    said = {name: values[-1] for name, values in typed.items() if name not in {BUTTON, "operation", "zurueck"}}
    return {**dict.fromkeys(ON_ENTRY[2:]), **said, **known}


def entry_or_check(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """To be looked at, a questionnaire may be unfinished: what is not typed yet is stood in for."""
    if BUTTON not in typed:
        return entry_input(typed)
    return {"sozialraum": SOME_PLACE, **entry_input(typed, **{NUMBER: f"neu-{uuid7()}"})}


async def typed_entry(request: Request) -> Typed:
    return await fill(request, ParticipationIn, entry_or_check)


async def typed_values(request: Request, at: ParticipationHere) -> Typed:
    """Of a known participation: its number comes from the file, never from a form."""
    return await fill(request, ParticipationIn, lambda typed: entry_input(typed, **_number(at)))


NewEntry = Annotated[Typed, Depends(typed_entry)]
ChangedEntry = Annotated[Typed, Depends(typed_values)]


def _number(at: At) -> dict[str, str]:
    return {NUMBER: at.key[NUMBER]}


# --- A new participation, without a case -------------------------------------------


@router.get("/teilnahmen/{operation}/neu")
def new_participation(request: Request, operation: OperationInPath, asking: WriterHere, service: Service) -> Response:
    """For who has no case, as at an event, or where only the Koordination enters."""
    asker = access_desk(service, asking).asker
    place = offered_to(service, asking.district, asker).preset.sozialraum or ""
    return new_page(_new(request, asking, service, operation), blank(sozialraum=place))


@router.post("/teilnahmen/{operation}/neu")
def enter_participation(
    *,
    request: Request,
    operation: OperationInPath,
    asking: WriterHere,
    filled: NewEntry,
    context: Sent,
    service: Service,
) -> Response:
    return _enter(_new(request, asking, service, operation), filled, context)


# --- A new participation of a case's person ----------------------------------------


@router.get(f"{CASES}/{{case}}/teilnahme/{{operation}}")
def questionnaire_of_case(
    request: Request, case: CaseWrite, operation: OperationInPath, asking: FachkraftHere, service: Service
) -> Response:
    """The questionnaire to fill in; where there is one already, that one."""
    linked = known_person(service, asking.district, case).links.linked
    for participation, of in linked.items():
        if of == operation:
            return see_other(f"/teilnahmen/{operation}/{participation}", SERVICE, None)
    place = str(head(service, asking.district, case)["sozialraum"])
    return new_page(_new(request, asking, service, operation, case), blank(sozialraum=place))


@router.post(f"{CASES}/{{case}}/teilnahme/{{operation}}")
def enter_for_case(
    *,
    request: Request,
    case: CaseWrite,
    operation: OperationInPath,
    asking: FachkraftHere,
    filled: NewEntry,
    context: Sent,
    service: Service,
) -> Response:
    """Entered and linked with the case; nothing of it where one of both is not possible."""
    return _enter(_new(request, asking, service, operation, case), filled, context)


def _new(
    request: Request, asking: Session, service: Intake, operation: str, case: UUID | None = None
) -> NewParticipation:
    rules = known_operation(service.pool, asking.district, operation)
    return NewParticipation(request, service, asking, rules, case)


def _enter(new: NewParticipation, filled: Typed, context: Context) -> Response:
    """With "Prüfen" nothing is stored."""
    if BUTTON in filled.typed:
        return new_page(new, filled)
    if filled.model is None:
        return new_page(new, filled, UNPROCESSABLE)
    desk = EntryDesk(new.service, new.asking.district, new.rules.operation)
    try:
        entered = desk.enter(filled.model.participant_no, filled.model.cells(), context, new.case)
    except RuleViolation as broken:
        return new_page(new, refused(filled, broken), CONFLICT)
    address = f"/teilnahmen/{new.rules.operation}/{entered.participation}"
    return see_other(f"{address}?gespeichert=ja", SERVICE, entered.position)


# --- A known participation ---------------------------------------------------------


@router.get("/teilnahmen/{operation}/{participation}")
def participation_page(
    at: ParticipationHere, saved: Annotated[str | None, Query(alias="gespeichert", max_length=10)] = None
) -> Response:
    """Its values, what is missing, and what became of the person."""
    return known_page(at, stored(at), saved=saved is not None)


@router.post("/teilnahmen/{operation}/{participation}")
def change_participation(at: ParticipationHere, filled: ChangedEntry, context: Sent) -> Response:
    """Corrected, or submitted; with "Prüfen" nothing is stored."""
    if BUTTON in filled.typed:
        return known_page(at, filled)
    if filled.model is None:
        return known_page(at, filled, status=UNPROCESSABLE)
    try:
        changed = record_participation(at.values.operation, filled.model, at.asking, context, at.service)
    except RuleViolation as broken:
        return known_page(at, refused(filled, broken), status=CONFLICT)
    return see_other(f"{at.address}?gespeichert=ja", SERVICE, changed.position)


def refused(filled: Typed, broken: RuleViolation) -> Typed:
    return filled.refused(broken, getattr(broken, "further", ()))
