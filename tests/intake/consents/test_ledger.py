"""What the consent ledger takes, refuses and answers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.contracts.intake import ConsentPurpose
from services.intake.domain import consent as rules
from services.intake.domain.case import UnknownCase
from services.intake.domain.consent import CONSENT as DECIDER
from services.intake.domain.consent import GiveConsent, ReceiveNotice, WithdrawConsent, covering, holds
from services.intake.domain.refusals import InTheFuture
from services.kernel.facts import Contract
from tests.intake.consents.papers import (
    CASE,
    CLOSED,
    CONSENT,
    OPENED,
    OTHER,
    PARTNER,
    RECEIVED,
    TODAY,
    TOMORROW,
    YESTERDAY,
    given_consent,
    withdrawn,
)
from tests.kit.spec import specify

given = specify(DECIDER)

NAMED = given_consent("named_file")
REFERRAL = given_consent("referral", partner_id=PARTNER, fields=("family_name", "phone"))


def give(fact: Any = NAMED, **more: Any) -> GiveConsent:
    asked: dict[str, Any] = {name: getattr(fact, name) for name in fact.__struct_fields__ if name != "person_id"}
    return GiveConsent(**{**asked, "written_for": fact.purpose, "today": TODAY, **more})


def withdraw(**more: Any) -> WithdrawConsent:
    return WithdrawConsent(**{"case_id": CASE, "consent_id": CONSENT, "on": date(2026, 6, 1), "today": TODAY, **more})


RECEIVE = ReceiveNotice(
    case_id=CASE,
    text="merkblatt",
    text_version=1,
    written_for="notice",
    form="paper",
    on=date(2026, 3, 2),
    today=TODAY,
)

# --- giving ------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", [each for each in get_args(ConsentPurpose) if each != "referral"])
def test_a_consent_is_entered_once(purpose: ConsentPurpose) -> None:
    fact = given_consent(purpose)
    given(OPENED).when(give(fact)).then(fact)


def test_a_referral_names_the_partner_and_the_fields_in_one_order() -> None:
    given(OPENED).when(give(REFERRAL, fields=("phone", "family_name", "phone"))).then(REFERRAL)


def test_nothing_is_allowed_in_a_case_that_was_never_opened() -> None:
    given().when(give()).then_refused(UnknownCase)
    given().when(withdraw()).then_refused(UnknownCase)
    given().when(RECEIVE).then_refused(UnknownCase)


def test_a_paper_that_turns_up_after_the_end_of_a_case_is_entered() -> None:
    given(OPENED, CLOSED).when(give()).then(NAMED)


def test_the_date_on_the_paper_may_be_today_and_never_tomorrow() -> None:
    given(OPENED).when(give(on=TODAY)).then(given_consent("named_file", on=TODAY))
    given(OPENED).when(give(on=TOMORROW)).then_refused(InTheFuture, field="on")


def test_a_term_ends_on_the_first_day_at_the_earliest() -> None:
    one_day = given_consent("named_file", on=YESTERDAY, until=YESTERDAY)
    given(OPENED).when(give(one_day)).then(one_day)
    backwards = give(on=TODAY, until=YESTERDAY)
    given(OPENED).when(backwards).then_refused(rules.EndsBeforeItBegins, field="until")


def test_only_released_texts_of_that_purpose_count() -> None:
    given(OPENED).when(give(written_for=None)).then_refused(rules.TextNotReleased, field="text")
    given(OPENED).when(give(written_for="esf_data")).then_refused(rules.TextForAnotherPurpose, field="text")
    given(OPENED).when(give(written_for="notice")).then_refused(rules.TextForAnotherPurpose)


@pytest.mark.parametrize(
    ("scope", "rule"),
    [
        ({"partner_id": None}, rules.PartnerMissing),
        ({"fields": ()}, rules.FieldsMissing),
        ({"fields": ("family_name", "iban")}, rules.FieldNotKnown),
    ],
)
def test_a_referral_without_its_scope_is_refused(scope: dict[str, Any], rule: type[rules.Refusal]) -> None:
    given(OPENED).when(give(REFERRAL, **scope)).then_refused(rule)


@pytest.mark.parametrize("scope", [{"partner_id": PARTNER}, {"fields": ("family_name",)}])
def test_partner_and_fields_belong_to_referrals_only(scope: dict[str, Any]) -> None:
    given(OPENED).when(give(**scope)).then_refused(rules.OnlyOfReferrals, field="purpose")


def test_all_faults_of_a_paper_are_told_at_once() -> None:
    wrong = give(REFERRAL, on=TOMORROW, until=TODAY, partner_id=None, written_for=None)
    further = [rules.TextNotReleased, rules.EndsBeforeItBegins, rules.PartnerMissing]
    given(OPENED).when(wrong).then_refused(InTheFuture, further=further)


def test_the_same_paper_is_not_entered_under_a_second_id() -> None:
    given(OPENED, NAMED).when(give(consent_id=OTHER)).then_refused(rules.AlreadyInForce, field="text")


def test_after_a_withdrawal_the_same_may_be_allowed_again() -> None:
    again = given_consent("named_file", OTHER)
    given(OPENED, NAMED, withdrawn()).when(give(again)).then(again)


# --- withdrawing -------------------------------------------------------------------


@pytest.mark.parametrize("history", [(OPENED, NAMED), (OPENED, NAMED, CLOSED)])
def test_a_consent_is_withdrawn_at_any_time_and_once(history: tuple[Contract, ...]) -> None:
    given(*history).when(withdraw()).then(withdrawn())
    given(*history, withdrawn()).when(withdraw(on=TODAY)).then_nothing()


def test_what_was_never_given_cannot_be_withdrawn() -> None:
    given(OPENED, NAMED).when(withdraw(consent_id=OTHER)).then_refused(rules.UnknownConsent, field="consent")


def test_a_withdrawal_lies_between_the_paper_and_today() -> None:
    given(OPENED, NAMED).when(withdraw(on=NAMED.on)).then(withdrawn(on=NAMED.on))
    early = withdraw(on=NAMED.on - timedelta(days=1))
    given(OPENED, NAMED).when(early).then_refused(rules.WithdrawnBeforeGiven, field="on")
    given(OPENED, NAMED).when(withdraw(on=TOMORROW)).then_refused(InTheFuture, field="on")


# --- Merkblatt ---------------------------------------------------------------------


def test_the_receipt_of_the_merkblatt_is_entered_once() -> None:
    given(OPENED).when(RECEIVE).then(RECEIVED)


def test_a_receipt_is_of_a_released_merkblatt_and_not_of_tomorrow() -> None:
    given(OPENED).when(replace(RECEIVE, written_for=None)).then_refused(rules.TextNotReleased)
    given(OPENED).when(replace(RECEIVE, written_for="named_file")).then_refused(rules.TextForAnotherPurpose)
    given(OPENED).when(replace(RECEIVE, on=TOMORROW)).then_refused(InTheFuture, field="on")


# --- covering ----------------------------------------------------------------------

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@for_all(on=DAYS, until=st.none() | DAYS, over=st.none() | DAYS, day=DAYS)
def test_a_consent_holds_from_its_paper_to_its_end_and_not_on_the_day_of_its_withdrawal(
    on: date, until: date | None, over: date | None, day: date
) -> None:
    history: list[Contract] = [OPENED, given_consent("named_file", on=on, until=until)]
    ledger = DECIDER.fold([*history, *([] if over is None else [withdrawn(on=over)])])
    last = min(until or date.max, date.max if over is None else over - timedelta(days=1))
    expected = on <= day <= last
    assert (covering(ledger, "named_file", day) is not None) == expected
    assert holds(ledger, CONSENT, ("named_file",), day) == expected
    assert not holds(ledger, CONSENT, ("esf_data",), day)
    assert not holds(ledger, OTHER, ("named_file",), day)


def test_a_consent_covers_its_purpose_only() -> None:
    ledger = DECIDER.fold([OPENED, NAMED])
    assert [each for each in get_args(ConsentPurpose) if covering(ledger, each, TODAY)] == ["named_file"]


def test_a_referral_covers_its_partner_and_its_fields_only() -> None:
    ledger = DECIDER.fold([OPENED, REFERRAL])
    asked = [
        (PARTNER, ("phone",), True),
        (PARTNER, ("phone", "family_name"), True),
        (PARTNER, (), True),
        (PARTNER, ("phone", "street"), False),
        (OTHER, ("phone",), False),
        (None, (), False),
    ]
    for partner, fields, expected in asked:
        found = covering(ledger, "referral", TODAY, partner_id=partner, fields=fields)
        assert (found is not None) == expected, (partner, fields)


def test_a_second_consent_goes_on_where_the_first_is_withdrawn() -> None:
    ledger = DECIDER.fold([OPENED, NAMED, given_consent("named_file", OTHER, on=date(2026, 5, 1)), withdrawn()])
    found = covering(ledger, "named_file", TODAY)
    assert found is not None
    assert found.consent_id == OTHER


# --- histories ---------------------------------------------------------------------

STEPS = st.lists(
    st.sampled_from([give(), give(REFERRAL, consent_id=OTHER), withdraw(), withdraw(consent_id=OTHER), RECEIVE]),
    max_size=12,
)


@for_all(STEPS)
def test_any_prefix_of_a_ledgers_history_replays_to_the_state_it_had(commands: list[rules.Command]) -> None:
    history: list[Contract] = [OPENED]
    states = [DECIDER.fold(history)]
    for command in commands:
        try:
            facts = DECIDER.decide(command, states[-1])
        except rules.Refusal:
            continue
        for fact in facts:
            history.append(fact)
            states.append(DECIDER.fold([fact], states[-1]))
    assert [DECIDER.fold(history[: length + 1]) for length in range(len(history))] == states
