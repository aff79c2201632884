"""The consent ledger of a case: what a person allowed, on which released text, from when until when.

Legal ground and effect (GDPR Articles 6(1)(a), 7, 9(2)(a); SGB X section 67b(2)): a consent names one purpose; a
referral also names the partner and the fields. It holds from the date on the paper, which is not the day of entry, to
its last day, and is over on the day it is withdrawn. What was done under it before stays lawful (Article 7(3)).

A ledger takes entries of a closed case too: papers turn up late and must be found (dossier section 5, audit trail), and
a withdrawal is possible at any time.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import (
    ConsentForm,
    ConsentGiven,
    ConsentPurpose,
    ConsentWithdrawn,
    NoticeReceived,
)
from services.contracts.vocabularies import referable_fields
from services.intake.domain import case as cases
from services.intake.domain.case import CaseState, expect_known
from services.intake.domain.refusals import InTheFuture, Refusal, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

WrittenFor: TypeAlias = ConsentPurpose | Literal["notice", "questionnaire"]

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveConsent:
    """Enter a consent; ``written_for`` is what the released text is for, None for no released text."""

    case_id: UUID
    consent_id: UUID
    purpose: ConsentPurpose
    text: str
    text_version: int
    written_for: WrittenFor | None
    form: ConsentForm
    on: date
    today: date
    until: date | None = None
    partner_id: UUID | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent:
    """The person takes a consent back."""

    case_id: UUID
    consent_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveNotice:
    """The person signed for the Merkblatt."""

    case_id: UUID
    text: str
    text_version: int
    written_for: WrittenFor | None
    form: ConsentForm
    on: date
    today: date


Command: TypeAlias = GiveConsent | WithdrawConsent | ReceiveNotice

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One entry of the ledger."""

    consent_id: UUID
    purpose: ConsentPurpose
    text: str
    text_version: int
    form: ConsentForm
    on: date
    until: date | None = None
    partner_id: UUID | None = None
    fields: tuple[str, ...] = ()
    withdrawn_on: date | None = None

    def in_force(self, day: date) -> bool:
        """From the date on the paper to the last day, both included; not on the day of the withdrawal any more."""
        not_over = self.until is None or day <= self.until
        return self.on <= day and not_over and (self.withdrawn_on is None or day < self.withdrawn_on)


@dataclass(frozen=True, slots=True)
class Notice:
    """A signed receipt of the Merkblatt."""

    text: str
    text_version: int
    form: ConsentForm
    on: date


@dataclass(frozen=True, slots=True)
class Ledger:
    """The case, its consents in the order of entry, and the receipts of the Merkblatt."""

    case: CaseState = field(default_factory=CaseState)
    consents: Mapping[UUID, Consent] = field(default_factory=lambda: MappingProxyType({}))
    notices: tuple[Notice, ...] = ()


def covering(
    ledger: Ledger,
    purpose: ConsentPurpose,
    day: date,
    *,
    partner_id: UUID | None = None,
    fields: Sequence[str] = (),
) -> Consent | None:
    """The consent in force on that day that allows the purpose; of a referral: these fields, to that partner."""
    for consent in ledger.consents.values():
        if consent.purpose != purpose or not consent.in_force(day):
            continue
        if purpose != "referral" or (consent.partner_id == partner_id and set(fields) <= set(consent.fields)):
            return consent
    return None


def holds(ledger: Ledger, consent_id: UUID, purposes: Collection[ConsentPurpose], *days: date) -> bool:
    """Whether this consent is for one of these purposes and in force on each of these days."""
    consent = ledger.consents.get(consent_id)
    return consent is not None and consent.purpose in purposes and all(consent.in_force(day) for day in days)


# --- Decisions: may it happen? ----------------------------------------------


class TextNotReleased(Refusal):
    title = "Diesen Text gibt es in dieser Version nicht."
    field = "text"


class TextForAnotherPurpose(Refusal):
    title = "Dieser Text gilt für einen anderen Zweck."
    field = "text"


class EndsBeforeItBegins(Refusal):
    title = "Das Ende der Einwilligung liegt vor ihrem Datum."
    field = "until"


class PartnerMissing(Refusal):
    title = "Eine Einwilligung in eine Weitervermittlung nennt den Partner."
    field = "partner_id"


class FieldsMissing(Refusal):
    title = "Eine Einwilligung in eine Weitervermittlung nennt die Angaben, die weitergegeben werden dürfen."
    field = "fields"


class FieldNotKnown(Refusal):
    title = "Diese Angabe kann nicht weitergegeben werden."
    field = "fields"


class OnlyOfReferrals(Refusal):
    title = "Partner und Angaben gehören nur zu einer Einwilligung in eine Weitervermittlung."
    field = "purpose"


class AlreadyInForce(Refusal):
    title = "Diese Einwilligung ist schon erfasst."
    field = "text"


class UnknownConsent(Refusal):
    title = "Diese Einwilligung gibt es in diesem Fall nicht."
    field = "consent"


