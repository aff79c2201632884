"""Who stands twice: found on the page, compared, linked, told where it shows, taken apart; so by API and command."""

import json
import re
from typing import Any, Final
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.cli import run
from services.intake.application import intake
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town
from tests.api.office import Office, office
from tests.api.test_cases import opened
from tests.api.test_identity import named
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

PAGE: Final = f"/doppelt-erfasst?operation={OPERATION}"
TWICE: Final = "Diese Person ist doppelt erfasst"


@pytest.fixture(scope="module")
def place(client: TestClient, settings: Settings) -> Office:
    """One office for all tests here: each has persons of its own."""
    open_district(settings, "kreis-der-doppelten", "Kreis der Doppelten")
    town = Town(client, settings, "kreis-der-doppelten")
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)


@pytest.fixture
def leader(place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(place.town, "koordination", place.leader)


def enter(place: Office, number: str, born: str) -> str:
    """The address of its page."""
    body = {**ENTRY, "participant_no": number, "birth_date": born}
    answer = place.town.post(f"/intake/operations/{OPERATION}/participations", body)
    assert answer.status_code == 201, answer.text
    place.town.settle()
    participation = intake(place.town.settings).ids(place.town.district).derive("participation", OPERATION, number)
    return f"/teilnahmen/{OPERATION}/{participation}"


def comparison(page: str, *numbers: str) -> str:
    """The address behind "Vergleichen" of these two."""
    for address, told in re.findall(r'href="(/doppelt-erfasst/[0-9a-f-]+/[0-9a-f-]+)" aria-label="([^"]*)"', page):
        if all(f"Teilnahme {number}," in told for number in numbers):
            return str(address)
    raise AssertionError(page)


def links(place: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = place.leader.get("/intake/person-links").json()["links"]
    return found


def test_from_a_proposal_to_a_link_and_back(place: Office, leader: Browser) -> None:
    one, _ = enter(place, "S-1", "1961-02-03"), enter(place, "S-2", "1961-02-03")
    proposals = leader.get(PAGE).text
    assert "Gleiches Geburtsdatum und gleiches Geschlecht" in proposals
    address = comparison(proposals, "S-1", "S-2")
    side_by_side = leader.get(address).text
    assert "03.02.1961" in side_by_side
    assert "verschieden" in side_by_side  # their numbers

    linked = leader.does(address, {"grounds": "identity_checked"}).text

    assert "Beide sind als eine Person verbunden" in linked
    assert "Ausweis oder Akte geprüft" in linked
    questionnaire = leader.get(one).text
    assert TWICE in questionnaire
    assert "der Teilnahme S-2" in questionnaire
    listed = leader.get(PAGE).text
    assert "Gleiches Geburtsdatum" not in listed
    (apart,) = set(re.findall(r'href="(/doppelt-erfasst/verbindungen/[0-9a-f-]+/trennen)"', listed))
    assert "als wären sie nie verbunden gewesen" in leader.get(apart).text

    after = leader.does(apart).text

    assert "Es sind keine Datensätze verbunden" in after
    assert TWICE not in leader.get(one).text
    assert "Gleiches Geburtsdatum" not in leader.get(PAGE).text  # somebody looked at them


def test_two_persons_are_not_proposed_again(place: Office, leader: Browser) -> None:
    enter(place, "S-3", "1962-02-03"), enter(place, "S-4", "1962-02-03")
    address = comparison(leader.get(PAGE).text, "S-3", "S-4")

    after = leader.does(f"{address}/verschieden").text

    assert "S-3" not in after
    assert links(place) == []


def test_how_it_is_known_has_to_be_said(place: Office, leader: Browser) -> None:
    enter(place, "S-5", "1963-02-03"), enter(place, "S-6", "1963-02-03")
    address = comparison(leader.get(PAGE).text, "S-5", "S-6")

    unsaid = leader.post(address, {})

    assert unsaid.status_code == 422
    assert "Woher wissen Sie das?" in unsaid.text
    assert links(place) == []


def test_the_same_name_in_two_cases_leads_to_both_and_is_shown_to_nobody(
    place: Office, leader: Browser, signed_in_as: SignedInAs
) -> None:
    first, second = (str(opened(who)["case_id"]) for who in (place.anna, place.berta))
    named(place.anna, first, family_name="Zaunkönig", given_name="Mira")
    named(place.berta, second, family_name="Zaunkoenig", given_name="Mira")
    place.town.settle()
    page = leader.get(PAGE).text
    assert "In beiden Fallakten steht derselbe Name" in page
    assert "zaunk" not in page.lower()
    (address,) = set(re.findall(r'href="(/doppelt-erfasst/[0-9a-f-]+/[0-9a-f-]+)" aria-label="Vergleichen: Fall', page))
    side_by_side = leader.get(address).text
    assert "eröffnet am" in side_by_side
    assert not [word for word in ("Zaunk", "Mira") if word in side_by_side]

    leader.does(address, {"grounds": "told_by_person"})

    asked = signed_in_as(place.town, "fachkraft", place.anna).get(f"/faelle/{first}/loeschen").text
    assert "1 weiterer Fall" in asked
    wish = {"scope": "identity", "grounds": "not_needed", "reason": "Wunsch der Person"}
    assert place.anna.post(f"/intake/cases/{first}/erasure", wish).status_code == 201
    place.town.settle()
    gone = place.berta.get(f"/intake/cases/{second}/person").json()
    assert gone["code_word"] == "gelöscht"


def test_programs_and_commands_do_the_same(place: Office, capsys: pytest.CaptureFixture[str]) -> None:
    enter(place, "S-7", "1964-02-03"), enter(place, "S-8", "1964-02-03")
    proposed = place.leader.get(f"/intake/duplicates?operation={OPERATION}").json()
    pairs = [set(each["persons"]) for each in proposed["proposals"]]
    of_both = {"one": "S-7", "other": "S-8", "operation": OPERATION}
    body = {**of_both, "grounds": "same_record"}
    made = place.leader.post("/intake/person-links", body, **{"Idempotency-Key": "dup-1"})
    again = place.leader.post("/intake/person-links", body, **{"Idempotency-Key": "dup-1"})
    assert made.status_code == 201, made.text
    assert made.json() == again.json()
    place.town.settle()
    (link,) = (each for each in links(place) if each["link_id"] == made.json()["link_id"])
    assert {link["person"], link["other"]} in pairs
    apart = place.leader.post("/intake/person-links/told-apart", of_both)
    assert apart.status_code == 409
    assert apart.json()["errors"][0]["field"] == "other"

    where = ("--district", place.town.district)
    both = (*where, "--operation", OPERATION, "--person", "S-7", "--person", "S-8")
    assert run(["person", "list", *where, "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert made.json()["link_id"] in [each["link_id"] for each in listed]
    assert run(["person", "unlink", *both, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["stored"] is True
    assert run(["person", "link", *both, "--grounds", "same_record", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["link_id"] == made.json()["link_id"]
    assert run(["person", "link", *where, "--person", "S-7", "--grounds", "same_record"]) == 2
    assert run(["person", "link", *where, "--person", "S-7", "--person", "S-8", "--grounds", "same_record"]) != 0
    assert run(["person", "list", *where]) == 0

    unlinked = place.leader.post(f"/intake/person-links/{link['link_id']}/unlink", {})
    assert unlinked.status_code == 201
    assert place.leader.post(f"/intake/person-links/{UUID(int=5)}/unlink", {}).status_code == 404


def test_whom_nobody_works_on_is_marked_and_not_offered_to_be_linked(place: Office, leader: Browser) -> None:
    enter(place, "S-90", "1969-02-03"), enter(place, "S-91", "1969-02-03")
    of = ["--district", place.town.district, "--person", "S-91", "--operation", OPERATION]
    assert run(["person", "restrict", *of, "--grounds", "unlawful"]) == 0
    place.town.settle()

    page = leader.get(PAGE).text
    pair = leader.get(comparison(page, "S-90", "S-91")).text

    assert "Teilnahme S-91, Eintritt" in page
    assert "(Verarbeitung eingeschränkt)" in page
    assert "Verarbeitung eingeschränkt seit" in pair
    assert ("Woher wissen Sie das?" in pair, "Zwei verschiedene Personen" in pair) == (False, True)
