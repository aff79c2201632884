"""Lists of work: what is to be done, from every source that knows of some; a new source is one entry in SOURCES.

Who may see an item, and whether it is the asker's own, is decided here for all of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.intake.application import Intake
from services.intake.domain.access import Asker
from services.intake.domain.work import WorkItem, may_read, may_see, owns
from services.intake.reminders_queries import REMINDERS, due_reminders
from services.intake.tasks_queries import TASKS, open_tasks


@dataclass(frozen=True, slots=True)
class Source:
    """Where work comes from: its kinds with their German words, and what there is on a day in a district."""

    kinds: Mapping[str, str]
    find: Callable[[Intake, str, date], Iterable[WorkItem]]


SOURCES: Final = (
    Source(TASKS, open_tasks),
    Source(REMINDERS, due_reminders),
)
LABELS: Final[Mapping[str, str]] = {kind: words for source in SOURCES for kind, words in source.kinds.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: one operation or all, one kind or all, only the asker's own, behind an item, how many."""

    day: date
    operation: str | None = None
    kind: str | None = None
    mine: bool = False
    after: tuple[date, UUID] | None = None
    limit: int


def work(intake: Intake, district: str, asker: Asker, wanted: Wanted) -> Sequence[WorkItem]:
    """What the asker may see, by due date. A task's words come only to who may read its case."""
    sources = [source for source in SOURCES if wanted.kind is None or wanted.kind in source.kinds]
    found = [item for source in sources for item in source.find(intake, district, wanted.day)]
    chosen = sorted((item for item in found if _is_wanted(item, asker, wanted)), key=lambda item: item.place)
    return _with_words(intake, district, asker, chosen[: wanted.limit])


def find_item(intake: Intake, district: str, asker: Asker, day: date, item_id: UUID) -> WorkItem | None:
    """The item with that id, if the asker may see it on that day."""
    found = (item for source in SOURCES for item in source.find(intake, district, day))
    return next((item for item in found if item.id == item_id and may_see(asker, item)), None)


def _is_wanted(item: WorkItem, asker: Asker, wanted: Wanted) -> bool:
    return (
        (wanted.operation is None or item.operation == wanted.operation)
        and (wanted.kind is None or item.kind == wanted.kind)
        and (wanted.after is None or item.place > wanted.after)
        and may_see(asker, item)
        and (not wanted.mine or owns(asker, item))
    )


def _with_words(intake: Intake, district: str, asker: Asker, items: Sequence[WorkItem]) -> Sequence[WorkItem]:
    addresses = {item.id: item.words for item in items if item.words is not None and may_read(asker, item)}
    texts = intake.vault.get(district, list(addresses.values()))
    return [replace(item, text=texts.get(addresses[item.id])) if item.id in addresses else item for item in items]
