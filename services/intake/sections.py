"""Sections of pages: each subject answers for itself, and the page puts them side by side.

A subject adds its sections to ``case_file.SECTIONS`` and ``today.SECTIONS``; a section is JSON under its key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.intake.application import Intake

Json = Any  # what json.dumps takes


@dataclass(frozen=True, slots=True)
class CaseSection:
    """A part of the case file: (service, district, case) -> JSON. Who asks was checked before."""

    key: str
    read: Callable[[Intake, str, UUID], Json]


@dataclass(frozen=True, slots=True)
class AskedToday:
    """Whose day it is: the token's subject, the staff id (None for programs), the teams, the day in Europe/Berlin."""

    actor: str
    staff_id: UUID | None
    teams: frozenset[UUID]
    day: date


@dataclass(frozen=True, slots=True)
class TodaySection:
    """A part of somebody's day: (service, district, whose day) -> JSON."""

    key: str
    read: Callable[[Intake, str, AskedToday], Json]
