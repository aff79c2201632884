"""Certificates for volunteers as PDF: PDF/UA-1 for screen readers, PDF/A-2a to be kept; fonts are typst's own.

The name comes from the vault at that moment; the minutes are those of the day on which it was issued.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import typst

from services.events.application import Events
from services.events.domain.volunteer_state import UnknownVolunteer, VolunteerIsErased
from services.events.hours import in_hours
from services.events.strangers import district_name
from services.events.volunteering_queries import Period, records
from services.events.volunteers_queries import CertificateEntry, certificates_of, helpers
from services.events.volunteers_words import named
from services.kernel.deciders import RuleViolation
from services.kernel.pages.wording import day as written_day

TEMPLATE: Final = Path(__file__).parent / "certificate.typ"
STANDARDS: Final = ("a-2a", "ua-1")
PDF: Final = "application/pdf"


class UnknownCertificate(RuleViolation):
    title = "Diese Bescheinigung gibt es nicht."
    field = "certificate_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What stands on the sheet; days and hours as they are written. ``tasks``: titles, none where none was named."""

    name: str
    issuer: str
    first_day: str
    last_day: str
    hours: str
    issued_on: str
    tasks: Sequence[str]


def certificate_pdf(events: Events, district: str, volunteer_id: UUID, certificate_id: UUID) -> bytes:
    """The sheet of a certificate. Raises UnknownVolunteer, UnknownCertificate, VolunteerIsErased."""
    return printed(certificate(events, district, volunteer_id, certificate_id))


def certificate(events: Events, district: str, volunteer_id: UUID, certificate_id: UUID) -> Certificate:
    """Raises UnknownVolunteer, UnknownCertificate, VolunteerIsErased."""
    known = helpers(events.pool, district)
    entry = known.volunteers.get(volunteer_id)
    if entry is None:
        raise UnknownVolunteer
    issued = _issued(events, district, volunteer_id, certificate_id)
    if entry.erased_on is not None:
        raise VolunteerIsErased
    (volunteer,) = named(events, district, [entry])
    given = records(events.pool, district, Period(issued.first_day, issued.last_day), volunteer_id)
    titles = {known.engagements[each.engagement_id].title for each in given if each.engagement_id is not None}
    return Certificate(
        name=volunteer.name,
        issuer=district_name(events, district) or district,
        first_day=written_day(issued.first_day),
        last_day=written_day(issued.last_day),
        hours=in_hours(issued.minutes),
        issued_on=written_day(issued.on),
        tasks=sorted(titles, key=str.casefold),
    )


def printed(sheet: Certificate) -> bytes:
    """The PDF: the same certificate gives the same bytes."""
    return bytes(
        typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=typst.Fonts(include_system_fonts=False),
            format="pdf",
            sys_inputs={"certificate": json.dumps(asdict(sheet), ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=0,
        )
    )


def _issued(events: Events, district: str, volunteer_id: UUID, certificate_id: UUID) -> CertificateEntry:
    for each in certificates_of(events.pool, district, volunteer_id):
        if each.certificate_id == certificate_id:
            return each
    raise UnknownCertificate
