"""From the plan to the count: by programs, by people at work, and by strangers at the public calendar."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response
from psycopg.sql import SQL

from services.events.registrations_clock import RegistrationsClock
from services.events.registrations_desk import KEPT_DAYS, RegistrationsDesk
from services.kernel.district import district as enter
from services.kernel.erasures import ErasureJournal
from services.kernel.ids import uuid7
from services.kernel.times import today
from tests.events.house import House
from tests.pages.browser import Browser

SignedInAs = Callable[..., Browser]
FROM_OUR_PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
NEXT_WEEK = today() + timedelta(days=7)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def anna(house: House, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(house.town, "fachkraft", str(uuid4()))


@pytest.fixture(autouse=True)
def nobody_tried_before(house: House) -> None:
    with house.service.pool.connection() as connection:
        connection.execute("DELETE FROM platform.attempts")


def plan(house: House, **more: Any) -> str:
    body = {"title": "Stadtteilfest", "kind": "stadtteilfest", "on": str(NEXT_WEEK), "capacity": 3, **more}
    return str(house.post("/events", body)["id"])


def published(house: House, **more: Any) -> str:
    event = plan(house, **more)
    house.post(f"/events/{event}/publication", {"registration": True})
    return event


def does(house: House, who: Browser, path: str, form: Mapping[str, Any]) -> str:
    """Send a form that is taken, and read the page it leads to."""
    answer = who.post(path, form)
    assert answer.status_code == 303, answer.text
    house.fold()
    page = who.get(answer.headers["location"])
    assert page.status_code == 200, page.text
    return page.text


def stranger(house: House, path: str, form: Mapping[str, str]) -> Response:
    fields = {"befehl": str(uuid7()), "district": house.district, **form}
    answer: Response = house.town.client.post(path, data=fields, headers=FROM_OUR_PAGE, follow_redirects=False)
    house.fold()
    return answer


def seen(house: House, path: str) -> Response:
    answer: Response = house.town.client.get(f"/kalender/{house.district}{path}", headers={"Accept": "text/html"})
    return answer


def test_an_event_goes_from_the_plan_to_the_evaluation_by_forms(house: House, anna: Browser) -> None:
    planned = {"title": HOSTILE, "kind": "info", "on": str(today()), "place": "Bürgerhaus", "sozialraeume": ["nord"]}
    page = does(house, anna, "/veranstaltungen/neu", {**planned, "operation": house.operation})
    here = re.search(r"/veranstaltungen/[0-9a-f-]{36}", page)
    assert here is not None
    event = here[0]
    assert HOSTILE not in page
    assert "Logo-Nachweis fehlt" in page

    partner = str(house.partners["Nachbarschaftshilfe"])
    does(house, anna, f"{event}/partner/neu", {"partner_id": partner, "role": "host"})
    money = {"cost_rent": "200,00", "cost_catering": "1.000", "share_operation": "900", "share_own": "300,00"}
    page = does(house, anna, f"{event}/kostenplan", money)
    assert "Nachbarschaftshilfe" in page
    assert "75,0 %" in page

    does(house, anna, f"{event}/ausgaben/neu", {"purpose": "rent", "cents": "180,50", "on": str(today())})
    page = does(house, anna, f"/aufgaben{event}/neu", {"what": "Plakate drucken", "due": str(today())})
    assert "180,50" in page
    assert "Plakate drucken" in page

    counted = {
        "attendance": "40",
        "counted_by": "counted",
        "on": str(today()),
        "age_band-u6": "12",
        "gender-female": "25",
    }
    page = does(house, anna, f"{event}/besuch", counted)
    assert "40 Besucherinnen und Besucher" in page
    page = does(house, anna, f"{event}/auswertung", {"reached": "4", "again": "true", "evaluation": "Gute Stimmung"})
    assert "Gute Stimmung" in page
    assert "ausgewertet" in page
    assert "ausgewertet" in anna.get(f"/veranstaltungen?monat={today():%Y-%m}").text


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(house: House, anna: Browser) -> None:
    event = plan(house)

    unread = anna.post(f"/veranstaltungen/{event}/kostenplan", {"cost_rent": "viel", "share_own": "10"})
    unequal = anna.post(f"/veranstaltungen/{event}/kostenplan", {"cost_rent": "20", "share_own": "10"})
    too_many = anna.post(
        f"/veranstaltungen/{event}/besuch",
        {"attendance": "1", "counted_by": "counted", "on": str(today()), "gender-female": "2"},
    )

    assert (unread.status_code, unequal.status_code, too_many.status_code) == (422, 409, 409)
    assert "#feld-cost_rent" in unread.text
    assert 'value="viel"' in unread.text
    assert "Anteile" in unequal.text


def test_a_file_is_attached_fetched_and_gone_for_good(house: House, anna: Browser) -> None:
    event = plan(house, operation=house.operation)
    address = f"/nachweise/veranstaltungen/{event}/neu"
    headers = anna._headers({})

    def send(content: bytes) -> Response:
        form = {"befehl": str(uuid7()), "kind": "logo", "on": str(today())}
        sent: Response = anna.client.post(
            address, data=form, files={"file": ("a.png", content)}, headers=headers, follow_redirects=False
        )
        return sent

    refused, taken = send(b"<svg/>"), send(PNG)
    house.fold()
    page = anna.get(f"/veranstaltungen/{event}").text
    found = re.search(r"/nachweise/[0-9a-f-]{36}", page)

    assert (refused.status_code, taken.status_code) == (409, 303)
    assert found is not None
    assert "Logo-Nachweis fehlt" not in page
    file = anna.get(f"{found[0]}/datei")
    assert (file.content, file.headers["content-type"]) == (PNG, "image/png")
    assert file.headers["content-disposition"].startswith("attachment")

    does(house, anna, f"{found[0]}/entfernen", {})
    assert anna.get(f"{found[0]}/datei").status_code == 404


def test_a_series_is_planned_once_however_often_it_is_sent(house: House, anna: Browser) -> None:
    event = plan(house, kind="gruppenangebot", title="Nähtreff")
    form = {"rhythm": "weekly", "until": str(NEXT_WEEK + timedelta(days=14)), "holidays": "true"}

    for _ in range(2):
        assert anna.post(f"/veranstaltungen/{event}/termine", form, key="reihe-1").status_code == 303
    house.fold()

    found = [each for each in house.get("/events") if each["title"] == "Nähtreff"]
    assert len(found) == 3
    assert len({each["series_id"] for each in found if each["event_id"] != event}) == 1


def test_a_stranger_registers_waits_and_gives_the_place_back(house: House, anna: Browser) -> None:
    event = published(house, title="Kochabend")
    first = {"event": event, "name": "Mara Klein", "persons": "3", "phone": "0361 123"}

    taken = stranger(house, "/kalender/anmeldung", first)
    waiting = stranger(house, "/kalender/anmeldung", {**first, "name": "Ole Groß", "persons": "1"})

    assert "Sie sind angemeldet" in taken.text
    assert "Warteliste" in waiting.text
    page = anna.get(f"/veranstaltungen/{event}").text
    assert "Mara Klein" in page
    assert "Mara" not in seen(house, f"/{event}").text

    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", taken.text)
    assert code is not None
    wrong = stranger(house, "/kalender/abmeldung", {"event": event, "code": "aaaa-bbbb-cccc"})
    given_back = stranger(house, "/kalender/abmeldung", {"event": event, "code": code[0].lower()})
    assert (wrong.status_code, given_back.status_code) == (409, 200)
    (left,) = house.get(f"/events/{event}/registrations")
    assert (left["name"], left["has_place"]) == ("Ole Groß", True)


def test_names_lie_in_no_fact_and_are_gone_once_forgotten(house: House) -> None:
    event = published(house)
    house.post(f"/events/{event}/registrations", {"name": "Paula Stern", "phone": "0361 777"})
    desk_path = f"/events/{event}/registrations/forgetting"

    with house.service.pool.transaction() as connection, enter(connection, house.district) as schema:
        facts = connection.execute(SQL("SELECT data FROM {}.log").format(schema)).fetchall()
    assert not [row for row in facts if b"Paula" in bytes(row[0])]
    assert house.post(desk_path, {})["registrations"] == 0, "the event is still ahead"

    desk = RegistrationsDesk(house.service, house.district)
    assert desk.forget_registrations(UUID(event), today()) == 1
    (known,) = house.get(f"/events/{event}/registrations")
    assert (known["name"], known["phone"]) == ("gelöscht", "gelöscht")


def test_thirty_days_after_the_event_the_worker_forgets_who_was_registered(house: House) -> None:
    event = published(house)
    registration = UUID(house.post(f"/events/{event}/registrations", {"name": "Paul Mond", "phone": "0361 778"})["id"])

    def after(days: int) -> str:
        clock = RegistrationsClock(house.service, day=lambda: NEXT_WEEK + timedelta(days=days))
        clock.step(house.district)
        clock.step(house.district)
        (known,) = house.get(f"/events/{event}/registrations")
        return str(known["name"])

    assert after(KEPT_DAYS - 1) == "Paul Mond"
    assert after(KEPT_DAYS) == after(KEPT_DAYS + 1) == "gelöscht"
    noted = ErasureJournal.beside(house.settings.secrets).entries()
    assert [registration in each.persons for each in noted].count(True) == 1  # not once more a day


def test_what_is_not_public_is_not_there(house: House) -> None:
    hidden, shown = plan(house, title="Interne Klausur"), published(house, title="Flohmarkt")
    form = {"event": hidden, "name": "Ole", "phone": "0361 1"}

    listed = seen(house, "")

    assert "Flohmarkt" in listed.text
    assert "Interne Klausur" not in listed.text
    assert 'itemtype="https://schema.org/Event"' in seen(house, f"/{shown}").text
    unknown = house.town.client.get("/kalender/niemandsland", headers={"Accept": "text/html"})
    answers = [
        seen(house, f"/{hidden}"),
        seen(house, f"/{uuid4()}"),
        stranger(house, "/kalender/anmeldung", form),
        unknown,
    ]
    assert [each.status_code for each in answers] == [404] * 4

    house.post(f"/events/{shown}/cancellation", {"grounds": "weather"})
    assert "fällt aus" in seen(house, f"/{shown}").text


def test_programs_and_whoever_sends_too_much_are_held_back(house: House) -> None:
    event = published(house, title="Vortrag")
    form = {"event": event, "name": "Ole", "phone": "0361 1"}

    trapped = stranger(house, "/kalender/anmeldung", {**form, "homepage": "https://spam.example"})
    answers = [stranger(house, "/kalender/anmeldung", {**form, "persons": "4"}).status_code for _ in range(25)]

    assert trapped.status_code == 200
    assert house.get(f"/events/{event}/registrations") == []
    assert answers[0] == 409
    assert answers[-1] == 429
