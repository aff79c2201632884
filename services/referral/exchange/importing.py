"""Entries of a file into the directory: everything is decided first, then stored entry by entry.

An entry (a partner with its places and contact persons; an offer) is stored as a whole or not at all; a refused one
changes nothing and is told, and so are the offers of a refused partner. The same file again stores nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import Context, RuleViolation
from services.kernel.facts import Contract
from services.kernel.ids import uuid7
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.directory_texts import texts_kept
from services.referral.domain.offer import OFFER
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_state import Partner as PartnerState
from services.referral.exchange.commands import Translator, Words
from services.referral.exchange.findings import Fault, ReadFile, Remark, shown
from services.referral.exchange.here import Here
from services.referral.exchange.imported import Imported
from services.referral.exchange.placing import Placing
from services.referral.exchange.register import Partner
from services.referral.exchange.several import several
from services.referral.known import topics_of

PARTNERS: Final = several(PARTNER)
OFFERS: Final = several(OFFER)
MOST_FACTS: Final = 500  # of one entry; a store takes a thousand at once
TAKEN_OUT: Final = "Dieser Eintrag wurde hier aus dem Verzeichnis genommen und nicht wieder aufgenommen."
PARTNER_REFUSED: Final = "Die Einrichtung dieses Angebots wurde abgelehnt."


class EntryTooLarge(RuleViolation):
    title = "Der Eintrag ist zu groß. Bitte in mehrere aufteilen."


class UnknownDefaultKind(ValueError):
    """``--partner-kind`` names no kind; the message is German."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry on its way: its stream, the commands, their texts, and whether it is new."""

    title: str
    stream: UUID
    commands: Sequence[Any]
    words: Sequence[Entry]
    is_new: bool


@dataclass(slots=True)
class Import:
    """One file on its way into one district's directory; ``actor``: who sends it."""

    referral: Referral
    district: str
    actor: str
    kind: str
    dry_run: bool = False
    day: date = field(default_factory=today)
    correlation_id: UUID = field(default_factory=uuid7)

    def run(self, read: ReadFile) -> Imported:
        """Raises UnknownDefaultKind before anything is stored; DatabaseDown."""
        if self.kind not in partner_kinds():
            raise UnknownDefaultKind(f"Die Partnerart „{shown(self.kind)}“ gibt es nicht.")
        done = Imported(self.dry_run, read.records, faults=list(read.faults), remarks=list(read.remarks))
        here = Here.of(self.referral, self.district, self.day)
        placing = Placing(here.known, self.referral.ids(self.district).derive)
        placed = [placing.place(each) for each in read.partners]
        translator = self._translator()
        states = self._take_partners(placed, here, translator, done)
        self._take_offers(placed, here, translator, states, done)
        return done

    def _translator(self) -> Translator:
        topics = frozenset(term.key for term in topics_of(self.referral.pool, self.district).terms)
        keep = partial(texts_kept, self.referral, self.district)
        return Translator(keep, self.kind, topics, self.day)

    def _take_partners(
        self, placed: Sequence[Partner], here: Here, translator: Translator, done: Imported
    ) -> dict[UUID, PartnerState]:
        """The state of each partner that was taken, or stands there already: what its offers are decided on."""
        entries = []
        for each in placed:
            title = f"Einrichtung „{each.name}“"
            if here.is_taken_out(each.partner_id, here.listed.partners):
                done.remarks.append(Remark(title, "", TAKEN_OUT))
                continue
            words = Words()
            known = here.partners.get(each.partner_id)
            commands = () if each.is_reference else translator.partner(here.without_given_up(each), known, words)
            entries.append(_Entry(title, each.partner_id, commands, words.entries, known is None))
        return self._take(PARTNERS, entries, done)

    def _take_offers(
        self,
        placed: Sequence[Partner],
        here: Here,
        translator: Translator,
        states: Mapping[UUID, PartnerState],
        done: Imported,
    ) -> None:
        entries = []
        for partner in placed:
            for each in here.without_given_up(partner).offers:
                title = f"Angebot „{each.name}“"
                if here.is_taken_out(each.offer_id, here.listed.offers):
                    done.remarks.append(Remark(title, "", TAKEN_OUT))
                elif partner.partner_id not in states:
                    done.faults.append(Fault(title, "organization", partner.name, PARTNER_REFUSED))
                else:
                    words, known, alike = Words(), here.offers.get(each.offer_id), here.alike(each)
                    done.remarks += [Remark(title, "", f"Ähnlich gibt es schon: {here.called(key)}.") for key in alike]
                    commands = translator.offer(each, known, states[partner.partner_id], words, alike)
                    entries.append(_Entry(title, each.offer_id, commands, words.entries, known is None))
        self._take(OFFERS, entries, done)

    def _take(self, decider: Any, entries: Sequence[_Entry], done: Imported) -> dict[UUID, Any]:
        """Decide all, keep the texts of what changes, store; the state of each stream that was not refused."""
        facts = self.referral.store.load(self.district, {each.stream for each in entries})
        states: dict[UUID, Any] = {}
        changed = []
        for each in entries:
            state = decider.fold(facts[each.stream])
            try:
                decided = _within_limits(decider.decide(each.commands, state))
            except RuleViolation as refused:
                done.refuse(each.title, refused)
                continue
            states[each.stream] = decider.fold(decided, state)
            if decided:
                changed.append((each, decided))
            elif each.commands:
                done.unchanged += 1
        self._store(decider, changed, states, done)
        return states

    def _store(
        self,
        decider: Any,
        changed: Sequence[tuple[_Entry, Sequence[Contract]]],
        states: dict[UUID, Any],
        done: Imported,
    ) -> None:
        stored = [each for each, _ in changed] if self.dry_run else self._kept(changed, states, done)
        outcomes: Sequence[Outcome | RuleViolation | None] = [None] * len(stored)
        if not self.dry_run:
            commands = [(each.stream, each.commands, self._context()) for each in stored]
            outcomes = self.referral.store.execute_many(self.district, decider, commands)
        for each, outcome in zip(stored, outcomes, strict=True):
            if isinstance(outcome, RuleViolation):
                states.pop(each.stream)
                done.refuse(each.title, outcome)
            else:
                done.took(outcome, is_new=each.is_new)

    def _kept(
        self, changed: Sequence[tuple[_Entry, Sequence[Contract]]], states: dict[UUID, Any], done: Imported
    ) -> list[_Entry]:
        """Texts first: a text without its fact is harmless. Of somebody erased nothing is kept any more."""
        kept = []
        for each, _ in changed:
            try:
                self.referral.partner_vault.put(self.district, each.words)
            except RuleViolation as erased:
                states.pop(each.stream)
                done.refuse(each.title, erased)
            else:
                kept.append(each)
        return kept

    def _context(self) -> Context:
        return Context(actor=self.actor, command_id=uuid7(), correlation_id=self.correlation_id)


def _within_limits(facts: Sequence[Contract]) -> Sequence[Contract]:
    if len(facts) > MOST_FACTS:
        raise EntryTooLarge
    return facts
