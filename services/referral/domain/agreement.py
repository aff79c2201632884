"""Cooperation agreements with a partner: made, corrected or prolonged, ended before their day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.referral import AgreementEnded, AgreementKind, AgreementMade
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.days import EndsBeforeItBegins, expect_in_order, expect_not_in_future
from services.referral.domain.partner_state import Kept, Partner, expect_known, expect_listed

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDetails:
    """What was agreed; both days included, without ``until`` it counts until it is ended."""

    kind: AgreementKind
    on: date
    until: date | None = None
    operation: str | None = None
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAgreement:
    """A new agreement; ``operations``: those that the district has."""

    agreement_id: UUID
    details: AgreementDetails
    today: date
    operations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAgreement:
    """Other details of one that was made, or a later end."""

    agreement_id: UUID
    details: AgreementDetails
    today: date
    operations: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAgreement:
    """It does not count after ``on``; said again, the day is corrected."""

    agreement_id: UUID
    on: date


Command: TypeAlias = MakeAgreement | CorrectAgreement | EndAgreement


# --- Decisions: may it happen? ----------------------------------------------


class UnknownAgreement(RuleViolation):
    title = "Diese Vereinbarung gibt es mit diesem Partner nicht."
    field = "agreement_id"


class UnknownOperation(RuleViolation):
    title = "Dieses Vorhaben gibt es nicht."
    field = "operation"


class EndsLaterThanAgreed(RuleViolation):
    title = "Die Vereinbarung endet schon früher. Bitte berichtigen, wenn sie verlängert wurde."
    field = "on"


def make(command: MakeAgreement, partner: Partner) -> Sequence[Contract]:
    return _changed(_made(command, partner), partner.agreements.get(command.agreement_id))


def correct(command: CorrectAgreement, partner: Partner) -> Sequence[Contract]:
    return _changed(_made(command, partner), _expect_agreement(partner, command.agreement_id))


def end(command: EndAgreement, partner: Partner) -> Sequence[Contract]:
    known = _expect_agreement(partner, command.agreement_id)
    if command.on < known.fact.on:
        raise EndsBeforeItBegins(field="on")
    if known.fact.until is not None and command.on > known.fact.until:
        raise EndsLaterThanAgreed
    if known.last_day == command.on:
        return []
    partner_id = expect_known(partner).partner_id
    return [AgreementEnded(partner_id=partner_id, agreement_id=command.agreement_id, on=command.on)]


def _made(command: MakeAgreement | CorrectAgreement, partner: Partner) -> AgreementMade:
    listed, details = expect_listed(partner), command.details
    expect_not_in_future(details.on, command.today)
    expect_in_order(details.on, details.until)
    if details.operation is not None and details.operation not in command.operations:
        raise UnknownOperation
    return AgreementMade(
        partner_id=listed.partner_id,
        agreement_id=command.agreement_id,
        kind=details.kind,
        on=details.on,
        until=details.until,
        operation=details.operation,
        details_id=details.details_id,
    )


def _changed(made: AgreementMade, known: Kept[AgreementMade] | None) -> Sequence[Contract]:
    return [] if known is not None and known.fact == made and known.last_day is None else [made]


def _expect_agreement(partner: Partner, agreement_id: UUID) -> Kept[AgreementMade]:
    if agreement_id not in partner.agreements:
        raise UnknownAgreement
    return partner.agreements[agreement_id]
