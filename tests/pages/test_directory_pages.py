"""The pages of the directory: what is typed is stored, what is similar is shown first, what is due is confirmed."""

import re
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from services.kernel.database import pool
from services.kernel.times import today
from services.referral.directory import directory
from services.referral.folding import fold
from tests.api.office import Office
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs

DAY = timedelta(days=1)
NUMBERS = count(1)
OFFER = {"name": "Sprechstunde", "topics": ["schulden", "arbeit"], "languages": ["de"], "cost": "free"}


@pytest.fixture
def anna(signed_in_as: SignedInAs, shared_place: Office) -> Browser:
    return signed_in_as(shared_place.town, "fachkraft", shared_place.anna)


@pytest.fixture
def planner(signed_in_as: SignedInAs, shared_place: Office) -> Browser:
    return signed_in_as(shared_place.town, "planung")


def a_partner(browser: Browser, **more: str) -> str:
    """The address of a partner that was just taken up."""
    form = {"name": f"Verein {next(NUMBERS)}", "kind": "verein", **more}
    return where(browser, "/partner/neu", form)


def where(browser: Browser, path: str, form: Any) -> str:
    """Where a form that is taken leads to."""
    answer = browser.post(path, form)
    assert answer.status_code == 303, answer.text
    fold(browser.town.settings, browser.town.district)
    return str(answer.headers["location"])


def a_place() -> str:
    """A Sozialraum in which nobody else offers anything."""
    return f"ort-{next(NUMBERS)}"


def test_a_partner_is_taken_up_found_and_read(anna: Browser, planner: Browser) -> None:
    page = anna.does(
        "/partner/neu",
        {"name": "Tafel <Süd>", "kind": "verein", "phone": "03628 4711", "website": "https://tafel.example"},
    )
    path = str(page.url.path)

    assert "Tafel &lt;Süd&gt;" in page.text
    assert "03628 4711" in page.text
    assert 'href="https://tafel.example"' in page.text
    assert path in planner.get("/partner?words=tafel&kind=verein").text
    assert "Angaben berichtigen" not in planner.get(path).text
    assert "Ansprechperson aufnehmen" not in planner.get(path).text
    assert "Mit dieser Auswahl gibt es keinen Partner." in planner.get("/partner?words=gibt-es-nicht").text


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(anna: Browser) -> None:
    name = f"Verein {next(NUMBERS)}"
    form = {"name": name, "kind": "verein", "email": "keine adresse", "takes_mail": "true"}

    wrong = anna.post("/partner/neu", form)
    refused = anna.post("/partner/neu", {**form, "email": ""})

    assert wrong.status_code == 422
    assert 'href="#feld-email"' in wrong.text
    assert refused.status_code == 409
    assert "Für Vermittlungen per E-Mail fehlt die E-Mail-Adresse." in refused.text
    assert f'value="{name}"' in refused.text
    assert re.search(r'id="feld-takes_mail"[^>]* checked', refused.text)


def test_details_are_shown_for_correction_and_replaced_by_it(anna: Browser) -> None:
    path = a_partner(anna, phone="03628 1", public="true")

    form = anna.get(f"{path}/angaben").text
    corrected = anna.does(f"{path}/angaben", {"name": "Neuer Name", "kind": "kirche", "phone": "03628 2"})

    assert 'value="03628 1"' in form
    assert re.search(r'id="feld-public"[^>]* checked', form)
    assert "Neuer Name" in corrected.text
    assert "03628 1" not in corrected.text


def test_places_people_and_agreements_stand_on_the_partners_page(anna: Browser, planner: Browser) -> None:
    path, place = a_partner(anna), a_place()
    anna.does(f"{path}/orte/neu", {"name": "Haus am Markt", "city": "Arnstadt", "sozialraum": place})
    anna.does(f"{path}/ansprechpersonen/neu", {"name": "Erika Beispiel", "task": "Leitung"})
    until = str(today() + 20 * DAY)
    agreement = {"kind": "cooperation", "on": "2024-01-01", "until": until, "wording": "Kurze Wege."}
    page = anna.does(f"{path}/abmachungen/neu", agreement).text

    assert all(words in page for words in ("Haus am Markt", "Erika Beispiel", "Leitung", "Kurze Wege."))
    assert path in planner.get("/partner/abmachungen?auslaufend=true").text
    assert path in planner.get(f"/partner?sozialraum={place}").text
    assert "Erika" not in planner.get(path).text
    links = re.findall(r'href="(/partner/[^"]+/(?:angaben|austragen|aufgeben|beenden))"', page)
    assert len(links) == 8
    assert {anna.get(link).status_code for link in links} == {200}
    assert 'value="Erika Beispiel"' in anna.get(next(link for link in links if "personen" in link)).text


