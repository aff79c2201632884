"""Erasing: what must be kept stays, the record needs two, and saying it twice changes nothing."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from services.contracts.intake import ErasureOrdered, ErasureProposed, ErasureRejected, KeyDestroyed
from services.contracts.retention import Hold
from services.intake.domain.erasure import (
    ERASURES,
    CompleteErasure,
    ConfirmErasure,
    ErasureReasonMissing,
    MustBeKept,
    NotProposed,
    OrderErasure,
    ProposeErasure,
    RejectErasure,
    SecondPersonNeeded,
    UnknownErasure,
)
from services.intake.domain.keeping import Duty, HandedIn, Keeping, KnownEntry, duties
from tests.kit.spec import specify

TODAY: Final = date(2026, 11, 2)
E1: Final = UUID(int=0xE1)
NAMED: Final[dict[str, Any]] = {"erasure_id": E1, "persons": (UUID(int=1), UUID(int=2)), "case_id": UUID(int=0xCA)}
ASKED: Final[dict[str, Any]] = {"grounds": "not_needed", "reason_id": UUID(int=9), "on": TODAY}
PROPOSED: Final = ErasureProposed(**NAMED, **ASKED, scope="record")
ORDERED: Final = ErasureOrdered(**NAMED, **ASKED, scope="record")
DONE: Final = KeyDestroyed(**NAMED, scope="record")
REJECTED: Final = ErasureRejected(**NAMED, scope="record")
DUTY: Final = Duty("thinka", date(2031, 12, 31))


given = specify(ERASURES)


def order(scope: str = "record", **changed: Any) -> OrderErasure:
    return OrderErasure(**{**NAMED, **ASKED, "scope": scope, **changed})


def test_an_operator_orders_and_the_keys_go() -> None:
    given().when(order()).then(ORDERED)
    given(ORDERED).when(CompleteErasure(erasure_id=E1)).then(DONE)
    given(ORDERED, DONE).when(order()).then_nothing()


def test_an_erasure_needs_a_reason() -> None:
    given().when(order(reason_id=None)).then_refused(ErasureReasonMissing, field="reason")


def test_a_duty_to_keep_stops_the_record_and_not_the_identity() -> None:
    given().when(order(duties=(DUTY,))).then_refused(MustBeKept, field="scope")
    given().when(order("identity", duties=(DUTY,))).then(ErasureOrdered(**NAMED, **ASKED, scope="identity"))


def test_the_refusal_names_the_day() -> None:
    refused = MustBeKept([DUTY, Duty("alt", date(2029, 12, 31))])

    assert refused.until == date(2031, 12, 31)
    assert "Vorhaben thinka: bis 31.12.2031" in str(refused)


def test_without_a_last_payment_or_under_a_hold_there_is_no_day_yet() -> None:
    assert MustBeKept([DUTY, Duty("neu", None)]).until is None
    assert MustBeKept([Duty("thinka", date(2031, 12, 31), held=True)]).until is None


def test_a_second_person_confirms() -> None:
    given().when(ProposeErasure(**NAMED, **ASKED, scope="record")).then(PROPOSED)
    confirm = ConfirmErasure(erasure_id=E1, by="staff:b", proposed_by="staff:a", on=TODAY)
    given(PROPOSED).when(confirm).then(ORDERED)


def test_nobody_confirms_what_she_proposed_herself() -> None:
    confirm = ConfirmErasure(erasure_id=E1, by="staff:a", proposed_by="staff:a", on=TODAY)
    given(PROPOSED).when(confirm).then_refused(SecondPersonNeeded)


def test_a_duty_that_began_after_the_proposal_stops_the_confirmation() -> None:
    confirm = ConfirmErasure(erasure_id=E1, by="staff:b", proposed_by="staff:a", on=TODAY, duties=(DUTY,))
    given(PROPOSED).when(confirm).then_refused(MustBeKept)


def test_what_was_rejected_is_not_confirmed_and_may_be_proposed_again() -> None:
    confirm = ConfirmErasure(erasure_id=E1, by="staff:b", proposed_by="staff:a", on=TODAY)
    given(PROPOSED).when(RejectErasure(erasure_id=E1)).then(REJECTED)
    given(PROPOSED, REJECTED).when(confirm).then_refused(NotProposed)
    given(PROPOSED, REJECTED).when(ProposeErasure(**NAMED, **ASKED, scope="record")).then(PROPOSED)
    given(ORDERED).when(RejectErasure(erasure_id=E1)).then_refused(NotProposed)


def test_nothing_is_completed_that_was_not_ordered() -> None:
    given(PROPOSED).when(CompleteErasure(erasure_id=E1)).then_nothing()
    given().when(CompleteErasure(erasure_id=E1)).then_refused(UnknownErasure)


# --- what must be kept ------------------------------------------------------------

ENTRY: Final = KnownEntry(operation="thinka", position=10, state="submitted", entry_date=date(2026, 1, 5))
COUNTED: Final = HandedIn(operation="thinka", as_of=date(2026, 6, 30), position=10)


def test_what_no_submission_counted_is_not_kept() -> None:
    later = HandedIn(operation="thinka", as_of=date(2026, 1, 4), position=10)
    before = HandedIn(operation="thinka", as_of=date(2026, 6, 30), position=9)
    another = HandedIn(operation="other", as_of=date(2026, 6, 30), position=10)
    draft = KnownEntry(operation="thinka", position=10, state="draft", entry_date=date(2026, 1, 5))

    assert duties([ENTRY], Keeping(handed_in=[later, before, another]), TODAY) == ()
    assert duties([draft], Keeping(handed_in=[COUNTED]), TODAY) == ()


def test_what_was_counted_is_kept_while_the_last_payment_is_missing() -> None:
    assert duties([ENTRY], Keeping(handed_in=[COUNTED]), TODAY) == (
        Duty("thinka", None, at_least=date(TODAY.year + 5, 12, 31)),
    )


def test_what_was_counted_is_kept_to_the_end_of_the_fifth_year() -> None:
    kept = Keeping(handed_in=[COUNTED], last_payments={"thinka": 2026})

    assert duties([ENTRY], kept, date(2031, 12, 31)) == (Duty("thinka", date(2031, 12, 31)),)
    assert duties([ENTRY], kept, date(2032, 1, 1)) == ()


def test_a_hold_keeps_beyond_that_day() -> None:
    hold = Hold(date(2030, 1, 1), None, "extends")
    kept = Keeping(handed_in=[COUNTED], last_payments={"thinka": 2026}, holds={"thinka": [hold]})

    assert duties([ENTRY], kept, date(2040, 1, 1)) == (Duty("thinka", date(2031, 12, 31), held=True),)


def test_a_hold_that_was_lifted_moved_that_day() -> None:
    hold = Hold(date(2030, 1, 1), date(2030, 1, 11), "extends")
    kept = Keeping(handed_in=[COUNTED], last_payments={"thinka": 2026}, holds={"thinka": [hold]})

    assert duties([ENTRY], kept, date(2032, 1, 10)) == (Duty("thinka", date(2032, 1, 10)),)
    assert duties([ENTRY], kept, date(2032, 1, 11)) == ()
