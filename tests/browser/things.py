"""What addresses of pages name: one example of each thing in the demo's Ilm-Kreis."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from demo.ilm_kreis import ILM_KREIS
from demo.staffing import Staffing
from services.contracts.intake import SituationsAssessed
from services.districts.application import districts
from services.intake import case_file
from services.intake.application import Intake, intake
from services.intake.domain.code_word import case_id_of
from services.kernel.settings import Settings

DISTRICT: Final = ILM_KREIS.key
# Cases of Anna Krüger (demo.cases_ilm_kreis), by what is special about them.
CASES: Final = {
    "case": "Zitrone-Silber-2",  # a name, a participation, a goal, everything
    "unnamed": "Herbst-Farn-8",
    "silent": "Kamel-Blatt-2",
    "paused": "Papier-Graben-8",
    "closed": "Blume-Eiche-5",
}


def things(settings: Settings) -> Mapping[str, str]:
    """Place in an address -> id or key, as text."""
    service = intake(settings)
    cases = {place: case_id_of(service.ids(DISTRICT), word) for place, word in CASES.items()}
    found = {**cases, **_of_case(service, cases["case"]), "reminder": _reminder(service, cases["silent"])}
    return {place: str(thing) for place, thing in {**found, **_of_district(settings)}.items()}


def _of_case(service: Intake, case: UUID) -> dict[str, Any]:
    file = {section.key: section.read(service, DISTRICT, case) for section in case_file.SECTIONS}
    (goal,) = file["goals"]
    return {
        "contact": file["contacts"][0]["contact_id"],
        "consent": file["consents"]["consents"][0]["consent_id"],
        "participation": file["participations"][0]["participation_id"],
        "strengths": file["strengths"]["assessments"][0]["assessment"],
        "situations": _assessed(service, case),
        "goal": goal["goal"],
        "step": _open(goal["steps"], "done")["step"],
        "appointment": _open(file["appointments"], "end")["appointment"],
        "task": next(each["id"] for each in file["work"] if each["kind"] == "task"),
    }


def _of_district(settings: Settings) -> dict[str, Any]:
    _, placed = Staffing(districts(settings), DISTRICT).set_up(ILM_KREIS.directory)
    return {
        "operation": ILM_KREIS.operations[0].key,
        "staff": placed.people["Anna Krüger"],
        "team": placed.teams["Team Arnstadt"],
        "site": placed.sites["KOMPASS Arnstadt"],
        "form": "merkblatt",
    }


def _reminder(service: Intake, case: UUID) -> str:
    read = next(section.read for section in case_file.SECTIONS if section.key == "work")
    return str(next(each["id"] for each in read(service, DISTRICT, case) if each["kind"] == "silent_case"))


def _assessed(service: Intake, case: UUID) -> UUID:
    facts = service.store.load(DISTRICT, [case])[case]
    return next(fact.assessment_id for fact in facts if isinstance(fact, SituationsAssessed))


def _open(things: Sequence[dict[str, Any]], end: str) -> dict[str, Any]:
    """The first one that has no such end yet."""
    return next(each for each in things if each[end] is None)
