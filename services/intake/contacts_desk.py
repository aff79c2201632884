"""Contacts from forms and programs: one command a contact. Texts go to the vault, the directory is asked, then decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from services.contracts.intake import Contact, Present, Situation, Track, YesNo
from services.intake.application import Intake
from services.intake.directory import colleague, topics
from services.intake.domain import contact_refusals as rules
from services.intake.domain.case import CaseState, expect_open
from services.intake.domain.contact import (
    CONTACT,
    CancelContact,
    ContactCells,
    ContactChange,
    ContactState,
    CorrectContact,
    RecordContact,
    UndoContact,
)
from services.intake.domain.office_hours import Hint, outside_hours
from services.intake.imports.failures import OperationUnknown
from services.intake.queries import operation_rules
from services.intake.site_directory import office_hours_on
from services.intake.site_directory import site as site_of
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.store import Outcome
from services.kernel.times import now, today
from services.kernel.vault import Entry

NOTE: Final = "contact_note"
NEXT_STEP: Final = "next_step"
CANCEL_REASON: Final = "contact_cancel_reason"
SITE: Final = "site"


class ContactForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a form says of a contact, texts as typed; UNSET: not asked, None: unknown."""

    date: date | UnsetType = UNSET
    sozialraum: str | UnsetType = UNSET
    kind: str | UnsetType | None = UNSET
    starts_at: time | UnsetType | None = UNSET
    minutes: int | UnsetType | None = UNSET
    site_id: UUID | UnsetType | None = UNSET
    site: str | UnsetType | None = UNSET
    topics: tuple[str, ...] | UnsetType = UNSET
    present: tuple[Present, ...] | UnsetType = UNSET
    situations: tuple[Situation, ...] | UnsetType = UNSET
    migration_background: YesNo | UnsetType | None = UNSET
    track: Track | UnsetType | None = UNSET
    staff: UUID | UnsetType | None = UNSET
    note: str | UnsetType | None = UNSET
    next_step: str | UnsetType | None = UNSET
    next_on: date | UnsetType | None = UNSET
