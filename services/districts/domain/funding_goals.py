"""What an operation is to reach, and the register of its documents. Recorded again under the same id is corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.catalogues import INDICATORS
from services.contracts.districts import (
    DocumentKind,
    DocumentRegistered,
    MilestonePlanned,
    OperationOpened,
    TargetAgreed,
    TargetOf,
)
from services.contracts.names import expect_name
from services.districts.domain.funding_money import InTheFuture
from services.districts.domain.funding_state import Funding, expect_opened
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeTarget:
    """A figure to be reached by a day: of an indicator of the operation's catalogue, or own."""

    target_id: UUID
    opened: OperationOpened | None
    of: TargetOf
    by: date
    value: int
    indicator: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMilestone:
    """Something to be reached by a day; ``reached``: on which day it was, by ``today``."""

    milestone_id: UUID
    opened: OperationOpened | None
    title: str
    due: date
    today: date
    reached: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDocument:
    """A document, and where it is kept."""

    document_id: UUID
    opened: OperationOpened | None
    kind: DocumentKind
    title: str
    on: date
    file_number: str | None = None
    expires: date | None = None


# --- Decisions: may it happen? ----------------------------------------------


class IndicatorMissing(RuleViolation):
    title = "Bitte den Indikator angeben."
    field = "indicator"


class NoIndicatorNeeded(RuleViolation):
    title = "Ein Indikator gehört nur zu einem Ziel, das an einem Indikator gemessen wird."
    field = "indicator"


class UnknownIndicator(RuleViolation):
    title = "Diesen Indikator gibt es im Katalog des Vorhabens nicht."
    field = "indicator"


class TargetUnnamed(RuleViolation):
    title = "Bitte angeben, was erreicht werden soll."
    field = "title"


class ExpiresBeforeIssued(RuleViolation):
    title = "Das Dokument läuft ab, bevor es ausgestellt wurde."
    field = "expires"


def agree_target(command: AgreeTarget, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    _check_indicator(command, opened)
    agreed = TargetAgreed(
        operation_id=opened.operation_id,
        operation=opened.operation,
        target_id=command.target_id,
        of=command.of,
        by=command.by,
        value=command.value,
        indicator=command.indicator,
        title=None if command.title is None else expect_name(command.title),
    )
    return [] if funding.targets.get(command.target_id) == agreed else [agreed]


def _check_indicator(command: AgreeTarget, opened: OperationOpened) -> None:
    """What is measured by an indicator names it; what is measured by nothing we count has words."""
    if command.of != "indicator":
        if command.indicator is not None:
            raise NoIndicatorNeeded
        if command.of == "other" and not (command.title or "").strip():
            raise TargetUnnamed
        return
    if command.indicator is None:
        raise IndicatorMissing
    if command.indicator not in INDICATORS[opened.catalogue]:
        raise UnknownIndicator


def plan_milestone(command: PlanMilestone, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    if command.reached is not None and command.reached > command.today:
        raise InTheFuture(field="reached")
    planned = MilestonePlanned(
        operation_id=opened.operation_id,
        operation=opened.operation,
        milestone_id=command.milestone_id,
        title=expect_name(command.title),
        due=command.due,
        reached=command.reached,
    )
    return [] if funding.milestones.get(command.milestone_id) == planned else [planned]


def register_document(command: RegisterDocument, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    if command.expires is not None and command.expires < command.on:
        raise ExpiresBeforeIssued
    registered = DocumentRegistered(
        operation_id=opened.operation_id,
        operation=opened.operation,
        document_id=command.document_id,
        kind=command.kind,
        title=expect_name(command.title),
        on=command.on,
        file_number=None if command.file_number is None else expect_name(command.file_number),
        expires=command.expires,
    )
    return [] if funding.documents.get(command.document_id) == registered else [registered]
