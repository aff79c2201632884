"""Whom one talks to at a partner. Name and numbers lie in the vault under that person's own key, never here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.referral import ContactDelisted, ContactListed
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.partner_state import Partner, expect_known, expect_listed

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ListContact:
    """Somebody to talk to; the same id again is the same person with other words, or back."""

    contact_person_id: UUID
    details_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectContact:
    """Other words about somebody who is known."""

    contact_person_id: UUID
    details_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DelistContact:
    """No longer the one to talk to after ``on``; said again, the day is corrected."""

    contact_person_id: UUID
    on: date


Command: TypeAlias = ListContact | CorrectContact | DelistContact


# --- Decisions: may it happen? ----------------------------------------------


class UnknownContactPerson(RuleViolation):
    title = "Diese Ansprechperson gibt es bei diesem Partner nicht."
    field = "contact_person_id"


class ContactIsDelisted(RuleViolation):
    title = "Diese Person ist nicht mehr Ansprechperson."
    field = "contact_person_id"


def enlist(command: ListContact, partner: Partner) -> Sequence[Contract]:
    listed = ContactListed(
        partner_id=expect_listed(partner).partner_id,
        contact_person_id=command.contact_person_id,
        details_id=command.details_id,
    )
    known = partner.contacts.get(command.contact_person_id)
    return [] if known is not None and known.fact == listed and known.last_day is None else [listed]


def correct(command: CorrectContact, partner: Partner) -> Sequence[Contract]:
    known = partner.contacts.get(command.contact_person_id)
    if known is None:
        raise UnknownContactPerson
    if known.last_day is not None:
        raise ContactIsDelisted
    return enlist(
        ListContact(contact_person_id=command.contact_person_id, details_id=command.details_id),
        partner,
    )


def delist(command: DelistContact, partner: Partner) -> Sequence[Contract]:
    known = partner.contacts.get(command.contact_person_id)
    if known is None:
        raise UnknownContactPerson
    if known.last_day == command.on:
        return []
    partner_id = expect_known(partner).partner_id
    return [ContactDelisted(partner_id=partner_id, contact_person_id=command.contact_person_id, on=command.on)]
