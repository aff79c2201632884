"""Two approvals in the same instant, in real logs: one stands for a date, whatever the tables show by then."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest

from services.contracts.reporting import SubmissionApproved
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.settings import Settings
from services.reporting.domain.submission import AlreadyWithdrawn, AnotherInForce, NotOpen
from tests.reporting.facts import entered, opened, released
from tests.reporting.submissions.bureau import BERND, Bureau, asked, new_bureau

pytestmark = pytest.mark.server

DAYS = ("2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31")


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    made = new_bureau(settings)
    made.record("districts", [opened(), released()])
    made.record("intake", [entered(number) for number in range(3)])
    made.arrive()
    return made


def at_once(*steps: Callable[[], object]) -> list[type[RuleViolation] | None]:
    """What became of each: None, or why it was refused."""
    start = Barrier(len(steps))

    def tried(step: Callable[[], object]) -> type[RuleViolation] | None:
        start.wait()
        try:
            step()
        except RuleViolation as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(tried, steps))


@pytest.mark.parametrize("day", DAYS)
def test_of_two_approved_in_the_same_instant_one_stands(bureau: Bureau, day: str) -> None:
    made = [bureau.submit(day).made.submission_id for _ in range(2)]
    desk = bureau.desk

    found = at_once(*(lambda of=of: desk.approve(of, asked(BERND)) for of in made))
    bureau.arrive()

    assert sorted(found, key=str) == [AnotherInForce, None]
    assert sorted(bureau.find(of).state for of in made) == ["approved", "created"]


def test_what_is_approved_and_returned_in_the_same_instant_is_one_of_both(bureau: Bureau) -> None:
    of = bureau.submit("2023-06-30").made.submission_id
    desk = bureau.desk

    found = at_once(lambda: desk.approve(of, asked(BERND)), lambda: desk.send_back(of, "other", asked(BERND)))
    bureau.arrive()

    assert sorted(found, key=str) == [NotOpen, None]


def test_an_approval_from_before_there_was_a_stream_for_the_date_still_stands(bureau: Bureau) -> None:
    first, beside = (bureau.submit("2023-12-31").made.submission_id for _ in range(2))
    approved_as_once(bureau, first)

    with pytest.raises(AnotherInForce):
        bureau.approve(beside)
    second = bureau.submit("2023-12-31", replaces=first).made.submission_id
    bureau.approve(second)

    assert (bureau.find(first).state, bureau.find(second).state) == ("superseded", "approved")
    with pytest.raises(AlreadyWithdrawn):
        bureau.desk.withdraw(first, asked(BERND))


def approved_as_once(bureau: Bureau, of: UUID) -> None:
    """In the submission's own stream."""
    approved = [SubmissionApproved(submission_id=of)]
    once: Decider[None, None] = Decider(None, decide=lambda _asked, _before: approved, evolve=lambda *_: None)
    bureau.service.store.execute(bureau.district, once, of, None, asked(BERND))
    bureau.arrive()
