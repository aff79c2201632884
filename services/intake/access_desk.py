"""Asking who may see a case, and keeping record of it. The state comes from the log: no projection can lag behind."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseRead,
    CaseReopened,
    CaseResumed,
    GlassBroken,
    PersonNamed,
    ProcessingRestricted,
    RestrictionLifted,
)
from services.intake.application import Intake
from services.intake.directory import staff_id_of, teams_of
from services.intake.domain.access import (
    AccessState,
    Asker,
    Happened,
    Purpose,
    Verdict,
    fold,
    is_same_read,
    verdict,
)
from services.intake.domain.glass import GLASS, BreakGlass, RecordAccess
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.restricting.queries import Standing, restriction_of
from services.kernel.deciders import Context
from services.kernel.facts import fact_type, split_topic
from services.kernel.mapper import KeyDestroyed
from services.kernel.store import Outcome
from services.kernel.times import now as this_instant
from services.kernel.times import today
from services.kernel.vault import Entry

# None of them has a sealed block: to ask about access no person's key is needed.
ASKED: Final = frozenset(
    fact_type(cls).name
    for cls in (
        CaseOpened,
        CaseAssigned,
        CasePaused,
        CaseResumed,
        CaseClosed,
        CaseReopened,
        PersonNamed,
        CaseRead,
        GlassBroken,
        ProcessingRestricted,
        RestrictionLifted,
    )
)
WRITING: Final[frozenset[Purpose]] = frozenset({"write", "organise"})
GLASS_REASON: Final = "glass_reason"


@dataclass(frozen=True, slots=True)
class Granted:
    """A case that the asker may use so, and what is known of it; ``restricted``: nobody works on her data."""

    case_id: UUID
    access: AccessState
    verdict: Verdict
    restricted: Standing | None


class AccessRefused(Exception):
    """The asker may not, or there is no such case; to the asker both are the same."""


def asker_of(service: Intake, district: str, actor: str, role: str) -> Asker:
    """Who asks, with the teams of today; programs belong to none."""
    staff_id = staff_id_of(actor)
    teams = frozenset[UUID]() if staff_id is None else teams_of(service.pool, district, staff_id, today())
    return Asker(actor, role, teams)


def access_history(service: Intake, district: str, case_id: UUID) -> list[Happened]:
    """The facts of the case that decide about access, with actor and time, in order."""
    rows = service.store.log.streams(district, [case_id])[case_id]
    asked = [row for row in rows if split_topic(row.topic)[0] in ASKED]
    facts = service.store.mapper.open(district, asked)
    return [(fact, row.actor, row.recorded) for fact, row in zip(facts, asked, strict=True)]


def restriction_standing(service: Intake, district: str, case_id: UUID, access: AccessState) -> Standing | None:
    """What the case's own log says, else what stands on another record of the same person."""
    own = access.restricted
    if own is not None:
        return Standing(own.grounds, own.on)
    return restriction_of(service.pool, district, access.case.person_id, but=case_id)


@dataclass(frozen=True, slots=True)
class AccessDesk:
    """What one asker may do with cases of a district."""

    service: Intake
    district: str
    asker: Asker

    def granted(self, case_id: UUID, purpose: Purpose) -> Granted:
        """The case, where the asker may. Raises AccessRefused.

        For writing on an erased person KeyDestroyed, while she had the processing restricted ProcessingIsRestricted.
        """
        access = self._state(case_id)
        found = verdict(self.asker, purpose, access, this_instant())
        if not found.allowed:
            raise AccessRefused
        if purpose in WRITING:
            self._expect_not_erased(access)
        restricted = restriction_standing(self.service, self.district, case_id, access)
        if purpose == "write" and restricted is not None:
            raise ProcessingIsRestricted
        return Granted(case_id, access, found, restricted)

    def may(self, case_id: UUID, purpose: Purpose) -> bool:
        """The same for a case that only contacts of a file name: nobody opened it, so it is any Fachkraft's."""
        access = self._state(case_id)
        if access.case.person_id is None:
            return self.asker.role == "fachkraft"
        return verdict(self.asker, purpose, access, this_instant()).allowed

    def expect_free(self, case_id: UUID, person: UUID | None) -> None:
        """Of a case that was granted before, also one that nobody opened. Raises ProcessingIsRestricted."""
        service, district = self.service, self.district
        standing = restriction_standing(service, district, case_id, self._state(case_id))
        if standing is not None or restriction_of(service.pool, district, person, but=case_id) is not None:
            raise ProcessingIsRestricted

    def record_read(self, of: Granted, correlation_id: UUID) -> None:
        """Keep that the asker read the case; a read within a quarter of an hour after the last one is the same."""
        actor, reads = self.asker.actor, of.access.reads.get(self.asker.actor)
        if is_same_read(reads, this_instant()):
            return
        times = 0 if reads is None else reads.times
        # One id for the n-th read of an actor: a page that asks for several things at once is one read.
        command_id = self.service.ids(self.district).derive("case-read", str(of.case_id), actor, str(times))
        context = Context(actor=actor, command_id=command_id, correlation_id=correlation_id)
        command = RecordAccess(case_id=of.case_id, break_glass=of.verdict.break_glass)
        self.service.desk.execute(self.district, GLASS, (of.case_id, command, context))

    def record_read_of(self, case_id: UUID, correlation_id: UUID) -> None:
        """The same for a case that was granted before; of one that nobody opened there is no file to keep it in."""
        access = self._state(case_id)
        if access.case.person_id is not None:
            self.record_read(self.granted(case_id, "read"), correlation_id)

    def break_glass(self, case_id: UUID, reason: str, context: Context) -> Outcome:
        """Open a case of another team for three hours; who may read it anyway breaks nothing. Raises AccessRefused."""
        access, at = self._state(case_id), this_instant()
        person = access.case.person_id
        if person is None:
            raise AccessRefused
        found = verdict(self.asker, "read", access, at)
        if found.allowed and not found.break_glass:
            return Outcome(None, repeated=False)
        text = reason.strip()
        reason_id = self.service.ids(self.district).derive(GLASS_REASON, str(person), text) if text else None
        command = BreakGlass(case_id=case_id, reason_id=reason_id, now=at)
        texts = [] if reason_id is None else [Entry(person, GLASS_REASON, reason_id, text)]
        return self.service.desk.execute(self.district, GLASS, (case_id, command, context), texts)

    def _expect_not_erased(self, access: AccessState) -> None:
        """Facts of a case without a sealed block would pass the mapper, which refuses the others by itself."""
        person = access.case.person_id
        if person is not None and self.service.ring.destroyed(self.district, {person}):
            raise KeyDestroyed

    def _state(self, case_id: UUID) -> AccessState:
        return fold(access_history(self.service, self.district, case_id))
