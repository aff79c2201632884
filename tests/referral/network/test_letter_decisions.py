"""What may be said of a letter, in which order; given/when/then."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.contracts.referral import (
    LetterAnswered,
    LetterCarried,
    LetterDestroyed,
    LetterReceived,
    LetterSealed,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.kernel.letters import digest_of
from services.referral.domain.letter import (
    LETTER,
    AnsweredOtherwise,
    AnswerLetter,
    Command,
    DestroyLetter,
    NeverSealed,
    NotAcceptedYet,
    NotAReceivedLetter,
    NotASentLetter,
    RecordLetterCarried,
    SealLetter,
    TakeAnswer,
    TakeInLetter,
    UnknownLetter,
)
from services.referral.domain.letter_address import LETTER_ADDRESS, AssignDistrict, NoSuchPartnerKind, NotReachable

ID, OTHER = UUID(int=1), UUID(int=2)
DAY, MOMENT = date(2026, 3, 4), datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
DIGEST = digest_of("abc")
SEAL = SealLetter(
    letter_id=ID, to_district="gera", thread="f", digest=DIGEST, referral_id=UUID(int=3), book_id=UUID(int=4)
)
SENT = LetterSealed(
    letter_id=ID, to_district="gera", thread="f", digest=DIGEST, referral_id=UUID(int=3), book_id=UUID(int=4)
)
TAKE_IN = TakeInLetter(letter_id=ID, person_id=UUID(int=5), from_district="gera", thread="f", fields=("phone",))
RECEIVED = LetterReceived(letter_id=ID, person_id=UUID(int=5), from_district="gera", thread="f", fields=("phone",))


def said(answer: str, *, ours: bool) -> LetterAnswered:
    return LetterAnswered(letter_id=ID, answer=answer, on=DAY, ours=ours)  # type: ignore[arg-type]


def decided(given: list[Contract], when: Command) -> list[Contract]:
    return list(LETTER.decide(when, LETTER.fold(given)))


def answer(word: str) -> AnswerLetter:
    return AnswerLetter(answer=word, on=DAY, sealed=f"sealed {word}")  # type: ignore[arg-type]


def hear(word: str) -> TakeAnswer:
    return TakeAnswer(answer=word, on=DAY)  # type: ignore[arg-type]


def reply(word: str) -> LetterSealed:
    sealed = f"sealed {word}"
    return LetterSealed(letter_id=ID, to_district="gera", thread="f", digest=digest_of(sealed), sealed=sealed)


CARRIED = LetterCarried(letter_id=ID, digest=DIGEST, at=MOMENT)
RECORD = RecordLetterCarried(digest=DIGEST, at=MOMENT)
DESTROYED = LetterDestroyed(letter_id=ID, digest=DIGEST)
DESTROY = DestroyLetter(digest=DIGEST)


@pytest.mark.parametrize(
    ("given", "when", "then"),
    [
        ([], SEAL, [SENT]),
        ([SENT], SEAL, []),
        ([SENT], RECORD, [CARRIED]),
        ([SENT, CARRIED], RECORD, []),
        ([SENT], DESTROY, [DESTROYED]),
        ([SENT, DESTROYED], DESTROY, []),
        ([SENT, CARRIED], DESTROY, []),
        ([], TAKE_IN, [RECEIVED]),
        ([RECEIVED], TAKE_IN, []),
        ([RECEIVED], answer("accepted"), [said("accepted", ours=True), reply("accepted")]),
        ([RECEIVED], answer("declined"), [said("declined", ours=True), reply("declined")]),
        ([RECEIVED, said("accepted", ours=True)], answer("accepted"), []),
        ([RECEIVED, said("accepted", ours=True)], answer("arrived"), [said("arrived", ours=True), reply("arrived")]),
        ([RECEIVED, said("accepted", ours=True)], answer("declined"), [said("declined", ours=True), reply("declined")]),
        ([SENT], hear("accepted"), [said("accepted", ours=False)]),
        ([SENT, said("accepted", ours=False)], hear("accepted"), []),
        ([SENT, said("accepted", ours=False)], hear("arrived"), [said("arrived", ours=False)]),
    ],
)
def test_what_is_recorded(given: list[Contract], when: Command, then: list[Contract]) -> None:
    assert decided(given, when) == then


@pytest.mark.parametrize(
    ("given", "when", "refusal"),
    [
        ([], RECORD, NeverSealed),
        ([RECEIVED], RECORD, NeverSealed),
        ([], DESTROY, NeverSealed),
        ([SENT], DestroyLetter(digest=digest_of("another")), NeverSealed),
        ([], answer("accepted"), UnknownLetter),
        ([SENT], answer("accepted"), NotAReceivedLetter),
        ([RECEIVED], answer("arrived"), NotAcceptedYet),
        ([RECEIVED, said("declined", ours=True)], answer("accepted"), AnsweredOtherwise),
        ([RECEIVED, said("accepted", ours=True), said("arrived", ours=True)], answer("declined"), AnsweredOtherwise),
        ([], hear("accepted"), UnknownLetter),
        ([RECEIVED], hear("accepted"), NotASentLetter),
        ([SENT, said("declined", ours=False)], hear("accepted"), AnsweredOtherwise),
    ],
)
def test_what_is_refused(given: list[Contract], when: Command, refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        decided(given, when)


# --- Which partner is a district --------------------------------------------------


def assign(to: str | None, kind: str = "landkreis") -> AssignDistrict:
    reachable = frozenset({"gera", "jena", "erfurt"})
    return AssignDistrict(partner_id=ID, partner_kind=kind, to_district=to, own_district="erfurt", reachable=reachable)


def test_a_district_is_assigned_once_and_taken_away() -> None:
    (assigned,) = LETTER_ADDRESS.decide(assign("gera"), None)
    assert LETTER_ADDRESS.fold([assigned]) == "gera"
    assert LETTER_ADDRESS.decide(assign("gera"), "gera") == []
    (gone,) = LETTER_ADDRESS.decide(assign(None), "gera")
    assert LETTER_ADDRESS.fold([assigned, gone]) is None


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (assign("erfurt"), NotReachable),
        (assign("nirgendwo"), NotReachable),
        (assign("gera", "verein"), NoSuchPartnerKind),
    ],
)
def test_no_letter_goes_to_oneself_to_nowhere_or_through_a_club(
    command: AssignDistrict, refusal: type[RuleViolation]
) -> None:
    with pytest.raises(refusal):
        LETTER_ADDRESS.decide(command, None)
