"""The pages about volunteers: what is typed is stored and found again, what is wrong stands at its field."""

from itertools import count

import pytest

from services.kernel.times import today
from tests.events.house import House
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs

NUMBERS = count(1)


@pytest.fixture
def anna(signed_in_as: SignedInAs, house: House) -> Browser:
    return signed_in_as(house.town, "fachkraft")


def sent(house: House, anna: Browser, path: str, form: dict[str, str] | None = None) -> str:
    """Where a form that is taken leads to."""
    answer = anna.post(path, form)
    assert answer.status_code == 303, answer.text
    house.fold()
    return str(answer.headers["location"])


def a_volunteer(house: House, anna: Browser, **more: str) -> str:
    """The address of somebody who was just enlisted."""
    form = {"name": f"Hilfe {next(NUMBERS)}", "on": str(today()), "provenance": "staff", **more}
    return sent(house, anna, "/ehrenamt/neu", form)


def test_who_is_enlisted_is_found_corrected_gone_and_back(house: House, anna: Browser) -> None:
    page = a_volunteer(house, anna, name="Karl <Groß>", phone="0361 1", sozialraeume="nord", languages="de")
    day = str(today())

    assert "Karl &lt;Groß&gt;" in anna.get(page).text
    assert "Karl &lt;Groß&gt;" in anna.get("/ehrenamt").text
    assert 'value="0361 1"' in anna.get(f"{page}/angaben").text
    sent(house, anna, f"{page}/angaben", {"name": "Karl", "phone": "0361 2", "on": day, "provenance": "staff"})
    assert "0361 2" in anna.get(page).text
    sent(house, anna, f"{page}/austritt", {"on": day})
    assert "hilft nicht mehr mit" in anna.get(page).text
    sent(house, anna, f"{page}/wieder-dabei", {"name": "Karl", "on": day, "provenance": "staff"})
    assert "hilft mit" in anna.get(page).text


def test_an_engagement_is_offered_taken_given_up_closed_and_offered_again(house: House, anna: Browser) -> None:
    page, day = a_volunteer(house, anna), str(today())
    title = f"Vorlesen {next(NUMBERS)}"
    sent(house, anna, "/ehrenamt/aufgaben/neu", {"title": title, "description": "Am Nachmittag", "public": "true"})
    (engagement,) = (each["engagement_id"] for each in house.get("/engagements") if each["title"] == title)

    sent(house, anna, f"{page}/aufgabe-uebernehmen", {"engagement_id": engagement, "on": day})
    assert title in anna.get(page).text
    assert "Am Nachmittag" in anna.get(f"/mitmachen/{house.district}").text
    sent(house, anna, f"{page}/aufgaben/{engagement}/abgeben", {"on": day})
    assert title not in anna.get(page).text
    here = f"/ehrenamt/aufgaben/{engagement}"
    sent(house, anna, f"{here}/angaben", {"title": title, "needed": "2"})
    sent(house, anna, f"{here}/schliessen", {"on": day})
    assert "nicht mehr gesucht" in anna.get("/ehrenamt").text
    sent(house, anna, f"{here}/wieder-suchen", {"title": title})
    assert title in anna.get(f"{page}/aufgabe-uebernehmen").text


def test_hours_that_are_none_stand_at_the_field_of_their_volunteer(house: House, anna: Browser) -> None:
    volunteer = a_volunteer(house, anna).rpartition("/")[2]
    day = str(today())

    wrong = anna.post("/ehrenamt/stunden", {"on": day, f"stunden-{volunteer}": "viele"})
    empty = anna.post("/ehrenamt/stunden", {"on": day})
    too_many = anna.post("/ehrenamt/stunden", {"on": day, f"stunden-{volunteer}": "999"})
    house.fold()

    assert wrong.status_code == 422
    assert f'href="#feld-stunden-{volunteer}"' in wrong.text
    assert "zum Beispiel 2,5 oder 2:30" in wrong.text
    assert 'value="viele"' in wrong.text
    assert empty.status_code == 422
    assert "Bitte bei mindestens einer Person" in empty.text
    assert too_many.status_code == 409
    assert "So viel Zeit" in too_many.text
    assert "16:39" not in anna.get(f"/ehrenamt/{volunteer}").text


def test_a_record_is_corrected_and_taken_back(house: House, anna: Browser) -> None:
    page, day = a_volunteer(house, anna), str(today())
    volunteer = page.rpartition("/")[2]
    sent(house, anna, "/ehrenamt/stunden", {"on": day, f"stunden-{volunteer}": "1,5"})
    (record,) = (
        each["record_id"]
        for each in house.get(f"/volunteering?from={day}&to={day}")
        if each["volunteer_id"] == volunteer
    )

    assert 'value="1:30"' in anna.get(f"/ehrenamt/stunden/{record}/angaben").text
    sent(house, anna, f"/ehrenamt/stunden/{record}/angaben", {"on": day, "minutes": "3:07"})
    assert "3 Stunden 7 Minuten" in anna.get(page).text
    sent(house, anna, f"/ehrenamt/stunden/{record}/zuruecknehmen")
    assert "3:07" not in anna.get(page).text
    refused = anna.post(f"{page}/bescheinigung", {"first_day": day, "last_day": day})
    assert refused.status_code == 409
    assert "keine Stunden erfasst" in refused.text


def test_hours_at_an_event_name_it_and_keep_it_when_corrected(house: House, anna: Browser) -> None:
    page, day = a_volunteer(house, anna), str(today())
    event = house.post("/events", {"title": "Nachbarschaftsfest", "kind": "stadtteilfest", "on": day})["id"]
    volunteer = page.rpartition("/")[2]
    sent(house, anna, "/ehrenamt/stunden", {"on": day, "event_id": event, f"stunden-{volunteer}": "2"})

    def found() -> dict[str, str]:
        said = house.get(f"/volunteering?from={day}&to={day}")
        return {each["record_id"]: each["event_id"] for each in said if each["volunteer_id"] == volunteer}

    (record,) = found()
    form = anna.get(f"/ehrenamt/stunden/{record}/angaben").text
    assert f'<option value="{event}" selected>' in form
    sent(house, anna, f"/ehrenamt/stunden/{record}/angaben", {"on": day, "event_id": event, "minutes": "1"})

    assert found() == {record: event}
