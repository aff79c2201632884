"""Contacts for reading: the list without anything that tells of a person, and one contact in full."""

import datetime as dt
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.intake.api.access import CASE_EXAMPLE, RESTRICTED_HEADER, Fachkraft, Organiser, access_desk
from services.intake.api.asking import Service
from services.intake.api.cases import STAFF_EXAMPLE
from services.intake.api.contacts import CONTACT_EXAMPLE, ContactInPath, visible_contact
from services.intake.api.paging import After, Limit, page
from services.intake.contacts_queries import ContactRow, ContactsAsked, code_words, contacts, in_full
from services.intake.directory import staff_id_of
from services.intake.paging import Place
from services.intake.restricting.queries import restricted_persons, restriction_of
from services.kernel.inputs import Day, OperationInQuery
from services.kernel.requests import only_known
from services.kernel.roles import Role
from services.kernel.waiting import awaited

router: Final = APIRouter(dependencies=[Depends(awaited)])

NOBODY: Final = UUID(int=0)  # a program has recorded no contact as a Fachkraft


class ContactListed(BaseModel):
    """A contact in a list."""

    model_config = ConfigDict(title="Kontakt in einer Liste")

    contact_id: UUID = Field(title="Kontakt", examples=[CONTACT_EXAMPLE])
    date: dt.date = Field(title="Datum")
    operation: str = Field(title="Vorhaben")
    sozialraum: str = Field(title="Sozialraum")
    kind: str | None = Field(title="Kontaktart")
    minutes: int | None = Field(title="Minuten")
    staff: UUID | None = Field(title="Fachkraft", examples=[STAFF_EXAMPLE])
    case_id: UUID | None = Field(title="Fall; null bei einem anonymen Kontakt", examples=[CASE_EXAMPLE])
    code_word: str | None = Field(title="Codewort; null für die Koordination")
    restricted: bool = Field(title="Verarbeitung eingeschränkt (Artikel 18 DSGVO)")


class ContactPage(BaseModel):
    """Newest first; ``next`` is what ``after`` of the next page says."""

    model_config = ConfigDict(title="Kontakte")

    contacts: list[ContactListed] = Field(title="Kontakte")
    next: str | None = Field(title="Weiter nach; null am Ende")


class ContactInFull(BaseModel):
    """Everything recorded of one contact."""

    model_config = ConfigDict(title="Kontakt")

    contact: dict[str, Any] = Field(title="Angaben")
    cancelled: bool = Field(title="Storniert")


ASKED: Final = ("operation", "from", "to", "mine", "anonymous", "after", "limit")


@router.get("/contacts", summary="Kontakte, neueste zuerst", dependencies=[Depends(only_known(*ASKED))])
def list_contacts(
    *,
    asking: Organiser,
    service: Service,
    operation: OperationInQuery = None,
    first: Annotated[Day | None, Query(alias="from", title="Von")] = None,
    last: Annotated[Day | None, Query(alias="to", title="Bis")] = None,
    mine: Annotated[bool, Query(title="Nur meine")] = False,
    anonymous: Annotated[bool | None, Query(title="Nur anonyme (true) oder nur von Fällen (false)")] = None,
    after: After = None,
    limit: Limit = 50,
) -> ContactPage:
    """Eine Fachkraft sieht die ihrer Teams, die ohne Team und die anonymen, die Koordination alle, ohne Inhalte."""
    staff = (staff_id_of(asking.caller.actor) or NOBODY) if mine else None
    asked = ContactsAsked(operation=operation, staff=staff, anonymous=anonymous, first=first, last=last)
    asker = access_desk(service, asking).asker
    rows = contacts(service.pool, asking.district, asker, asked, page(after, limit))
    following = str(Place(rows[-1].on_day, rows[-1].contact)) if len(rows) == limit else None
    shown = rows if asking.caller.role == Role.FACHKRAFT else []
    named = {(row.case_id, row.person) for row in shown if row.case_id and row.person}
    words = code_words(service, asking.district, named)
    left_alone = restricted_persons(service.pool, asking.district, {row.person for row in rows if row.person})
    listed = [_listed(row, words.get(row.case_id or NOBODY), restricted=row.person in left_alone) for row in rows]
    return ContactPage(contacts=listed, next=following)


@router.get("/contacts/{contact}", summary="Kontakt mit allen Angaben", dependencies=[Depends(only_known())])
def read_contact(
    contact: ContactInPath, request: Request, response: Response, asking: Fachkraft, service: Service
) -> ContactInFull:
    """Gehört der Kontakt zu einem Fall, wird aufgezeichnet, wer ihn liest."""
    seen = visible_contact(service, asking, contact, "read")
    if seen.contact.case_id is not None:
        if (standing := restriction_of(service.pool, asking.district, seen.contact.person_id)) is not None:
            response.headers[RESTRICTED_HEADER] = standing.grounds
        access_desk(service, asking).record_read_of(seen.contact.case_id, request.state.correlation_id)
    (document,) = in_full(service, asking.district, [seen.contact])
    return ContactInFull(contact=document, cancelled=seen.state.cancelled)


def _listed(row: ContactRow, code_word: str | None, *, restricted: bool) -> ContactListed:
    return ContactListed(
        contact_id=row.contact,
        date=row.on_day,
        operation=row.operation,
        sozialraum=row.sozialraum,
        kind=row.kind,
        minutes=row.minutes,
        staff=row.staff,
        case_id=row.case_id,
        code_word=code_word,
        restricted=restricted,
    )