class WithdrawnBeforeGiven(Refusal):
    title = "Der Widerruf liegt vor dem Datum der Einwilligung."
    field = "on"


def decide(command: Command, ledger: Ledger) -> Sequence[Contract]:
    person = expect_known(ledger.case)
    match command:
        case GiveConsent():
            return _give(command, ledger, person)
        case WithdrawConsent():
            return _withdraw(command, ledger, person)
        case ReceiveNotice():
            return _receive(command, ledger, person)
        case _:
            assert_never(command)


def _give(command: GiveConsent, ledger: Ledger, person: UUID) -> Sequence[Contract]:
    if command.consent_id in ledger.consents:
        return []
    refuse([*_of_the_paper(command, command.purpose), *_of_the_scope(command), *_of_the_ledger(command, ledger)])
    given = ConsentGiven(
        case_id=command.case_id,
        person_id=person,
        consent_id=command.consent_id,
        purpose=command.purpose,
        text=command.text,
        text_version=command.text_version,
        form=command.form,
        on=command.on,
        until=command.until,
        partner_id=command.partner_id,
        fields=tuple(sorted(set(command.fields))),
    )
    return [given]


def _of_the_paper(command: GiveConsent | ReceiveNotice, wanted: WrittenFor) -> Iterator[Refusal]:
    if command.on > command.today:
        yield InTheFuture(field="on")
    if command.written_for is None:
        yield TextNotReleased()
    elif command.written_for != wanted:
        yield TextForAnotherPurpose()


def _of_the_scope(command: GiveConsent) -> Iterator[Refusal]:
    if command.until is not None and command.until < command.on:
        yield EndsBeforeItBegins()
    if command.purpose != "referral":
        if command.partner_id is not None or command.fields:
            yield OnlyOfReferrals()
        return
    if command.partner_id is None:
        yield PartnerMissing()
    if not command.fields:
        yield FieldsMissing()
    if not set(command.fields) <= referable_fields().keys():
        yield FieldNotKnown()


def _of_the_ledger(command: GiveConsent, ledger: Ledger) -> Iterator[Refusal]:
    """The same paper entered twice, under two command ids, would have to be withdrawn twice."""
    entered = (consent for consent in ledger.consents.values() if consent.withdrawn_on is None)
    if any(_paper(consent) == _paper(command) for consent in entered):
        yield AlreadyInForce()


def _paper(of: Consent | GiveConsent) -> tuple[object, ...]:
    words = (of.purpose, of.text, of.text_version, of.form)
    return (*words, of.on, of.until, of.partner_id, frozenset(of.fields))


def _withdraw(command: WithdrawConsent, ledger: Ledger, person: UUID) -> Sequence[Contract]:
    """Also of an erased person, whose consents stay in the ledger without a name."""
    consent = ledger.consents.get(command.consent_id)
    if consent is None:
        raise UnknownConsent
    if consent.withdrawn_on is not None:
        return []
    refuse(_of_the_withdrawal(command, consent))
    return [ConsentWithdrawn(case_id=command.case_id, person_id=person, consent_id=command.consent_id, on=command.on)]


def _of_the_withdrawal(command: WithdrawConsent, consent: Consent) -> Iterator[Refusal]:
    if command.on > command.today:
        yield InTheFuture(field="on")
    if command.on < consent.on:
        yield WithdrawnBeforeGiven()


def _receive(command: ReceiveNotice, ledger: Ledger, person: UUID) -> Sequence[Contract]:
    notice = Notice(command.text, command.text_version, command.form, command.on)
    if notice in ledger.notices:
        return []
    refuse(_of_the_paper(command, "notice"))
    received = NoticeReceived(
        case_id=command.case_id,
        person_id=person,
        text=command.text,
        text_version=command.text_version,
        form=command.form,
        on=command.on,
    )
    return [received]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(ledger: Ledger, fact: Contract) -> Ledger:
    match fact:
        case ConsentGiven():
            return replace(ledger, consents={**ledger.consents, fact.consent_id: _entry(fact)})
        case ConsentWithdrawn() if fact.consent_id in ledger.consents:
            over = replace(ledger.consents[fact.consent_id], withdrawn_on=fact.on)
            return replace(ledger, consents={**ledger.consents, fact.consent_id: over})
        case NoticeReceived():
            notice = Notice(fact.text, fact.text_version, fact.form, fact.on)
            return replace(ledger, notices=(*ledger.notices, notice))
        case _:
            return replace(ledger, case=cases.evolve(ledger.case, fact))


def _entry(given: ConsentGiven) -> Consent:
    return Consent(
        consent_id=given.consent_id,
        purpose=given.purpose,
        text=given.text,
        text_version=given.text_version,
        form=given.form,
        on=given.on,
        until=given.until,
        partner_id=given.partner_id,
        fields=given.fields,
    )


CONSENT: Final = Decider(initial=Ledger(), decide=decide, evolve=evolve)