def test_an_offer_stands_beside_a_similar_one_only_after_that_was_shown(anna: Browser) -> None:
    one, other, place = a_partner(anna), a_partner(anna), a_place()
    for path in (one, other):
        anna.does(f"{path}/orte/neu", {"name": "Treff", "sozialraum": place})
    form = {**OFFER, "sozialraeume": [place]}
    first = where(anna, f"{one}/angebote/neu", {**form, "more_languages": ["so", "ti"]})
    anna.does(f"{one}/angaben", {"name": f"Verein {next(NUMBERS)}", "kind": "verein"})

    warned = anna.post(f"{other}/angebote/neu", form)
    shown = re.findall(r'name="similar" value="([^"]+)"', warned.text)
    taken = where(anna, f"{other}/angebote/neu", {**form, "similar": shown})

    assert warned.status_code == 409
    assert "Es gibt schon etwas Ähnliches" in warned.text
    assert [f"/angebote/{each}" for each in shown] == [first]
    assert re.search(r'id="feld-topics-schulden"[^>]* checked', warned.text)
    assert first in anna.get(taken).text
    assert "Deutsch, Somali, Tigrinisch" in anna.get(first).text
    assert re.search(r'id="feld-more_languages-so"[^>]* checked', anna.get(f"{first}/angaben").text)


def test_an_offer_says_whether_it_takes_anybody_and_when_it_is_open(anna: Browser) -> None:
    path, place = a_partner(anna), a_place()
    anna.does(f"{path}/orte/neu", {"name": "Treff", "sozialraum": place})
    offer = where(anna, f"{path}/angebote/neu", {**OFFER, "sozialraeume": [place]})
    capacity = {"capacity": "waiting_list", "provenance": "partner_phone", "until": str(today() + 9 * DAY)}

    stated = anna.does(f"{offer}/aufnahme", capacity)
    week = {"start": "2026-01-01", "Mo": "09:00-12:00, 14:00-16:00 telefon", "on_holidays": "true"}
    opened = anna.does(f"{offer}/oeffnungszeiten", week)
    unreadable = anna.post(f"{offer}/oeffnungszeiten", {"start": "2026-01-01", "Di": "vormittags"})
    overlapping = anna.post(f"{offer}/oeffnungszeiten", {"start": "2026-01-01", "Di": "09:00-12:00, 11:00-13:00"})

    assert "Warteliste" in stated.text
    assert "14:00–16:00 Uhr, Telefon" in opened.text
    assert 'value="09:00-12:00, 14:00-16:00 telefon"' in anna.get(f"{offer}/oeffnungszeiten").text
    assert (unreadable.status_code, overlapping.status_code) == (422, 409)
    assert "überschneiden sich" in overlapping.text
    assert offer in anna.get(f"/angebote?topic=schulden&sozialraum={place}&language=de").text


def test_what_is_due_is_confirmed_with_one_click(anna: Browser, planner: Browser) -> None:
    path = a_partner(anna)
    partner = path.rpartition("/")[2]
    old = {"on": str(today() - 200 * DAY), "provenance": "visit"}
    anna.does(f"{path}/bestaetigung", old)
    before = anna.get("/partner/auffrischung").text

    page = anna.does("/partner/auffrischung/bestaetigt", {"partner": partner, "provenance": "partner_phone"})

    assert path in before
    assert "seit 20 Tagen fällig" in before
    assert path not in page.text
    assert (
        planner.post("/partner/auffrischung/bestaetigt", {"partner": partner, "provenance": "visit"}).status_code == 403
    )
    assert "Partner, am Telefon" in planner.get(path).text


def test_confirming_a_partner_confirms_its_offers_too(anna: Browser, shared_place: Office) -> None:
    path, place = a_partner(anna), a_place()
    anna.does(f"{path}/orte/neu", {"name": "Treff", "sozialraum": place})
    offer = where(anna, f"{path}/angebote/neu", {**OFFER, "sozialraeume": [place]})

    anna.does(f"{path}/bestaetigung", {"on": str(today()), "provenance": "visit"})

    town = shared_place.town
    found = directory(pool(town.settings.service_database_url("referral")), town.district)
    assert found.offers[UUID(offer.rpartition("/")[2])].assured_on == today()


def test_who_is_taken_out_is_found_among_the_former_and_comes_back(anna: Browser) -> None:
    path = a_partner(anna)
    anna.does(f"{path}/austragen", {"on": str(today() - DAY)})

    assert path not in anna.get("/partner").text
    assert path in anna.get("/partner?gone=true").text
    assert "nicht mehr im Verzeichnis" in anna.get(path).text
    back = anna.does(f"{path}/wieder-aufnehmen", {"name": f"Verein {next(NUMBERS)}", "kind": "verein"})
    assert "nicht mehr im Verzeichnis" not in back.text


@pytest.mark.parametrize("path", ["/partner/x", "/partner/00000000-0000-8000-8000-000000000001/angaben", "/angebote/x"])
def test_what_is_not_there_is_a_page_that_says_so(anna: Browser, path: str) -> None:
    assert anna.get(path).status_code == 404
