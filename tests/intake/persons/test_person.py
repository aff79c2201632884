"""What naming a person takes and refuses, and when a name may be shown."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.contracts.intake import PersonCorrected, PersonField, PersonNamed
from services.intake.domain import person as rules
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.intake.domain.person import PERSON as DECIDER
from services.intake.domain.person import CorrectPerson, NamePerson, is_named
from services.intake.domain.refusals import InTheFuture
from services.kernel.facts import Contract
from tests.intake.consents.papers import (
    CASE,
    CLOSED,
    CONSENT,
    OF_CASE,
    OPENED,
    OTHER,
    TODAY,
    TOMORROW,
    given_consent,
    withdrawn,
)
from tests.kit.spec import specify

given = specify(DECIDER)

ENTRIES = {"family_name": UUID(int=71), "given_name": UUID(int=72), "phone": UUID(int=73)}
RIGHT = {**ENTRIES, "family_name": UUID(int=81)}
CONSENTED = given_consent("named_file")
DAY = date(2026, 4, 1)


def fields(entries: dict[str, UUID]) -> tuple[PersonField, ...]:
    return tuple(PersonField(field=name, entry_id=entry) for name, entry in entries.items())


NAMED = PersonNamed(**OF_CASE, consent_id=CONSENT, fields=fields(ENTRIES), on=DAY)
CORRECTED = PersonCorrected(**OF_CASE, fields=fields(RIGHT))


def name(**more: Any) -> NamePerson:
    asked: dict[str, Any] = {"case_id": CASE, "consent_id": CONSENT, "entries": ENTRIES, "on": DAY, "today": TODAY}
    return NamePerson(**{**asked, **more})


def correct(entries: dict[str, UUID] = RIGHT, today: date = TODAY) -> CorrectPerson:
    return CorrectPerson(case_id=CASE, entries=entries, today=today)


def test_a_person_is_named_under_a_consent_of_its_own() -> None:
    given(OPENED, CONSENTED).when(name()).then(NAMED)


def test_the_fact_holds_fields_in_the_order_of_the_form_whatever_order_they_came_in() -> None:
    given(OPENED, CONSENTED).when(name(entries=dict(reversed(ENTRIES.items())))).then(NAMED)


@pytest.mark.parametrize(
    "history",
    [
        [],
        [given_consent("esf_data")],
        [given_consent("named_file", OTHER)],
        [CONSENTED, withdrawn()],
        [CONSENTED, withdrawn(on=DAY)],
        [given_consent("named_file", until=TODAY - timedelta(days=1))],
        [given_consent("named_file", on=DAY + timedelta(days=1))],
    ],
    ids=["none", "another purpose", "another id", "withdrawn", "withdrawn that day", "expired", "not yet"],
)
def test_nobody_is_named_without_a_consent_in_force_then_and_today(history: list[Contract]) -> None:
    given(OPENED, *history).when(name()).then_refused(rules.NamingConsentMissing, field="consent_id")


def test_a_consent_counts_on_its_first_and_on_its_last_day() -> None:
    today_only = given_consent("named_file", on=TODAY, until=TODAY)
    given(OPENED, today_only).when(name(on=TODAY)).then(
        PersonNamed(**OF_CASE, consent_id=CONSENT, fields=fields(ENTRIES), on=TODAY)
    )


def test_nobody_is_named_tomorrow() -> None:
    given(OPENED, CONSENTED).when(name(on=TOMORROW)).then_refused(InTheFuture, field="on")


@pytest.mark.parametrize("missing", ["family_name", "given_name"])
def test_a_name_has_two_parts(missing: str) -> None:
    short = {field: entry for field, entry in ENTRIES.items() if field != missing}
    given(OPENED, CONSENTED).when(name(entries=short)).then_refused(rules.NameMissing, field=missing)
    given(OPENED, CONSENTED, NAMED).when(correct(short)).then_refused(rules.NameMissing, field=missing)


def test_only_fields_of_the_form_are_recorded() -> None:
    more = {**ENTRIES, "iban": UUID(int=9)}
    given(OPENED, CONSENTED).when(name(entries=more)).then_refused(rules.UnknownPersonField, field="fields")


def test_a_named_person_is_corrected_and_not_named_again() -> None:
    given(OPENED, CONSENTED, NAMED).when(name(entries=RIGHT)).then_refused(rules.AlreadyNamed)
    given(OPENED, CONSENTED, NAMED).when(correct()).then(CORRECTED)
    given(OPENED, CONSENTED, NAMED).when(correct(ENTRIES)).then_nothing()


def test_a_field_that_is_left_out_is_recorded_no_more() -> None:
    names = {"family_name": ENTRIES["family_name"], "given_name": ENTRIES["given_name"]}
    given(OPENED, CONSENTED, NAMED).when(correct(names)).then(PersonCorrected(**OF_CASE, fields=fields(names)))


@pytest.mark.parametrize("history", [[], [CONSENTED], [CONSENTED, NAMED, withdrawn()]])
def test_only_names_that_may_be_shown_are_corrected(history: list[Contract]) -> None:
    given(OPENED, *history).when(correct()).then_refused(rules.NotNamed)


def test_a_case_that_is_closed_or_unknown_gets_no_name() -> None:
    given(OPENED, CONSENTED, CLOSED).when(name()).then_refused(CaseIsClosed)
    given(OPENED, CONSENTED, NAMED, CLOSED).when(correct()).then_refused(CaseIsClosed)
    given().when(name()).then_refused(UnknownCase)


def test_a_new_consent_shows_the_names_again_and_may_bring_new_ones() -> None:
    again = given_consent("named_file", OTHER, on=date(2026, 6, 15))
    history = [OPENED, CONSENTED, NAMED, withdrawn(), again]
    assert is_named(DECIDER.fold(history), TODAY)
    given(*history).when(correct()).then(CORRECTED)


def test_after_a_withdrawal_a_person_is_named_anew_under_another_consent() -> None:
    over = [OPENED, CONSENTED, NAMED, withdrawn()]
    assert not is_named(DECIDER.fold(over), TODAY)
    given(*over).when(name(consent_id=OTHER)).then_refused(rules.NamingConsentMissing)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@for_all(over=st.none() | DAYS, until=st.none() | DAYS, day=DAYS)
def test_a_name_is_shown_exactly_while_a_consent_holds(over: date | None, until: date | None, day: date) -> None:
    consent = given_consent("named_file", on=date(2026, 3, 2), until=until)
    history: list[Contract] = [OPENED, consent, NAMED, *([] if over is None else [withdrawn(on=over)])]
    holds = date(2026, 3, 2) <= day <= (until or date.max) and (over is None or day < over)
    assert is_named(DECIDER.fold(history), day) == holds
    assert not is_named(DECIDER.fold([OPENED, consent]), day)
