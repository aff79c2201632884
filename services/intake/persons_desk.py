"""Naming a person on the desk: each text to the vault, where it becomes findable, the entries to the fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intake.application import Intake
from services.intake.casework import Casework, casework
from services.intake.domain.person import PERSON, Command, CorrectPerson, NamePerson
from services.intake.identity_reading import known_person
from services.intake.search_words import WORDS_OF
from services.kernel.blind_index import BlindIndex
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

Words = Mapping[str, str]  # field -> what was said


@dataclass(frozen=True, slots=True)
class PersonsDesk:
    """One case's person. Every command raises UnknownCase, KeyDestroyed and its decider's refusals."""

    service: Intake
    district: str
    case_id: UUID

    def name(self, words: Words, consent_id: UUID, on: date, context: Context) -> Outcome:
        """From the code word to a name."""
        case = self._case()
        texts = _texts(case, words)
        entries = {text.field: text.entry_id for text in texts}
        command = NamePerson(case_id=self.case_id, consent_id=consent_id, entries=entries, on=on, today=today())
        return self._execute(case, command, context, texts)

    def correct(self, words: Words, context: Context) -> Outcome:
        """All fields as they are right now; what was wrong is not found any more."""
        case = self._case()
        texts = _texts(case, words)
        entries = {text.field: text.entry_id for text in texts}
        command = CorrectPerson(case_id=self.case_id, entries=entries, today=today())
        return self._execute(case, command, context, texts)

    def _case(self) -> Casework:
        return casework(self.service, self.district, self.case_id)

    def _execute(self, case: Casework, command: Command, context: Context, texts: list[Entry]) -> Outcome:
        """The old words go last: after a crash the repetition drops them, and until then the search knows better."""
        outcome = case.execute(PERSON, command, context, texts)
        replaced = known_person(self.service, self.district, self.case_id).replaced
        index_of(self.service).drop(self.service.pool, self.district, case.person, sorted(replaced))
        return outcome


def forget(service: Intake, district: str, person: UUID) -> None:
    """Take a person out of the search for good: part of erasing an identity, after its key is destroyed."""
    index_of(service).forget(service.pool, district, person)


def index_of(service: Intake) -> BlindIndex:
    """The words of names and code words."""
    return BlindIndex(service.secrets, WORDS_OF)


def _texts(case: Casework, words: Words) -> list[Entry]:
    """One entry a field and wording; a field left blank is not recorded."""
    given = {field: text.strip() for field, text in words.items() if text.strip()}
    noted = (case.note(field, text) for field, text in given.items())
    return [entry for entry in noted if entry is not None]
