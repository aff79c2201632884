"""What a Fachkraft does in a case: situations, strengths, goals, appointments, tasks; and what then is due."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from psycopg.sql import SQL, Identifier

from services.contracts.districts import Term
from services.contracts.intake import CaseOpened
from services.districts.application import districts, operator
from services.districts.definition_files import read_instrument
from services.districts.definitions_desk import DefinitionsDesk
from services.intake.application import intake
from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.times import today
from tests.api.conftest import ENTRY, OPERATION
from tests.api.office import Office, Person

pytestmark = pytest.mark.server
STRENGTHS = Path(__file__).resolve().parents[2] / "services/districts/data/staerken.toml"
OPENING = {"operation": OPERATION, "sozialraum": "rieth", "on": str(today() - timedelta(days=7))}


def done(answer: Any) -> dict[str, Any]:
    """The body of a command that was taken."""
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def case_of(who: Person) -> str:
    return f"/intake/cases/{done(who.post('/intake/cases', OPENING))['case_id']}"


def ago(days: int) -> str:
    return str(today() - timedelta(days=days))


def read(who: Person, path: str) -> Any:
    who.town.settle()
    answer = who.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def work(who: Person, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = read(who, f"/intake/worklist{query}")["items"]
    return items


def test_a_situation_is_told_as_a_timeline_that_follows_contacts_and_their_cancellation(place: Office) -> None:
    case = case_of(place.anna)
    severe = {"on": ago(6), "situations": [{"topic": "schulden", "severity": "severe"}]}
    assessment = done(place.anna.post(f"{case}/situations", severe))["assessment"]
    contact = {
        "operation": OPERATION,
        "date": ago(2),
        "case": case.rpartition("/")[2],
        "situations": [{"topic": "schulden", "still": "no"}, {"topic": "wohnen_suche", "severity": "slight"}],
    }
    met = done(place.anna.post("/intake/contacts", contact))["contact_id"]

    debts, housing = read(place.anna, f"{case}/situations")
    assert (debts["identified"], debts["resolved"], debts["weights"]) == (
        ago(6),
        ago(2),
        [{"on": ago(6), "severity": "severe"}],
    )
    assert (housing["topic"], housing["core"], housing["offered"]) == ("wohnen_suche", "wohnen_suche", True)
    assert housing["handlungsfelder"]
    done(place.anna.post(f"/intake/contacts/{met}/undo", {}))
    (debts,) = read(place.anna, f"{case}/situations")
    assert debts["resolved"] is None
    done(place.anna.post(f"{case}/retracted-situations", {"assessment": assessment}))
    assert read(place.anna, f"{case}/situations") == []


def test_strengths_lead_from_start_to_now_under_the_instrument_of_the_seed(place: Office) -> None:
    case = case_of(place.anna)
    sheet = {"instrument": "staerken", "stage": "start", "on": ago(6), "answers": [{"item": "resilienz", "value": 2}]}
    assert place.anna.post(f"{case}/strengths", sheet).json()["errors"][0]["field"] == "instrument"
    definitions = DefinitionsDesk(districts(place.town.settings), place.town.district)
    definitions.release_instrument(read_instrument(STRENGTHS), operator("cli:test"))
    place.town.settle()

    start = {"motivation": 2, "eigenverantwortung": 3, "resilienz": 2}
    end = {"motivation": 4, "eigenverantwortung": 3, "resilienz": None, "selbstkompetenz": 5}
    for stage, day, answers in (("start", 6, start), ("end", 1, end)):
        given = [{"item": item, "value": value} for item, value in answers.items()]
        done(place.anna.post(f"{case}/strengths", {**sheet, "stage": stage, "on": ago(day), "answers": given}))
    refused = place.anna.post(f"{case}/strengths", {**sheet, "answers": [{"item": "resilienz", "value": 6}]})

    assert refused.status_code == 409
    told = read(place.anna, f"{case}/strengths")
    assert [each["total"] for each in told["assessments"]] == [2.3, 4.3]
    (path,) = told["paths"]
    assert path["comparable"]
    changes = {step["key"]: step["change"] for step in path["steps"]}
    assert changes["motivation"] == 1.0
    assert changes["resilienz"] is None


def test_a_goal_runs_from_agreement_to_its_end_and_reminds_on_its_days(place: Office) -> None:
    case = case_of(place.anna)
    agreed = {"text": "Mietschulden klären", "on": ago(6), "due": ago(1), "topic": "schulden"}
    goal = f"{case}/goals/{done(place.anna.post(f'{case}/goals', agreed))['goal']}"
    step = {"text": "Kontoauszüge mitbringen", "by_client": True, "due": ago(3)}
    taken = done(place.anna.post(f"{goal}/steps", step))["step"]
    review = {"on": ago(4), "progress": 50, "next_review": ago(2), "note": "Vermieter ist bereit"}
    done(place.anna.post(f"{goal}/reviews", review))

    (told,) = read(place.anna, f"{case}/goals")
    assert (told["text"], told["topic"], told["outcome"]) == ("Mietschulden klären", "schulden", None)
    assert told["steps"][0]["text"] == "Kontoauszüge mitbringen"
    assert told["reviews"][0]["note"] == "Vermieter ist bereit"
    assert [(item["kind"], item["due"]) for item in work(place.anna, "?mine=true")] == [
        ("step", ago(3)),
        ("review", ago(2)),
        ("goal", ago(1)),
    ]
    done(place.anna.post(f"{goal}/steps/{taken}/done", {"on": ago(2)}))
    done(place.anna.post(f"{goal}/end", {"on": ago(0), "outcome": "reached"}))
    assert work(place.anna) == []
    assert place.anna.post(f"{goal}/reviews", {"progress": 1}).json()["title"] == "Dieses Ziel ist beendet."


def test_appointments_keep_the_clock_in_berlin_and_tell_what_clashes(place: Office) -> None:
    first, second = case_of(place.anna), case_of(place.anna)
    day = ago(1)
    made = done(place.anna.post(f"{first}/appointments", {"starts": f"{day}T00:00:00", "minutes": 45}))
    clash = done(place.anna.post(f"{second}/appointments", {"starts": f"{day}T00:30:00", "minutes": 45}))

    assert made["warnings"] == []
    assert clash["warnings"] == []  # not folded yet: a warning needs what is shown
    place.town.settle()
    there = f"{second}/appointments/{clash['appointment']}"
    moved = done(place.anna.post(f"{there}/move", {"starts": f"{day}T00:15:00", "minutes": 30}))
    assert moved["warnings"] == ["Von 00:00 bis 00:45 Uhr hat diese Fachkraft schon einen anderen Termin."]
    skipped = place.anna.post(f"{there}/move", {"starts": "2026-03-29T02:30:00", "minutes": 30})
    assert (skipped.status_code, skipped.json()["errors"][0]["field"]) == (409, "starts")
    done(place.anna.post(f"{there}/end", {"end": "kept"}))

    calendar = read(place.anna, f"/intake/appointments?from={day}&to={day}")
    assert [(each["starts"][11:16], each["end"]) for each in calendar] == [("00:00", None), ("00:15", "kept")]
    assert read(place.berta, "/intake/appointments") == []
    assert read(place.anna, f"{second}/appointments")[0]["end"] == "kept"
    of_today = done(place.anna.post(f"{first}/appointments", {"starts": f"{ago(0)}T23:59:00", "minutes": 45}))
    (shown,) = read(place.anna, "/intake/today")["sections"]["appointments"]
    assert shown["appointment"] == of_today["appointment"]
    assert [(each["kind"], each["subject"]) for each in work(place.anna)] == [("appointment_end", made["appointment"])]


def test_tasks_are_seen_by_the_team_and_read_by_nobody_else(place: Office) -> None:
    case = case_of(place.anna)
    of_case = {"text": "Rückruf beim Jobcenter", "due": ago(1), "case": case.rpartition("/")[2]}
    task = done(place.anna.post("/intake/tasks", of_case))["task"]
    common = {"text": "Plakate aushängen", "due": ago(0), "operation": OPERATION}
    done(place.leader.post("/intake/tasks", common))

    assert [(each["text"], each["overdue"]) for each in work(place.anna)] == [
        ("Rückruf beim Jobcenter", True),
        ("Plakate aushängen", False),
    ]
    assert [each["text"] for each in work(place.berta)] == ["Plakate aushängen"]
    assert [each["text"] for each in work(place.leader)] == [None, "Plakate aushängen"]
    assert [each["id"] for each in work(place.anna, "?mine=true")] == [task]
    assert place.berta.post(f"/intake/tasks/{task}/done", {}).status_code == 404
    assert place.berta.post("/intake/tasks", of_case).status_code == 404
    assert place.anna.post("/intake/tasks", {**of_case, "operation": OPERATION}).status_code == 422
    assert [each["text"] for each in read(place.anna, case)["sections"]["work"]] == ["Rückruf beim Jobcenter"]
    done(place.anna.post(f"/intake/tasks/{task}/done", {}))
    assert [each["text"] for each in work(place.anna)] == ["Plakate aushängen"]


def test_what_is_due_after_exit_is_worked_off_by_a_status_or_settled(place: Office) -> None:
    exit_date = today() - timedelta(days=300)
    entry = {**ENTRY, "entry_date": "2024-03-04", "exit_date": str(exit_date)}
    entries, statuses = (f"/intake/operations/{OPERATION}/{kind}" for kind in ("participations", "statuses"))
    done(place.anna.post(entries, entry))

    first, second = work(place.leader, f"?operation={OPERATION}")
    assert (first["kind"], first["due"], first["overdue"]) == ("exit_status", str(exit_date + timedelta(days=28)), True)
    assert (second["kind"], second["participant_no"]) == ("followup", "E-1")
    assert work(place.leader, "?operation=anderes-vorhaben") == []
    assert [each["kind"] for each in work(place.leader, "?kind=followup")] == ["followup"]
    page = read(place.leader, "/intake/worklist?limit=1")
    assert read(place.leader, f"/intake/worklist?limit=1&after={page['next']}")["items"] == [second]

    done(
        place.anna.post(
            statuses, {"participant_no": "E-1", "kind": "exit", "date": str(exit_date), "status": "inactive"}
        )
    )
    settle = f"/intake/reminders/{second['id']}/done"
    assert [each["kind"] for each in work(place.leader)] == ["followup"]
    done(place.anna.post(settle, {}))
    assert work(place.leader) == []
    assert done(place.anna.post(settle, {}))["position"] is None
    assert place.anna.post(f"/intake/reminders/{first['id']}/done", {}).status_code == 404


def test_reminders_of_a_case_are_its_teams_and_after_a_leaving_the_successors(place: Office) -> None:
    old = str(today() - timedelta(weeks=9))
    opened = done(place.anna.post("/intake/cases", {**OPENING, "on": old}))
    case = opened["case_id"]

    (silent,) = work(place.anna, "?mine=true")
    assert (silent["kind"], silent["case_id"], silent["staff"]) == ("silent_case", case, place.anna.subject)
    assert silent["code_word"] == opened["code_word"]
    assert [each["code_word"] for each in work(place.leader)] == [None]
    assert work(place.berta) == []
    assert place.berta.post(f"/intake/reminders/{silent['id']}/done", {}).status_code == 404
    assert place.leader.post(f"/intake/reminders/{silent['id']}/done", {}).status_code == 404
    place.joins(place.berta, place.north, date(2022, 1, 1))
    place.leave(place.anna, today() - timedelta(days=1), place.berta)
    assert [each["staff"] for each in work(place.berta, "?mine=true")] == [place.berta.subject]
    done(place.berta.post("/intake/contacts", {"operation": OPERATION, "date": ago(0), "case": case}))
    assert work(place.berta) == []


def test_a_topic_that_a_newer_list_left_out_stays_readable_and_can_be_resolved(place: Office) -> None:
    case, other = case_of(place.anna), case_of(place.anna)
    definitions = DefinitionsDesk(districts(place.town.settings), place.town.district)
    schools = Term(key="schulweg", label="Weg zur Schule", core="schulden", handlungsfelder=())
    housing = Term(key="wohnen_suche", label="Wohnung", core="wohnen_suche")
    definitions.release_topics((schools, housing), operator("cli:test"))
    place.town.settle()
    done(place.anna.post(f"{case}/situations", {"on": ago(6), "situations": [{"topic": "schulweg"}]}))
    definitions.release_topics((housing,), operator("cli:test"))

    (told,) = read(place.anna, f"{case}/situations")
    assert (told["label"], told["core"], told["offered"]) == ("Weg zur Schule", "schulden", False)
    over = {"on": ago(1), "situations": [{"topic": "schulweg", "still": "no"}]}
    refused = place.anna.post(f"{other}/situations", over)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (409, "topic")
    done(place.anna.post(f"{case}/situations", over))
    assert read(place.anna, f"{case}/situations")[0]["resolved"] == ago(1)


def test_of_an_erased_person_nothing_is_shown_recorded_or_due(place: Office) -> None:
    case = case_of(place.anna)
    done(place.anna.post(f"{case}/situations", {"situations": [{"topic": "schulden"}]}))
    goal = done(place.anna.post(f"{case}/goals", {"text": "Ziel", "on": ago(2), "due": ago(1), "topic": "schulden"}))
    assert [item["kind"] for item in work(place.anna)] == ["goal"]
    erase(place, case)

    assert read(place.anna, f"{case}/situations") == []
    (told,) = read(place.anna, f"{case}/goals")
    assert (told["text"], told["topic"]) == (None, None)
    assert work(place.anna) == []
    meeting = {"starts": f"{ago(1)}T10:00:00", "minutes": 30}
    refused = place.anna.post(f"{case}/appointments", meeting)
    assert refused.json()["type"] == "urn:lotse:problem:key-destroyed"
    assert place.anna.post(f"{case}/goals/{goal['goal']}/end", {"outcome": "dropped"}).status_code == 409


def erase(place: Office, case: str) -> None:
    """Destroy both keys of the case's person, as an erasure does."""
    settings, town = place.town.settings, place.town.district
    facts = intake(settings).store.load(town, [UUID(case.rpartition("/")[2])])
    person = next(fact.person_id for stream in facts.values() for fact in stream if isinstance(fact, CaseOpened))
    with closing(connect(settings.admin_database_url("lotse_keys"))) as connection:
        for table in ("identity_keys", "record_keys"):
            statement = SQL("UPDATE {} SET wrapped = NULL WHERE person = %s")
            connection.execute(statement.format(Identifier(schema_of(town), table)), (person,))


def test_full_minutes_and_a_consent_that_runs_out_are_due_until_something_takes_their_place(place: Office) -> None:
    opened = done(place.anna.post("/intake/cases", OPENING))
    case = f"/intake/cases/{opened['case_id']}"
    for day, minutes in ((6, 300), (3, 170), (2, 10)):
        talk = {"operation": OPERATION, "date": ago(day), "case": opened["case_id"], "minutes": minutes}
        last = done(place.anna.post("/intake/contacts", talk))["contact_id"]
    paper = {"text": "consent-esf-data", "text_version": 1, "form": "paper", "on": ago(6), "purpose": "esf_data"}
    given = done(place.anna.post(f"{case}/consents", {**paper, "until": ago(-20)}))["consent_id"]

    questionnaire, consent = work(place.anna)
    assert (questionnaire["kind"], questionnaire["due"]) == ("questionnaire", ago(2))
    assert (consent["kind"], consent["due"], consent["subject"]) == ("consent_expiring", ago(-20), given)
    done(place.anna.post(f"/intake/contacts/{last}/undo", {}))
    done(place.anna.post(f"{case}/consents", {**paper, "until": ago(-400)}))
    assert work(place.anna) == []
