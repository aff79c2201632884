"""What the district's own log says of proofs: checkpoints of earlier days, bundles that left, deliveries compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from services.contracts.reporting import BundleExported, CheckpointSigned, DeliveryReconciled
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.reporting.application import Reporting
from services.reporting.domain.proofs import BUNDLES, CHECKPOINTS, DELIVERIES

F = TypeVar("F", bound=Contract)


class UnknownCertificate(RuleViolation):
    title = "Diesen Zustellnachweis gibt es nicht."
    field = "certificate_id"


@dataclass(frozen=True, slots=True)
class Noted(Generic[F]):
    """A fact with when it was recorded, and by whom (opaque id)."""

    fact: F
    at: datetime
    actor: str


def checkpoints(service: Reporting, district: str) -> Sequence[Noted[CheckpointSigned]]:
    """Oldest first."""
    return _noted(service, district, CHECKPOINTS, CheckpointSigned)


def bundles(service: Reporting, district: str) -> Sequence[Noted[BundleExported]]:
    """Oldest first."""
    return _noted(service, district, BUNDLES, BundleExported)


def deliveries(service: Reporting, district: str) -> Sequence[Noted[DeliveryReconciled]]:
    """Oldest first."""
    return _noted(service, district, DELIVERIES, DeliveryReconciled)


def delivery(service: Reporting, district: str, certificate: UUID) -> Noted[DeliveryReconciled]:
    """One certificate; raises UnknownCertificate."""
    for one in deliveries(service, district):
        if one.fact.certificate_id == certificate:
            return one
    raise UnknownCertificate


def _noted(service: Reporting, district: str, name: str, of: type[F]) -> Sequence[Noted[F]]:
    stream = service.ids(district).derive(name)
    rows = service.store.log.streams(district, [stream])[stream]
    facts = service.store.mapper.open(district, rows)
    return [Noted(fact, row.recorded, row.actor) for row, fact in zip(rows, facts, strict=True) if isinstance(fact, of)]
