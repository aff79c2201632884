"""The ESF questionnaire: live completeness and cells, saving what is unfinished, and what became of the person."""

import re
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.intake.application import intake
from services.kernel.facts import fact_type, plain
from services.kernel.ids import uuid7
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.api.conftest import OPENING, OPERATION, Town
from tests.api.office import Office, office
from tests.api.test_casework import ago, done
from tests.api.test_identity import consent
from tests.pages.browser import Browser, fields_of
from tests.pages.casework import ESCAPED, NASTY
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

NEW = f"/teilnahmen/{OPERATION}/neu"
CHECK = {"aktion": "pruefen"}
ENTRY = {
    "participant_no": "E-1",
    "sozialraum": "rieth",
    "entry_date": "2024-03-04",
    "gender": "female",
    "birth_date": "1985-05-05",
    "employment": "inactive",
    "unemployed_since": "",
    "in_education": "no",
    "isced": "3",
    "disability": "refused",
    "foreign_background": "",
    "minority": "no",
    "citizenship": "german",
    "housing": "roofless",
    "residence_ags": "16051000",
}


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has numbers of its own."""
    open_district(settings, "kreis-der-fragen", "Kreis der Fragen")
    town = Town(client, settings, "kreis-der-fragen")
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)


@pytest.fixture
def anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "fachkraft", place.anna)


def facts(place: Office, participation: str) -> list[tuple[str, dict[str, Any]]]:
    stored = intake(place.town.settings).store.load(place.town.district, [UUID(participation)])[UUID(participation)]
    return [(fact_type(each).name, plain(each)) for each in stored]


def entered(who: Browser, **values: str) -> str:
    """The address of a participation that was entered by the form."""
    page = who.does(NEW, {**ENTRY, "state": "submitted", **values})
    assert page.status_code == 200, page.text
    return str(page.url.path)


def case_with_consent(place: Office) -> str:
    opening = {"operation": OPERATION, "sozialraum": "rieth", "on": ago(3)}
    case = str(done(place.anna.post("/intake/cases", opening))["case_id"])
    consent(place.anna, case, "esf_data", on=ago(3))
    place.town.settle()
    return case


def test_the_form_stores_what_a_program_stores(place: Office, anna: Browser) -> None:
    by_person = entered(anna, participant_no="E-10").rpartition("/")[2]
    body = {name: value or None for name, value in ENTRY.items()} | {"isced": 3, "participant_no": "E-11"}
    by_program = done(place.anna.post(f"/intake/operations/{OPERATION}/participations", body))["id"]

    ((one, form),) = facts(place, by_person)
    ((other, program),) = facts(place, by_program)
    assert one == other == "intake.participation_entered"
    own = {"participation_id", "person_id"}
    assert {name: value for name, value in form.items() if name not in own} == {
        name: value for name, value in program.items() if name not in own
    }


def test_an_unfinished_questionnaire_is_kept_as_a_draft_and_completed_later(place: Office, anna: Browser) -> None:
    few = {"participant_no": "E-20", "sozialraum": "rieth", "entry_date": ago(5), "state": "draft"}
    page = anna.does(NEW, few)
    address = str(page.url.path)
    assert "Noch unvollständig" in page.text
    assert "Das Geschlecht fehlt" in page.text
    assert "Entwurf" in page.text

    page = anna.does(address, {**ENTRY, "participant_no": "", "entry_date": ago(5), "state": "submitted"})

    assert "Vollständig" in page.text
    assert "Noch unvollständig" not in page.text
    assert [name for name, _ in facts(place, address.rpartition("/")[2])] == [
        "intake.participation_entered",
        "intake.participation_submitted",
    ]
    emptied = {**ENTRY, "participant_no": "", "gender": "", "entry_date": ago(5), "state": "submitted"}
    assert "Das Geschlecht fehlt" in anna.does(address, emptied).text


def test_the_completeness_follows_while_one_types(place: Office, anna: Browser) -> None:
    before = place.town.head("intake")
    nothing = anna.post(NEW, CHECK, hx_request="true")
    some = anna.post(NEW, {**CHECK, "entry_date": ago(5), "employment": "unemployed", "isced": "8"}, hx_request="true")
    every = anna.post(NEW, {**CHECK, **ENTRY}, hx_request="true")

    assert [each.status_code for each in (nothing, some, every)] == [200, 200, 200]
    assert "<html" not in some.text
    assert "Tag des Eintritts: Diese Angabe fehlt." in nothing.text
    assert "Seit wann arbeitslos fehlt" in some.text
    assert "Das Geschlecht fehlt" in some.text
    assert "Der Bildungsabschluss fehlt" not in some.text
    assert "Vollständig" in every.text
    assert place.town.head("intake") == before


def test_a_warning_stands_at_its_field_and_blocks_nothing(anna: Browser) -> None:
    young = {**ENTRY, "participant_no": "E-30", "birth_date": "2012-05-05", "isced": "8"}
    checked = anna.post(NEW, {**young, **CHECK})
    live = anna.post(NEW, {**young, **CHECK}, hx_request="true")
    warned = "Dieser Bildungsabschluss ist in diesem Alter unwahrscheinlich."

    assert re.search(rf'id="befund-isced">.*{re.escape(warned)}', checked.text)
    assert re.search(rf'id="befund-isced" hx-swap-oob="true">.*{re.escape(warned)}', live.text)
    assert fields_of(checked)["isced"] == ["8"]
    assert warned in anna.does(NEW, {**young, "state": "submitted"}).text


def test_what_is_wrong_is_told_and_what_was_typed_stays(anna: Browser) -> None:
    texts = {"participant_no": NASTY, "sozialraum": NASTY, "residence_ags": NASTY, "birth_date": NASTY}
    for address in (NEW, entered(anna, participant_no="E-40")):
        refused = anna.post(address, {**ENTRY, **texts, "state": "submitted"})
        assert refused.status_code == 422
        assert NASTY not in refused.text
        assert 'href="#feld-residence_ags"' in refused.text
        again = fields_of(refused)
        assert {name for name, values in again.items() if NASTY in values} == texts.keys() - (
            set() if address == NEW else {"participant_no"}
        )
        assert again["gender"] == ["female"]
        ruled = anna.post(
            address, {**ENTRY, "participant_no": "E-41", "entry_date": "2021-06-01", "state": "submitted"}
        )
        assert ruled.status_code == 409
        assert "Der Eintritt liegt außerhalb der Laufzeit des Vorhabens." in ruled.text


def test_a_known_number_is_not_overwritten_and_the_same_form_twice_is_one_entry(place: Office, anna: Browser) -> None:
    key = str(uuid7())
    form = {**ENTRY, "participant_no": "E-50", "state": "submitted"}

    first, again = anna.post(NEW, form, key=key), anna.post(NEW, form, key=key)
    other = anna.post(NEW, {**form, "gender": "male"})

    assert first.headers["location"] == again.headers["location"]
    assert other.status_code == 409
    assert "Diese Teilnehmernummer gibt es in diesem Vorhaben schon." in other.text
    participation = first.headers["location"].partition("?")[0].rpartition("/")[2]
    assert len(facts(place, participation)) == 1


def test_the_questionnaire_of_a_case_belongs_to_its_person(place: Office, anna: Browser) -> None:
    case = case_with_consent(place)
    address = f"/faelle/{case}/teilnahme/{OPERATION}"
    assert fields_of(anna.get(address))["sozialraum"] == ["rieth"]

    page = anna.does(address, {**ENTRY, "participant_no": "E-60", "state": "submitted"})

    assert f"/faelle/{case}" in page.text
    assert anna.get(address).headers["location"] == page.url.path
    (linked,) = place.anna.get(f"/intake/cases/{case}").json()["sections"]["participations"]
    assert linked["participation_id"] == page.url.path.rpartition("/")[2]


def test_without_consent_nothing_of_a_questionnaire_is_stored(place: Office, anna: Browser) -> None:
    opening = {"operation": OPERATION, "sozialraum": "rieth", "on": ago(3)}
    case = done(place.anna.post("/intake/cases", opening))["case_id"]
    before = place.town.head("intake")

    refused = anna.post(f"/faelle/{case}/teilnahme/{OPERATION}", {**ENTRY, "participant_no": "E-61"})

    assert refused.status_code == 409
    assert "Für ESF-Angaben braucht es eine gültige Einwilligung der Person." in refused.text
    assert place.town.head("intake") == before


def test_values_of_a_case_are_for_who_may_read_it(place: Office, anna: Browser, signed_in_as: SignedInAs) -> None:
    case = case_with_consent(place)
    address = str(anna.does(f"/faelle/{case}/teilnahme/{OPERATION}", {**ENTRY, "participant_no": "E-62"}).url.path)
    berta = signed_in_as(place.town, "fachkraft", place.berta)
    leader, planner = signed_in_as(place.town, "koordination"), signed_in_as(place.town, "planung")
    pages = ("", "/austritt", "/storno", "/verbleib", "/nachbefragung")

    assert {berta.get(f"{address}{page}").status_code for page in pages} == {404}
    assert {berta.post(f"{address}{page}", ENTRY).status_code for page in pages} == {404}
    assert {planner.get(f"{address}{page}").status_code for page in pages} == {403}
    assert {leader.get(f"{address}{page}").status_code for page in pages} == {200}
    assert leader.get(address.replace(OPERATION, "anderes")).status_code == 404
    wanted = {"operation": OPERATION, "participant_no": "E-62"}
    assert berta.post("/teilnahmen", wanted).status_code == 422
    assert leader.post("/teilnahmen", wanted).headers["location"] == address
    assert planner.get("/teilnahmen").status_code == 403


def test_exit_and_what_became_of_the_person_are_recorded_and_taken_back(place: Office, anna: Browser) -> None:
    address = entered(anna, participant_no="E-70", employment="employed")
    assert anna.post(f"{address}/verbleib", {"date": ago(240), "status": "employed"}).status_code == 409
    assert "offen bis" in anna.does(f"{address}/austritt", {"exit_date": ago(5)}).text
    assert "seit" in anna.does(f"{address}/austritt", {"exit_date": ago(250)}).text

    page = anna.does(f"{address}/verbleib", {"date": ago(240), "status": "no_answer", "reason": NASTY})
    assert "Verbleib nach Austritt: beantwortet" in page.text
    answer = {"date": ago(60), "status": "employed", "in_education": "no", "qualification": "yes", "improved": "yes"}
    page = anna.does(f"{address}/nachbefragung", answer)
    assert "Nachbefragung: beantwortet" in page.text
    outside = anna.post(f"{address}/verbleib", {"date": ago(60), "status": "employed"})
    assert outside.status_code == 409
    assert "außerhalb des Zeitraums" in outside.text

    for back in re.findall(r'href="([^"]*/zuruecknehmen)"', page.text):
        assert anna.get(back).status_code == 200
        key = str(uuid7())
        assert [anna.post(back, key=key).status_code for _ in range(2)] == [303, 303]
        assert anna.get(back).status_code == 404
    page = anna.get(address)
    names = [name for name, _ in facts(place, address.rpartition("/")[2])]
    assert names[-4:] == ["intake.status_recorded"] * 2 + ["intake.status_retracted"] * 2
    assert "ohne Angabe" in page.text


def test_refused_small_forms_keep_and_escape_what_was_typed(anna: Browser) -> None:
    address = entered(anna, participant_no="E-75")
    for path, field in (
        ("verbleib", "reason"),
        ("nachbefragung", "reason"),
        ("verbleib", "date"),
        ("austritt", "exit_date"),
    ):
        wrong = {"date": "gestern", "exit_date": "gestern", "status": "employed", field: NASTY}
        refused = anna.post(f"{address}/{path}", wrong)
        assert refused.status_code == 422, path
        assert fields_of(refused)[field] == [NASTY]
        assert NASTY not in refused.text
    missed = anna.post("/teilnahmen", {"operation": OPERATION, "participant_no": NASTY})
    assert missed.status_code == 422
    assert fields_of(missed)["participant_no"] == [NASTY]
    assert NASTY not in missed.text


def test_a_cancelled_participation_is_not_changed_any_more(anna: Browser) -> None:
    address = entered(anna, participant_no="E-80")
    refused = anna.post(f"{address}/storno", {"cancel_reason": ""})
    assert refused.status_code == 409
    assert "Eine stornierte Teilnahme braucht einen Grund." in refused.text

    page = anna.does(f"{address}/storno", {"cancel_reason": NASTY})

    assert "Diese Teilnahme ist storniert" in page.text
    assert anna.post(address, {**ENTRY, "state": "submitted"}).status_code == 409


def test_the_cells_of_the_report_follow_while_one_types(place: Office, anna: Browser, signed_in_as: SignedInAs) -> None:
    values = {**ENTRY, "operation": OPERATION, "zurueck": NEW}
    live = anna.post("/berichte/zellen", values, hx_request="true")
    some = anna.post("/berichte/zellen", {**values, "gender": ""}, hx_request="true")
    none = anna.post("/berichte/zellen", {"operation": OPERATION}, hx_request="true")
    by_program = place.anna.post(
        f"/reporting/operations/{OPERATION}/cells",
        {name: value or None for name, value in ENTRY.items() if name not in ("participant_no", "sozialraum")}
        | {"isced": 3},
    ).json()

    assert live.status_code == 200
    assert "<html" not in live.text
    assert re.findall(r'scope="row"[^>]*>(EECO\d\d)<', live.text) == [each["code"] for each in by_program["cells"]]
    assert "EECO04" in live.text
    assert "würde noch nicht gezählt" in some.text
    assert "Eintritt: Diese Angabe fehlt." in none.text
    assert signed_in_as(place.town, "planung").post("/berichte/zellen", values).status_code == 403


def test_without_javascript_the_cells_are_a_page_that_leads_back(anna: Browser) -> None:
    typed = {**ENTRY, "participant_no": NASTY, "operation": OPERATION, "zurueck": NEW}

    page = anna.post("/berichte/zellen", typed)
    kept = {name: values for name, values in fields_of(page).items() if name != "weiter"}
    back = anna.post(NEW, {**kept, **CHECK})

    assert "<html" in page.text
    assert NASTY not in page.text
    assert f'action="{NEW}"' in page.text
    assert fields_of(back)["participant_no"] == [NASTY]
    assert ESCAPED in back.text
    elsewhere = anna.post("/berichte/zellen", {**typed, "zurueck": "//evil.example/x"})
    assert "evil" not in elsewhere.text


def test_the_enter_key_never_submits_a_draft(anna: Browser) -> None:
    """Browsers take the first button of a form for it."""
    draft = str(anna.does(NEW, {**ENTRY, "participant_no": "E-90", "state": "draft"}).url.path)
    for page in (anna.get(NEW), anna.get(draft)):
        form = page.text.partition('class="lotse-form"')[2]
        assert re.findall(r'<button[^>]* value="([a-z]+)"', form)[0] == "draft"


def test_every_question_says_where_it_comes_from(anna: Browser) -> None:
    page = anna.get(NEW).text

    assert page.count("Quelle: ") == len(ENTRY)
    assert page.count("Verordnung (EU) 2021/1057, Artikel 17 Absatz 5") == 5
    assert page.count("Verordnung (EU) 2021/1057, Anhang I") == 8
