"""What a case's stream says about identity: the ledger, names, links; read from the log, so nothing lags behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
    ConsentGiven,
    ConsentWithdrawn,
    NoticeReceived,
    ParticipationLinked,
    ParticipationUnlinked,
    PersonCorrected,
    PersonNamed,
)
from services.intake.application import Intake
from services.intake.domain.participant_link import LINK, LinkState
from services.intake.domain.person import PERSON, PersonState
from services.kernel.facts import Contract, fact_type, split_topic

# None of them has a sealed block, so no key is needed to read them.
READ: Final = frozenset(
    fact_type(cls).name
    for cls in (
        CaseOpened,
        CaseAssigned,
        CasePaused,
        CaseResumed,
        CaseClosed,
        CaseReopened,
        ConsentGiven,
        ConsentWithdrawn,
        NoticeReceived,
        PersonNamed,
        PersonCorrected,
        ParticipationLinked,
        ParticipationUnlinked,
    )
)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """The person of a case as the facts have it, the participations, and every vault entry a name ever had."""

    person: PersonState
    links: LinkState
    entries: frozenset[UUID]

    @property
    def person_id(self) -> UUID | None:
        return self.person.ledger.case.person_id

    @property
    def replaced(self) -> frozenset[UUID]:
        """Entries that a correction put out of use."""
        return self.entries.difference(self.person.entries.values())


def known_person(service: Intake, district: str, case_id: UUID) -> KnownPerson:
    """Of an unknown case the initial states."""
    (known,) = known_persons(service, district, [case_id]).values()
    return known


def known_persons(service: Intake, district: str, cases: Sequence[UUID]) -> dict[UUID, KnownPerson]:
    """The same for several cases with one look at the log."""
    streams = service.store.log.streams(district, cases)
    rows = [row for case in cases for row in streams[case] if split_topic(row.topic)[0] in READ]
    facts: dict[UUID, list[Contract]] = {case: [] for case in cases}
    for row, fact in zip(rows, service.store.mapper.open(district, rows), strict=True):
        facts[row.stream].append(fact)
    return {case: _known(history) for case, history in facts.items()}


def _known(facts: Sequence[Contract]) -> KnownPerson:
    named = [fact for fact in facts if isinstance(fact, PersonNamed | PersonCorrected)]
    entries = frozenset(field.entry_id for fact in named for field in fact.fields)
    return KnownPerson(PERSON.fold(facts), LINK.fold(facts), entries)
