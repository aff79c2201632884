"""Who takes part in an event, and as what: organisations of the directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.contracts.events import PartnerDisengaged, PartnerEngaged
from services.contracts.events.words import PartnerRole
from services.events.domain.event_state import Event, expect_planned
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagePartner:
    """An organisation takes part; said again, its role is another. ``is_listed``: it stands in the directory."""

    partner_id: UUID
    role: PartnerRole
    is_listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisengagePartner:
    """It does not take part after all."""

    partner_id: UUID


class PartnerNotListed(RuleViolation):
    title = "Dieser Partner steht nicht im Verzeichnis."
    field = "partner_id"


def engage(command: EngagePartner, event: Event) -> Sequence[Contract]:
    plan = expect_planned(event)
    if event.partners.get(command.partner_id) == command.role:
        return []
    if not command.is_listed and command.partner_id not in event.partners:
        raise PartnerNotListed
    return [PartnerEngaged(event_id=plan.event_id, partner_id=command.partner_id, role=command.role)]


def disengage(command: DisengagePartner, event: Event) -> Sequence[Contract]:
    plan = expect_planned(event)
    if command.partner_id not in event.partners:
        return []
    return [PartnerDisengaged(event_id=plan.event_id, partner_id=command.partner_id)]
