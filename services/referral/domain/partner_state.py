"""A partner as the decisions see it: its entry, places, contact persons and agreements. One stream a partner."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from services.contracts.referral import (
    AgreementEnded,
    AgreementMade,
    ContactDelisted,
    ContactListed,
    LocationDelisted,
    LocationListed,
    PartnerAssured,
    PartnerDelisted,
    PartnerListed,
    Provenance,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

F = TypeVar("F", bound=Contract)


@dataclass(frozen=True, slots=True)
class Kept(Generic[F]):
    """What counts of a thing, and its last day once one is known."""

    fact: F
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """``listed`` None: nobody of that name stands in the directory."""

    listed: PartnerListed | None = None
    last_day: date | None = None
    assured: frozenset[tuple[date, Provenance]] = frozenset()
    locations: Mapping[UUID, Kept[LocationListed]] = field(default_factory=dict)
    contacts: Mapping[UUID, Kept[ContactListed]] = field(default_factory=dict)
    agreements: Mapping[UUID, Kept[AgreementMade]] = field(default_factory=dict)


class UnknownPartner(RuleViolation):
    title = "Diesen Partner gibt es nicht."
    field = "partner_id"


class PartnerIsDelisted(RuleViolation):
    title = "Dieser Partner steht nicht mehr im Verzeichnis. Bitte zuerst wieder aufnehmen."
    field = "partner_id"


def expect_known(partner: Partner) -> PartnerListed:
    """How the partner stands, or stood, in the directory; raises UnknownPartner."""
    if partner.listed is None:
        raise UnknownPartner
    return partner.listed


def expect_listed(partner: Partner) -> PartnerListed:
    """How the partner stands in the directory, with no last day known; raises UnknownPartner, PartnerIsDelisted."""
    listed = expect_known(partner)
    if partner.last_day is not None:
        raise PartnerIsDelisted
    return listed


def evolve(partner: Partner, fact: Contract) -> Partner:  # noqa: PLR0911 - one line a fact
    match fact:
        case PartnerListed():
            return replace(partner, listed=fact, last_day=None)
        case PartnerDelisted():
            return replace(partner, last_day=fact.on)
        case PartnerAssured():
            return replace(partner, assured=partner.assured | {(fact.on, fact.provenance)})
        case LocationListed():
            return replace(partner, locations={**partner.locations, fact.location_id: Kept(fact)})
        case LocationDelisted():
            return replace(partner, locations=_over(partner.locations, fact.location_id, fact.on))
        case ContactListed():
            return replace(partner, contacts={**partner.contacts, fact.contact_person_id: Kept(fact)})
        case ContactDelisted():
            return replace(partner, contacts=_over(partner.contacts, fact.contact_person_id, fact.on))
        case AgreementMade():
            return replace(partner, agreements={**partner.agreements, fact.agreement_id: Kept(fact)})
        case AgreementEnded():
            return replace(partner, agreements=_over(partner.agreements, fact.agreement_id, fact.on))
        case _:
            return partner


def _over(known: Mapping[UUID, Kept[F]], key: UUID, on: date) -> Mapping[UUID, Kept[F]]:
    return {**known, key: replace(known[key], last_day=on)}
