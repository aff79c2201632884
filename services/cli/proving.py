"""What the commands of proofs share: the service, who types, and how a proof is told."""

from typing import Any, Final

from services.cli.asking import actor, known_district, settings
from services.cli.failures import CommandFailed, Exit
from services.cli.output import Form, emit
from services.kernel.deciders import Context
from services.kernel.ids import uuid7
from services.reporting.application import Reporting

PATIENCE_S: Final = 60.0


def service_in(district: str) -> tuple[Reporting, str]:
    """The service, and the key of a district that is open; otherwise exit 2."""
    of = settings()
    return Reporting.of(of, PATIENCE_S), known_district(of, district)


def typed() -> Context:
    """The context of a command that an operator types."""
    command_id = uuid7()
    return Context(actor=actor(), command_id=command_id, correlation_id=command_id)


def tell_proof(told: dict[str, Any], form: Form, *, holds: bool) -> None:
    """A proof that does not hold ends with exit 4."""
    emit(told, form)
    if not holds:
        raise CommandFailed("Der Nachweis geht nicht auf: Einträge des Journals wurden verändert.", Exit.NOT_VERIFIED)
