"""What is decided in a book of referrals beyond which move is possible when."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.contracts.referral import (
    ConsentEnded,
    Need,
    OutcomeReported,
    PartnerTold,
    PersonArrived,
    PersonMissed,
    ReferralAccepted,
    ReferralDeclined,
    ReferralHandedOver,
    ReferralRerouted,
)
from services.kernel.facts import ERASED
from services.referral.domain.book import BOOK
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    DeclineReferral,
    EndConsent,
    HandOverReferral,
    ProposeReferral,
    ReceiveConsent,
    RecordPersonArrived,
    RecordPersonMissed,
    ReportOutcome,
    RerouteReferral,
    TellPartner,
    WithdrawReferral,
)
from services.referral.domain.book_refusals import (
    AppointmentBeforeAnswer,
    CaseMissing,
    ConsentMissing,
    DayBeforeLastStep,
    DayInTheFuture,
    MessageWithoutConsent,
    NoteNeedsCase,
    NothingToTell,
    SameNeedHasChanged,
    SameNeedIsOpen,
    SamePlaceIsOpen,
    UnknownReferral,
)
from tests.kit.spec import specify
from tests.referral.book.stories import (
    ACCEPTED,
    ARRIVED,
    BOOK_ID,
    CASE,
    CLOSED,
    CONSENT,
    CONSENTED,
    DAY,
    ELSEWHERE,
    ENDED,
    FIELDS,
    HANDED,
    MISSED,
    OF_BOOK,
    OF_REFERRAL,
    OFFER,
    OTHER,
    PARTNER,
    PERSON,
    PROPOSED,
    REFERRAL,
    REOPENED,
    SHARE,
    SHARED,
    SOLVED,
    TODAY,
    answered,
    consent,
    day,
    proposed,
)

given = specify(BOOK)

PROPOSE = ProposeReferral(
    book_id=BOOK_ID,
    person_id=PERSON,
    referral_id=OTHER,
    case_id=CASE,
    operation="thinka",
    sozialraum="rieth",
    partner_id=ELSEWHERE,
    partner_kind="verein",
    topics=("migration",),
    on=DAY,
    today=TODAY,
)
NOTE = UUID(int=90)


def at(number: int, **more: Any) -> dict[str, Any]:
    return {"referral_id": REFERRAL, "on": day(number), "today": TODAY, **more}


def said(number: int, **more: Any) -> dict[str, Any]:
    return at(number, provenance="partner_phone", **more)


# --- Days ------------------------------------------------------------------------


def test_nothing_is_recorded_of_a_day_to_come() -> None:
    given().when(replace(PROPOSE, on=day(31))).then_refused(DayInTheFuture, field="on")
    given(PROPOSED).when(HandOverReferral(**at(31), channel="phone")).then_refused(DayInTheFuture, field="on")


def test_no_step_lies_before_the_one_before_it() -> None:
    given(PROPOSED, HANDED, ACCEPTED).when(RecordPersonArrived(**said(1))).then_refused(DayBeforeLastStep, field="on")
    given(PROPOSED, HANDED, ACCEPTED).when(RecordPersonArrived(**said(2))).then(PersonArrived(**answered(2)))


def test_a_corrected_answer_may_lie_before_the_wrong_one_but_not_before_the_step_before_both() -> None:
    history = (PROPOSED, HANDED, ACCEPTED, ARRIVED)
    given(*history).when(RecordPersonArrived(**said(2))).then(PersonArrived(**answered(2)))
    given(*history).when(RecordPersonArrived(**said(1))).then_refused(DayBeforeLastStep)
    wrong = (PROPOSED, HANDED, ARRIVED, SOLVED)
    given(*wrong).when(ReportOutcome(**said(3), outcome="not_solved")).then(
        OutcomeReported(**answered(3), outcome="not_solved")
    )


def test_after_a_reopening_days_count_from_it() -> None:
    history = (PROPOSED, HANDED, SOLVED, CLOSED, REOPENED)
    given(*history).when(HandOverReferral(**at(5), channel="phone")).then_refused(DayBeforeLastStep)


def test_an_appointment_is_not_before_the_answer() -> None:
    given(PROPOSED, HANDED).when(AcceptReferral(**said(2), appointment_on=day(1))).then_refused(
        AppointmentBeforeAnswer, field="appointment_on"
    )


# --- The same once more -----------------------------------------------------------


def test_the_same_answer_from_somebody_else_changes_nothing_even_later_on() -> None:
    by_link = AcceptReferral(**at(2), provenance="partner_link", appointment_on=day(9))
    given(PROPOSED, HANDED, ACCEPTED).when(by_link).then_nothing()
    given(PROPOSED, HANDED, ACCEPTED, ARRIVED, SOLVED, CLOSED).when(by_link).then_nothing()


def test_another_appointment_and_words_of_its_own_are_more_than_the_same() -> None:
    history = (PROPOSED, HANDED, ACCEPTED)
    given(*history).when(AcceptReferral(**said(2), appointment_on=day(12))).then(
        ReferralAccepted(**answered(2), appointment_on=day(12))
    )
    given(*history).when(AcceptReferral(**said(2), appointment_on=day(9), note_id=NOTE)).then(
        ReferralAccepted(**answered(2), appointment_on=day(9), note_id=NOTE)
    )


def test_an_outcome_may_be_corrected_to_what_it_was_at_first() -> None:
    other = OutcomeReported(**answered(4), outcome="not_solved")
    given(PROPOSED, HANDED, SOLVED, other).when(ReportOutcome(**said(4), outcome="solved")).then(SOLVED)


def test_what_was_said_before_a_reopening_is_said_anew_after_it() -> None:
    handed_again = ReferralHandedOver(**OF_REFERRAL, on=day(6), channel="in_person")
    history = (PROPOSED, HANDED, SOLVED, CLOSED, REOPENED)
    given(*history).when(HandOverReferral(**at(6), channel="in_person")).then(handed_again)


def test_whoever_was_missed_may_still_come_or_be_missed_again() -> None:
    given(PROPOSED, HANDED, MISSED).when(RecordPersonArrived(**said(5))).then(PersonArrived(**answered(5)))
    given(PROPOSED, HANDED, MISSED).when(RecordPersonMissed(**said(5))).then(PersonMissed(**answered(5)))


# --- Handing over -----------------------------------------------------------------


def test_a_person_takes_a_note_along_or_is_escorted_without_any_consent() -> None:
    given(PROPOSED).when(HandOverReferral(**at(1), channel="in_person", escorted=True, share_id=SHARE)).then(
        ReferralHandedOver(**OF_REFERRAL, on=day(1), channel="in_person", escorted=True)
    )


def test_data_go_under_the_consent_that_names_them_and_the_partner() -> None:
    hand_over = HandOverReferral(**at(1), channel="link_by_mail", fields=FIELDS, share_id=SHARE, message=True)
    given(PROPOSED, CONSENTED).when(hand_over).then(SHARED)
    given(PROPOSED, CONSENTED).when(replace(hand_over, consent_id=CONSENT)).then(SHARED)


@pytest.mark.parametrize(
    "consents",
    [
        pytest.param([], id="none"),
        pytest.param([consent(partner_id=ELSEWHERE)], id="for another partner"),
        pytest.param([consent(fields=("phone",))], id="for fewer fields"),
        pytest.param([consent(on=day(2))], id="not yet"),
        pytest.param([consent(until=DAY)], id="no longer"),
        pytest.param([CONSENTED, ENDED], id="taken back"),
        pytest.param([consent(fields=("phone",)), consent(OTHER, fields=("family_name",))], id="only both together"),
    ],
)
def test_without_a_covering_consent_no_data_go(consents: list[Any]) -> None:
    on = day(4) if ENDED in consents else day(1)
    command = HandOverReferral(referral_id=REFERRAL, on=on, today=TODAY, channel="phone", fields=FIELDS)
    given(PROPOSED, *consents).when(command).then_refused(ConsentMissing, field="fields")


def test_a_named_consent_must_be_the_covering_one() -> None:
    command = HandOverReferral(**at(1), channel="phone", fields=FIELDS, consent_id=OTHER)
    given(PROPOSED, CONSENTED).when(command).then_refused(ConsentMissing)


def test_what_was_told_before_the_withdrawal_is_recorded_but_nothing_is_sent_after_it() -> None:
    told = HandOverReferral(**at(3), channel="phone", fields=FIELDS)
    given(PROPOSED, CONSENTED, ENDED).when(told).then(
        ReferralHandedOver(**OF_REFERRAL, on=day(3), channel="phone", fields=FIELDS, consent_id=CONSENT)
    )
    given(PROPOSED, CONSENTED, ENDED).when(replace(told, channel="link_by_mail")).then_refused(ConsentMissing)


def test_without_a_case_there_are_no_data_and_no_words() -> None:
    alone = proposed(case_id=None)
    given(alone, CONSENTED).when(HandOverReferral(**at(1), channel="phone", fields=FIELDS)).then_refused(CaseMissing)
    given(alone, HANDED).when(RecordPersonArrived(**said(2), note_id=NOTE)).then_refused(NoteNeedsCase)
    given().when(replace(PROPOSE, case_id=None, note_id=NOTE)).then_refused(NoteNeedsCase, field="note")


def test_a_message_goes_only_together_with_data() -> None:
    given(PROPOSED).when(HandOverReferral(**at(1), channel="phone", message=True)).then_refused(MessageWithoutConsent)


# --- Consents ---------------------------------------------------------------------


def test_a_consent_is_received_once() -> None:
    receive = ReceiveConsent(**OF_BOOK, consent_id=CONSENT, partner_id=PARTNER, fields=FIELDS, on=DAY)
    given(PROPOSED).when(receive).then(CONSENTED)


def test_the_end_of_a_consent_names_what_had_gone_under_it() -> None:
    given(PROPOSED, CONSENTED, SHARED).when(EndConsent(consent_id=CONSENT, on=day(4))).then(ENDED)


def test_a_consent_that_nothing_went_under_ends_and_the_referral_is_only_proposed_again() -> None:
    ended = ConsentEnded(**OF_BOOK, consent_id=CONSENT, on=day(4))
    given(PROPOSED, CONSENTED).when(EndConsent(consent_id=CONSENT, on=day(4))).then(ended)
    book = BOOK.fold([PROPOSED, CONSENTED, ended])
    assert [book.state_on(REFERRAL, each) for each in (day(3), day(4))] == ["consented", "proposed"]


def test_the_end_of_a_consent_that_is_none_in_a_referral_says_nothing() -> None:
    given(PROPOSED).when(EndConsent(consent_id=OTHER, on=day(4))).then_nothing()


def test_a_link_shows_something_only_while_the_consent_stands() -> None:
    before, after = BOOK.fold([PROPOSED, CONSENTED, SHARED]), BOOK.fold([PROPOSED, CONSENTED, SHARED, ENDED])
    assert before.shown_to_partner(REFERRAL, day(4)) == SHARED
    assert after.shown_to_partner(REFERRAL, day(4)) is None
    assert BOOK.fold([PROPOSED, HANDED]).shown_to_partner(REFERRAL, day(4)) is None


def test_the_partner_is_to_be_told_once_even_of_a_hand_over_before_a_reopening() -> None:
    history = (PROPOSED, CONSENTED, SHARED, SOLVED, CLOSED, REOPENED, ENDED)
    told = PartnerTold(**OF_REFERRAL, consent_id=CONSENT, on=day(7))
    assert BOOK.fold(history).to_tell(REFERRAL) == (CONSENT,)
    given(*history).when(TellPartner(**at(7), consent_id=CONSENT)).then(told)
    assert BOOK.fold([*history, told]).to_tell(REFERRAL) == ()


def test_there_is_nothing_to_tell_while_the_consent_stands_or_nothing_had_gone() -> None:
    given(PROPOSED, CONSENTED, SHARED).when(TellPartner(**at(7), consent_id=CONSENT)).then_refused(NothingToTell)
    given(PROPOSED, CONSENTED, ENDED).when(TellPartner(**at(7), consent_id=CONSENT)).then_refused(NothingToTell)


# --- The same need ----------------------------------------------------------------


def test_another_need_at_another_partner_is_just_proposed() -> None:
    given(PROPOSED).when(PROPOSE).then(
        proposed(OTHER, partner_id=ELSEWHERE, partner_kind="verein", offer_id=None, need=Need(topics=("migration",)))
    )


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (replace(PROPOSE, topics=("migration", "schulden")), SameNeedIsOpen),
        (replace(PROPOSE, partner_id=PARTNER), SameNeedIsOpen),
        (replace(PROPOSE, partner_id=PARTNER, offer_id=OFFER), SamePlaceIsOpen),
        (replace(PROPOSE, despite=(REFERRAL,)), SameNeedHasChanged),
        (replace(PROPOSE, topics=("schulden",), despite=(REFERRAL, OTHER)), SameNeedHasChanged),
    ],
)
def test_the_same_need_is_not_sent_twice_by_mistake(command: ProposeReferral, refusal: type[Any]) -> None:
    given(PROPOSED).when(command).then_refused(refusal, field="despite")


def test_somebody_may_be_sent_twice_on_purpose_and_it_is_recorded() -> None:
    (fact,) = BOOK.decide(replace(PROPOSE, topics=("schulden",), despite=(REFERRAL,)), BOOK.fold([PROPOSED]))
    assert fact == proposed(OTHER, partner_id=ELSEWHERE, partner_kind="verein", offer_id=None, despite=(REFERRAL,))


@pytest.mark.parametrize("end", [SOLVED, ReferralDeclined(**answered(2), by="partner", grounds="other")])
def test_what_is_over_is_no_open_need(end: Any) -> None:
    assert BOOK.decide(replace(PROPOSE, topics=("schulden",)), BOOK.fold([PROPOSED, HANDED, end]))


def test_of_an_erased_person_only_the_partner_can_be_compared() -> None:
    erased = proposed(need=ERASED)
    assert BOOK.decide(replace(PROPOSE, topics=("schulden",)), BOOK.fold([erased]))
    given(erased).when(replace(PROPOSE, partner_id=PARTNER)).then_refused(SameNeedIsOpen)


# --- Rerouting --------------------------------------------------------------------


def test_a_rerouted_referral_ends_and_the_next_one_begins_together_with_it() -> None:
    following = replace(PROPOSE, topics=("schulden",), instead_of=REFERRAL, on=day(2))
    facts = BOOK.decide(RerouteReferral(**said(2), following=following), BOOK.fold([PROPOSED, HANDED]))
    assert facts[0] == ReferralRerouted(**answered(2), to_partner_id=ELSEWHERE)
    assert (facts[1].referral_id, facts[1].instead_of) == (OTHER, REFERRAL)  # type: ignore[attr-defined]


def test_where_the_next_one_is_refused_the_first_goes_on() -> None:
    another = proposed(UUID(int=99), partner_id=ELSEWHERE, offer_id=None)
    following = replace(PROPOSE, instead_of=REFERRAL, on=day(2))
    given(PROPOSED, HANDED, another).when(RerouteReferral(**said(2), following=following)).then_refused(SamePlaceIsOpen)


def test_a_referral_follows_only_one_of_its_own_book() -> None:
    given().when(replace(PROPOSE, instead_of=REFERRAL)).then_refused(UnknownReferral, field="instead_of")


def test_everything_else_knows_its_referral() -> None:
    commands = [
        WithdrawReferral(**at(1), grounds="other"),
        CloseReferral(**at(1)),
        DeclineReferral(**said(1), by="person", grounds="other"),
    ]
    for command in commands:
        given(proposed(OTHER)).when(command).then_refused(UnknownReferral, field="referral")
