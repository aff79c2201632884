"""A district's list of topics, in versions that never change: each is the whole list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.contracts.districts import Term, VocabularyReleased
from services.contracts.vocabularies import handlungsfelder, topics
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

term_pattern: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
LONGEST_LABEL: Final = 200


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseVocabulary:
    """Let these topics be the district's list from now on; a list as it is already is no new version."""

    terms: tuple[Term, ...]


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The newest version, 0 before the first; of every key that ever was, what it belongs to."""

    version: int = 0
    terms: tuple[Term, ...] = ()
    cores: Mapping[str, str] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class NoTerms(RuleViolation):
    title = "Eine Themenliste hat mindestens ein Thema."
    field = "terms"


class TermKeyMalformed(RuleViolation):
    title = "Der Schlüssel eines Themas hat bis zu 40 Zeichen: Kleinbuchstaben, Ziffern und Unterstriche."
    field = "terms"


class TermTwice(RuleViolation):
    title = "Ein Thema steht zweimal in der Liste."
    field = "terms"


class LabelMissing(RuleViolation):
    title = f"Ein Thema braucht eine Bezeichnung mit höchstens {LONGEST_LABEL} Zeichen."
    field = "terms"


class UnknownCore(RuleViolation):
    title = "Ein Thema gehört zu keinem Eintrag der gemeinsamen Liste."
    field = "terms"


class UnknownHandlungsfeld(RuleViolation):
    title = "Dieses Handlungsfeld gibt es nicht."
    field = "terms"


class CommonKeyMeansItself(RuleViolation):
    title = "Der Schlüssel eines Eintrags der gemeinsamen Liste kann nichts anderes bedeuten."
    field = "terms"


class CoreChanged(RuleViolation):
    title = "Ein Thema, mit dem schon gearbeitet wurde, kann nicht zu einem anderen Eintrag gehören."
    field = "terms"


def decide(command: ReleaseVocabulary, vocabulary: Vocabulary) -> Sequence[Contract]:
    if command.terms == vocabulary.terms:
        return []
    _check(command.terms)
    for term in command.terms:
        if vocabulary.cores.get(term.key, term.core) != term.core:
            raise CoreChanged(term.key)
    return [VocabularyReleased(vocabulary="topics", version=vocabulary.version + 1, terms=command.terms)]


def _check(terms: Sequence[Term]) -> None:
    if not terms:
        raise NoTerms
    for term in terms:
        _check_term(term)
    if twice := repeated(term.key for term in terms):
        raise TermTwice(twice)


def _check_term(term: Term) -> None:
    if term_pattern.fullmatch(term.key) is None:
        raise TermKeyMalformed(term.key)
    if not term.label.strip() or len(term.label) > LONGEST_LABEL:
        raise LabelMissing(term.key)
    if term.core not in topics():
        raise UnknownCore(f"{term.key}: {term.core}")
    if term.key in topics() and term.core != term.key:
        raise CommonKeyMeansItself(term.key)
    if unknown := [each for each in term.handlungsfelder if each not in handlungsfelder()]:
        raise UnknownHandlungsfeld(f"{term.key}: {unknown[0]}")


def repeated(keys: Iterable[str]) -> str | None:
    """The first key that was there before."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    return None


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(vocabulary: Vocabulary, fact: Contract) -> Vocabulary:
    if not isinstance(fact, VocabularyReleased):
        return vocabulary
    cores = {**vocabulary.cores, **{term.key: term.core for term in fact.terms}}
    return Vocabulary(fact.version, fact.terms, cores)


VOCABULARY: Final = Decider(initial=Vocabulary(), decide=decide, evolve=evolve)
