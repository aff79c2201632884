"""A case from its code word to its end, over HTTP on a real database."""

from datetime import date, time
from typing import Any

import pytest

from services.contracts.districts import Hours
from services.districts.application import districts, operator
from services.districts.places_desk import PlacesDesk
from services.kernel.times import today
from tests.api.conftest import OPERATION
from tests.api.office import Office, Person

pytestmark = pytest.mark.server
OPENING = {"operation": OPERATION, "sozialraum": "rieth", "on": "2026-01-05"}
CONTACT = {"operation": OPERATION, "date": "2026-02-02", "kind": "sprechstunde", "minutes": 30}


def opened(who: Person, **more: Any) -> dict[str, Any]:
    answer = who.post("/intake/cases", {**OPENING, **more})
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json()
    return case


def file_of(who: Person, case: str) -> dict[str, Any]:
    answer = who.get(f"/intake/cases/{case}")
    assert answer.status_code == 200, answer.text
    sections: dict[str, Any] = answer.json()["sections"]
    return sections


def test_a_case_is_opened_noted_on_and_closed(place: Office) -> None:
    case = opened(place.anna)
    where = f"/intake/cases/{case['case_id']}"

    place.anna.post(f"{where}/notes", {"on": "2026-01-06", "text": "Kommt wieder am Montag"})
    place.anna.post(f"{where}/close", {"on": "2026-03-01", "end_kind": "goals_reached", "note": "Arbeit gefunden"})
    read = file_of(place.anna, case["case_id"])

    assert read["head"]["code_word"] == case["code_word"]
    assert (read["head"]["state"], read["head"]["end_kind"]) == ("closed", "goals_reached")
    assert (read["head"]["team"], read["head"]["staff"]) == (str(place.north), place.anna.subject)
    assert [each["note"] for each in read["course"]] == [None, "Kommt wieder am Montag", "Arbeit gefunden"]


def test_the_same_opening_again_is_the_same_case(place: Office) -> None:
    first, again = (
        place.anna.post("/intake/cases", OPENING, **{"Idempotency-Key": "aufnahme-1"}).json() for _ in range(2)
    )

    assert first == again
    assert opened(place.anna)["case_id"] != first["case_id"]


def test_a_code_word_that_is_taken_says_nothing_more(place: Office) -> None:
    opened(place.anna, code_word="Nachtigall")

    refused = place.berta.post("/intake/cases", {**OPENING, "code_word": "Nachtigall"})

    assert refused.status_code == 409
    assert refused.json()["title"] == "Dieses Codewort ist nicht frei. Bitte ein anderes wählen."


@pytest.mark.guarantee("G10")
def test_a_contact_sent_again_after_its_case_was_closed_gets_its_first_answer(place: Office) -> None:
    """The first answer was lost on its way; meanwhile a colleague closed the case."""
    case = opened(place.anna)["case_id"]
    contact, key = {**CONTACT, "case": case}, {"Idempotency-Key": "unterwegs-7"}
    first = place.anna.post("/intake/contacts", contact, **key)
    place.anna.post(f"/intake/cases/{case}/close", {"on": "2026-03-01", "end_kind": "goals_reached"})

    again = place.anna.post("/intake/contacts", contact, **key)
    new = place.anna.post("/intake/contacts", contact, **{"Idempotency-Key": "unterwegs-8"})

    assert (again.status_code, again.json()) == (201, first.json())
    assert (new.status_code, new.json()["type"]) == (409, "urn:lotse:problem:case-is-closed")


def test_contacts_add_up_to_a_questionnaire(place: Office) -> None:
    case = opened(place.anna)["case_id"]
    contact = {**CONTACT, "case": case, "minutes": 240, "topics": ["schulden"], "note": "Ratenplan besprochen"}
    first, second = (place.anna.post("/intake/contacts", contact).json() for _ in range(2))
    place.town.settle()

    assert file_of(place.anna, case)["minutes"] == [
        {"operation": OPERATION, "minutes": 480, "limit": 480, "questionnaire_due": True}
    ]
    place.anna.post(f"/intake/contacts/{second['contact_id']}/undo", {})
    place.anna.post(f"/intake/contacts/{first['contact_id']}/corrections", {"minutes": 60})
    place.town.settle()
    read = file_of(place.anna, case)

    assert (read["minutes"][0]["minutes"], read["minutes"][0]["questionnaire_due"]) == (60, False)
    (shown,) = read["contacts"]
    assert (shown["topics"], shown["note"], shown["sozialraum"]) == (["schulden"], "Ratenplan besprochen", "rieth")


