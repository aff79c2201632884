"""Linking two records of one person on the desk, taking them apart again, and telling two persons apart."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.intake import LinkGrounds
from services.intake.application import Intake
from services.intake.casework import Given
from services.intake.domain.duplicate import (
    DUPLICATE,
    Command,
    LinkPersons,
    Pair,
    TellPersonsApart,
    UnlinkPersons,
    link_id_of,
    pair_of,
)
from services.intake.domain.participation import PARTICIPATION
from services.intake.duplicates.queries import together
from services.intake.erasing.persons import Linked, Persons
from services.intake.restricting.queries import restricted_persons
from services.kernel.deciders import Context

CANCELLED: Final = "Eine der Teilnahmen ist storniert. Sie zählt auch nach dem Verbinden nicht."
TWO_OPERATIONS: Final = "Die beiden stehen in verschiedenen Vorhaben. Jedes Vorhaben berichtet sie weiter für sich."


@dataclass(frozen=True, slots=True)
class LinkedPersons:
    """The link, what became of the command, and what is worth knowing of it."""

    given: Given
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicatesDesk:
    """Pairs of persons of one district. Every command raises its decider's refusals."""

    service: Intake
    district: str

    def link(self, pair: Pair, grounds: LinkGrounds, context: Context) -> LinkedPersons:
        """Both records are one person.

        Raises LinkedWithItself, UnknownPersons, PersonErased, ProcessingIsRestricted.
        """
        found = self._found(pair)
        command = LinkPersons(
            link_id=self.link_id(pair),
            persons=pair,
            known=len(found) == len(pair),
            grounds=grounds,
            erased=bool(self.service.ring.destroyed(self.district, together(self.service.pool, self.district, pair))),
            restricted=bool(restricted_persons(self.service.pool, self.district, pair)),
        )
        return LinkedPersons(self._execute(command, context), tuple(self._warnings(found)))

    def unlink(self, link_id: UUID, context: Context) -> Given:
        """The link was wrong. Raises NeverLinked."""
        return self._execute(UnlinkPersons(link_id=link_id), context)

    def tell_apart(self, pair: Pair, context: Context) -> Given:
        """They are two persons. Raises LinkedWithItself, UnknownPersons, StillLinked."""
        known = len(self._found(pair)) == len(pair)
        return self._execute(TellPersonsApart(link_id=self.link_id(pair), persons=pair, known=known), context)

    def pair(self, one: str, other: str, operation: str | None = None) -> Pair:
        """The persons of two records, each named as :meth:`Persons.named` takes it. Raises UnknownPerson."""
        known = Persons(self.service, self.district)
        return pair_of(known.one_named(one, operation), known.one_named(other, operation))

    def link_id(self, pair: Pair) -> UUID:
        """Of a pair that is or was linked, or might be."""
        return link_id_of(self.service.ids(self.district), pair)

    def _execute(self, command: Command, context: Context) -> Given:
        outcome = self.service.desk.execute(self.district, DUPLICATE, (command.link_id, command, context))
        return Given(command.link_id, outcome)

    def _found(self, pair: Pair) -> list[Linked]:
        known = Persons(self.service, self.district)
        return [found for each in pair if (found := known.alone(each)) is not None]

    def _warnings(self, found: list[Linked]) -> list[str]:
        """Of the participations that each of them has by herself."""
        streams = [participation for each in found for participation in each.participations]
        histories = self.service.store.load(self.district, streams).values()
        known = [state for facts in histories if (state := PARTICIPATION.fold(facts).snapshot) is not None]
        cancelled = any(each.state == "cancelled" for each in known)
        apart = len(known) > 1 and len({each.operation for each in known}) == len(known)
        return [words for words, told in ((CANCELLED, cancelled), (TWO_OPERATIONS, apart)) if told]
