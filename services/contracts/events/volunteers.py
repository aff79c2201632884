"""Facts of volunteers: who helps is a person of the vault, what they do is counted in minutes.

A volunteer is a stream, ``volunteer_id``, which is the person's id, too; an engagement that is looked for is one,
``engagement_id``.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import Provenance
from services.kernel.facts import Contract, fact


@fact("events.engagement_offered")
class EngagementOffered(Contract, frozen=True, kw_only=True):
    """Help is looked for; offered again under the same id, it was corrected. ``public``: with sign-up on the web."""

    engagement_id: UUID
    title: Annotated[str, Meta(title="Aufgabe")]
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    needed: Annotated[Annotated[int, Meta(ge=1)] | None, Meta(title="Gesuchte Personen")] = None
    first_day: Annotated[dt.date | None, Meta(title="Ab")] = None
    last_day: Annotated[dt.date | None, Meta(title="Bis")] = None
    event_id: Annotated[UUID | None, Meta(title="Veranstaltung (Verweis)")] = None
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    public: Annotated[bool, Meta(title="Öffentlich")] = False
    details_id: Annotated[UUID | None, Meta(title="Beschreibung (Verweis)")] = None


@fact("events.engagement_closed")
class EngagementClosed(Contract, frozen=True, kw_only=True):
    """Nobody is looked for any more."""

    engagement_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


class OfVolunteer(Contract, frozen=True, kw_only=True):
    """What every fact of a volunteer names; name and contact lie in the vault under it."""

    volunteer_id: UUID


@fact("events.volunteer_enlisted")
class VolunteerEnlisted(OfVolunteer, frozen=True, kw_only=True):
    """Somebody wants to help; enlisted again, what was recorded was corrected, or they are back."""

    on: Annotated[dt.date, Meta(title="Am")]
    provenance: Annotated[Provenance, Meta(title="Von wem")]
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    languages: Annotated[tuple[str, ...], Meta(title="Sprachen (ISO 639-1)")] = ()
    contact_id: Annotated[UUID | None, Meta(title="Kontakt (Verweis)")] = None


@fact("events.volunteer_left")
class VolunteerLeft(OfVolunteer, frozen=True, kw_only=True):
    """They help no more."""

    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("events.volunteer_erased")
class VolunteerErased(OfVolunteer, frozen=True, kw_only=True):
    """Name and contact are gone for good: their key is destroyed. The time they gave stays, without a name."""

    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.engagement_taken")
class EngagementTaken(OfVolunteer, frozen=True, kw_only=True):
    """A volunteer does this; ``confirmed``: the team has said yes to a sign-up."""

    engagement_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    confirmed: Annotated[bool, Meta(title="Zugesagt")] = True


@fact("events.engagement_left")
class EngagementLeft(OfVolunteer, frozen=True, kw_only=True):
    """A volunteer does this no more, or was not needed."""

    engagement_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.volunteering_recorded")
class VolunteeringRecorded(Contract, frozen=True, kw_only=True):
    """Time was given; recorded again under the same id, it was corrected. No volunteer: so many persons together.

    ``minutes`` is the sum of all ``persons``. A stream is one record.
    """

    record_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    minutes: Annotated[int, Meta(title="Minuten", ge=1)]
    persons: Annotated[int, Meta(title="Personen", ge=1)] = 1
    volunteer_id: Annotated[UUID | None, Meta(title="Ehrenamtliche (Verweis)")] = None
    engagement_id: Annotated[UUID | None, Meta(title="Aufgabe (Verweis)")] = None
    event_id: Annotated[UUID | None, Meta(title="Veranstaltung (Verweis)")] = None
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    sozialraum: Annotated[str | None, Meta(title="Sozialraum")] = None


@fact("events.volunteering_cancelled")
class VolunteeringCancelled(Contract, frozen=True, kw_only=True):
    """The record was a mistake."""

    record_id: UUID


@fact("events.certificate_issued")
class CertificateIssued(OfVolunteer, frozen=True, kw_only=True):
    """A certificate says that so many minutes were given in that period."""

    certificate_id: UUID
    first_day: Annotated[dt.date, Meta(title="Von")]
    last_day: Annotated[dt.date, Meta(title="Bis")]
    minutes: Annotated[int, Meta(title="Minuten", ge=1)]
    on: Annotated[dt.date, Meta(title="Ausgestellt am")]
