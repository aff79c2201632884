"""The contact that a page is about, and who asks for it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from services.intake.access_desk import AccessDesk
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.contact_lists import ContactInFull, read_contact
from services.intake.api.contacts import ContactInPath, visible_contact
from services.intake.application import Intake
from services.intake.contact_history import Version, versions
from services.intake.contacts_desk import Seen
from services.intake.domain.access import Purpose
from services.intake.pages.asking import FachkraftHere
from services.intake.pages.restricted import mark
from services.intake.restricting.queries import Standing, restriction_of
from services.kernel.requests import Session


@dataclass(frozen=True, slots=True)
class ContactHere:
    """Everything raises a Problem (404) where the asker may not see the contact, or where there is none."""

    request: Request
    service: Intake
    asking: Session
    contact: UUID

    @property
    def desk(self) -> AccessDesk:
        return access_desk(self.service, self.asking)

    def seen(self, purpose: Purpose) -> Seen:
        return visible_contact(self.service, self.asking, self.contact, purpose)

    def in_full(self) -> ContactInFull:
        """With its words; of a case, that it was read is recorded."""
        return read_contact(self.contact, self.request, Response(), self.asking, self.service)

    def mark_if_restricted(self, seen: Seen) -> Standing | None:
        """Say on the page that nobody works on the data of the person."""
        standing = restriction_of(self.service.pool, self.asking.district, seen.contact.person_id)
        mark(self.request, standing)
        return standing

    def versions(self) -> list[Version]:
        return versions(self.service, self.asking.district, self.contact)


def contact_here(request: Request, contact: ContactInPath, asking: FachkraftHere, service: Service) -> ContactHere:
    return ContactHere(request, service, asking, contact)


OneContact = Annotated[ContactHere, Depends(contact_here)]
