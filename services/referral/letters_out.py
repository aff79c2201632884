"""Letters that go: a hand-over by letter is sealed from what the book allows, and a receipt becomes a fact.

The hand-over is the command; sealing follows from it, so that no crash between the two can lose a letter or send it
twice. What the letter says is asked of the book in that moment: where the consent no longer stands, nothing is sealed.

A letter that is recalled, or whose person is erased, before it is carried is stopped, then its key destroyed, then a
fact says so; whatever dies in between, the next round goes on from there.
"""

from dataclasses import dataclass
from typing import Final

import structlog

from services.contracts.referral import ReferralHandedOver, ReferralProposed
from services.kernel.carrying import published_keys
from services.kernel.deciders import Context
from services.kernel.desk import Desk
from services.kernel.letters import (
    Address,
    LetterRefused,
    LetterTooLong,
    PublicKeys,
    digest_of,
    new_thread,
    seal_letter,
)
from services.kernel.mapper import KeyDestroyed
from services.kernel.points import reached
from services.kernel.times import today
from services.referral.application import Referral
from services.referral.domain.book import BOOK
from services.referral.domain.letter import LETTER, DestroyLetter, RecordLetterCarried, SealLetter
from services.referral.domain.letter_text import ReferralLetter, understood, written
from services.referral.letter_bodies import LetterBodies
from services.referral.letter_rows import DueRow, LetterRows, ReceiptRow, UncarriedRow
from services.referral.letter_senders import sender_words
from services.referral.restricting import restricted_persons
from services.referral.shared_texts import MESSAGE, shared_texts

ACTOR: Final = "policy:referral.letters"

log = structlog.get_logger()


def own_context(referral: Referral, district: str, *about: str) -> Context:
    """The context of what the post does by itself; the same whenever it comes to it again."""
    command_id = referral.ids(district).derive("letter-post", *about)
    return Context(actor=ACTOR, command_id=command_id, correlation_id=command_id)


@dataclass(frozen=True, slots=True)
class LettersOut:
    """One district's letters to others."""

    referral: Referral
    district: str

    @property
    def rows(self) -> LetterRows:
        return LetterRows(self.referral.pool, self.district)

    @property
    def bodies(self) -> LetterBodies:
        return LetterBodies(self.referral, self.district)

    def seal_due(self) -> None:
        """Seal every letter that is due, and let the carrier have it."""
        due = self.rows.due()
        keys = published_keys(self.referral.pool) if due else {}
        for row in due:
            if row.receiver in keys and row.receiver != self.district:
                self._seal(row, keys[row.receiver])

    def record_receipts(self) -> None:
        for receipt in self.rows.receipts():
            self._record(receipt)

    def release_or_destroy(self) -> None:
        """What must not go any more is destroyed; what waits and may go, the carrier gets. Raises Forgery."""
        rows = self.rows.uncarried()
        if not rows:
            return
        unreadable = self.bodies.unreadable(rows)
        over = [row for row in rows if row.recalled or row.letter in unreadable]
        for row in over:
            self._destroy(row)
        waiting = [row for row in rows if row not in over]
        left_alone = restricted_persons(self.referral.pool, self.district, {row.person for row in waiting})
        for row in waiting:
            self._offer(row, may_go=row.person not in left_alone)

    def _offer(self, row: UncarriedRow, *, may_go: bool) -> None:
        if row.released and not may_go:
            self.rows.hold(row.digest)
        elif may_go and not row.released and (sealed := self.bodies.read(row)) is not None:
            self.rows.release(row.digest, sealed)

    def _destroy(self, row: UncarriedRow) -> None:
        if not self.rows.stop(row.digest, row.thread):
            return
        reached("letter.stopped")
        self.bodies.destroy(row.letter)
        context = own_context(self.referral, self.district, "destroyed", row.digest)
        self.referral.store.execute(self.district, LETTER, row.letter, DestroyLetter(digest=row.digest), context)

    def _seal(self, row: DueRow, receiver: PublicKeys) -> None:
        letter = self._letter(row)
        if letter is None:
            return
        address = Address(self.district, row.receiver, new_thread())
        try:
            understood(written(letter))  # what the other side would refuse is not sent
            sealed = seal_letter(written(letter), address, self.referral.secrets.letters(self.district), receiver)
            is_new = self._keep(row, address.thread, sealed)
        except (LetterRefused, LetterTooLong, KeyDestroyed) as hindrance:
            log.warning("letter_not_sealed", district=self.district, grounds=type(hindrance).__name__)
            return
        if is_new:
            self.rows.release(digest_of(sealed), sealed)

    def _keep(self, row: DueRow, thread: str, sealed: str) -> bool:
        """In the vault, then in the log; False where it was sealed before. Raises KeyDestroyed."""
        about = (str(row.referral), str(row.number))
        command = SealLetter(
            letter_id=self.referral.ids(self.district).derive("letter-sent", *about),
            to_district=row.receiver,
            thread=thread,
            digest=digest_of(sealed),
            referral_id=row.referral,
            book_id=row.book,
        )
        texts = [self.bodies.entry(command.letter_id, row.person, sealed)]
        context = own_context(self.referral, self.district, "seal", *about)
        request = (command.letter_id, command, context)
        desk = Desk(self.referral.store, self.bodies.vault)
        return desk.execute(self.district, LETTER, request, texts).position is not None

    def _letter(self, row: DueRow) -> ReferralLetter | None:
        """What the consent still allows; None where it no longer does, or her words are erased or left alone."""
        book = self.referral.state(self.district, BOOK, row.book)
        one = book.referrals.get(row.referral)
        handed = book.shown_to_partner(row.referral, today()) if one is not None else None
        if one is None or handed is None or one.reached != "handed_over":
            return None
        if restricted_persons(self.referral.pool, self.district, [one.proposed.person_id]):
            return None
        return self._written(one.proposed, handed)

    def _written(self, proposed: ReferralProposed, handed: ReferralHandedOver) -> ReferralLetter | None:
        texts = shared_texts(self.referral, self.district, handed)
        known = {name: text for name in handed.fields if (text := texts.get(name)) is not None}
        if not known:
            return None
        return ReferralLetter(
            fields=known,
            message=texts.get(MESSAGE),
            sender=sender_words(self.referral.pool, self.district, proposed),
        )

    def _record(self, receipt: ReceiptRow) -> None:
        command = RecordLetterCarried(digest=receipt.digest, at=receipt.carried)
        context = own_context(self.referral, self.district, "carried", receipt.digest)
        self.referral.store.execute(self.district, LETTER, receipt.letter, command, context)
        if receipt.has_key:
            self.bodies.discard(receipt.letter)
        self.rows.recorded(receipt.digest)
