"""Work of one case, somebody's own, and all of it: three looks at the same items."""

from datetime import timedelta
from typing import Any

import pytest

from services.kernel.times import today
from tests.api.conftest import ENTRY, OPERATION
from tests.api.office import Office, Person
from tests.api.test_casework import ago, case_of, done, read, work
from tests.api.test_identity import consent, named

pytestmark = pytest.mark.server
EVERY_SOURCE = {"task", "silent_case", "appointment_end", "exit_status", "record_incomplete", "consent_withdrawn"}


def busy_case(who: Person, number: str) -> str:
    """The id of a case that each source of work knows something of."""
    opening = {"operation": OPERATION, "sozialraum": "rieth", "on": str(today() - timedelta(weeks=10))}
    case = str(done(who.post("/intake/cases", opening))["case_id"])
    done(who.post("/intake/tasks", {"text": "Rückruf", "due": ago(1), "case": case}))
    begins = {"starts": f"{ago(3)}T09:00:00", "minutes": 30, "staff": None}
    done(who.post(f"/intake/cases/{case}/appointments", begins))
    named(who, case)
    consented = who.get(f"/intake/cases/{case}/person").json()["consent_id"]
    done(who.post(f"/intake/cases/{case}/consents/{consented}/withdrawal", {"on": ago(2)}))
    entry = {**ENTRY, "participant_no": number, "gender": None, "exit_date": ago(10)}
    done(who.post(f"/intake/operations/{OPERATION}/participations", entry))
    consent(who, case, "esf_data")
    done(who.post(f"/intake/cases/{case}/participations", {"operation": OPERATION, "participant_no": number}))
    return case


def ids(items: list[dict[str, Any]]) -> set[str]:
    return {str(each["id"]) for each in items}


def own(items: list[dict[str, Any]], who: Person, team: str) -> set[str]:
    """In her hands, or in nobody's and her team's."""
    return ids([each for each in items if each["staff"] == who.subject or (not each["staff"] and each["team"] == team)])


def test_the_work_of_a_case_and_of_a_person_are_parts_of_the_whole_list(place: Office) -> None:
    north, south = str(place.north), str(place.south)
    mine, other = busy_case(place.anna, "E-1"), busy_case(place.berta, "E-2")
    done(place.anna.post(f"/intake/cases/{mine}/assignment", {"team": north, "staff": None}))
    helping = {"text": "Für Anna", "due": ago(0), "operation": OPERATION, "staff": place.anna.subject}
    done(place.leader.post("/intake/tasks", helping))
    everything = work(place.leader)

    for who, case, team in ((place.anna, mine, north), (place.berta, other, south)):
        of_case = [each for each in everything if each["case_id"] == case]
        assert {each["kind"] for each in of_case} == EVERY_SOURCE
        assert ids(read(who, f"/intake/cases/{case}")["sections"]["work"]) == ids(of_case)
        assert ids(work(who, "?mine=true")) == own(everything, who, team) != set()


def test_what_somebody_had_who_left_is_in_the_day_of_who_follows(place: Office) -> None:
    task = {"text": "Anruf", "due": ago(0), "case": case_of(place.anna).rpartition("/")[2], "staff": place.anna.subject}
    left_behind = done(place.anna.post("/intake/tasks", task))["task"]
    place.joins(place.berta, place.north, today() - timedelta(days=30))
    place.leave(place.anna, today() - timedelta(days=1), place.berta)

    (item,) = work(place.berta, "?mine=true")
    assert (item["id"], item["staff"]) == (left_behind, place.berta.subject)
    assert [each["id"] for each in read(place.berta, "/intake/today")["sections"]["work"]] == [left_behind]
