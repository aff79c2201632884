"""What the pages of Pruefung ask for: those who examine, and those who answer for the figures."""

from collections.abc import Mapping
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends

from services.contracts.reporting import EvidenceKind
from services.kernel.pages.asking import signed_in
from services.kernel.pages.described_forms import Here as HereOf
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.reporting.application import SERVICE, Reporting
from services.reporting.auditing.guard import staff_id_of
from services.reporting.auditing.mandate import Standing

PRUEFUNG: Final = "/pruefung"
MANDATES: Final = f"{PRUEFUNG}/auftraege"
SAMPLES: Final = f"{PRUEFUNG}/stichprobe"
COURSE: Final = f"{PRUEFUNG}/verlauf"
EXAMINERS: Final = frozenset({Role.PRUEFUNG, Role.KOORDINATION})
COORDINATORS: Final = (Role.KOORDINATION,)

Here = HereOf[Reporting]
ExaminerHere = Annotated[Session, Depends(signed_in(SERVICE, *sorted(EXAMINERS)))]
CoordinatorHere = Annotated[Session, Depends(signed_in(SERVICE, *COORDINATORS))]

STANDINGS: Final[Mapping[Standing, str]] = {"holds": "gilt", "expired": "abgelaufen", "revoked": "entzogen"}
BADGES: Final[Mapping[Standing, str]] = {"holds": "success", "expired": "warning", "revoked": "danger"}
KINDS: Final[Mapping[EvidenceKind, str]] = {
    "cell": "Zelle eines Berichts",
    "explanation": "Begründung einer Zelle",
    "record": "Teilnahme",
    "history": "Verlauf",
    "sample": "Stichprobe",
    "bundle": "Prüfpaket",
}


def own_mandates_only(asking: Session) -> UUID | None:
    """Whose mandates somebody sees: Pruefung its own, None (everybody's) for the Koordination."""
    return None if asking.caller.role == Role.KOORDINATION else staff_id_of(asking.caller.actor) or UUID(int=0)
