"""The settings of an operation: what no law fixes for Thuringia, and what its target group settles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, get_args

import msgspec
from msgspec import UNSET, UnsetType

from services.contracts.districts import (
    FixedField,
    FixedTrait,
    OperationConfigured,
    OperationMode,
    OperationOpened,
)
from services.contracts.intake import Citizenship, Employment, Housing
from services.districts.domain.traeger import UnknownOperation
from services.districts.domain.vocabulary import repeated
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

YES_NO: Final = ("yes", "no")
VALUES: Final[Mapping[FixedField, tuple[str, ...]]] = {
    "employment": get_args(Employment),
    "disability": YES_NO,
    "foreign_background": YES_NO,
    "minority": YES_NO,
    "citizenship": tuple(value for value in get_args(Citizenship) if value != "refused"),
    "housing": tuple(value for value in get_args(Housing) if value != "refused"),
    "rural": YES_NO,
}
LONGEST_DAYS: Final = 3650
LARGEST: Final = 1_000_000


# --- Commands ----------------------------------------------------------------


class ConfigureOperation(msgspec.Struct, frozen=True, kw_only=True):
    """Set what is given; UNSET leaves a setting as it is."""

    mode: OperationMode | UnsetType = UNSET
    bagatelle_minutes: int | UnsetType = UNSET
    silent_weeks: int | UnsetType = UNSET
    consent_warning_days: int | UnsetType = UNSET
    fixed_traits: tuple[FixedTrait, ...] | UnsetType = UNSET


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settings:
    """The operation, None before it is opened, and how it is set, None before that."""

    opened: OperationOpened | None = None
    configured: OperationConfigured | None = None


# --- Decisions: may it happen? ----------------------------------------------


class NotPositive(RuleViolation):
    title = f"Bitte eine ganze Zahl von 1 bis {LARGEST} angeben."


class NoDays(RuleViolation):
    title = f"Bitte eine ganze Zahl von 0 bis {LONGEST_DAYS} angeben."


class UnknownFixedValue(RuleViolation):
    title = "Diesen Wert hat das Merkmal nicht."
    field = "fixed_traits"


class FixedTwice(RuleViolation):
    title = "Ein Merkmal kann nur einmal festgelegt sein."
    field = "fixed_traits"


def current(settings: Settings) -> OperationConfigured:
    """How the operation is set, with the fact's defaults where it never was; raises UnknownOperation."""
    if settings.opened is None:
        raise UnknownOperation
    opened = settings.opened
    return settings.configured or OperationConfigured(operation_id=opened.operation_id, operation=opened.operation)


def decide(command: ConfigureOperation, settings: Settings) -> Sequence[Contract]:
    given: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(command).items() if value is not UNSET
    }
    after = msgspec.structs.replace(current(settings), **given)
    _check(after)
    return [] if after == settings.configured else [after]


def _check(after: OperationConfigured) -> None:
    for name in ("bagatelle_minutes", "silent_weeks"):
        if not 0 < getattr(after, name) <= LARGEST:
            raise NotPositive(field=name)
    if not 0 <= after.consent_warning_days <= LONGEST_DAYS:
        raise NoDays(field="consent_warning_days")
    for trait in after.fixed_traits:
        if trait.value not in VALUES[trait.field]:
            raise UnknownFixedValue(f"{trait.field}: {trait.value}. Möglich: {', '.join(VALUES[trait.field])}.")
    if twice := repeated(trait.field for trait in after.fixed_traits):
        raise FixedTwice(twice)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(settings: Settings, fact: Contract) -> Settings:
    match fact:
        case OperationOpened():
            return replace(settings, opened=fact)
        case OperationConfigured():
            return replace(settings, configured=fact)
        case _:
            return settings


SETTINGS: Final = Decider(initial=Settings(), decide=decide, evolve=evolve)
