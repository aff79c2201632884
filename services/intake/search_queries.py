"""Who is it? Cases by code word or name, over the blind index; of other teams' cases only that there is one.

A name is found only while it may be shown: the consent is in force, the entry is the one that counts today. So neither
a word that a crash left behind nor one under a withdrawn consent leads to anybody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.intake import CaseState
from services.intake.access_desk import AccessDesk, AccessRefused
from services.intake.domain.person import is_named
from services.intake.identity_reading import KnownPerson, known_persons
from services.intake.persons_desk import index_of
from services.intake.persons_queries import addresses, shown
from services.intake.search_words import NAME, code_words, name_words, parts
from services.kernel.blind_index import Hit, Word
from services.kernel.district import district as enter
from services.kernel.times import today

Match: TypeAlias = Literal["code_word", "name", "sound"]

MOST: Final = 20
MOST_READ: Final = 200  # streams that one question reads
ORDER: Final[Sequence[Match]] = ("code_word", "name", "sound")
CASES: Final = SQL("SELECT person, case_id FROM {}.cases WHERE person = ANY (%s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A case; without ``case_id`` it is one of another team, and nothing else is said of it."""

    match: Match
    case_id: UUID | None = None
    code_word: str | None = None
    family_name: str | None = None
    given_name: str | None = None
    state: CaseState | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """At most :data:`MOST` cases, best match first; ``more``: others matched as well."""

    found: tuple[Found, ...]
    more: bool


# --- Evidence: why a person matches ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a person was found, and for each part of a name the entries that hold it; any of them will do."""

    match: Match
    needed: tuple[frozenset[UUID], ...] = ()

    def stands(self, known: KnownPerson, day: date) -> bool:
        """Whether it may be used on that day: code words always, names while they are shown."""
        current = frozenset(known.person.entries.values())
        names_shown = self.match == "code_word" or is_named(known.person, day)
        return names_shown and all(entries & current for entries in self.needed)


def _having_all(of_parts: Sequence[Sequence[Hit]], match: Match) -> Iterator[tuple[UUID, Evidence]]:
    """Persons with a hit for every part of a name."""
    if not of_parts:
        return
    for person in set.intersection(*({hit.person for hit in of_part} for of_part in of_parts)):
        needed = (frozenset(hit.entry for hit in of_part if hit.person == person) for of_part in of_parts)
        yield person, Evidence(match, tuple(needed))


# --- Questions -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Search:
    """What one asker may find."""

    desk: AccessDesk

    def by_words(self, text: str) -> Findings:
        """Cases whose code word is the text, or whose person's names hold every part of it, spelt or sounding so."""
        by_code = self._hits(code_words(text))
        persons = {hit.person for hits in by_code.values() for hit in hits}
        return self._findings({**self._named(text), **dict.fromkeys(persons, Evidence("code_word"))})

    def same_name(self, family_name: str, given_name: str, but: UUID) -> Findings:
        """Other cases of that name: a hint that somebody may be here twice; it never blocks."""
        return self._findings(self._named(f"{family_name} {given_name}"), but)

    def _named(self, text: str) -> dict[UUID, Evidence]:
        """Who has every part spelt so; and who has every part at least sounding so."""
        words = [list(name_words(part)) for part in parts(text)]
        hits = self._hits(word for of_part in words for word in of_part)
        spelt = [[hit for word in of if word.kind == NAME for hit in hits.get(word, ())] for of in words]
        heard = [[hit for word in of for hit in hits.get(word, ())] for of in words]
        return dict(_having_all(heard, "sound")) | dict(_having_all(spelt, "name"))

    def _hits(self, words: Iterable[Word]) -> Mapping[Word, set[Hit]]:
        service = self.desk.service
        return index_of(service).find(service.pool, self.desk.district, list(words))

    def _findings(self, matches: Mapping[UUID, Evidence], but: UUID | None = None) -> Findings:
        service, district = self.desk.service, self.desk.district
        alive = matches.keys() - service.ring.destroyed(district, matches.keys())
        evidence = {case: matches[person] for person, case in self._cases(alive) if case != but}
        best = sorted(evidence, key=lambda case: (ORDER.index(evidence[case].match), case))
        known = known_persons(service, district, best[:MOST_READ])
        usable = [case for case in known if evidence[case].stands(known[case], today())]
        found = (self._found(case, evidence[case].match, known[case]) for case in usable[:MOST])
        return Findings(tuple(found), more=len(usable) > MOST or len(best) > MOST_READ)

    def _cases(self, persons: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
        """Person and case, of opened cases."""
        with self.desk.service.pool.transaction() as connection, enter(connection, self.desk.district) as schema:
            return connection.execute(CASES.format(schema), [list(persons)]).fetchall()

    def _found(self, case: UUID, match: Match, known: KnownPerson) -> Found:
        service, district = self.desk.service, self.desk.district
        try:
            granted = self.desk.granted(case, "read")
        except AccessRefused:
            return Found(match=match)
        person = shown(known, service.vault.get(district, addresses(known, case, today())), today())
        return Found(
            match=match,
            case_id=case,
            code_word=person.code_word,
            family_name=person.words.get("family_name"),
            given_name=person.words.get("given_name"),
            state=known.person.ledger.case.state,
            restricted=granted.restricted is not None,
        )
