"""A letter between two districts, as one of them records it: under an id of its own, never under one of the other's.

Sent: sealed, carried, answered by them; or destroyed before it was carried. Received: taken in under a new person,
answered by us with a letter that goes back on the same thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, TypeAlias, assert_never
from uuid import UUID

from services.contracts.referral import (
    LetterAnswer,
    LetterAnswered,
    LetterCarried,
    LetterDestroyed,
    LetterReceived,
    LetterSealed,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from services.kernel.letters import digest_of

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SealLetter:
    """A letter that hands a referral over lies in the vault, known by its digest: the carrier may have it."""

    letter_id: UUID
    to_district: str
    thread: str
    digest: str
    referral_id: UUID
    book_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLetterCarried:
    """The carrier says that it delivered one of this thread."""

    digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyLetter:
    """The key of a letter that was not carried is destroyed."""

    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInLetter:
    """A letter of another district was opened; ``person_id``: a new person of ours."""

    letter_id: UUID
    person_id: UUID
    from_district: str
    thread: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLetter:
    """Answer a received letter; ``sealed`` is the same answer, sealed for the other district."""

    answer: LetterAnswer
    on: date
    sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAnswer:
    """The other district answered a letter of ours."""

    answer: LetterAnswer
    on: date


Command: TypeAlias = SealLetter | RecordLetterCarried | DestroyLetter | TakeInLetter | AnswerLetter | TakeAnswer


# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Letter:
    """``began`` None: unknown here; ``sealed``: digests of what went into the outbox, ``carried``: of what arrived."""

    began: LetterSealed | LetterReceived | None = None
    sealed: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    destroyed: bool = False
    answers: tuple[LetterAnswer, ...] = ()

    @property
    def answer(self) -> LetterAnswer | None:
        """The last one."""
        return self.answers[-1] if self.answers else None


Standing: TypeAlias = LetterAnswer | Literal["open"]

# What may be said next; the same once more says nothing new.
NEXT: Final[dict[Standing, frozenset[LetterAnswer]]] = {
    "open": frozenset({"accepted", "declined"}),
    "accepted": frozenset({"arrived", "declined"}),
    "declined": frozenset(),
    "arrived": frozenset(),
}


# --- Decisions: may it happen? -----------------------------------------------


class UnknownLetter(RuleViolation):
    title = "Diesen Brief gibt es nicht."
    field = "letter"


class NotAReceivedLetter(RuleViolation):
    title = "Diesen Brief haben Sie selbst geschickt. Antworten kann nur der andere Landkreis."
    field = "letter"


class NotASentLetter(RuleViolation):
    title = "Dieser Brief ist keiner von Ihnen. Eine Antwort darauf kann nicht kommen."
    field = "letter"


class AnsweredOtherwise(RuleViolation):
    title = "Dieser Brief ist schon anders beantwortet."
    field = "answer"


class NotAcceptedYet(RuleViolation):
    title = "Bitte erst annehmen: Angekommen ist nur, wen Sie angenommen haben."
    field = "answer"


class NeverSealed(RuleViolation):
    title = "Diesen Brief hat hier niemand abgeschickt."
    field = "digest"


def decide(command: Command, letter: Letter) -> Sequence[Contract]:
    match command:
        case SealLetter():
            return _seal(command) if letter.began is None else []
        case RecordLetterCarried():
            return _record_carried(command, letter)
        case DestroyLetter():
            return _destroy(command, letter)
        case TakeInLetter():
            return [_received(command)] if letter.began is None else []
        case AnswerLetter():
            return _answer(command, letter)
        case TakeAnswer():
            return _take_answer(command, letter)
        case _:
            assert_never(command)


def _seal(command: SealLetter) -> Sequence[Contract]:
    return [
        LetterSealed(
            letter_id=command.letter_id,
            to_district=command.to_district,
            thread=command.thread,
            digest=command.digest,
            referral_id=command.referral_id,
            book_id=command.book_id,
        )
    ]


def _record_carried(command: RecordLetterCarried, letter: Letter) -> Sequence[Contract]:
    if letter.began is None or command.digest not in letter.sealed:
        raise NeverSealed
    if command.digest in letter.carried:
        return []
    return [LetterCarried(letter_id=letter.began.letter_id, digest=command.digest, at=command.at)]


def _destroy(command: DestroyLetter, letter: Letter) -> Sequence[Contract]:
    if letter.began is None or command.digest not in letter.sealed:
        raise NeverSealed
    if letter.destroyed or command.digest in letter.carried:
        return []
    return [LetterDestroyed(letter_id=letter.began.letter_id, digest=command.digest)]


def _received(command: TakeInLetter) -> LetterReceived:
    return LetterReceived(
        letter_id=command.letter_id,
        person_id=command.person_id,
        from_district=command.from_district,
        thread=command.thread,
        fields=command.fields,
    )


def _answer(command: AnswerLetter, letter: Letter) -> Sequence[Contract]:
    received = letter.began
    if received is None:
        raise UnknownLetter
    if not isinstance(received, LetterReceived):
        raise NotAReceivedLetter
    if not _says_more(command.answer, letter):
        return []
    return [
        LetterAnswered(letter_id=received.letter_id, answer=command.answer, on=command.on, ours=True),
        LetterSealed(
            letter_id=received.letter_id,
            to_district=received.from_district,
            thread=received.thread,
            digest=digest_of(command.sealed),
            sealed=command.sealed,
        ),
    ]


def _take_answer(command: TakeAnswer, letter: Letter) -> Sequence[Contract]:
    if letter.began is None:
        raise UnknownLetter
    if not isinstance(letter.began, LetterSealed):
        raise NotASentLetter
    if not _says_more(command.answer, letter):
        return []
    return [LetterAnswered(letter_id=letter.began.letter_id, answer=command.answer, on=command.on, ours=False)]


def _says_more(answer: LetterAnswer, letter: Letter) -> bool:
    """Whether the answer is new. Raises NotAcceptedYet, AnsweredOtherwise."""
    if answer in letter.answers:
        return False
    if answer in NEXT[letter.answer or "open"]:
        return True
    raise NotAcceptedYet if answer == "arrived" and not letter.answers else AnsweredOtherwise


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(letter: Letter, fact: Contract) -> Letter:
    match fact:
        case LetterSealed():
            return replace(letter, began=letter.began or fact, sealed=letter.sealed | {fact.digest})
        case LetterReceived():
            return replace(letter, began=fact)
        case LetterCarried():
            return replace(letter, carried=letter.carried | {fact.digest})
        case LetterDestroyed():
            return replace(letter, destroyed=True)
        case LetterAnswered():
            return replace(letter, answers=(*letter.answers, fact.answer))
        case _:
            return letter


LETTER: Final = Decider(initial=Letter(), decide=decide, evolve=evolve)
