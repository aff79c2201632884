"""A volunteer as the decisions see them: since when, until when, what they do. One stream a volunteer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.contracts.events.volunteers import (
    CertificateIssued,
    EngagementLeft,
    EngagementTaken,
    VolunteerEnlisted,
    VolunteerErased,
    VolunteerLeft,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Volunteer:
    """``enlisted`` None: nobody knows them; ``taken``: engagement -> what counts of it, of those not ``given_up``."""

    enlisted: VolunteerEnlisted | None = None
    last_day: date | None = None
    taken: Mapping[UUID, EngagementTaken] = field(default_factory=dict)
    given_up: frozenset[UUID] = frozenset()
    certificates: frozenset[UUID] = frozenset()
    is_erased: bool = False


class UnknownVolunteer(RuleViolation):
    title = "Diese Ehrenamtliche oder diesen Ehrenamtlichen gibt es nicht."
    field = "volunteer_id"


class VolunteerHasLeft(RuleViolation):
    title = "Diese Person hilft nicht mehr mit. Bitte zuerst wieder aufnehmen."
    field = "volunteer_id"


class VolunteerIsErased(RuleViolation):
    title = "Name und Kontakt dieser Person sind gelöscht. Nur die Stunden bleiben."
    field = "volunteer_id"


def expect_known(volunteer: Volunteer) -> VolunteerEnlisted:
    """Raises UnknownVolunteer."""
    if volunteer.enlisted is None:
        raise UnknownVolunteer
    return volunteer.enlisted


def expect_named(volunteer: Volunteer) -> VolunteerEnlisted:
    """Raises UnknownVolunteer, VolunteerIsErased."""
    enlisted = expect_known(volunteer)
    if volunteer.is_erased:
        raise VolunteerIsErased
    return enlisted


def expect_active(volunteer: Volunteer) -> VolunteerEnlisted:
    """Raises UnknownVolunteer, VolunteerIsErased, VolunteerHasLeft."""
    enlisted = expect_named(volunteer)
    if volunteer.last_day is not None:
        raise VolunteerHasLeft
    return enlisted


def evolve(volunteer: Volunteer, fact: Contract) -> Volunteer:  # noqa: PLR0911 - one line a fact
    match fact:
        case VolunteerEnlisted():
            return replace(volunteer, enlisted=fact, last_day=None)
        case VolunteerLeft():
            return replace(volunteer, last_day=fact.on)
        case VolunteerErased():
            return replace(volunteer, is_erased=True)
        case EngagementTaken():
            return replace(volunteer, taken={**volunteer.taken, fact.engagement_id: fact})
        case EngagementLeft():
            kept = {key: each for key, each in volunteer.taken.items() if key != fact.engagement_id}
            return replace(volunteer, taken=kept, given_up=volunteer.given_up | {fact.engagement_id})
        case CertificateIssued():
            return replace(volunteer, certificates=volunteer.certificates | {fact.certificate_id})
        case _:
            return volunteer
