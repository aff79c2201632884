"""Erasing on the desk: the order first, then the journal outside the databases, the keys, the search, the fact.

A process that dies in between leaves an order that is open. The same command completes it when it comes again, and so
does the worker (:func:`finish_open_erasures`): every step may be repeated.
"""

from dataclasses import dataclass, replace
from typing import Final, TypeVar
from uuid import UUID

from services.contracts.intake import ErasureAsked, ErasureGrounds, ErasureProposed, ErasureScope
from services.intake.application import Intake, intake
from services.intake.domain.erasure import (
    ERASURES,
    AskedErasure,
    Command,
    CompleteErasure,
    ConfirmErasure,
    Erasures,
    OrderErasure,
    ProposeErasure,
    RejectErasure,
)
from services.intake.domain.keeping import Duty, duties
from services.intake.erasing.persons import Linked, Persons
from services.intake.erasing.queries import ERASURE_REASON, keeping, stream_of
from services.intake.opening import SERVICE, key_ring
from services.intake.persons_desk import forget
from services.kernel.database import pool
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.keys import BOTH, Purpose
from services.kernel.log import Log
from services.kernel.mapper import FactMapper
from services.kernel.points import reached
from services.kernel.settings import Settings
from services.kernel.store import EventStore, Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

A = TypeVar("A", OrderErasure, ProposeErasure)
PURPOSES: Final[dict[ErasureScope, tuple[Purpose, ...]]] = {"identity": ("identity",), "record": BOTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What goes and why; the reason names nobody, for it outlives the person's words."""

    scope: ErasureScope
    grounds: ErasureGrounds
    reason: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The erasure, and what became of the command."""

    erasure_id: UUID
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ErasingDesk:
    """Erasures of one district. Every command raises its decider's refusals."""

    service: Intake
    district: str

    def duties(self, linked: Linked) -> tuple[Duty, ...]:
        """What must still be kept of these persons today."""
        entries = Persons(self.service, self.district).entries(linked.participations)
        return duties(entries, keeping(self.service, self.district), today())

    def order(self, linked: Linked, wish: Wish, context: Context) -> Erased:
        """Decide alone, and carry it out. Raises MustBeKept."""
        command = self._asked(OrderErasure, linked, wish)
        outcome = self._execute(command, context, _reason(command, wish))
        self.finish()
        return Erased(command.erasure_id, outcome)

    def repeat(self, linked: Linked, wish: Wish, context: Context) -> Erased:
        """What was decided and done before a restore; nothing is asked about duties any more, the keys are gone."""
        command = replace(self._asked(OrderErasure, linked, wish), duties=())
        outcome = self._execute(command, context, _reason(command, wish))
        self.finish()
        return Erased(command.erasure_id, outcome)

    def propose(self, linked: Linked, wish: Wish, context: Context) -> Erased:
        """Ask a second person. Raises MustBeKept."""
        command = self._asked(ProposeErasure, linked, wish)
        return Erased(command.erasure_id, self._execute(command, context, _reason(command, wish)))

    def confirm(self, erasure_id: UUID, context: Context) -> Outcome:
        """The second person says yes: it is carried out. Raises SecondPersonNeeded, MustBeKept."""
        known = self.state().by_id.get(erasure_id)
        found = None if known is None else Persons(self.service, self.district).behind(known.asked.persons[0])
        command = ConfirmErasure(
            erasure_id=erasure_id,
            by=context.actor,
            proposed_by=self._proposed_by(erasure_id),
            on=today(),
            duties=() if found is None else self.duties(found),
            is_one=known is None or found is None or set(known.asked.persons) <= set(found.persons),
        )
        outcome = self._execute(command, context)
        self.finish()
        return outcome

    def reject(self, erasure_id: UUID, context: Context) -> Outcome:
        return self._execute(RejectErasure(erasure_id=erasure_id), context)

    def state(self) -> Erasures:
        return ERASURES.fold(self.service.store.load(self.district, [self._stream])[self._stream])

    def finish(self) -> None:
        """Carry out every order that is open."""
        for each in self.state().open:
            self._carry_out(each.asked)

    def _carry_out(self, asked: ErasureAsked) -> None:
        reached("erasure.ordered")
        self.service.ring.destroy(self.district, asked.persons, PURPOSES[asked.scope])
        for person in asked.persons:
            forget(self.service, self.district, person)
        reached("erasure.forgotten")
        command_id = self._ids.derive("erasure-completed", str(asked.erasure_id))
        context = Context(actor="policy:intake.erasing", command_id=command_id, correlation_id=command_id)
        self._execute(CompleteErasure(erasure_id=asked.erasure_id), context)

    def _asked(self, kind: type[A], linked: Linked, wish: Wish) -> A:
        """The same persons and the same scope are the same erasure."""
        erasure = self._ids.derive("erasure", wish.scope, *map(str, sorted(linked.persons)))
        text = wish.reason.strip()
        return kind(
            erasure_id=erasure,
            persons=linked.persons,
            case_id=linked.case_id,
            further_cases=linked.further_cases,
            scope=wish.scope,
            grounds=wish.grounds,
            reason_id=self._ids.derive(ERASURE_REASON, str(erasure), text) if text else None,
            on=today(),
            duties=self.duties(linked) if wish.scope == "record" else (),
        )

    def _proposed_by(self, erasure_id: UUID) -> str | None:
        rows = self.service.store.log.streams(self.district, [self._stream])[self._stream]
        facts = self.service.store.mapper.open(self.district, rows)
        proposed = (
            row.actor
            for row, fact in zip(rows, facts, strict=True)
            if isinstance(fact, ErasureProposed) and fact.erasure_id == erasure_id
        )
        return next(iter(reversed(list(proposed))), None)

    def _execute(self, command: Command, context: Context, texts: list[Entry] | None = None) -> Outcome:
        return self.service.desk.execute(self.district, ERASURES, (self._stream, command, context), texts or [])

    @property
    def _ids(self) -> DistrictIds:
        return self.service.ids(self.district)

    @property
    def _stream(self) -> UUID:
        return stream_of(self._ids)


def _reason(command: AskedErasure, wish: Wish) -> list[Entry]:
    """Under a key of the erasure's own: it is readable after the person's is gone."""
    if command.reason_id is None:
        return []
    return [Entry(command.erasure_id, ERASURE_REASON, command.reason_id, wish.reason.strip())]


def finish_open_erasures(settings: Settings, district: str) -> None:
    """Complete what a process that died left open: the worker's part, one question where nothing is.

    With a store that needs no grouping of callers.
    """
    ring = key_ring(settings)
    store = EventStore(Log(SERVICE, pool(settings.service_database_url(SERVICE))), FactMapper(ring))
    ErasingDesk(replace(intake(settings), store=store), district).finish()
