"""Need to know over HTTP: other teams, other roles, other districts, the broken glass, and the log of it all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from psycopg.sql import SQL, Identifier

from services.intake.application import intake
from services.intake.domain.case_moves import CASE
from services.kernel.database import pool
from services.kernel.district import district as enter
from tests.api.conftest import OPERATION, Town
from tests.api.office import Office, Person
from tests.api.test_cases import CONTACT, opened

pytestmark = pytest.mark.server

REASON = "Vertretung: Räumung droht heute"


def asks(who: Person, case: str, contact: str) -> list[int]:
    """What a case and its contact answer somebody, by reading and by writing."""
    on = {"on": "2026-03-01"}
    return [
        who.get(f"/intake/cases/{case}").status_code,
        who.get(f"/intake/contacts/{contact}").status_code,
        who.post("/intake/contacts", {**CONTACT, "case": case}).status_code,
        who.post(f"/intake/contacts/{contact}/corrections", {"minutes": 1}).status_code,
        who.post(f"/intake/contacts/{contact}/cancellation", {"reason": "nur so"}).status_code,
        who.post(f"/intake/contacts/{contact}/undo", {}).status_code,
        who.post(f"/intake/cases/{case}/notes", {**on, "text": "gelesen"}).status_code,
        who.post(f"/intake/cases/{case}/pause", on).status_code,
        who.post(f"/intake/cases/{case}/resume", on).status_code,
        who.post(f"/intake/cases/{case}/close", {**on, "end_kind": "declined"}).status_code,
        who.post(f"/intake/cases/{case}/reopen", on).status_code,
        who.post(f"/intake/cases/{case}/assignment", {**on, "team": None, "staff": None}).status_code,
    ]


def case_and_contact(place: Office) -> tuple[str, str]:
    case = opened(place.anna)["case_id"]
    contact = place.anna.post("/intake/contacts", {**CONTACT, "case": case}).json()["contact_id"]
    place.town.settle()
    return case, contact


def test_another_team_meets_a_case_that_is_not_there(place: Office) -> None:
    case, contact = case_and_contact(place)
    before = place.town.head("intake")
    unknown = place.berta.get("/intake/cases/00000000-0000-8000-8000-000000000001")

    refused = place.berta.get(f"/intake/cases/{case}")

    assert asks(place.berta, case, contact) == [404] * 12
    assert (refused.status_code, refused.content) == (unknown.status_code, unknown.content)
    assert place.berta.get("/intake/cases").json()["cases"] == []
    assert place.berta.get("/intake/contacts").json()["contacts"] == []
    assert place.town.head("intake") == before


def test_another_district_meets_a_case_that_is_not_there(place: Office, new_town: Callable[[], Town]) -> None:
    case, contact = case_and_contact(place)
    stranger = Person(new_town(), place.anna.subject)

    assert asks(stranger, case, contact) == [404] * 12


def test_a_case_without_a_team_is_any_fachkrafts(place: Office) -> None:
    case = opened(place.anna, team=None)["case_id"]

    assert place.berta.get(f"/intake/cases/{case}").status_code == 200


def test_the_leader_sees_lists_without_content_and_orders_who_works(place: Office) -> None:
    case, contact = case_and_contact(place)
    (listed,) = place.leader.get("/intake/cases").json()["cases"]
    (met,) = place.leader.get("/intake/contacts").json()["contacts"]

    assert (listed["case_id"], listed["code_word"]) == (case, None)
    assert (met["contact_id"], met["code_word"]) == (contact, None)
    assert asks(place.leader, case, contact)[:-1] == [403] * 11
    to_south = {"on": "2026-03-01", "team": str(place.south), "staff": place.berta.subject, "handover": True}
    assert place.leader.post(f"/intake/cases/{case}/assignment", to_south).status_code == 201
    assert place.berta.get(f"/intake/cases/{case}").status_code == 200
    assert place.anna.get(f"/intake/cases/{case}").status_code == 404


def test_somebody_of_another_team_is_no_member_for_a_case(place: Office) -> None:
    case, _ = case_and_contact(place)
    hands = {"team": str(place.north), "staff": place.berta.subject}

    refused = place.leader.post(f"/intake/cases/{case}/assignment", hands)

    assert refused.json()["errors"] == [{"field": "staff", "rule": "Diese Person gehört an diesem Tag nicht zum Team."}]


def test_the_broken_glass_opens_the_case_and_everything_is_in_the_log(place: Office) -> None:
    code_word = opened(place.anna)["code_word"]

    broken = place.berta.post("/intake/break-glass", {"code_word": code_word.lower(), "reason": REASON})
    case = broken.json()["case_id"]
    reads = [place.berta.get(f"/intake/cases/{case}").status_code for _ in range(3)]
    place.anna.get(f"/intake/cases/{case}")
    log = place.auditor.get(f"/intake/cases/{case}/access-log").json()

    assert (broken.status_code, reads) == (201, [200] * 3)
    assert [(each["what"], each["by"], each["break_glass"], each["reason"]) for each in log] == [
        ("glass_broken", place.berta.subject, True, REASON),
        ("read", place.berta.subject, True, None),
        ("read", place.anna.subject, False, None),
    ]
    assert place.anna.get(f"/intake/cases/{case}/access-log").status_code == 403


def test_the_glass_of_an_unknown_case_cannot_be_broken(place: Office) -> None:
    refused = place.berta.post("/intake/break-glass", {"code_word": "Niemand", "reason": REASON})

    assert refused.status_code == 404


def test_a_contact_of_a_case_that_only_a_file_names_is_any_fachkrafts(place: Office) -> None:
    row = {"contact_no": "K-1", "date": "2026-02-02", "sozialraum": "rieth", "case_no": "F-1"}
    place.anna.post(f"/intake/operations/{OPERATION}/contacts", row)
    place.town.settle()
    (listed,) = place.berta.get("/intake/contacts").json()["contacts"]

    corrected = place.berta.post(f"/intake/contacts/{listed['contact_id']}/corrections", {"minutes": 15})

    assert corrected.status_code == 201


def test_a_page_that_asks_several_things_at_once_is_one_read(place: Office) -> None:
    case = opened(place.anna)["case_id"]

    with ThreadPoolExecutor(4) as callers:
        answers = list(callers.map(place.anna.get, [f"/intake/cases/{case}"] * 8))

    assert {answer.status_code for answer in answers} == {200}
    assert [each["by"] for each in place.auditor.get(f"/intake/cases/{case}/access-log").json()] == [place.anna.subject]


def test_of_an_erased_person_nothing_is_read_and_nothing_recorded(place: Office) -> None:
    case, contact = case_and_contact(place)
    place.anna.post(f"/intake/cases/{case}/notes", {"on": "2026-03-01", "text": "Kommt wieder"})
    erase(place.town, case)

    read = place.anna.get(f"/intake/cases/{case}").json()["sections"]
    (listed,) = place.anna.get("/intake/cases").json()["cases"]

    assert (read["head"]["erased"], read["head"]["code_word"], listed["code_word"]) == (True, None, None)
    assert (read["contacts"][0]["erased"], read["contacts"][0].get("topics")) == (True, None)
    assert {each["note"] for each in read["course"]} == {None}
    answers = asks(place.anna, case, contact)
    assert (answers[:2], set(answers[2:])) == ([200, 200], {409})


def erase(town: Town, case: str) -> None:
    """Destroy both keys of the case's person."""
    facts = intake(town.settings).store.load(town.district, [UUID(case)])[UUID(case)]
    person, keys = CASE.fold(facts).case.person_id, pool(town.settings.keys_database_url("intake"))
    with keys.transaction() as connection, enter(connection, town.district) as schema:
        for table in ("identity_keys", "record_keys"):
            statement = SQL("UPDATE {}.{} SET wrapped = NULL WHERE person = %s")
            connection.execute(statement.format(schema, Identifier(table)), (person,))
