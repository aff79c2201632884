"""That a person was told what is stored of her; every time, for she may ask again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.intake import AccessExported, ExportForm
from services.kernel.deciders import Decider
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExport:
    """All persons that are one, and their case, if any."""

    case_id: UUID | None
    persons: tuple[UUID, ...]
    form: ExportForm


def decide(command: RecordExport, _state: None) -> Sequence[Contract]:
    return [AccessExported(case_id=command.case_id, persons=command.persons, form=command.form)]


def evolve(state: None, _fact: Contract) -> None:
    return state


EXPORTS: Final = Decider(initial=None, decide=decide, evolve=evolve)
