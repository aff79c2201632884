"""Posts of an operation and who fills them, in hundredths of a full post (VZÄ)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.districts import OperationOpened, PostFilled, PostPlanned
from services.contracts.names import expect_name
from services.districts.domain.funding_state import FillingKey, Funding, expect_opened
from services.districts.domain.periods import EndsBeforeStart, Period
from services.districts.domain.staff_state import Staff, expect_at_work, expect_joined
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

FULL: Final = 100  # a full post

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPost:
    """Plan a post, or correct it."""

    post_id: UUID
    opened: OperationOpened | None
    title: str
    hundredths: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FillPost:
    """Let somebody have a part of a post from a day on; the same person and day again corrects, 0 takes back."""

    post_id: UUID
    staff_id: UUID
    staff: Staff
    opened: OperationOpened | None
    hundredths: int
    first_day: date
    last_day: date | None = None


# --- Decisions: may it happen? ----------------------------------------------


class UnknownPost(RuleViolation):
    title = "Diese Stelle gibt es nicht."
    field = "post_id"


class NoPartOfAPost(RuleViolation):
    title = "Eine Stelle hat 0,01 bis 1,00 VZÄ."
    field = "hundredths"


class PostTooSmall(RuleViolation):
    title = "So viel hat die Stelle an diesen Tagen nicht frei."
    field = "hundredths"


class OutsidePost(RuleViolation):
    title = "Der Zeitraum liegt nicht im Zeitraum der Stelle."
    field = "first_day"


class MoreThanOnePerson(RuleViolation):
    title = "Eine Person hat an einem Tag höchstens eine volle Stelle."
    field = "hundredths"


def plan_post(command: PlanPost, funding: Funding) -> Sequence[Contract]:
    """Who has the post already still fits in."""
    opened = expect_opened(command.opened)
    if command.last_day < command.first_day:
        raise EndsBeforeStart(field="last_day")
    if not 0 < command.hundredths <= FULL:
        raise NoPartOfAPost
    planned = PostPlanned(
        operation_id=opened.operation_id,
        operation=opened.operation,
        post_id=command.post_id,
        title=expect_name(command.title),
        hundredths=command.hundredths,
        first_day=command.first_day,
        last_day=command.last_day,
    )
    _check_fits(planned, funding.fillings_of(command.post_id))
    return [] if funding.posts.get(command.post_id) == planned else [planned]


def fill_post(command: FillPost, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    post = funding.posts.get(command.post_id)
    if post is None:
        raise UnknownPost
    if not 0 <= command.hundredths <= FULL:
        raise NoPartOfAPost
    filled = PostFilled(
        operation_id=opened.operation_id,
        operation=opened.operation,
        post_id=command.post_id,
        staff_id=command.staff_id,
        hundredths=command.hundredths,
        first_day=command.first_day,
        last_day=command.last_day,
    )
    _check_person(command)
    key = FillingKey(command.post_id, command.staff_id, command.first_day)
    others = [each for known, each in funding.fillings.items() if known != key and each.hundredths]
    if filled.hundredths:
        _check_fits(post, [*(each for each in others if each.post_id == post.post_id), filled])
        _check_one_person(funding, [*(each for each in others if each.staff_id == filled.staff_id), filled])
    return [] if funding.fillings.get(key) == filled else [filled]


def days_of(filled: PostFilled, post: PostPlanned) -> Period:
    """From when to when a filling counts: with the post at the latest it is over."""
    return Period(filled.first_day, filled.last_day).until(post.last_day)


def most_at_once(parts: Iterable[tuple[Period, int]]) -> int:
    """The largest sum of hundredths on any day; it is reached on a first day."""
    counting = [(period, hundredths) for period, hundredths in parts if not period.is_empty]
    return max(
        (sum(part for other, part in counting if other.includes(period.start)) for period, _ in counting), default=0
    )


def _check_person(command: FillPost) -> None:
    expect_joined(command.staff)
    if command.last_day is not None and command.last_day < command.first_day:
        raise EndsBeforeStart(field="last_day")
    if command.hundredths:
        expect_at_work(command.staff, Period(command.first_day, command.last_day))


def _check_fits(post: PostPlanned, fillings: Sequence[PostFilled]) -> None:
    for each in fillings:
        if not post.first_day <= each.first_day <= (each.last_day or each.first_day) <= post.last_day:
            raise OutsidePost
    if most_at_once((days_of(each, post), each.hundredths) for each in fillings) > post.hundredths:
        raise PostTooSmall


def _check_one_person(funding: Funding, fillings: Sequence[PostFilled]) -> None:
    parts = [(days_of(each, funding.posts[each.post_id]), each.hundredths) for each in fillings]
    if most_at_once(parts) > FULL:
        raise MoreThanOnePerson
