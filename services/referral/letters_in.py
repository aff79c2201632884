"""Letters that came: opened with the district's own key, taken in under a new person, or as the answer to one of ours.

The log decides whether a letter is new; the mark in the inbox only says that it need not be opened again. A letter that
is not from whom it says, not for us, cut or come before is refused and stays marked for the Koordination.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypedDict, assert_never
from uuid import UUID

import structlog

from services.contracts.referral import LetterSealed, Provenance
from services.kernel.carrying import published_keys
from services.kernel.deciders import Context, RuleViolation
from services.kernel.letters import Address, LetterRefused, PublicKeys, digest_of, open_letter
from services.kernel.mapper import KeyDestroyed
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.domain.book import BOOK
from services.referral.domain.book_commands import (
    AcceptReferral,
    DeclineReferral,
    RecordPersonArrived,
)
from services.referral.domain.letter import LETTER, TakeAnswer, TakeInLetter
from services.referral.domain.letter_text import AnswerToLetter, LetterText, ReferralLetter, understood
from services.referral.letter_rows import ArrivedRow, LetterRows, Verdict
from services.referral.letters_out import own_context
from services.referral.shared_texts import MESSAGE

SENDER: Final = "sender"  # the entry of the vault with the words that say who writes

log = structlog.get_logger()


class _Common(TypedDict):
    referral_id: UUID
    on: date
    today: date
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class LettersIn:
    """One district's letters from others."""

    referral: Referral
    district: str

    @property
    def rows(self) -> LetterRows:
        return LetterRows(self.referral.pool, self.district)

    def take_in(self) -> None:
        """Open whatever the carrier brought."""
        arrived = self.rows.arrived()
        keys = published_keys(self.referral.pool) if arrived else {}
        for row in arrived:
            verdict = self._verdict(row, keys)
            if verdict not in {"received", "answered"}:
                log.warning("letter_refused", district=self.district, sender=row.sender, grounds=verdict)
            self.rows.judged(row.digest, verdict)

    def _verdict(self, row: ArrivedRow, keys: Mapping[str, PublicKeys]) -> Verdict:
        try:
            letter = self._opened(row, keys)
        except LetterRefused as refused:
            return refused.grounds
        if isinstance(letter, ReferralLetter):
            return self._take_in(row, letter)
        return self._take_answer(row, letter)

    def _opened(self, row: ArrivedRow, keys: Mapping[str, PublicKeys]) -> LetterText:
        if row.sender not in keys or digest_of(row.sealed) != row.digest:
            raise LetterRefused("forged")
        address = Address(row.sender, self.district, row.thread)
        own = self.referral.secrets.letters(self.district)
        return understood(open_letter(row.sealed, address, own, keys[row.sender]))

    def _take_in(self, row: ArrivedRow, letter: ReferralLetter) -> Verdict:
        ids = self.referral.ids(self.district)
        command = TakeInLetter(
            letter_id=ids.derive("letter-received", row.sender, row.thread),
            person_id=ids.derive("letter-person", row.sender, row.thread),
            from_district=row.sender,
            thread=row.thread,
            fields=tuple(sorted(letter.fields)),
        )
        words = {**letter.fields, MESSAGE: letter.message, SENDER: letter.sender}
        texts = [
            Entry(command.person_id, name, command.letter_id, text)
            for name, text in sorted(words.items())
            if text is not None
        ]
        request = (command.letter_id, command, self._context("take in", row))
        try:
            outcome = self.referral.desk.execute(self.district, LETTER, request, texts)
        except KeyDestroyed:
            return "erased"
        return "replayed" if outcome.position is None else "received"

    def _take_answer(self, row: ArrivedRow, letter: AnswerToLetter) -> Verdict:
        letter_id = self.rows.sent(row.thread, row.sender)
        if letter_id is None:
            return "forged"
        command = TakeAnswer(answer=letter.answer, on=letter.on)
        try:
            context = self._context("take answer", row)
            outcome = self.referral.store.execute(self.district, LETTER, letter_id, command, context)
        except RuleViolation:
            return "no_effect"
        if outcome.position is None:
            return "replayed"
        return self._moved(row, letter, letter_id)

    def _moved(self, row: ArrivedRow, letter: AnswerToLetter, letter_id: UUID) -> Verdict:
        """The referral that the letter handed over goes on; it may have ended here by now."""
        began = self.referral.state(self.district, LETTER, letter_id).began
        assert isinstance(began, LetterSealed), "the answer was taken"
        assert began.book_id is not None, "what began the letter hands a referral over"
        assert began.referral_id is not None, "what began the letter hands a referral over"
        command = _said(letter, began.referral_id)
        try:
            context = self._context("move", row)
            self.referral.store.execute(self.district, BOOK, began.book_id, command, context)
        except RuleViolation:
            return "no_effect"
        return "answered"

    def _context(self, step: str, row: ArrivedRow) -> Context:
        return own_context(self.referral, self.district, step, row.digest)


def _said(letter: AnswerToLetter, referral_id: UUID) -> AcceptReferral | DeclineReferral | RecordPersonArrived:
    """The answer as the book of the referral knows it."""
    common = _Common(referral_id=referral_id, on=letter.on, today=today(), provenance="partner_letter")
    match letter.answer:
        case "accepted":
            return AcceptReferral(**common)
        case "declined":
            return DeclineReferral(**common, by="partner", grounds="other")
        case "arrived":
            return RecordPersonArrived(**common)
        case _:
            assert_never(letter.answer)
