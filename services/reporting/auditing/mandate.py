"""A mandate to examine: a person, operations, the period examined, and until when it holds. One stream a mandate."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, TypeAlias, assert_never
from uuid import UUID

from services.contracts.reporting import MandateGranted, MandateRevoked
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

Standing = Literal["holds", "expired", "revoked"]

# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mandate:
    """``granted`` None: nobody ever granted it."""

    granted: MandateGranted | None = None
    is_revoked: bool = False

    def covers(self, staff_id: UUID, operation: str, on: date) -> bool:
        """Whether that person may examine that operation on that day."""
        return self.holds(staff_id, on) and self.granted is not None and operation in self.granted.operations

    def holds(self, staff_id: UUID, on: date) -> bool:
        """Whether that person may examine anything by it on that day."""
        return (
            self.granted is not None
            and self.granted.staff_id == staff_id
            and standing(self.granted.expires, on, is_revoked=self.is_revoked) == "holds"
        )


def standing(expires: date, on: date, *, is_revoked: bool) -> Standing:
    """Whether a mandate holds on that day."""
    if is_revoked:
        return "revoked"
    return "holds" if on <= expires else "expired"


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantMandate:
    """Somebody is to examine; periods include both ends."""

    mandate_id: UUID
    staff_id: UUID
    operations: tuple[str, ...]
    audited_from: date
    audited_to: date
    expires: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeMandate:
    """The examination is over, or never should have been."""


Command: TypeAlias = GrantMandate | RevokeMandate


# --- Decisions: may it happen? ----------------------------------------------


class UnknownMandate(RuleViolation):
    title = "Diesen Prüfauftrag gibt es nicht."
    field = "mandate_id"


class MandateWithoutOperation(RuleViolation):
    title = "Ein Prüfauftrag nennt mindestens ein Vorhaben."
    field = "operations"


class AuditedPeriodEndsBeforeItStarts(RuleViolation):
    title = "Der geprüfte Zeitraum endet vor seinem Beginn."
    field = "audited_to"


class MandateExpiresInThePast(RuleViolation):
    title = "Ein Prüfauftrag gilt mindestens bis heute."
    field = "expires"


def decide(command: Command, mandate: Mandate) -> Sequence[Contract]:
    match command:
        case GrantMandate():
            return [_granted(command)]
        case RevokeMandate():
            known = expect_granted(mandate)
            return [] if mandate.is_revoked else [MandateRevoked(mandate_id=known.mandate_id)]
        case _:
            assert_never(command)


def expect_granted(mandate: Mandate) -> MandateGranted:
    """Raises UnknownMandate."""
    if mandate.granted is None:
        raise UnknownMandate
    return mandate.granted


def _granted(command: GrantMandate) -> MandateGranted:
    if not command.operations:
        raise MandateWithoutOperation
    if command.audited_to < command.audited_from:
        raise AuditedPeriodEndsBeforeItStarts
    if command.expires < command.today:
        raise MandateExpiresInThePast
    return MandateGranted(
        mandate_id=command.mandate_id,
        staff_id=command.staff_id,
        operations=tuple(sorted(set(command.operations))),
        audited_from=command.audited_from,
        audited_to=command.audited_to,
        expires=command.expires,
    )


# --- Evolution ----------------------------------------------------------------


def evolve(mandate: Mandate, fact: Contract) -> Mandate:
    match fact:
        case MandateGranted():
            return Mandate(granted=fact)
        case MandateRevoked():
            return replace(mandate, is_revoked=True)
        case _:
            return mandate


MANDATE: Final = Decider(initial=Mandate(), decide=decide, evolve=evolve)
