"""The case file: its head, and one section a subject. A subject adds its section to ``SECTIONS``."""

from typing import Any, Final
from uuid import UUID

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
    NoteWritten,
    PersonNamed,
)
from services.contracts.succession import responsible
from services.intake import casework_sections, identity_sections, referrals_section
from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD, NOTE
from services.intake.cases_queries import leavings
from services.intake.contacts_queries import contacts_of, in_full
from services.intake.domain.case_moves import CASE
from services.intake.minutes_queries import minutes_of
from services.intake.persons_queries import identity_on
from services.intake.sections import CaseSection, Json
from services.kernel.facts import Contract, fact_type, plain, split_topic
from services.kernel.times import rfc3339, today

NEWEST_CONTACTS: Final = 200
COURSE: Final = (
    CaseOpened,
    CaseAssigned,
    CasePaused,
    CaseResumed,
    CaseClosed,
    CaseReopened,
    PersonNamed,
    NoteWritten,
)
_course: Final = frozenset(fact_type(cls).name for cls in COURSE)


def head(service: Intake, district: str, case: UUID) -> Json:
    """Where the case stands, from the log: right after a command too. Whose it is takes who left into account."""
    history = CASE.fold(service.store.load(district, [case])[case])
    state = history.case
    assert state.person_id is not None, "access was granted to a case that there is"
    address = (state.person_id, CODE_WORD, case)
    return {
        "case_id": str(case),
        "code_word": service.vault.get(district, [address]).get(address),
        "erased": bool(service.ring.destroyed(district, [state.person_id])),
        "operation": state.operation,
        "sozialraum": state.sozialraum,
        "identity": identity_on(service, district, case, today()),
        "state": state.state,
        "since": _day(history.since),
        "until": _day(history.until),
        "end_kind": history.end_kind,
        "opened_on": _day(history.opened),
        "team": _id(state.team_id),
        "staff": _id(responsible(state.staff_id, leavings(service.pool, district), today())),
    }


def minutes(service: Intake, district: str, case: UUID) -> Json:
    """Minutes by operation, and where they make a questionnaire due."""
    return [
        {
            "operation": done.operation,
            "minutes": done.minutes,
            "limit": done.limit,
            "questionnaire_due": done.questionnaire_due,
        }
        for done in minutes_of(service.pool, district, [case]).get(case, ())
    ]


def contacts(service: Intake, district: str, case: UUID) -> Json:
    """The newest contacts in full, newest first."""
    return in_full(service, district, contacts_of(service, district, case, NEWEST_CONTACTS))


def course(service: Intake, district: str, case: UUID) -> Json:
    """What happened to the case, in order, with the notes."""
    rows = [row for row in service.store.log.streams(district, [case])[case] if split_topic(row.topic)[0] in _course]
    facts: list[Any] = list(service.store.mapper.open(district, rows))
    addresses = [(fact.person_id, NOTE, fact.note_id) for fact in facts if getattr(fact, "note_id", None) is not None]
    words: dict[UUID | None, str | None] = {
        address[2]: text for address, text in service.vault.get(district, addresses).items()
    }
    return [
        {
            **_said(fact),
            "recorded": rfc3339(row.recorded),
            "by": row.actor,
            "note": words.get(getattr(fact, "note_id", None)),
        }
        for row, fact in zip(rows, facts, strict=True)
    ]


def _said(fact: Contract) -> Json:
    """``case_paused`` and what the fact says, without references to person and texts."""
    hidden = {"case_id", "person_id", "note_id", "consent_id"}
    kept = {name: value for name, value in plain(fact).items() if name not in hidden}
    return {"what": fact_type(fact).name.partition(".")[2], **kept}


def _day(day: Any) -> str | None:
    return None if day is None else str(day)


def _id(of: UUID | None) -> str | None:
    return None if of is None else str(of)


SECTIONS: Final[tuple[CaseSection, ...]] = (
    CaseSection("head", head),
    CaseSection("minutes", minutes),
    CaseSection("contacts", contacts),
    CaseSection("course", course),
    *identity_sections.OF_A_CASE,
    *casework_sections.OF_A_CASE,
    *referrals_section.OF_A_CASE,
)
