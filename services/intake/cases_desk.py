"""Commands on cases: ids derived, texts set aside for the vault, the directory asked, then decided and stored."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import EndKind
from services.intake.application import Intake
from services.intake.directory import members_of
from services.intake.directory import team as team_of
from services.intake.domain.case_moves import (
    CASE,
    AssignCase,
    CloseCase,
    Move,
    OpenCase,
    PauseCase,
    ReopenCase,
    ResumeCase,
    WriteCaseNote,
)
from services.intake.domain.case_refusals import CodeWordTaken, StaffNotInTeam, TeamUnknown
from services.intake.domain.code_word import canonical, case_id_of, made_from, person_id_of
from services.intake.imports.failures import OperationUnknown
from services.intake.queries import operation_rules
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.mapper import KeyDestroyed
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

CODE_WORD: Final = "case_no"
NOTE: Final = "case_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is asked to open a case; without a code word one is made."""

    operation: str
    sozialraum: str
    on: date
    code_word: str | None = None
    team_id: UUID | None = None
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The case, and the code word that the person keeps."""

    outcome: Outcome
    case_id: UUID
    code_word: str


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """Commands of one caller in one district. Each raises RuleViolation when it is refused."""

    service: Intake
    district: str
    context: Context

    def open(self, opening: Opening) -> Opened:
        """Raises OperationUnknown, CheckDigitWrong, CodeWordTaken."""
        if operation_rules(self.service.pool, self.district, opening.operation) is None:
            raise OperationUnknown(opening.operation)
        self._expect_hands(opening.team_id, opening.staff_id, opening.on)
        word = self._free_word() if opening.code_word is None else canonical(opening.code_word)
        case, person = case_id_of(self._ids, word), person_id_of(self._ids, word)
        command = OpenCase(
            case_id=case,
            person_id=person,
            operation=opening.operation,
            sozialraum=opening.sozialraum,
            on=opening.on,
            today=today(),
            team_id=opening.team_id,
            staff_id=opening.staff_id,
        )
        try:
            entry = Entry(person, CODE_WORD, case, word)
            outcome = self.service.desk.execute(self.district, CASE, (case, command, self.context), [entry])
        except KeyDestroyed:  # that somebody was erased under this word is nobody's business
            raise CodeWordTaken from None
        return Opened(outcome, case, word)

    def assign(  # one argument a field of the form
        self,
        case: UUID,
        hands: tuple[UUID | None, UUID | None],
        on: date,
        *,
        handover: bool = False,
        note: str | None = None,
    ) -> Outcome:
        """``hands``: team and staff member; both None: nobody's in particular."""
        team, staff = hands
        person = self._person(case)
        note_id, texts = self._note(person, note)
        command = AssignCase(
            case_id=case,
            team_id=team,
            staff_id=staff,
            on=on,
            today=today(),
            handover=handover,
            note_id=note_id,
            team_known=self._is_team(team),
            staff_in_team=self._in_team(team, staff, on),
        )
        return self._execute(case, command, texts)

    def pause(self, case: UUID, on: date, until: date | None, note: str | None) -> Outcome:
        note_id, texts = self._note(self._person(case), note)
        return self._execute(case, PauseCase(case_id=case, on=on, today=today(), until=until, note_id=note_id), texts)

    def resume(self, case: UUID, on: date) -> Outcome:
        return self._execute(case, ResumeCase(case_id=case, on=on, today=today()))

    def close(self, case: UUID, on: date, end_kind: EndKind, note: str | None) -> Outcome:
        note_id, texts = self._note(self._person(case), note)
        command = CloseCase(case_id=case, on=on, today=today(), end_kind=end_kind, note_id=note_id)
        return self._execute(case, command, texts)

    def reopen(self, case: UUID, on: date) -> Outcome:
        return self._execute(case, ReopenCase(case_id=case, on=on, today=today()))

    def write_note(self, case: UUID, on: date, text: str) -> Outcome:
        """The same words about a case on the same day are one note."""
        person, words = self._person(case), text.strip()
        note_id = self._ids.derive(NOTE, str(person), str(on), words) if words else None
        texts = [] if note_id is None else [Entry(person, NOTE, note_id, words)]
        return self._execute(case, WriteCaseNote(case_id=case, note_id=note_id, on=on, today=today()), texts)

    @property
    def _ids(self) -> DistrictIds:
        return self.service.ids(self.district)

    def _execute(self, case: UUID, command: Move, texts: list[Entry] | None = None) -> Outcome:
        return self.service.desk.execute(self.district, CASE, (case, command, self.context), texts or [])

    def _person(self, case: UUID) -> UUID:
        """The person of a case; of one that is not there a stand-in, for the decision to refuse."""
        person = CASE.fold(self.service.store.load(self.district, [case])[case]).case.person_id
        return person or case

    def _note(self, person: UUID, note: str | None) -> tuple[UUID | None, list[Entry]]:
        words = (note or "").strip()
        if not words:
            return None, []
        note_id = self._ids.derive(NOTE, str(person), words)
        return note_id, [Entry(person, NOTE, note_id, words)]

    def _free_word(self) -> str:
        """A code word that no case and no contact has; the same for a command that is repeated."""
        for attempt in range(1000):
            word = made_from(self._ids.derive("code-word", str(self.context.command_id), str(attempt)))
            if self._is_free(word):
                return word
        raise CodeWordTaken

    def _is_free(self, word: str) -> bool:
        case, person = case_id_of(self._ids, word), person_id_of(self._ids, word)
        rows = self.service.store.log.streams(self.district, [case])[case]
        if rows:
            return rows[0].command_id == self.context.command_id
        return not self.service.vault.get(self.district, [(person, CODE_WORD, case)])

    def _expect_hands(self, team: UUID | None, staff: UUID | None, on: date) -> None:
        if not self._is_team(team):
            raise TeamUnknown
        if not self._in_team(team, staff, on):
            raise StaffNotInTeam

    def _is_team(self, team: UUID | None) -> bool:
        return team is None or team_of(self.service.pool, self.district, team) is not None

    def _in_team(self, team: UUID | None, staff: UUID | None, on: date) -> bool:
        """Whoever takes a case of a team belongs to it; a case without a team may be anybody's."""
        if team is None or staff is None:
            return True
        return staff in members_of(self.service.pool, self.district, team, on)
