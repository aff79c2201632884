"""Lists of work: what is to be done, from every source that knows of some; a new source is one entry in SOURCES.

Who may see an item, and whether it is the asker's own, is decided here for all of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.succession import Leavings, hands_of, responsible
from services.intake.application import Intake
from services.intake.cases_queries import leavings
from services.intake.directory import staff_id_of
from services.intake.domain.access import Asker
from services.intake.domain.work import WorkItem, may_read, may_see, owns
from services.intake.incomplete_work import INCOMPLETE, incomplete_work
from services.intake.paging import Place
from services.intake.referrals_work import REFERRED, referrals_work
from services.intake.reminders_queries import REMINDERS, due_reminders
from services.intake.restricting.queries import restricted_persons
from services.intake.sections import Json
from services.intake.tasks_queries import TASKS, open_tasks
from services.intake.withdrawals_work import WITHDRAWN, withdrawals_work
from services.intake.work_scope import WHOLE, Scope, in_hands, of_case


@dataclass(frozen=True, slots=True)
class Source:
    """Where work comes from: its kinds with their German words, and what there is in a district on a day in a scope.

    ``by_hand``: somebody may say that it is settled, although no fact says so.
    """

    kinds: Mapping[str, str]
    find: Callable[[Intake, str, date, Scope], Iterable[WorkItem]]
    by_hand: bool = False


SOURCES: Final = (
    Source(TASKS, open_tasks),
    Source(REMINDERS, due_reminders, by_hand=True),
    Source(INCOMPLETE, incomplete_work),
    Source(WITHDRAWN, withdrawals_work, by_hand=True),
    Source(REFERRED, referrals_work),
)
LABELS: Final[Mapping[str, str]] = {kind: words for source in SOURCES for kind, words in source.kinds.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: one operation or all, one kind or all, only the asker's own, behind an item, how many."""

    day: date
    operation: str | None = None
    kind: str | None = None
    mine: bool = False
    after: Place | None = None
    limit: int


def work(intake: Intake, district: str, asker: Asker, wanted: Wanted) -> Sequence[WorkItem]:
    """What the asker may see, by due date, with the words that the asker may read."""
    sources = [source for source in SOURCES if wanted.kind is None or wanted.kind in source.kinds]
    look = _look(intake, district, wanted.day)
    found = look.found(sources, look.hands_of(asker) if wanted.mine else WHOLE)
    chosen = sorted((item for item in found if _is_wanted(item, asker, wanted)), key=_order)
    return _with_texts(intake, district, asker, chosen[: wanted.limit])


def find_reminder(intake: Intake, district: str, asker: Asker, day: date, item_id: UUID) -> WorkItem | None:
    """What somebody may settle by hand, under that id; None where there is none, or none that the asker may see."""
    found = _look(intake, district, day).found([source for source in SOURCES if source.by_hand], WHOLE)
    return next((item for item in found if item.id == item_id and may_see(asker, item)), None)


def find_work(intake: Intake, district: str, asker: Asker, day: date, item_id: UUID) -> WorkItem | None:
    """One item, with the words that the asker may read; None where there is none, or none that the asker may see."""
    found = _look(intake, district, day).found(SOURCES, WHOLE)
    meant = [item for item in found if item.id == item_id and may_see(asker, item)]
    return next(iter(_with_texts(intake, district, asker, meant)), None)


def work_of_case(intake: Intake, district: str, case_id: UUID, day: date) -> Sequence[WorkItem]:
    """All that is to be done in a case, by due date, for somebody who may read it."""
    found = _look(intake, district, day).found(SOURCES, of_case(case_id))
    reader = Asker("", "fachkraft", frozenset(item.team_id for item in found if item.team_id is not None))
    return _with_texts(intake, district, reader, sorted(found, key=_order))


def shown_item(item: WorkItem, day: date) -> Json:
    """An item as it is answered and as it stands in the case file."""
    return {
        "id": str(item.id),
        "kind": item.kind,
        "what": item.what,
        "why": item.why,
        "due": str(item.due),
        "overdue": item.due < day,
        "restricted": item.restricted,
        "operation": item.operation,
        "subject": str(item.subject),
        "case_id": _id(item.case_id),
        "team": _id(item.team_id),
        "staff": _id(item.staff_id),
        **{word: item.texts.get(word) for word in ("text", "code_word", "participant_no")},
    }


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at a district's work on a day, with who left until now."""

    intake: Intake
    district: str
    day: date
    left: Leavings

    def found(self, sources: Iterable[Source], scope: Scope) -> list[WorkItem]:
        """What somebody had who left is in the successor's hands, or the team's."""
        items = (item for source in sources for item in source.find(self.intake, self.district, self.day, scope))
        return [replace(item, staff_id=responsible(item.staff_id, self.left, self.day)) for item in items]

    def hands_of(self, asker: Asker) -> Scope:
        """All that the asker owns lies in it."""
        staff = staff_id_of(asker.actor)
        return in_hands(frozenset() if staff is None else hands_of(staff, self.left, self.day), asker.teams)


def _look(intake: Intake, district: str, day: date) -> _Look:
    return _Look(intake, district, day, leavings(intake.pool, district))


def place_of(item: WorkItem) -> Place:
    """Where an item stands in the list."""
    return Place(*_order(item))


def _order(item: WorkItem) -> tuple[date, UUID]:
    return item.due, item.id


def _is_wanted(item: WorkItem, asker: Asker, wanted: Wanted) -> bool:
    return (
        (wanted.operation is None or item.operation == wanted.operation)
        and (wanted.kind is None or item.kind == wanted.kind)
        and (wanted.after is None or _order(item) > (wanted.after.day, wanted.after.key))
        and may_see(asker, item)
        and (not wanted.mine or owns(asker, item))
    )


def _with_texts(intake: Intake, district: str, asker: Asker, items: Sequence[WorkItem]) -> list[WorkItem]:
    readable = {
        item.id: {word: address for word, address in item.words.items() if may_read(asker, item, word)}
        for item in items
    }
    found = intake.vault.get(district, {address for words in readable.values() for address in words.values()})
    left_alone = restricted_persons(intake.pool, district, {person for item in items for person in item.persons})
    return [
        replace(
            item,
            texts={word: found.get(address) for word, address in readable[item.id].items()},
            restricted=not left_alone.isdisjoint(item.persons),
        )
        for item in items
    ]


def _id(of: UUID | None) -> str | None:
    return None if of is None else str(of)
