"""The reminders of a day, without those that somebody settled and those of people who were erased."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD
from services.intake.domain.reminder import WHAT, Reminder, reminders
from services.intake.domain.work import Word, WorkItem
from services.intake.reminders_rows import known
from services.intake.tasks_queries import settled
from services.intake.work_scope import Scope
from services.kernel.ids import DistrictIds
from services.kernel.vault import Address

REMINDERS: Final[Mapping[str, str]] = {str(kind): words for kind, words in WHAT.items()}
OF_PARTICIPATION: Final = frozenset({"exit_status", "followup"})


def due_reminders(intake: Intake, district: str, day: date, scope: Scope) -> list[WorkItem]:
    """As work, by due date."""
    ids = intake.ids(district)
    found = {reminder_id(ids, each): each for each in reminders(known(intake, district, day, scope), day)}
    done = settled(intake, district, found)
    persons = {each.owner.person_id for each in found.values() if each.owner.person_id is not None}
    erased = intake.ring.destroyed(district, persons)
    return [_item(key, each) for key, each in found.items() if key not in done and each.owner.person_id not in erased]


def reminder_id(ids: DistrictIds, reminder: Reminder) -> UUID:
    """The same as long as the same is due on the same day: what was settled once may become due anew."""
    of = (reminder.kind, str(reminder.subject), reminder.owner.operation, reminder.due.isoformat())
    return ids.derive("reminder", *of)


def _item(key: UUID, reminder: Reminder) -> WorkItem:
    owner = reminder.owner
    return WorkItem(
        id=key,
        kind=reminder.kind,
        what=reminder.what,
        why=reminder.why,
        due=reminder.due,
        operation=owner.operation,
        subject=reminder.subject,
        case_id=owner.case_id,
        team_id=owner.team_id,
        staff_id=owner.staff_id,
        words=dict(_words(reminder)),
    )


def _words(reminder: Reminder) -> Iterator[tuple[Word, Address]]:
    """The number of a participation, or the code word of a case: what people call it by."""
    owner = reminder.owner
    if owner.person_id is None:
        return
    if reminder.kind in OF_PARTICIPATION:
        yield "participant_no", (owner.person_id, "participant_no", reminder.subject)
    elif owner.case_id is not None:
        yield "code_word", (owner.person_id, CODE_WORD, owner.case_id)
