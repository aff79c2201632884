"""Tasks and proofs as any page shows them, with the templates ``tasks_of.html`` and ``proofs_of.html``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.events.words import ProofKind, ProofOf
from services.events.known import partners_of
from services.events.pages.asking import Here
from services.events.pages.tasks_homes import BY_KIND
from services.events.proofs_queries import ProofEntry, lacks_publicity, proofs_of
from services.events.tasks_queries import TaskSaid, tasks_of
from services.kernel.pages.names import names_for
from services.kernel.times import today

PROOF_KINDS: Final[Mapping[ProofKind, str]] = {
    "logo": "Logo (EU, Land) auf Material",
    "poster": "Plakat oder Flyer",
    "photo": "Foto",
    "press": "Presseartikel",
    "minutes": "Protokoll",
    "attendance_list": "Anwesenheitsliste",
    "decision": "Beschluss oder Bescheid",
    "other": "Sonstiges",
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with who does it."""

    said: TaskSaid
    who: str | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class TasksShown:
    """``new`` is the address of the form for one more."""

    rows: list[TaskRow]
    new: str


@dataclass(frozen=True, slots=True)
class ProofsShown:
    """``lacks_publicity``: no logo, no poster yet (Regulation (EU) 2021/1060, Art. 50)."""

    rows: list[ProofEntry]
    new: str
    lacks_publicity: bool
    kinds: Mapping[ProofKind, str]


def tasks_shown(here: Here, of: ProofOf, of_id: UUID) -> TasksShown:
    """For ``{% import "events/tasks_of.html" as tasks_of with context %}{{ tasks_of.shown(tasks) }}``."""
    names, partners = names_for(here.request, here.asking), partners_of(here.service.pool, here.district)
    rows = []
    for said in tasks_of(here.service, here.district, of_id):
        task = said.task
        partner = partners.get(task.partner_id) if task.partner_id else None
        who = names.get(task.staff_id, "jemand aus dem Team") if task.staff_id else None
        rows.append(TaskRow(said, partner.name if partner else who, task.is_late(today())))
    return TasksShown(rows, f"/aufgaben/{BY_KIND[of].slug}/{of_id}/neu")


def proofs_shown(here: Here, of: ProofOf, of_id: UUID) -> ProofsShown:
    """For ``{% import "events/proofs_of.html" as proofs_of with context %}{{ proofs_of.shown(proofs) }}``."""
    found = proofs_of(here.service.pool, here.district, [of_id])[of_id]
    return ProofsShown(found, f"/nachweise/{BY_KIND[of].slug}/{of_id}/neu", lacks_publicity(found), PROOF_KINDS)