def test_an_anonymous_contact_is_one_command(place: Office) -> None:
    body = {**CONTACT, "site_id": str(place.site), "topics": ["schulden"], "migration_background": "yes"}
    contact = place.anna.post("/intake/contacts", body)
    place.town.settle()
    (listed,) = place.berta.get("/intake/contacts?anonymous=true").json()["contacts"]

    assert contact.status_code == 201
    assert (listed["contact_id"], listed["case_id"], listed["sozialraum"]) == (
        contact.json()["contact_id"],
        None,
        "rieth",
    )
    assert listed["staff"] == place.anna.subject


def test_lists_are_paged_by_key(place: Office) -> None:
    cases = {opened(place.anna, on=f"2026-01-{day:02}")["case_id"] for day in (5, 5, 6, 7, 7)}
    place.town.settle()
    seen: list[str] = []
    after = ""
    while True:
        page = place.anna.get(f"/intake/cases?limit=2{after}").json()
        seen += [row["case_id"] for row in page["cases"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"

    assert len(seen) == len(set(seen)) == 5
    assert set(seen) == cases


def test_who_follows_has_the_cases_of_who_left(place: Office) -> None:
    case = opened(place.anna)["case_id"]
    place.joins(place.berta, place.north, date(2026, 1, 1))
    place.leave(place.anna, date(2026, 3, 31), place.berta)

    (mine,) = place.berta.get("/intake/cases?mine=true").json()["cases"]

    assert (mine["case_id"], mine["staff"]) == (case, place.berta.subject)
    assert place.anna.get(f"/intake/cases/{case}").status_code == 404


def test_the_day_shows_what_i_recorded_today(place: Office) -> None:
    case = opened(place.anna)
    place.anna.post("/intake/contacts", {**CONTACT, "date": str(today()), "case": case["case_id"]})
    place.anna.post("/intake/contacts", {**CONTACT, "case": case["case_id"]})
    place.town.settle()

    (shown,) = place.anna.get("/intake/today").json()["sections"]["contacts"]

    assert (shown["case_id"], shown["code_word"]) == (case["case_id"], case["code_word"])
    assert place.berta.get("/intake/today").json()["sections"]["contacts"] == []


def test_silence_is_seen_from_the_last_contact_or_the_opening(place: Office) -> None:
    silent, talking = opened(place.anna)["case_id"], opened(place.anna)["case_id"]
    place.anna.post("/intake/contacts", {**CONTACT, "case": talking})
    place.town.settle()

    rows = place.anna.get("/intake/cases?silent_since=2026-02-01&state=open").json()["cases"]

    assert [row["case_id"] for row in rows] == [silent]


def test_outside_office_hours_is_a_remark_and_a_wrong_topic_a_refusal(place: Office) -> None:
    monday = Hours(weekday=1, opens=time(9), closes=time(12))
    sites = PlacesDesk(districts(place.town.settings), place.town.district)
    sites.set_hours(place.site, date(2026, 1, 1), (monday,), operator("cli:test"))
    place.town.settle()
    met = {**CONTACT, "site_id": str(place.site), "starts_at": "11:30"}

    within = place.anna.post("/intake/contacts", met).json()
    late = place.anna.post("/intake/contacts", {**met, "starts_at": "14:00"})
    tuesday = place.anna.post("/intake/contacts", {**met, "date": "2026-02-03"}).json()
    moved = place.anna.post(f"/intake/contacts/{within['contact_id']}/corrections", {"starts_at": "12:00"}).json()
    wrong = place.anna.post("/intake/contacts", {**met, "topics": ["wetter"]})

    assert (within["warnings"], late.status_code) == ([], 201)
    assert [each["column"] for each in (*late.json()["warnings"], *tuesday["warnings"], *moved["warnings"])] == [
        "starts_at",
        "date",
        "starts_at",
    ]
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (409, "topics")
