"""Erasing persons: asked, confirmed by a second person where the record goes, ordered, done.

All erasures of a district are one stream: few, and whoever starts must find those that are open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import (
    ErasureAsked,
    ErasureGrounds,
    ErasureOrdered,
    ErasureProposed,
    ErasureRejected,
    ErasureScope,
    KeyDestroyed,
    OfErasure,
)
from services.contracts.retention import SOURCE
from services.intake.domain.keeping import Duty
from services.intake.domain.refusals import Refusal
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Progress: TypeAlias = Literal["proposed", "rejected", "ordered", "done"]

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedErasure:
    """Who is meant, what goes and why; ``duties``: what must still be kept on this day."""

    erasure_id: UUID
    persons: tuple[UUID, ...]
    case_id: UUID | None
    further_cases: tuple[UUID, ...] = ()
    scope: ErasureScope
    grounds: ErasureGrounds
    reason_id: UUID | None
    on: date
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderErasure(AskedErasure):
    """Decided by one: the identity, or by an operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeErasure(AskedErasure):
    """The record is to go: a second person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmErasure:
    """``by`` says yes to what ``proposed_by`` proposed; ``is_one``: its persons are still one person."""

    erasure_id: UUID
    by: str
    proposed_by: str | None
    on: date
    duties: tuple[Duty, ...] = ()
    is_one: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectErasure:
    """A second person says no, or who proposed takes it back."""

    erasure_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteErasure:
    """The keys are destroyed."""

    erasure_id: UUID


Command: TypeAlias = OrderErasure | ProposeErasure | ConfirmErasure | RejectErasure | CompleteErasure

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Erasure:
    """One erasure and how far it is."""

    asked: ErasureAsked
    progress: Progress


@dataclass(frozen=True, slots=True)
class Erasures:
    """All of a district in the order in which they were asked."""

    by_id: Mapping[UUID, Erasure] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def open(self) -> tuple[Erasure, ...]:
        """Ordered, and the keys are perhaps still there."""
        return tuple(each for each in self.by_id.values() if each.progress == "ordered")


# --- Decisions: may it happen? ----------------------------------------------


class ErasureReasonMissing(Refusal):
    title = "Eine Löschung braucht eine Begründung."
    field = "reason"


class MustBeKept(Refusal):
    """The duty to keep is not over; ``until``: the last day of it, None while nobody knows it."""

    title = "Diese Daten sind noch aufzubewahren."
    field = "scope"

    def __init__(self, duties: Sequence[Duty]) -> None:
        super().__init__(f"{'; '.join(map(told, duties))}; {SOURCE}")
        ends = [each.until for each in duties if each.until is not None and not each.held]
        self.until = max(ends) if len(ends) == len(duties) else None


class UnknownErasure(Refusal):
    title = "Diese Löschung gibt es nicht."
    field = "erasure"


class SecondPersonNeeded(Refusal):
    title = "Bestätigen muss eine andere Person als die, die die Löschung vorgeschlagen hat."
    field = "erasure"


class NoLongerOne(Refusal):
    title = "Die Datensätze wurden inzwischen getrennt. Bitte diese Löschung ablehnen und neu vorschlagen."
    field = "erasure"


class NotProposed(Refusal):
    title = "Über diese Löschung ist schon entschieden."
    field = "erasure"


def told(duty: Duty) -> str:
    """In German: of which operation, and until when."""
    if duty.held:
        return f"Vorhaben {duty.operation}: für eine Prüfung oder ein Verfahren bis auf Weiteres gesperrt"
    if duty.until is None:
        at_least = "" if duty.at_least is None else f"mindestens bis {duty.at_least:%d.%m.%Y}, nämlich "
        return (
            f"Vorhaben {duty.operation}: {at_least}bis fünf Jahre nach der Schlusszahlung, die noch nicht erfasst ist"
        )
    return f"Vorhaben {duty.operation}: bis {duty.until:%d.%m.%Y}"


def decide(command: Command, state: Erasures) -> Sequence[Contract]:
    match command:
        case OrderErasure():
            return _asked(command, state, ErasureOrdered, {"ordered", "done"})
        case ProposeErasure():
            return _asked(command, state, ErasureProposed, {"proposed", "ordered", "done"})
        case ConfirmErasure():
            return _confirmed(command, state)
        case RejectErasure():
            return _rejected(command, state)
        case CompleteErasure():
            return _completed(command, state)
        case _:
            assert_never(command)


def _asked(command: AskedErasure, state: Erasures, fact: type[ErasureAsked], said: set[Progress]) -> Sequence[Contract]:
    known = state.by_id.get(command.erasure_id)
    if known is not None and known.progress in said:
        return []
    if command.reason_id is None:
        raise ErasureReasonMissing
    _expect_no_duty(command.scope, command.duties)
    return [
        fact(
            erasure_id=command.erasure_id,
            persons=command.persons,
            case_id=command.case_id,
            further_cases=command.further_cases,
            scope=command.scope,
            grounds=command.grounds,
            reason_id=command.reason_id,
            on=command.on,
        )
    ]


def _confirmed(command: ConfirmErasure, state: Erasures) -> Sequence[Contract]:
    known = _known(command.erasure_id, state)
    if known.progress in {"ordered", "done"}:
        return []
    if known.progress != "proposed":
        raise NotProposed
    if command.by == command.proposed_by:
        raise SecondPersonNeeded
    if not command.is_one:
        raise NoLongerOne
    _expect_no_duty(known.asked.scope, command.duties)
    asked = known.asked
    return [
        ErasureOrdered(**_named(asked), grounds=asked.grounds, reason_id=asked.reason_id, on=command.on),
    ]


def _rejected(command: RejectErasure, state: Erasures) -> Sequence[Contract]:
    known = _known(command.erasure_id, state)
    if known.progress == "rejected":
        return []
    if known.progress != "proposed":
        raise NotProposed
    return [ErasureRejected(**_named(known.asked))]


def _completed(command: CompleteErasure, state: Erasures) -> Sequence[Contract]:
    known = _known(command.erasure_id, state)
    return [KeyDestroyed(**_named(known.asked))] if known.progress == "ordered" else []


def _expect_no_duty(scope: ErasureScope, duties: Sequence[Duty]) -> None:
    if scope == "record" and duties:
        raise MustBeKept(duties)


def _known(erasure_id: UUID, state: Erasures) -> Erasure:
    known = state.by_id.get(erasure_id)
    if known is None:
        raise UnknownErasure
    return known


def _named(of: OfErasure) -> dict[str, Any]:
    cases = {"case_id": of.case_id, "further_cases": of.further_cases}
    return {"erasure_id": of.erasure_id, "persons": of.persons, **cases, "scope": of.scope}


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: Erasures, fact: Contract) -> Erasures:
    match fact:
        case ErasureProposed():
            return _with(state, Erasure(fact, "proposed"))
        case ErasureOrdered():
            return _with(state, Erasure(fact, "ordered"))
        case ErasureRejected():
            return _moved(state, fact, "rejected")
        case KeyDestroyed():
            return _moved(state, fact, "done")
        case _:
            return state


def _with(state: Erasures, erasure: Erasure) -> Erasures:
    return replace(state, by_id={**state.by_id, erasure.asked.erasure_id: erasure})


def _moved(state: Erasures, fact: OfErasure, progress: Progress) -> Erasures:
    known = state.by_id.get(fact.erasure_id)
    return state if known is None else _with(state, replace(known, progress=progress))


ERASURES: Final = Decider(initial=Erasures(), decide=decide, evolve=evolve)
