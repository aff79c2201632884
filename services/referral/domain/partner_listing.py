"""A partner's own entry: taken up, corrected, assured, taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.names import expect_name
from services.contracts.referral import PartnerAssured, PartnerDelisted, PartnerListed, Provenance
from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.days import expect_not_in_future
from services.referral.domain.partner_state import Partner, expect_known, expect_listed

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerDetails:
    """What is known of a partner; ``has_mail``: the vault's entry has a mail address."""

    name: str
    kind: str
    takes_mail: bool = False
    has_mail: bool = False
    public: bool = False
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPartner:
    """Take a partner up, or one that was taken out once more."""

    partner_id: UUID
    details: PartnerDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPartner:
    """Other details of a partner in the directory."""

    details: PartnerDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class DelistPartner:
    """Send nobody there after ``on``; said again, the day is corrected."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssurePartner:
    """Somebody who must know said that the entry is right."""

    on: date
    today: date
    provenance: Provenance


Command: TypeAlias = ListPartner | CorrectPartner | DelistPartner | AssurePartner


# --- Decisions: may it happen? ----------------------------------------------


class ListedOtherwise(RuleViolation):
    title = "Einen Partner mit diesem Namen gibt es schon, mit anderen Angaben. Bitte dort berichtigen."
    field = "name"


class UnknownPartnerKind(RuleViolation):
    title = "Diese Partnerart gibt es nicht."
    field = "kind"


class MailAddressMissing(RuleViolation):
    title = "Für Vermittlungen per E-Mail fehlt die E-Mail-Adresse."
    field = "email"


def enlist(command: ListPartner, partner: Partner) -> Sequence[Contract]:
    listed = _listed(command.partner_id, command.details)
    if partner.listed is None or partner.last_day is not None:
        return [listed]
    if partner.listed != listed:
        raise ListedOtherwise
    return []


def correct(command: CorrectPartner, partner: Partner) -> Sequence[Contract]:
    known = expect_listed(partner)
    corrected = _listed(known.partner_id, command.details)
    return [] if known == corrected else [corrected]


def delist(command: DelistPartner, partner: Partner) -> Sequence[Contract]:
    known = expect_known(partner)
    return [] if partner.last_day == command.on else [PartnerDelisted(partner_id=known.partner_id, on=command.on)]


def assure(command: AssurePartner, partner: Partner) -> Sequence[Contract]:
    known = expect_listed(partner)
    expect_not_in_future(command.on, command.today)
    if (command.on, command.provenance) in partner.assured:
        return []
    return [PartnerAssured(partner_id=known.partner_id, on=command.on, provenance=command.provenance)]


def _listed(partner_id: UUID, details: PartnerDetails) -> PartnerListed:
    if details.kind not in partner_kinds():
        raise UnknownPartnerKind
    if details.takes_mail and not details.has_mail:
        raise MailAddressMissing
    return PartnerListed(
        partner_id=partner_id,
        name=expect_name(details.name),
        kind=details.kind,
        takes_mail=details.takes_mail,
        public=details.public,
        details_id=details.details_id,
    )
