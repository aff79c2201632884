"""Which earlier contacts join a case, and what happens to each of them."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs

from services.contracts.intake import (
    Contact,
    ContactCancelled,
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
    ContactsJoined,
)
from services.intake.domain import joining as rules
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.intake.domain.joining import JOINING, TALLY, JoinContact, JoinContacts
from services.intake.domain.refusals import InTheFuture
from services.kernel.facts import Contract
from tests.intake.consents.papers import (
    CASE,
    CLOSED,
    CONSENT,
    OF_CASE,
    OPENED,
    OTHER,
    PERSON,
    TODAY,
    TOMORROW,
    given_consent,
    withdrawn,
)
from tests.kit.spec import specify

given, given_contact = specify(JOINING), specify(TALLY)

FIRST, SECOND = UUID(int=31), UUID(int=32)
DAY = date(2026, 4, 1)
ALLOWED = given_consent("pseudonymous_file")
COUNTED: dict[str, Any] = {
    "contact_id": FIRST,
    "operation": "thinka",
    "date": date(2026, 2, 3),
    "sozialraum": "rieth",
    "kind": "telefon",
    "minutes": 20,
    "details": ContactDetails(topics=("schulden",), migration_background="no"),
}
TALLIED = Contact(**COUNTED)
RECORDED = ContactRecorded(**COUNTED)


def of_case(case: UUID) -> Contact:
    return structs.replace(TALLIED, case_id=case, person_id=PERSON)


def join(*contacts: UUID, found: dict[UUID, Contact] | None = None, **more: Any) -> JoinContacts:
    there = dict.fromkeys(contacts, TALLIED) if found is None else found
    asked: dict[str, Any] = {"case_id": CASE, "consent_id": CONSENT, "on": DAY, "today": TODAY}
    return JoinContacts(**{**asked, "contact_ids": contacts, "found": there, **more})


def joined(*contacts: UUID) -> ContactsJoined:
    return ContactsJoined(**OF_CASE, contact_ids=contacts, consent_id=CONSENT, on=DAY)


# --- the case ----------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["pseudonymous_file", "named_file"])
def test_contacts_join_with_the_persons_agreement(purpose: Any) -> None:
    given(OPENED, given_consent(purpose)).when(join(FIRST, SECOND, FIRST)).then(joined(FIRST, SECOND))


def test_a_contact_that_joined_joins_no_second_time() -> None:
    given(OPENED, ALLOWED, joined(FIRST)).when(join(FIRST, SECOND)).then(joined(SECOND))


def test_a_contact_that_was_the_cases_from_the_start_does_not_join_it() -> None:
    here = {FIRST: of_case(CASE), SECOND: TALLIED}
    given(OPENED, ALLOWED).when(join(FIRST, SECOND, found=here)).then(joined(SECOND))
    given(OPENED, ALLOWED).when(join(FIRST, found=here)).then_nothing()


@pytest.mark.parametrize(
    "history", [[], [given_consent("esf_data")], [ALLOWED, withdrawn()], [given_consent("named_file", OTHER)]]
)
def test_nothing_joins_without_agreement(history: list[Contract]) -> None:
    given(OPENED, *history).when(join(FIRST)).then_refused(rules.JoiningConsentMissing, field="consent_id")


@pytest.mark.parametrize("found", [{}, {FIRST: of_case(OTHER)}], ids=["cancelled or unknown", "of another case"])
def test_only_tally_contacts_join(found: dict[UUID, Contact]) -> None:
    given(OPENED, ALLOWED).when(join(FIRST, found=found)).then_refused(rules.NotATallyContact, field="contact_ids")


def test_a_contact_of_another_operation_does_not_join() -> None:
    elsewhere = {FIRST: structs.replace(TALLIED, operation="praevention")}
    command = join(FIRST, found=elsewhere)
    given(OPENED, ALLOWED).when(command).then_refused(rules.ContactOfAnotherOperation, field="contact_ids")


def test_one_wrong_contact_keeps_all_from_joining() -> None:
    given(OPENED, ALLOWED).when(join(FIRST, SECOND, found={FIRST: TALLIED})).then_refused(rules.NotATallyContact)


def test_somebody_has_to_pick_contacts_and_not_tomorrow() -> None:
    given(OPENED, ALLOWED).when(join()).then_refused(rules.NoContactPicked, field="contact_ids")
    given(OPENED, ALLOWED).when(join(FIRST, on=TOMORROW)).then_refused(InTheFuture, field="on")


def test_nothing_joins_a_case_that_is_closed_or_unknown() -> None:
    given(OPENED, ALLOWED, CLOSED).when(join(FIRST)).then_refused(CaseIsClosed)
    given().when(join(FIRST)).then_refused(UnknownCase)


# --- each contact ------------------------------------------------------------------

CARRY_OUT = JoinContact(case_id=CASE, person_id=PERSON)
OF_THE_CASE = ContactCorrected(**{**COUNTED, **OF_CASE})


def test_a_contact_gets_its_case_and_nothing_else_changes() -> None:
    given_contact(RECORDED).when(CARRY_OUT).then(OF_THE_CASE)


def test_a_contact_of_another_case_stays_there() -> None:
    elsewhere = ContactCorrected(**{**COUNTED, "case_id": OTHER, "person_id": OTHER})
    given_contact(RECORDED, elsewhere).when(CARRY_OUT).then_nothing()


def test_a_cancelled_contact_stays_cancelled() -> None:
    given_contact(RECORDED, ContactCancelled(contact_id=FIRST)).when(CARRY_OUT).then_nothing()


def test_a_contact_that_was_never_recorded_does_not_come_to_be() -> None:
    given_contact().when(CARRY_OUT).then_nothing()
