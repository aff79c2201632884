"""Who it is, what was allowed, which participations: parts of the case file."""

from typing import Final
from uuid import UUID

from services.intake.application import Intake
from services.intake.consents_queries import find_ledger
from services.intake.identity_reading import known_person
from services.intake.persons_queries import find_person
from services.intake.sections import CaseSection, Json


def person(service: Intake, district: str, case: UUID) -> Json:
    """Names and contact details, as far as they may be shown today."""
    shown = find_person(service, district, case)
    return {"identity": shown.identity, "restricted": shown.restricted, "words": dict(shown.words)}


def consents(service: Intake, district: str, case: UUID) -> Json:
    """The ledger in the order of entry, and what is left to do where a consent is over."""
    found = find_ledger(service, district, case)
    return {
        "consents": [
            {
                "consent_id": str(each.consent_id),
                "purpose": each.purpose,
                "on": str(each.on),
                "until": None if each.until is None else str(each.until),
                "withdrawn_on": None if each.withdrawn_on is None else str(each.withdrawn_on),
            }
            for each in found.ledger.consents.values()
        ],
        "notice_received": bool(found.ledger.notices),
        "tasks": [
            {"purpose": each.purpose, "since": str(each.since), "withdrawn": each.withdrawn, "task": each.task}
            for each in found.effects
        ],
    }


def participations(service: Intake, district: str, case: UUID) -> Json:
    """ESF participations of the case's person, one an operation."""
    linked = known_person(service, district, case).links.linked
    return [{"participation_id": str(each), "operation": operation} for each, operation in linked.items()]


OF_A_CASE: Final = (
    CaseSection("person", person),
    CaseSection("consents", consents),
    CaseSection("participations", participations),
)
