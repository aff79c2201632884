"""What addresses of pages name: one example of each thing in the demo's Ilm-Kreis."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from demo.files import files_of
from demo.ilm_kreis import ILM_KREIS
from demo.staffing import Staffing
from services.contracts.intake import SituationsAssessed, StatusRecorded, StatusRetracted
from services.districts.application import districts
from services.districts.staff_queries import staff_list
from services.intake import case_file
from services.intake.application import Intake, intake
from services.intake.domain.code_word import case_id_of
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.application import referral
from services.referral.referral_rows import Listing
from services.referral.referrals_queries import listed
from tests.browser.calendar_things import calendar_things
from tests.browser.directory_things import directory_things
from tests.browser.duplicate_things import duplicate_things
from tests.browser.examination_things import examination_things
from tests.browser.funding_things import funding_things
from tests.browser.group_things import group_things
from tests.browser.network_things import network_things
from tests.browser.planning_things import planning_things
from tests.browser.proof_things import proof_things
from tests.browser.submission_things import submission_things
from tests.browser.survey_things import survey_things
from tests.browser.volunteer_things import volunteer_things

DISTRICT: Final = ILM_KREIS.key
OPERATION: Final = ILM_KREIS.operations[0]
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
    found = {
        **cases,
        "district": DISTRICT,
        "sozialraum": "ilmenau",
        "check": "women_share",
        "statistic": "einwohner",  # demo/data/sozialdaten.csv
        **_of_case(service, cases["case"]),
        **_left(service),
        **_of_district(settings),
        "referral": _referral(settings),
        **duplicate_things(service.ids(DISTRICT), OPERATION),
        **directory_things(settings, DISTRICT),
        **network_things(settings, DISTRICT),
        **planning_things(settings, DISTRICT),
        **proof_things(settings, DISTRICT),
        **group_things(settings, DISTRICT),
        **volunteer_things(settings, DISTRICT),
        **survey_things(settings, DISTRICT),
        **submission_things(settings, DISTRICT, OPERATION.key),
        **calendar_things(settings, DISTRICT),
        **examination_things(settings, DISTRICT, OPERATION.key),
        **funding_things(settings, DISTRICT, OPERATION.key),
        "reminder": _reminder(service, cases["silent"]),
    }
    return {place: str(thing) for place, thing in found.items()}


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
    service = districts(settings)
    _, placed = Staffing(service, DISTRICT).set_up(ILM_KREIS.directory)
    anna = placed.people["Anna Krüger"]
    at_work = next(row for row in staff_list(service.pool, DISTRICT) if row.staff_id == anna)
    return {
        "operation": OPERATION.key,
        "staff": anna,
        "traeger": at_work.traeger_id,
        "grant": at_work.grants[0].grant_id,
        "membership": at_work.memberships[0].membership_id,
        "team": placed.teams["Team Arnstadt"],
        "site": placed.sites["KOMPASS Arnstadt"],
        "form": "merkblatt",
    }


def _referral(settings: Settings) -> UUID:
    """Of a case of Anna Krüger's team, with a partner who has not answered yet."""
    service = referral(settings)
    _, placed = Staffing(districts(settings), DISTRICT).set_up(ILM_KREIS.directory)
    waiting = Listing(teams=frozenset({placed.teams["Team Arnstadt"]}), states=frozenset({"handed_over"}))
    return next(row.referral_id for row in listed(service.pool, DISTRICT, today(), waiting) if row.case_id is not None)


def _left(service: Intake) -> dict[str, Any]:
    """A participation that came to its end, and what was said afterwards and not taken back."""
    told = next(file for file in files_of(OPERATION) if file.kind == "statuses").rows
    ids = service.ids(DISTRICT)
    ended = [ids.derive("participation", OPERATION.key, row["participant_no"]) for row in told]
    for participation, facts in service.store.load(DISTRICT, ended).items():
        statuses = [fact.status_id for fact in facts if isinstance(fact, StatusRecorded)]
        if statuses and not any(isinstance(fact, StatusRetracted) for fact in facts):
            return {"left": participation, "status": statuses[0]}
    raise LookupError("a status that stands")


def _reminder(service: Intake, case: UUID) -> str:
    read = next(section.read for section in case_file.SECTIONS if section.key == "work")
    return str(next(each["id"] for each in read(service, DISTRICT, case) if each["kind"] == "silent_case"))


def _assessed(service: Intake, case: UUID) -> UUID:
    facts = service.store.load(DISTRICT, [case])[case]
    return next(fact.assessment_id for fact in facts if isinstance(fact, SituationsAssessed))


def _open(things: Sequence[dict[str, Any]], end: str) -> dict[str, Any]:
    """The first one that has no such end yet."""
    return next(each for each in things if each[end] is None)
