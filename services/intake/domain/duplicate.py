"""Two records of one person: linked, taken apart again, or told apart. One stream a pair; nothing is rewritten.

A pair that was unlinked or told apart is never proposed again; by hand it may be linked at any time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import LinkGrounds, PersonsLinked, PersonsToldApart, PersonsUnlinked
from services.intake.domain.refusals import PersonErased, Refusal, refuse
from services.intake.domain.restriction import ProcessingIsRestricted
from services.kernel.deciders import Decider
from services.kernel.facts import Contract
from services.kernel.ids import DistrictIds

Pair: TypeAlias = tuple[UUID, UUID]


def pair_of(one: UUID, other: UUID) -> Pair:
    """Two persons in ascending order: a pair has no direction."""
    return (one, other) if one <= other else (other, one)


def link_id_of(ids: DistrictIds, pair: Pair) -> UUID:
    """The stream of a pair, however often it is linked and taken apart."""
    return ids.derive("person-link", *map(str, pair))


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfTwoPersons:
    """``persons`` in ascending order; ``known``: each of them is on record in this district."""

    link_id: UUID
    persons: Pair
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPersons(OfTwoPersons):
    """Both are one person. ``erased`` and ``restricted``: so it stands with one of them at least."""

    grounds: LinkGrounds
    erased: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkPersons:
    """The link was wrong."""

    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPersonsApart(OfTwoPersons):
    """Somebody looked at the pair: they are two persons."""


Command: TypeAlias = LinkPersons | UnlinkPersons | TellPersonsApart

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PairState:
    """``linked``: the two, once they ever were; ``settled``: somebody once said that they are two."""

    linked: Pair | None = None
    is_linked: bool = False
    settled: bool = False


# --- Decisions: may it happen? ----------------------------------------------


class LinkedWithItself(Refusal):
    title = "Beides ist derselbe Datensatz. Bitte zwei verschiedene angeben."
    field = "other"


class UnknownPersons(Refusal):
    title = "Mindestens eine der beiden Personen gibt es in diesem Landkreis nicht."
    field = "other"


class StillLinked(Refusal):
    title = "Die beiden sind verbunden. Bitte zuerst trennen."
    field = "other"


class NeverLinked(Refusal):
    title = "Die beiden sind nicht verbunden."
    field = "link"


def decide(command: Command, state: PairState) -> Sequence[Contract]:
    match command:
        case LinkPersons():
            return _link(command, state)
        case UnlinkPersons():
            return _unlink(command, state)
        case TellPersonsApart():
            return _tell_apart(command, state)
        case _:
            assert_never(command)


def _link(command: LinkPersons, state: PairState) -> Sequence[Contract]:
    if state.is_linked:
        return []
    refuse((*_no_pair(command), *_closed(command)))
    return [PersonsLinked(link_id=command.link_id, persons=command.persons, grounds=command.grounds)]


def _unlink(command: UnlinkPersons, state: PairState) -> Sequence[Contract]:
    """Twice says nothing new; a pair that never was linked is a mistake worth telling."""
    if state.linked is None:
        raise NeverLinked
    return [PersonsUnlinked(link_id=command.link_id, persons=state.linked)] if state.is_linked else []


def _tell_apart(command: TellPersonsApart, state: PairState) -> Sequence[Contract]:
    if state.is_linked:
        raise StillLinked
    if state.settled:
        return []
    refuse(_no_pair(command))
    return [PersonsToldApart(link_id=command.link_id, persons=command.persons)]


def _no_pair(command: OfTwoPersons) -> Iterator[Refusal]:
    one, other = command.persons
    if one == other:
        yield LinkedWithItself()
    if not command.known:
        yield UnknownPersons()


def _closed(command: LinkPersons) -> Iterator[Refusal]:
    if command.erased:
        yield PersonErased(field="other")
    if command.restricted:
        yield ProcessingIsRestricted(field="other")


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: PairState, fact: Contract) -> PairState:
    match fact:
        case PersonsLinked():
            return replace(state, linked=fact.persons, is_linked=True)
        case PersonsUnlinked():
            return replace(state, is_linked=False, settled=True)
        case PersonsToldApart():
            return replace(state, settled=True)
        case _:
            return state


DUPLICATE: Final = Decider(initial=PairState(), decide=decide, evolve=evolve)
