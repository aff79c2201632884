"""Volunteers come and go: enlisted by the team, signed up by themselves, corrected, gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.events.volunteers import EngagementTaken, VolunteerEnlisted, VolunteerErased, VolunteerLeft
from services.contracts.events.words import Provenance
from services.contracts.vocabularies import languages
from services.events.domain.days import EndsBeforeItBegins, expect_not_in_future
from services.events.domain.volunteer_state import (
    Volunteer,
    VolunteerIsErased,
    expect_active,
    expect_known,
    expect_named,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerDetails:
    """What is known of somebody who helps; ``contact_id``: name and contact in the vault."""

    on: date
    provenance: Provenance = "staff"
    sozialraeume: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnlistVolunteer:
    """Somebody wants to help, or is back."""

    volunteer_id: UUID
    details: VolunteerDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpVolunteer:
    """Somebody signs up for an engagement by themselves; the team has still to say yes."""

    volunteer_id: UUID
    engagement_id: UUID
    contact_id: UUID
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectVolunteer:
    """Other details of somebody who helps."""

    details: VolunteerDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveVolunteering:
    """They help no more after ``on``; said again, the day is corrected."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseVolunteer:
    """Name and contact are to be gone for good; whoever still helped does so no more."""

    today: date


Command: TypeAlias = EnlistVolunteer | SignUpVolunteer | CorrectVolunteer | LeaveVolunteering | EraseVolunteer


class UnknownLanguage(RuleViolation):
    title = "Diese Sprache steht nicht in der Liste."
    field = "languages"


def enlist(command: EnlistVolunteer, volunteer: Volunteer) -> Sequence[Contract]:
    if volunteer.is_erased:
        raise VolunteerIsErased
    enlisted = _enlisted(command.volunteer_id, command.details, command.today)
    is_here = volunteer.last_day is None
    return [] if is_here and volunteer.enlisted == enlisted else [enlisted]


def sign_up(command: SignUpVolunteer, volunteer: Volunteer) -> Sequence[Contract]:
    """A sign-up makes somebody new: nobody who has no account can change what is known of somebody."""
    if volunteer.enlisted is not None:
        return []
    details = VolunteerDetails(on=command.today, provenance="self", contact_id=command.contact_id)
    enlisted = _enlisted(command.volunteer_id, details, command.today)
    taken = EngagementTaken(
        volunteer_id=command.volunteer_id, engagement_id=command.engagement_id, on=command.today, confirmed=False
    )
    return [enlisted, taken]


def correct(command: CorrectVolunteer, volunteer: Volunteer) -> Sequence[Contract]:
    known = expect_active(volunteer)
    corrected = _enlisted(known.volunteer_id, command.details, command.today)
    return [] if known == corrected else [corrected]


def leave(command: LeaveVolunteering, volunteer: Volunteer) -> Sequence[Contract]:
    known = expect_named(volunteer)
    if command.on < known.on:
        raise EndsBeforeItBegins(field="on")
    return [] if volunteer.last_day == command.on else [VolunteerLeft(volunteer_id=known.volunteer_id, on=command.on)]


def erase(command: EraseVolunteer, volunteer: Volunteer) -> Sequence[Contract]:
    known = expect_known(volunteer)
    if volunteer.is_erased:
        return []
    left = VolunteerLeft(volunteer_id=known.volunteer_id, on=command.today)
    erased = VolunteerErased(volunteer_id=known.volunteer_id, on=command.today)
    return [erased] if volunteer.last_day is not None else [left, erased]


def _enlisted(volunteer_id: UUID, details: VolunteerDetails, today: date) -> VolunteerEnlisted:
    expect_not_in_future(details.on, today)
    if not languages().keys() >= set(details.languages):
        raise UnknownLanguage
    return VolunteerEnlisted(
        volunteer_id=volunteer_id,
        on=details.on,
        provenance=details.provenance,
        sozialraeume=details.sozialraeume,
        languages=details.languages,
        contact_id=details.contact_id,
    )
