"""Over any interleaving of commands no data leave without a consent that covers them at that time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, get_args
from uuid import UUID

from hypothesis import event, given, settings
from hypothesis import strategies as st

from services.contracts.referral import (
    Channel,
    ConsentEnded,
    ConsentReceived,
    Declined,
    Outcome,
    Provenance,
    ReferralHandedOver,
    ReferralProposed,
    Withdrawn,
)
from services.contracts.referral_states import OPEN, state_of
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.book import BOOK, Book, Command
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
    ReopenReferral,
    ReportOutcome,
    RerouteReferral,
    TellPartner,
    WithdrawReferral,
)
from tests.referral.book.stories import BOOK_ID, CASE, DAY, PERSON

REFERRALS = [UUID(int=number) for number in (21, 22)]
PARTNERS = [UUID(int=number) for number in (31, 32)]
CONSENTS = [UUID(int=number) for number in (41, 42)]
FIELDS = ("phone", "topics")
SENT = {"link_by_mail", "link_on_paper", "district_letter"}

days = st.integers(0, 4).map(lambda number: DAY + timedelta(days=number))
some_fields = st.lists(st.sampled_from(FIELDS), unique=True, max_size=2).map(tuple)
now_and_then = st.tuples(days, days).map(lambda both: {"on": min(both), "today": max(both)})
of_referral = st.builds(lambda key, when: {"referral_id": key, **when}, st.sampled_from(REFERRALS), now_and_then)
answered = st.builds(lambda of, who: {**of, "provenance": who}, of_referral, st.sampled_from(get_args(Provenance)))


def _proposal(referral_id: UUID, partner_id: UUID, when: dict[str, Any], *, with_case: bool) -> ProposeReferral:
    return ProposeReferral(
        book_id=BOOK_ID,
        person_id=PERSON,
        referral_id=referral_id,
        case_id=CASE if with_case else None,
        operation="thinka",
        sozialraum="rieth",
        partner_id=partner_id,
        partner_kind="verein",
        **when,
    )


proposals = st.builds(
    _proposal,
    st.sampled_from(REFERRALS),
    st.sampled_from(PARTNERS),
    now_and_then,
    with_case=st.integers(0, 4).map(bool),
)
consents = st.builds(
    ReceiveConsent,
    book_id=st.just(BOOK_ID),
    person_id=st.just(PERSON),
    consent_id=st.sampled_from(CONSENTS),
    partner_id=st.sampled_from(PARTNERS),
    fields=some_fields,
    on=days,
    until=st.none() | days,
)
ends = st.builds(EndConsent, consent_id=st.sampled_from(CONSENTS), on=days)
hand_overs = st.builds(
    lambda of, **more: HandOverReferral(**of, **more),
    of_referral,
    channel=st.sampled_from(get_args(Channel)),
    fields=some_fields,
    consent_id=st.none() | st.sampled_from(CONSENTS),
)
answers = st.one_of(
    answered.map(lambda of: AcceptReferral(**of)),
    answered.map(lambda of: RecordPersonArrived(**of)),
    answered.map(lambda of: RecordPersonMissed(**of)),
    st.builds(lambda of, what: ReportOutcome(**of, outcome=what), answered, st.sampled_from(get_args(Outcome))),
    st.builds(
        lambda of, why: DeclineReferral(**of, by="person", grounds=why), answered, st.sampled_from(get_args(Declined))
    ),
    st.builds(
        lambda of, next_one: RerouteReferral(**of, following=next_one),
        answered,
        st.none() | proposals,
    ),
)
ours = st.one_of(
    st.builds(lambda of, why: WithdrawReferral(**of, grounds=why), of_referral, st.sampled_from(get_args(Withdrawn))),
    of_referral.map(lambda of: CloseReferral(**of)),
    of_referral.map(lambda of: ReopenReferral(**of)),
    st.builds(lambda of, key: TellPartner(**of, consent_id=key), of_referral, st.sampled_from(CONSENTS)),
)
commands = st.lists(st.one_of(proposals, consents, hand_overs, hand_overs, ends, answers, ours), max_size=8)
# What usually happens in this order, with whatever else in between.
usually = st.tuples(
    st.just(_proposal(REFERRALS[0], PARTNERS[0], {"on": DAY, "today": DAY}, with_case=True)),
    st.builds(
        ReceiveConsent,
        book_id=st.just(BOOK_ID),
        person_id=st.just(PERSON),
        consent_id=st.just(CONSENTS[0]),
        partner_id=st.just(PARTNERS[0]),
        fields=some_fields,
        on=st.just(DAY),
        until=st.none() | days,
    ),
    st.none() | st.builds(EndConsent, consent_id=st.just(CONSENTS[0]), on=days),
    st.builds(
        lambda when, **more: HandOverReferral(referral_id=REFERRALS[0], **when, **more),
        now_and_then,
        channel=st.sampled_from(get_args(Channel)),
        fields=some_fields,
    ),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Command]:
    """The usual course, with other commands in between."""
    told_so_far: list[Command] = []
    for each in draw(usually):
        told_so_far += draw(st.lists(st.one_of(proposals, consents, hand_overs, ends, answers, ours), max_size=2))
        told_so_far += [] if each is None else [each]
    return told_so_far + draw(commands)


def covered(handed: ReferralHandedOver, before: Sequence[Contract], today: Any) -> bool:
    """Whether what was known by then holds a consent for these fields, this partner and the day; read from facts."""
    partner, case_id = next(
        (fact.partner_id, fact.case_id)
        for fact in before
        if isinstance(fact, ReferralProposed) and fact.referral_id == handed.referral_id
    )
    ended = {fact.consent_id: fact.on for fact in before if isinstance(fact, ConsentEnded)}
    needed = [handed.on, today] if handed.channel in SENT else [handed.on]
    return case_id is not None and any(
        fact.consent_id == handed.consent_id
        and fact.partner_id == partner
        and set(handed.fields) <= set(fact.fields)
        and all(
            fact.on <= day
            and (fact.until is None or day <= fact.until)
            and (fact.consent_id not in ended or day < ended[fact.consent_id])
            for day in needed
        )
        for fact in before
        if isinstance(fact, ConsentReceived)
    )


def told(book: Book, command: Command, facts: list[Contract]) -> Book:
    """The book after a command; a refused one leaves it as it was."""
    try:
        happened = BOOK.decide(command, book)
    except RuleViolation:
        return book
    for fact in happened:
        if isinstance(fact, ReferralHandedOver) and fact.fields:
            event("data were handed over")
            assert isinstance(command, HandOverReferral)
            assert covered(fact, facts, command.today)
        facts.append(fact)
    return BOOK.fold(happened, book)


@settings(max_examples=600, deadline=None)
@given(stories())
def test_no_data_leave_without_a_covering_consent(story: list[Command]) -> None:
    book, facts = BOOK.initial, list[Contract]()
    for command in story:
        book = told(book, command, facts)

    for referral_id, referral in book.referrals.items():
        own = [fact for fact in facts if getattr(fact, "referral_id", referral_id) == referral_id]
        state = book.state_on(referral_id, DAY)
        assert state == state_of(own, DAY)
        assert referral.is_open is (state in OPEN and not referral.closed)
        gone = {each.consent_id for each in referral.handed if each.fields}
        taken_back = {fact.consent_id for fact in facts if isinstance(fact, ConsentEnded)}
        assert set(book.to_tell(referral_id)) == (gone & taken_back) - referral.told
    for fact in facts:
        if isinstance(fact, ConsentEnded):
            before = facts[: facts.index(fact)]
            shared = [
                each for each in before if isinstance(each, ReferralHandedOver) and each.consent_id == fact.consent_id
            ]
            assert set(fact.referral_ids) == {each.referral_id for each in shared}
            assert set(fact.shared) == {name for each in shared for name in each.fields}
