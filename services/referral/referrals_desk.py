"""The desk for referrals: ids, words and what must be looked up, around the decider of their book."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.contracts.referral import Declined, DeclinedBy, Outcome, Withdrawn
from services.kernel.deciders import Context
from services.kernel.store import Outcome as Stored
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.books import InBook, book_of
from services.referral.consent_currency import expect_current
from services.referral.domain.book import BOOK, Book
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    Command,
    DeclineReferral,
    HandOverReferral,
    ProposeReferral,
    RecordPersonArrived,
    RecordPersonMissed,
    ReopenReferral,
    ReportOutcome,
    RerouteReferral,
    TellPartner,
    WithdrawReferral,
)
from services.referral.domain.book_ids import book_of_case, referral_of
from services.referral.domain.book_refusals import UnknownReferral
from services.referral.domain.same_need import SameNeed, same_need
from services.referral.domain.terms import TERMS, Days, SetTerms
from services.referral.made import Made
from services.referral.proposals import Place, Proposal, again, place_of, proposed
from services.referral.referral_inputs import Destination, HandOver, Said
from services.referral.restricting import expect_free
from services.referral.shared_texts import entries

NOTE: Final = "referral_note"


@dataclass(frozen=True, slots=True)
class ReferralsDesk:
    """One district's referrals.

    Every command raises UnknownReferral, KeyDestroyed, ProcessingIsRestricted and its decider's refusals.
    """

    referral: Referral
    district: str

    # --- Proposing ----------------------------------------------------------------

    def propose(self, proposal: Proposal, context: Context) -> Made:
        """Choose a partner; the same command again is the same referral. Raises the refusals of ``proposals``."""
        referral_id = referral_of(self.referral.ids(self.district), context.command_id)
        place = place_of(self.referral, self.district, proposal, referral_id)
        note = self._note(place.person_id, proposal.note)
        command = proposed(self.referral, self.district, proposal, referral_id, place)
        command = replace(command, note_id=_entry_of(note))
        return Made(referral_id, self._execute(place, command, context, note))

    def same_need(self, proposal: Proposal) -> tuple[SameNeed, ...]:
        """The open referrals that a proposal from a case would have to name in ``despite``."""
        if proposal.case_id is None:
            return ()
        book_id = book_of_case(self.referral.ids(self.district), proposal.case_id)
        book = self.book(book_id)
        return same_need(book, proposal.partner_id, proposal.offer_id, proposal.topics)

    # --- Handing over --------------------------------------------------------------

    def hand_over(self, referral_id: UUID, given: HandOver, texts: Mapping[str, str], context: Context) -> Stored:
        """``texts``: what is passed on, by field; kept for the partner's link. Raises ConsentsUnknown, ConsentWaits."""
        here = self._find(referral_id)
        fields = tuple(sorted({*given.fields, *texts}))
        if fields and here.case_id is not None:
            expect_current(self.referral, self.district, here.case_id, here.person_id)
        share_id = self.referral.ids(self.district).derive("share", str(context.command_id))
        command = HandOverReferral(
            **_on(referral_id, given.on),
            channel=given.channel,
            escorted=given.escorted,
            fields=fields,
            consent_id=given.consent_id,
            share_id=share_id,
            message=given.message is not None,
        )
        return self._execute(here, command, context, *entries(here.person_id, share_id, texts, given.message))

    # --- Answers -------------------------------------------------------------------

    def accept(self, referral_id: UUID, said: Said, context: Context, appointment_on: date | None = None) -> Stored:
        """The partner takes the person."""
        return self._answer(referral_id, AcceptReferral, said, context, appointment_on=appointment_on)

    def decline(self, referral_id: UUID, said: Said, by: DeclinedBy, grounds: Declined, context: Context) -> Stored:
        """Partner or person said no."""
        return self._answer(referral_id, DeclineReferral, said, context, by=by, grounds=grounds)

    def arrived(self, referral_id: UUID, said: Said, context: Context) -> Stored:
        """The first meeting took place."""
        return self._answer(referral_id, RecordPersonArrived, said, context)

    def missed(self, referral_id: UUID, said: Said, context: Context) -> Stored:
        """The person was expected and did not come."""
        return self._answer(referral_id, RecordPersonMissed, said, context)

    def outcome(self, referral_id: UUID, said: Said, outcome: Outcome, context: Context) -> Stored:
        """What came of it."""
        return self._answer(referral_id, ReportOutcome, said, context, outcome=outcome)

    def reroute(self, referral_id: UUID, said: Said, to: Destination | None, context: Context) -> Made:
        """Somebody else is right for it; with a destination the referral that goes there is the one made."""
        here = self._find(referral_id)
        following = None if to is None else self._following(referral_id, here, said, to, context)
        stored = self._answer(referral_id, RerouteReferral, said, context, following=following)
        return Made(referral_id if following is None else following.referral_id, stored)

    # --- Our own moves ---------------------------------------------------------------

    def withdraw(
        self, referral_id: UUID, grounds: Withdrawn, context: Context, on: date | None = None, note: str | None = None
    ) -> Stored:
        """We take it back."""
        here = self._find(referral_id)
        kept = self._note(here.person_id, note)
        command = WithdrawReferral(**_on(referral_id, on), grounds=grounds, note_id=_entry_of(kept))
        return self._execute(here, command, context, kept)

    def close(self, referral_id: UUID, context: Context, on: date | None = None) -> Stored:
        """Nobody waits for anything more."""
        return self._execute(self._find(referral_id), CloseReferral(**_on(referral_id, on)), context)

    def reopen(self, referral_id: UUID, context: Context, on: date | None = None, note: str | None = None) -> Stored:
        """It goes on where it was proposed."""
        here = self._find(referral_id)
        kept = self._note(here.person_id, note)
        command = ReopenReferral(**_on(referral_id, on), note_id=_entry_of(kept))
        return self._execute(here, command, context, kept)

    def tell_partner(self, referral_id: UUID, consent_id: UUID, context: Context, on: date | None = None) -> Stored:
        """The partner knows that a consent ended (GDPR Article 19)."""
        command = TellPartner(**_on(referral_id, on), consent_id=consent_id)
        return self._execute(self._find(referral_id), command, context)

    def set_terms(self, partner_kind: str | None, days: Days, context: Context) -> Stored:
        """How long the district waits for a kind of partner; None: for all that have no terms of their own."""
        stream = self.referral.ids(self.district).derive("referral-terms")
        command = SetTerms(partner_kind=partner_kind, days=days)
        return self.referral.store.execute(self.district, TERMS, stream, command, context)

    def book(self, book_id: UUID) -> Book:
        """What the log says of a book now."""
        return self.referral.state(self.district, BOOK, book_id)

    # --- What all need ---------------------------------------------------------------

    def _find(self, referral_id: UUID) -> InBook:
        return book_of(self.referral, self.district, referral_id)

    def _answer(self, referral_id: UUID, kind: type[Any], said: Said, context: Context, **more: object) -> Stored:
        here = self._find(referral_id)
        note = self._note(here.person_id, said.note)
        named = {**_on(referral_id, said.on), "provenance": said.provenance, "note_id": _entry_of(note)}
        return self._execute(here, kind(**named, **more), context, note)

    def _following(
        self, referral_id: UUID, here: InBook, said: Said, to: Destination, context: Context
    ) -> ProposeReferral:
        """The same need at another partner, under a consent of its own."""
        before = self.book(here.book_id).referrals.get(referral_id)
        if before is None:
            raise UnknownReferral
        proposal, place = again(before.proposed, to.partner_id, to.offer_id, to.despite, said.on)
        new_id = referral_of(self.referral.ids(self.district), context.command_id)
        return proposed(self.referral, self.district, proposal, new_id, place)

    def _note(self, person_id: UUID, words: str | None) -> Entry | None:
        """A text about the person; equal words are one entry."""
        if words is None:
            return None
        entry_id = self.referral.ids(self.district).derive(NOTE, str(person_id), words)
        return Entry(person_id, NOTE, entry_id, words)

    def _execute(self, here: InBook | Place, command: Command, context: Context, *texts: Entry | None) -> Stored:
        expect_free(self.referral.pool, self.district, here.person_id, command)
        kept = [text for text in texts if text is not None]
        return self.referral.desk.execute(self.district, BOOK, (here.book_id, command, context), kept)


def _on(referral_id: UUID, on: date | None) -> dict[str, Any]:
    return {"referral_id": referral_id, "on": on or today(), "today": today()}


def _entry_of(note: Entry | None) -> UUID | None:
    return None if note is None else note.entry_id
