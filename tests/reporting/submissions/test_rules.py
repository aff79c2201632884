"""Who may hand in what: four eyes, one submission a date, and what may take another's place."""

from datetime import date
from uuid import UUID

import pytest

from services.contracts.reporting import (
    SourcePosition,
    SubmissionApproved,
    SubmissionCreated,
    SubmissionReturned,
    SubmissionWithdrawn,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.reporting.domain.submission import (
    DECISIONS,
    SUBMISSION,
    AlreadyWithdrawn,
    AnotherInForce,
    ApproveSubmission,
    CreateSubmission,
    Decision,
    NotInForce,
    NotOpen,
    OwnSubmission,
    Replaced,
    ReplacesAnother,
    ReturnSubmission,
    UnknownReplaced,
    UnknownSubmission,
    WithdrawSubmission,
    expect_created,
)
from services.reporting.submissions.making import period_of
from tests.reporting.history import id_of

ONE, OTHER = id_of("submission", 1), id_of("submission", 2)


def made(of: UUID = ONE, *, as_of: str = "2026-06-30", replaces: UUID | None = None) -> SubmissionCreated:
    return SubmissionCreated(
        submission_id=of,
        operation="thinka-2022",
        as_of=date.fromisoformat(as_of),
        positions=(SourcePosition(source="intake", position=3),),
        journal_size=4,
        catalogue="esf-plus-2021-2027",
        catalogue_version=1,
        catalogue_content=f"sha256:{'0' * 64}",
        document="{}",
        digest=f"sha256:{'0' * 64}",
        checkpoint="",
        replaces=replaces,
    )


APPROVED, RETURNED = SubmissionApproved(submission_id=ONE), SubmissionReturned(submission_id=ONE, ground="other")
WITHDRAWN = SubmissionWithdrawn(submission_id=ONE)
OTHER_APPROVED = SubmissionApproved(submission_id=OTHER)
OTHER_WITHDRAWN = SubmissionWithdrawn(submission_id=OTHER)
APPROVE = ApproveSubmission(made=made(), approver="bernd", maker="anna")
APPROVE_IN_PLACE = ApproveSubmission(made=made(replaces=OTHER), approver="bernd", maker="anna")
RETURN = ReturnSubmission(made=made(), ground="other")
WITHDRAW = WithdrawSubmission(made=made())


def decided(command: Decision, *before: Contract) -> list[Contract]:
    return list(DECISIONS.decide(command, DECISIONS.fold(before)))


def created(command: CreateSubmission) -> list[Contract]:
    return list(SUBMISSION.decide(command, SUBMISSION.initial))


def test_another_person_approves() -> None:
    assert decided(APPROVE) == [APPROVED]


@pytest.mark.parametrize(
    ("command", "before", "refusal"),
    [
        (ApproveSubmission(made=made(), approver="anna", maker="anna"), [], OwnSubmission),
        (APPROVE, [APPROVED], NotOpen),
        (APPROVE, [RETURNED], NotOpen),
        (APPROVE, [WITHDRAWN], NotOpen),
        (RETURN, [APPROVED], NotOpen),
        (WITHDRAW, [RETURNED], AlreadyWithdrawn),
        (WITHDRAW, [APPROVED, WITHDRAWN], AlreadyWithdrawn),
        (WITHDRAW, [APPROVED, OTHER_APPROVED], AlreadyWithdrawn),
        (APPROVE, [OTHER_APPROVED], AnotherInForce),
    ],
)
def test_what_is_refused(command: Decision, before: list[Contract], refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        decided(command, *before)


def test_what_nobody_made_is_not_known() -> None:
    with pytest.raises(UnknownSubmission):
        expect_created(SUBMISSION.fold([]))


def test_what_waits_is_returned_with_its_ground() -> None:
    assert decided(RETURN) == [RETURNED]


@pytest.mark.parametrize("before", [[], [APPROVED]], ids=["waiting", "approved"])
def test_what_waits_or_stands_can_be_withdrawn(before: list[Contract]) -> None:
    assert decided(WITHDRAW, *before) == [WITHDRAWN]


def test_one_that_takes_anothers_place_is_approved_while_that_one_stands() -> None:
    assert decided(APPROVE_IN_PLACE, OTHER_APPROVED) == [APPROVED]


def test_where_the_other_was_withdrawn_nothing_stands_in_the_way() -> None:
    assert decided(APPROVE, OTHER_APPROVED, OTHER_WITHDRAWN) == [APPROVED]


def test_once_the_later_one_is_withdrawn_the_earlier_one_stands_again() -> None:
    assert DECISIONS.fold([OTHER_APPROVED, APPROVED, WITHDRAWN]).in_force == OTHER


@pytest.mark.parametrize(
    ("replaced", "refusal"),
    [
        (None, UnknownReplaced),
        (Replaced(created=made(OTHER, as_of="2026-12-31"), in_force=True), ReplacesAnother),
        (Replaced(created=made(OTHER), in_force=False), NotInForce),
    ],
    ids=["unknown", "of another date", "not in force"],
)
def test_only_what_stands_for_the_same_date_can_be_replaced(
    replaced: Replaced | None, refusal: type[RuleViolation]
) -> None:
    with pytest.raises(refusal):
        created(CreateSubmission(made=made(replaces=OTHER), replaced=replaced))


def test_what_is_made_holds_all_it_rests_on() -> None:
    command = CreateSubmission(made=made(replaces=OTHER), replaced=Replaced(created=made(OTHER), in_force=True))

    assert created(command) == [made(replaces=OTHER)]


@pytest.mark.parametrize(
    ("day", "period"), [("2026-06-30", "202606"), ("2026-12-31", "202612"), ("2026-06-29", None), ("2026-12-30", None)]
)
def test_reporting_dates_have_a_period(day: str, period: str | None) -> None:
    assert period_of(date.fromisoformat(day)) == period
