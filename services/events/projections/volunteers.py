"""Who helps, what do they do, and what is help looked for? Read by the pages about volunteers and the public one.

An ending is a row of its own, so that who or what is there again is simply no longer ended.
"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.events.volunteers import (
    CertificateIssued,
    EngagementClosed,
    EngagementLeft,
    EngagementOffered,
    EngagementTaken,
    VolunteerEnlisted,
    VolunteerErased,
    VolunteerLeft,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

ENGAGEMENTS = Table(
    "engagements",
    "engagement",
    ("title", "sozialraeume", "needed", "first_day", "last_day", "event", "operation", "public", "details"),
    versioned=False,
)
CLOSINGS = Table("engagement_closings", "engagement", ("on_day",), versioned=False)
VOLUNTEERS = Table(
    "volunteers", "volunteer", ("on_day", "provenance", "sozialraeume", "languages", "contact"), versioned=False
)
LEAVINGS = Table("volunteer_leavings", "volunteer", ("last_day",), versioned=False)
ERASURES = Table("volunteer_erasures", "volunteer", ("on_day",), versioned=False)
TAKEN = Table(
    "taken_engagements",
    "taking",
    ("volunteer", "engagement", "on_day", "confirmed"),
    key_type="text",
    versioned=False,
)
CERTIFICATES = Table(
    "volunteer_certificates",
    "certificate",
    ("volunteer", "first_day", "last_day", "minutes", "on_day"),
    versioned=False,
)

Fact: TypeAlias = (
    EngagementOffered
    | EngagementClosed
    | VolunteerEnlisted
    | VolunteerLeft
    | VolunteerErased
    | EngagementTaken
    | EngagementLeft
    | CertificateIssued
)


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:  # noqa: PLR0911 - one line a fact
    """What was said last counts."""
    fact = recorded.fact
    match fact:
        case EngagementOffered():
            return [Put(ENGAGEMENTS, fact.engagement_id, _engagement(fact)), Drop(CLOSINGS, fact.engagement_id)]
        case EngagementClosed():
            return [Put(CLOSINGS, fact.engagement_id, (fact.on,))]
        case VolunteerEnlisted():
            return [Put(VOLUNTEERS, fact.volunteer_id, _volunteer(fact)), Drop(LEAVINGS, fact.volunteer_id)]
        case VolunteerLeft():
            return [Put(LEAVINGS, fact.volunteer_id, (fact.on,))]
        case VolunteerErased():
            return [Put(ERASURES, fact.volunteer_id, (fact.on,))]
        case EngagementTaken():
            return [Put(TAKEN, _taking(fact), (fact.volunteer_id, fact.engagement_id, fact.on, fact.confirmed))]
        case EngagementLeft():
            return [Drop(TAKEN, _taking(fact))]
        case CertificateIssued():
            said = (fact.volunteer_id, fact.first_day, fact.last_day, fact.minutes, fact.on)
            return [Put(CERTIFICATES, fact.certificate_id, said)]
        case _:
            assert_never(fact)


def _taking(fact: EngagementTaken | EngagementLeft) -> str:
    return f"{fact.volunteer_id}:{fact.engagement_id}"


def _engagement(fact: EngagementOffered) -> tuple[object, ...]:
    period = (fact.first_day, fact.last_day)
    of = (fact.event_id, fact.operation, fact.public, fact.details_id)
    return (fact.title, list(fact.sozialraeume), fact.needed, *period, *of)


def _volunteer(fact: VolunteerEnlisted) -> tuple[object, ...]:
    return (fact.on, fact.provenance, list(fact.sozialraeume), list(fact.languages), fact.contact_id)


volunteers = Projection(
    "volunteers",
    version=1,
    tables=(ENGAGEMENTS, CLOSINGS, VOLUNTEERS, LEAVINGS, ERASURES, TAKEN, CERTIFICATES),
    reads=(
        EngagementOffered,
        EngagementClosed,
        VolunteerEnlisted,
        VolunteerLeft,
        VolunteerErased,
        EngagementTaken,
        EngagementLeft,
        CertificateIssued,
    ),
    fold=keep,
)
