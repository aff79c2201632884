"""*Heute*: the day of whoever is signed in, with a form for contacts on top."""

from datetime import date, datetime, time, timedelta

import pytest

from services.contracts.districts import Hours
from services.districts.application import districts, operator
from services.districts.places_desk import PlacesDesk
from services.kernel.times import BERLIN, today
from tests.api.conftest import OPERATION
from tests.api.office import Office
from tests.api.test_cases import opened
from tests.pages.browser import Browser, fields_of
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

QUICK = {"operation": OPERATION, "sozialraum": "rieth", "kind": "anonym_kurz", "minutes": "15", "back": "heute"}


@pytest.fixture
def anna(shared_place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(shared_place.town, "fachkraft", shared_place.anna)


@pytest.fixture
def new_anna(place: Office, signed_in_as: SignedInAs) -> Browser:
    """She begins in a town where nothing was recorded."""
    return signed_in_as(place.town, "fachkraft", place.anna)


def test_each_empty_part_says_what_to_do_next(new_anna: Browser) -> None:
    page = new_anna.get("/heute")

    assert page.status_code == 200
    assert "Termine vereinbaren Sie in der Akte" in page.text
    assert "Aufgaben legen Sie in der Akte eines Falls an" in page.text
    assert "Heute haben Sie noch keinen Kontakt erfasst" in page.text


def test_a_contact_is_recorded_without_leaving_the_page(anna: Browser) -> None:
    page = anna.does("/kontakt", {**QUICK, "topics": ["schulden", "alter"]})

    assert page.url.path == "/heute"
    assert "Der Kontakt ist gespeichert" in page.text
    assert "anonymer Kurz-/Einmalkontakt, 15 Minuten" in page.text


def test_the_next_contact_begins_where_the_last_one_was(new_anna: Browser) -> None:
    before = fields_of(new_anna.get("/heute"))

    page = new_anna.does("/kontakt", {**QUICK, "sozialraum": "berliner-platz"})

    assert before["sozialraum"] == ["rieth"]  # the only site's
    assert fields_of(page)["sozialraum"] == ["berliner-platz"]
    assert fields_of(page)["operation"] == [OPERATION]


def test_during_an_office_hour_the_contact_is_at_that_site(place: Office, new_anna: Browser) -> None:
    _open(place, today().isoweekday(), time(0), time(0))

    shown = fields_of(new_anna.get("/heute"))

    assert shown["site_id"] == [str(place.site)]
    assert shown["kind"] == ["sprechstunde"]


def test_what_was_just_recorded_is_taken_back_with_one_click(anna: Browser) -> None:
    page = anna.does("/kontakt", QUICK)
    contact = str(page.url.params["gespeichert"])

    undone = anna.does(f"/kontakte/{contact}/rueckgaengig")

    assert undone.url.path == "/heute"
    assert contact not in undone.text
    assert anna.get(f"/heute?gespeichert={contact}").status_code == 200


def test_an_hour_that_is_no_office_hour_is_told_and_stored(place: Office, new_anna: Browser) -> None:
    tomorrow = today() + timedelta(days=1)
    _open(place, tomorrow.isoweekday(), time(9), time(12))

    page = new_anna.does("/kontakt", {**QUICK, "kind": "sprechstunde", "site_id": str(place.site)})

    assert "An diesem Tag hat der Standort keine Sprechzeit." in page.text
    assert "Sprechstunde / Bürgerbüro / Anlaufstelle, 15 Minuten" in page.text


def test_appointments_lead_to_the_file_of_the_own_team_only(shared_place: Office, anna: Browser) -> None:
    own = opened(shared_place.anna)
    case, word = own["case_id"], own["code_word"]
    starts = datetime.combine(today(), time(14, 30), BERLIN).isoformat()
    made = shared_place.anna.post(
        f"/intake/cases/{case}/appointments", {"starts": starts, "minutes": 45, "staff": shared_place.anna.subject}
    )
    assert made.status_code == 201, made.text
    shared_place.town.settle()

    page = anna.get("/heute")

    assert f'14:30 bis 15:15 Uhr: <a class="kern-link" href="/faelle/{case}">{word}</a>' in page.text


def test_overdue_work_stands_first_with_its_reason(shared_place: Office, anna: Browser) -> None:
    case = opened(shared_place.anna)["case_id"]
    for text, due in (("Später", today() + timedelta(days=3)), ("Früher", date(2026, 1, 5))):
        task = {"text": text, "due": due.isoformat(), "staff": shared_place.anna.subject}
        assert shared_place.anna.post("/intake/tasks", {**task, "case": case}).status_code == 201
    shared_place.town.settle()

    text = anna.get("/heute").text

    assert text.index("überfällig") < text.index("Früher") < text.index("Später")


def test_a_contact_of_another_district_is_not_told_as_saved(anna: Browser) -> None:
    assert anna.get("/heute?gespeichert=00000000-0000-8000-8000-000000000001").status_code == 404


@pytest.mark.parametrize("role", ["koordination", "planung", "pruefung", "auswertung", "betrieb"])
def test_it_is_the_page_of_fachkraefte(shared_place: Office, signed_in_as: SignedInAs, role: str) -> None:
    assert signed_in_as(shared_place.town, role, shared_place.anna).get("/heute").status_code == 403


def test_who_is_not_signed_in_is_led_to_the_log_in_and_back(shared_place: Office, anna: Browser) -> None:
    answer = Browser(anna.client, shared_place.town, "nobody").get("/heute")

    assert (answer.status_code, answer.headers["location"]) == (303, "/anmeldung?weiter=%2Fheute")


def _open(place: Office, weekday: int, opens: time, closes: time) -> None:
    """The site has these hours and no others, on holidays too."""
    desk = PlacesDesk(districts(place.town.settings), place.town.district)
    hours = (Hours(weekday=weekday, opens=opens, closes=closes),)
    desk.set_hours(place.site, date(2022, 1, 1), hours, operator("cli:test"), on_holidays=True)
    place.town.settle()
