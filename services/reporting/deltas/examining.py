"""Who may see a difference: it names the facts of single persons, as an explanation does."""

from datetime import date

from services.kernel.ids import uuid7
from services.kernel.requests import Session
from services.reporting.application import Reporting
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.guard import examine, may_examine
from services.reporting.esf import Document


def examined(service: Reporting, asking: Session, document: Document) -> None:
    """Before it is shown: the mandate is asked for, and that it was read is kept. Raises NoMandate."""
    latest = max(date.fromisoformat(document[end]["as_of"]) for end in ("before", "after"))
    may_examine(service, asking, document["operation"], as_of=latest)
    examine(service, asking, Evidence(operation=document["operation"], kind="explanation"), uuid7())
