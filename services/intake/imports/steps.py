"""From a typed row to a command: ids derived, texts set aside for the vault."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from services.intake.domain.contact import CONTACT, ContactCells, RecordContact
from services.intake.domain.operation import OperationRules
from services.intake.domain.participation import (
    PARTICIPATION,
    Command,
    EntryCells,
    RecordParticipation,
    RecordStatus,
    RetractStatus,
    StatusCells,
)
from services.intake.imports.columns import Kind
from services.intake.imports.rows import Row
from services.kernel.deciders import Decider
from services.kernel.ids import DistrictIds
from services.kernel.vault import Entry


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows of one file share; ``today`` is the day in Europe/Berlin."""

    ids: DistrictIds
    rules: OperationRules
    today: date


@dataclass(frozen=True, slots=True)
class Step:
    """A row on its way into the store. ``person`` is None for an anonymous contact."""

    row: Row
    stream: UUID
    person: UUID | None
    command: Command | RecordContact
    texts: tuple[Entry, ...]


StepMaker: TypeAlias = Callable[[Row, Setting], Step]

# Columns whose text goes to the vault, so that cells speak of them by id only.
TEXTS: Final = ("participant_no", "cancel_reason", "reason", "case_no", "site", "contact_no")


def participation_step(row: Row, setting: Setting) -> Step:
    operation, number = setting.rules.operation, row.texts["participant_no"]
    participation = setting.ids.derive("participation", operation, number)
    person = setting.ids.derive("person", operation, number)
    cells = _typed(row)
    texts = [Entry(person, "participant_no", participation, number)]
    if "state" in cells:
        cells["state"] = cells["state"] or "submitted"
    if "cancel_reason" in row.values:
        cells["cancel_reason_id"] = _note(setting, row, person, "cancel_reason", texts)
    command = RecordParticipation(
        participation_id=participation,
        person_id=person,
        rules=setting.rules,
        today=setting.today,
        cells=EntryCells(**cells),
    )
    return Step(row, participation, person, command, tuple(texts))


def status_step(row: Row, setting: Setting) -> Step:
    operation, number = setting.rules.operation, row.texts["participant_no"]
    participation = setting.ids.derive("participation", operation, number)
    person = setting.ids.derive("person", operation, number)
    cells, texts = _typed(row), list[Entry]()
    takes_back = cells.pop("state", None) == "cancelled"
    cells["reason_id"] = _note(setting, row, person, "reason", texts)
    cells["status_id"] = _status_id(setting.ids, participation, cells)
    common: dict[str, Any] = {
        "participation_id": participation,
        "person_id": person,
        "today": setting.today,
        "cells": StatusCells(**cells),
    }
    command: Command = RetractStatus(**common) if takes_back else RecordStatus(**common, rules=setting.rules)
    return Step(row, participation, person, command, tuple(texts))


def contact_step(row: Row, setting: Setting) -> Step:
    contact = setting.ids.derive("contact", row.texts["contact_no"])
    cells, texts, person = _typed(row), list[Entry](), None
    if case_no := row.texts.get("case_no"):
        case, person = setting.ids.derive("case", case_no), setting.ids.derive("case-person", case_no)
        cells |= {"case_id": case, "person_id": person}
        texts.append(Entry(person, "case_no", case, case_no))
    elif "case_no" in row.values:
        cells |= {"case_id": None, "person_id": None}
    if "topics" in cells:
        cells["topics"] = cells["topics"] or ()
    if "site" in row.values:
        cells["site_id"] = _site(setting.ids, row, person, texts)
    command = RecordContact(
        contact_id=contact, operation=setting.rules.operation, today=setting.today, cells=ContactCells(**cells)
    )
    return Step(row, contact, person, command, tuple(texts))


STEPS: Final[Mapping[Kind, StepMaker]] = {
    "participants": participation_step,
    "statuses": status_step,
    "contacts": contact_step,
}
DECIDERS: Final[Mapping[Kind, Decider[Any, Any]]] = {
    "participants": PARTICIPATION,
    "statuses": PARTICIPATION,
    "contacts": CONTACT,
}


def _typed(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.values.items() if name not in TEXTS}


def _note(setting: Setting, row: Row, person: UUID, field: str, texts: list[Entry]) -> UUID | None:
    """The id of a free text; it belongs to the person, so that equal words of two persons have two ids."""
    text = row.texts.get(field)
    if not text:
        return None
    entry = setting.ids.derive(field, str(person), text)
    texts.append(Entry(person, field, entry, text))
    return entry


def _site(ids: DistrictIds, row: Row, person: UUID | None, texts: list[Entry]) -> UUID | None:
    """The id of a place, the same for all contacts there; without a case its text belongs to nobody in particular."""
    text = row.texts["site"]
    if not text:
        return None
    entry = ids.derive("site", text)
    texts.append(Entry(person or ids.derive("nobody"), "site", entry, text))
    return entry


def _status_id(ids: DistrictIds, participation: UUID, cells: Mapping[str, Any]) -> UUID:
    return ids.derive("status", str(participation), *_parts(cells))


def _parts(cells: Mapping[str, Any]) -> Iterator[str]:
    for name in StatusCells.__struct_fields__[1:]:
        value = cells.get(name)
        yield "" if value is None else str(value)
