"""Who is meant: a person by any of the ids that belong to her, with everybody she is linked to.

The vault tells which participation or case a person's id belongs to: its number or code word lies there under it. Who
is one person is a question of edges (``duplicates.queries``), and of the cases' own facts, which do not lag.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.intake import Participation
from services.intake.application import Intake
from services.intake.domain.code_word import CheckDigitWrong, case_id_of
from services.intake.domain.keeping import KnownEntry
from services.intake.domain.refusals import Refusal
from services.intake.duplicates.queries import together
from services.intake.identity_reading import known_persons
from services.kernel.district import district as enter
from services.kernel.log import LogRow

CASE_NO: Final = "case_no"
OWNER: Final = SQL(
    "SELECT person FROM {}.vault WHERE field IN ('participant_no', 'case_no') AND (person = %(id)s OR entry = %(id)s)"
    " LIMIT 1"
)
OWNED: Final = SQL(
    "SELECT person, field, entry FROM {}.vault WHERE field IN ('participant_no', 'case_no') AND person = ANY (%s)"
    " ORDER BY entry"
)


class UnknownPerson(Refusal):
    title = "Diese Person gibt es in diesem Landkreis nicht."
    field = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """All persons that are one, their cases, and their participations, each in a stable order.

    ``case_id``: the case by which she was named, else the first one; ``further_cases``: the others. ``named``: the
    person of the very record by which she was named, ``own_case`` that record's case.
    """

    persons: tuple[UUID, ...]
    case_id: UUID | None
    participations: tuple[UUID, ...]
    further_cases: tuple[UUID, ...] = ()
    named: UUID = field(compare=False)
    own_case: UUID | None = field(default=None, compare=False)

    @property
    def cases(self) -> tuple[UUID, ...]:
        """All of them."""
        return self.further_cases if self.case_id is None else (self.case_id, *self.further_cases)


class _Records(NamedTuple):
    """What lies in the vault under some persons."""

    cases: tuple[UUID, ...]
    participations: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of a district."""

    service: Intake
    district: str

    def named(self, text: str, operation: str | None = None) -> Linked:
        """``text``: an id of a person, a case or a participation, a code word, or in an operation a participant number.

        Raises UnknownPerson.
        """
        for candidate in self._candidates(text.strip(), operation):
            if (found := self.behind(candidate)) is not None:
                return found
        raise UnknownPerson

    def one_named(self, text: str, operation: str | None = None) -> UUID:
        """The person of that very record, whoever else she is. Raises UnknownPerson."""
        for candidate in self._candidates(text.strip(), operation):
            if (found := self.owner(candidate)) is not None:
                return found
        raise UnknownPerson

    def owner(self, any_id: UUID) -> UUID | None:
        """Whose id it is: of a person, a case or a participation. Whom only another service knows, her keys tell."""
        with self.service.pool.transaction() as connection, enter(connection, self.district) as schema:
            row = connection.execute(OWNER.format(schema), {"id": any_id}).fetchone()
        if row is None:
            return any_id if self._has_keys(any_id) else None
        owner: UUID = row[0]
        return owner

    def behind(self, any_id: UUID) -> Linked | None:
        """Whom an id of a person, a case or a participation belongs to; None where nobody is known under it."""
        person = self.owner(any_id)
        return None if person is None else self._linked(self._together(person), first=(any_id, person))

    def alone(self, person: UUID) -> Linked | None:
        """That record by itself, without anybody it is linked to; None where nobody is known under the id."""
        return None if self.owner(person) is None else self._linked({person}, first=(person,))

    def entries(self, participations: Sequence[UUID]) -> list[KnownEntry]:
        """What every fact of the participations said; no key is needed."""
        streams = self.service.store.log.streams(self.district, participations)
        return [known for rows in streams.values() for known in self._entries(rows)]

    def _entries(self, rows: Sequence[LogRow]) -> Iterator[KnownEntry]:
        for row, fact in zip(rows, self.service.store.mapper.open(self.district, rows), strict=True):
            if isinstance(fact, Participation):
                yield KnownEntry(
                    operation=fact.operation, position=row.position, state=fact.state, entry_date=fact.entry_date
                )

    def _candidates(self, text: str, operation: str | None) -> Iterator[UUID]:
        ids = self.service.ids(self.district)
        with suppress(ValueError):
            yield UUID(text)
        if operation is not None:
            yield ids.derive("participation", operation, text)
        with suppress(CheckDigitWrong):  # a word of a file need not be one of ours
            yield case_id_of(ids, text)
        yield ids.derive("case", text)  # as a file spells it

    def _together(self, person: UUID) -> set[UUID]:
        """Over the edges, and over what the cases on the way link themselves, until nobody is added."""
        found = together(self.service.pool, self.district, [person])
        while more := self._participants_of_cases(self._records(found).cases) - found:
            found = together(self.service.pool, self.district, found | more)
        return found

    def _linked(self, persons: set[UUID], first: Sequence[UUID]) -> Linked:
        """``first``: by which case or person she was named."""
        records = self._records(persons)
        own = self._records({first[-1]}).cases
        case = next((each for each in (*first, *own, *records.cases) if each in records.cases), None)
        return Linked(
            persons=tuple(sorted(persons)),
            case_id=case,
            participations=records.participations,
            further_cases=tuple(each for each in records.cases if each != case),
            named=first[-1],
            own_case=next((each for each in (*first, *own) if each in own), None),
        )

    def _records(self, persons: Iterable[UUID]) -> _Records:
        with self.service.pool.transaction() as connection, enter(connection, self.district) as schema:
            owned = connection.execute(OWNED.format(schema), [list(persons)]).fetchall()
        return _Records(
            tuple(entry for _, field, entry in owned if field == CASE_NO),
            tuple(entry for _, field, entry in owned if field != CASE_NO),
        )

    def _participants_of_cases(self, cases: Sequence[UUID]) -> set[UUID]:
        linked = [
            each for known in known_persons(self.service, self.district, cases).values() for each in known.links.linked
        ]
        streams = self.service.store.load(self.district, linked)
        return {fact.person_id for facts in streams.values() for fact in facts if isinstance(fact, Participation)}

    def _has_keys(self, person: UUID) -> bool:
        ring = self.service.ring
        keys = ring.identity_keys(self.district, [person], create=False)
        keys |= ring.record_keys(self.district, [person], create=False)
        return bool(keys or ring.destroyed(self.district, [person]))
