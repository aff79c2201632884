"""Rights of a person on pages: she learns what is stored, nobody works on it, and it goes, for good and by two."""

import io
import json
from typing import Any, Final

import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from services.districts.application import operator
from services.intake.application import intake
from services.intake.erasing.persons import Persons
from services.intake.restricting.desk import RestrictingDesk
from services.kernel.settings import Settings
from tests.api.conftest import ENTRY, OPENING, OPERATION
from tests.api.office import Office, Person
from tests.api.test_cases import CONTACT
from tests.pages.browser import Browser
from tests.pages.casework import STEPS, WorkedOn, new_case, new_office
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

REASON: Final = "Wunsch vom 2. Mai"


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has a case of its own."""
    return new_office(client, settings, "kreis-der-rechte")


@pytest.fixture(scope="module")
def worked_on(place: Office) -> WorkedOn:
    """A case in which everything is under way."""
    case = new_case(place, "R-1")
    case.by_api(STEPS)
    place.town.settle()
    return case


def anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.anna)


def a_case(place: Office, word: str) -> str:
    body = {"operation": OPENING["operation"], "sozialraum": "rieth", "code_word": word, "on": "2026-03-02"}
    answer = place.anna.post("/intake/cases", body)
    assert answer.status_code == 201, answer.text
    place.town.settle()
    return str(answer.json()["case_id"])


def exported(who: Person, case: str) -> dict[str, Any]:
    answer = who.post(f"/intake/cases/{case}/access-export", {"form": "json"})
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = json.loads(answer.content)
    return document


def test_she_learns_everything_in_german(worked_on: WorkedOn) -> None:
    parts = {each["title"]: each["entries"] for each in exported(worked_on.place.anna, worked_on.case)["parts"]}

    titles = {entry["title"] for entries in parts.values() for entry in entries}
    assert {"Fall eröffnet", "Angaben zur Person erfasst", "Ziel vereinbart", "Einwilligung gegeben"} <= titles
    assert {"Teilnahme erfasst", "Auskunft erteilt", "Familienname", "Teilnehmernummer"} <= titles
    said = {entry["title"]: entry["values"] for entry in parts["ESF-Teilnahmen"]}
    assert {"label": "Vorhaben", "value": OPENING["operation"]} in said["Teilnahme erfasst"]
    assert not [label for entry in parts["Fall"] for label in entry["values"] if label["label"].islower()]


def test_the_same_comes_as_pdf_that_names_nobody_in_its_address(worked_on: WorkedOn, signed_in_as: SignedInAs) -> None:
    page = anna(worked_on.place, signed_in_as).post(f"/faelle/{worked_on.case}/auskunft", {"form": "pdf"})

    assert page.status_code == 200
    assert page.headers["Content-Disposition"] == 'attachment; filename="auskunft.pdf"'
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(page.content)).pages)
    assert "Auskunft über gespeicherte Daten" in text
    assert "Artikel 15" in text


def test_while_it_is_restricted_nobody_works_on_it(place: Office, signed_in_as: SignedInAs) -> None:
    case, here = a_case(place, "rechte-eins"), anna(place, signed_in_as)

    contact = place.anna.post("/intake/contacts", {**CONTACT, "case": case}).json()["contact_id"]
    place.town.settle()
    assert "Lotse-Restricted" not in place.anna.get(f"/intake/cases/{case}/person").headers

    page = here.does(f"/faelle/{case}/einschraenkung", {"grounds": "accuracy_contested"})

    assert "Verarbeitung eingeschränkt seit" in page.text
    assert "Notiz schreiben" not in page.text
    place.town.settle()
    for shown in (f"/faelle/{case}/loeschen", f"/faelle/{case}/auskunft", f"/kontakte/{contact}"):
        assert "Verarbeitung eingeschränkt seit" in here.get(shown).text, shown
    for read in (f"/intake/cases/{case}/person", f"/intake/cases/{case}/goals", f"/intake/contacts/{contact}"):
        assert place.anna.get(read).headers["Lotse-Restricted"] == "accuracy_contested", read
    for listed in ("/faelle", "/kontakte", "/heute", "/arbeitsliste"):
        assert "Verarbeitung eingeschränkt" in here.get(listed).text, listed
    assert "rückgängig" not in here.get("/heute").text  # of the one contact of the day
    found = here.post("/suche", {"text": "rechte-eins"}).text
    assert ("Verarbeitung eingeschränkt" in found, f"/kontakt?fall={case}" in found) == (True, False)
    rows = place.anna.get("/intake/cases").json()["cases"]
    assert [each["case_id"] for each in rows if each["restricted"]] == [case]
    assert "Berichtigen" not in here.get(f"/kontakte/{contact}").text
    for move, sent in (("corrections", {"minutes": 5}), ("cancellation", {"reason": "Irrtum"}), ("undo", {})):
        refused = place.anna.post(f"/intake/contacts/{contact}/{move}", sent)
        assert (refused.status_code, "Artikel 18" in refused.json()["title"]) == (409, True), move
    note = place.anna.post(f"/intake/cases/{case}/notes", {"text": "Notiz", "on": "2026-03-02"})
    assert note.status_code == 409
    assert "Artikel 18" in note.json()["title"]
    assert exported(place.anna, case)["parts"]  # her rights go on
    page = here.does(f"/faelle/{case}/einschraenkung/aufheben")
    assert "Notiz schreiben" in page.text


def test_a_participation_without_a_case_says_that_nobody_works_on_it(place: Office, signed_in_as: SignedInAs) -> None:
    service, district = intake(place.town.settings), place.town.district
    row = {**ENTRY, "participant_no": "R-77"}
    entered = place.anna.post(f"/intake/operations/{OPERATION}/participations", row)
    assert entered.status_code in {200, 201}, entered.text
    linked = Persons(service, district).named("R-77", OPERATION)
    RestrictingDesk(service, district, linked).restrict("objection_pending", operator("cli:test"))
    place.town.settle()

    here = anna(place, signed_in_as)
    address = f"/teilnahmen/{OPERATION}/{linked.participations[0]}"
    refused = here.post(f"{address}/austritt", {"exit_date": row["entry_date"]})

    page = here.get(address)
    assert page.status_code == 200
    assert "Verarbeitung eingeschränkt seit" in page.text
    assert "Als Entwurf speichern" not in page.text
    assert "Austritt erfassen" not in page.text
    assert (refused.status_code, "Artikel 18" in refused.text) == (409, True)
    again = place.anna.post(f"/intake/operations/{OPERATION}/participations", {**row, "gender": "male"})
    assert (again.status_code, "Artikel 18" in again.json()["title"]) == (409, True)


def test_the_identity_goes_at_once(place: Office, signed_in_as: SignedInAs) -> None:
    case, here = a_case(place, "rechte-zwei"), anna(place, signed_in_as)
    assert "rechte-zwei" in here.get(f"/faelle/{case}").text

    asked = here.get(f"/faelle/{case}/loeschen")
    page = here.does(f"/faelle/{case}/loeschen", {"scope": "identity", "grounds": "not_needed", "reason": REASON})

    assert "Es gehen: Codewort" in asked.text
    assert "Es bleiben" in asked.text
    assert "Diese Person wurde gelöscht" in page.text
    assert "rechte-zwei" not in page.text


def test_a_reason_is_needed(place: Office, signed_in_as: SignedInAs) -> None:
    case = a_case(place, "rechte-drei")

    page = anna(place, signed_in_as).post(f"/faelle/{case}/loeschen", {"scope": "identity", "grounds": "not_needed"})

    assert page.status_code == 422


def test_the_record_goes_when_a_second_person_confirms(place: Office, signed_in_as: SignedInAs) -> None:
    case, here = a_case(place, "rechte-vier"), anna(place, signed_in_as)
    wished = {"scope": "record", "grounds": "consent_withdrawn", "reason": REASON}

    page = here.does(f"/faelle/{case}/loeschen", wished)
    assert "sobald die Koordination es" in page.text
    assert "rechte-vier" in page.text  # nothing is gone yet
    leader = signed_in_as(place.town, "koordination", place.leader)
    waiting = leader.get("/loeschungen")
    assert REASON in waiting.text
    assert "rechte-vier" not in waiting.text
    found = [each for each in place.leader.get("/intake/erasures").json()["erasures"] if each["case_id"] == case]
    assert [each["progress"] for each in found] == ["proposed"]

    page = leader.does(f"/loeschungen/{found[0]['erasure_id']}/bestaetigen")

    assert "gelöscht" in page.text
    assert "Diese Person wurde gelöscht" in here.get(f"/faelle/{case}").text


def test_who_proposed_does_not_confirm(place: Office) -> None:
    case = a_case(place, "rechte-fuenf")
    wished = {"scope": "record", "grounds": "not_needed", "reason": REASON}
    proposed = place.anna.post(f"/intake/cases/{case}/erasure", wished).json()["erasure_id"]
    anna_leads = Person(place.town, place.anna.subject, "koordination")

    refused = anna_leads.post(f"/intake/erasures/{proposed}/confirmation", {})

    assert refused.status_code == 409
    assert place.leader.post(f"/intake/erasures/{proposed}/rejection", {}).status_code == 201
