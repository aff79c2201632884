"""The network on pages: the map of a day, surveys with their index, letters between districts."""

import re
from datetime import timedelta
from itertools import count
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.folding import fold
from tests.api.conftest import Town
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs
from tests.referral.network.post_office import TEXTS, WORDS, House, Somebody, carrier

pytestmark = pytest.mark.server

DAY = today()
NUMBERS = count(1)


@pytest.fixture(scope="module")
def network_town(client: TestClient, settings: Settings) -> Town:
    """One district for all tests here: opening one takes longer than a test."""
    key = f"netz-{token_hex(4)}"
    open_district(settings, key, "Netzkreis")
    return Town(client, settings, key)


@pytest.fixture
def coordinator(network_town: Town, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(network_town, "koordination")


@pytest.fixture
def fachkraft(network_town: Town, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(network_town)


@pytest.fixture
def partners(network_town: Town) -> list[str]:
    """Three partners of the directory that no other test has."""
    names = (f"{name} {next(NUMBERS)}" for name in ("Schuldnerberatung", "Tafel", "=Verein & Söhne"))
    made = [network_town.post("/referral/partners", {"name": name, "kind": "verein"}) for name in names]
    fold(network_town.settings, network_town.district)
    return [answer.json()["id"] for answer in made]


def together(partners: list[str], strength: int, days_ago: int) -> dict[str, str]:
    on = str(DAY - timedelta(days=days_ago))
    return {"one_id": partners[0], "other_id": partners[1], "strength": str(strength), "on": on}


def test_the_map_shows_who_worked_together_on_a_day(fachkraft: Browser, partners: list[str]) -> None:
    fachkraft.does("/netzwerk/zusammenarbeit", together(partners, 1, 100))
    now = fachkraft.does("/netzwerk/zusammenarbeit", together(partners, 0, 10))
    before = fachkraft.get(f"/netzwerk?tag={DAY - timedelta(days=50)}&art=verein")

    assert "lotse-map__edge--1" not in now.text
    assert "lotse-map__edge--1" in before.text
    assert "kennt sich" in before.text


def test_an_edge_is_drawn_and_told_in_the_table(fachkraft: Browser, partners: list[str]) -> None:
    page = fachkraft.does("/netzwerk/zusammenarbeit", together(partners, 3, 0))

    assert "lotse-map__edge--3" in page.text
    assert "arbeitet regelmäßig zusammen" in page.text
    assert len(page.content) < 150_000


def test_a_partner_does_not_work_together_with_itself(fachkraft: Browser, partners: list[str]) -> None:
    answer = fachkraft.post("/netzwerk/zusammenarbeit", {**together(partners, 2, 0), "other_id": partners[0]})

    assert answer.status_code == 409
    assert "zwei verschiedene Partner" in answer.text


def test_the_map_goes_along_as_a_table_and_as_a_graph(fachkraft: Browser, partners: list[str]) -> None:
    fachkraft.does("/netzwerk/zusammenarbeit", {**together(partners, 4, 0), "other_id": partners[2]})

    table = fachkraft.get("/netzwerk/karte.csv").content.decode("utf-8-sig")
    graph = fachkraft.get("/netzwerk/karte.graphml").text
    assert "'=Verein & Söhne" in table  # no formula for a table program
    assert "=Verein &amp; Söhne" in graph
    assert graph.count("<node ") >= 3
    assert not re.search("|".join(partners), graph)


# --- Surveys ----------------------------------------------------------------------


def opened(coordinator: Browser, title: str = "Befragung 2026") -> str:
    """The address of a new survey with two statements."""
    form = {
        "title": title,
        "statements": "Alltag: Absprachen werden eingehalten.\r\nNutzen: Es lohnt sich.",
        "first_day": str(DAY),
        "last_day": str(DAY + timedelta(days=30)),
    }
    page = coordinator.does("/netzwerk/befragungen/anlegen/neu", form)
    found = re.search(rf'href="(/netzwerk/befragungen/[0-9a-f-]+)"[^>]*>{title}', page.text)
    assert found, page.text
    return found[1]


def test_an_index_appears_with_the_third_answer(coordinator: Browser, partners: list[str]) -> None:
    survey = opened(coordinator)
    for number, partner in enumerate(partners, 1):
        form = {"partner_id": partner, "provenance": "visit", "aussage-a1": "5", "aussage-a2": "3"}
        page = coordinator.does(f"{survey}/antwort", form)
        assert ("unter 3 Antworten" in page.text) == (number < 3)

    assert "100,0" in page.text
    assert "75,0" in page.text  # the mean of both dimensions


def test_what_is_no_statement_is_said_so_and_kept(coordinator: Browser) -> None:
    form = {"title": "x", "statements": "ohne Dimension", "first_day": str(DAY), "last_day": str(DAY)}
    answer = coordinator.post("/netzwerk/befragungen/anlegen/neu", form)

    assert answer.status_code == 422
    assert "ohne Dimension" in answer.text


def test_surveys_that_asked_otherwise_are_not_compared(coordinator: Browser) -> None:
    opened(coordinator, "Erste")
    later = str(DAY + timedelta(days=1))
    form = {"title": "Zweite", "statements": "Alltag: Etwas anderes.", "first_day": later, "last_day": later}
    page = coordinator.does("/netzwerk/befragungen/anlegen/neu", form)

    assert "Nicht alles ist vergleichbar" in page.text


# --- Letters ----------------------------------------------------------------------


@pytest.fixture
def letter(network_town: Town, settings: Settings, new_district: Any) -> tuple[House, str]:
    """Another district sent somebody here; the sender, and the address of the letter."""
    sender, receiver = House(settings, new_district()), House(settings, network_town.district)
    one = Somebody(sender, receiver.key)
    one.propose()
    one.hand_over()
    sender.work()
    carrier(settings).carry(sender.key)
    receiver.work()
    received = receiver.received()[-1]
    return sender, f"/briefe/{received.letter_id}"


def test_a_fachkraft_reads_a_letter_and_accepts(fachkraft: Browser, letter: tuple[House, str]) -> None:
    _, address = letter
    page = fachkraft.get(address)
    assert all(text in page.text for text in (*TEXTS.values(), WORDS))

    page = fachkraft.does(address, {"answer": "accepted"})
    assert "Jetzt einen neuen Fall anlegen" in page.text
    assert fachkraft.post(address, {"answer": "angekommen"}).status_code == 422


def test_the_koordination_sees_that_there_is_a_letter_and_not_what_it_says(
    coordinator: Browser, letter: tuple[House, str]
) -> None:
    _, address = letter
    page = coordinator.get("/briefe")

    assert page.status_code == 200
    assert not any(text in page.text for text in TEXTS.values())
    assert coordinator.get(address).status_code == 403


def test_whoever_may_not_send_a_form_is_told_so_whatever_else_is_wrong_with_it(fachkraft: Browser) -> None:
    answer = fachkraft.send("/netzwerk/befragungen/anlegen/neu", {"title": "Befragung"}, str(uuid4()))
    assert answer.status_code == 403


@pytest.mark.parametrize("name", [str(UUID(int=7)), "keiner"])
def test_a_letter_that_is_none_is_not_there(fachkraft: Browser, name: str) -> None:
    assert fachkraft.get(f"/briefe/{name}").status_code == 404
    assert fachkraft.post(f"/briefe/{name}", {"answer": "accepted"}).status_code == 404


# --- Letters of ours ----------------------------------------------------------------


@pytest.fixture
def sent(network_town: Town, settings: Settings, new_district: Any) -> Somebody:
    """Handed over by a letter to another district; no carrier has come yet."""
    one = Somebody(House(settings, network_town.district), new_district())
    one.propose()
    one.hand_over()
    one.house.work()
    return one


def test_whoever_takes_a_referral_back_is_told_that_its_waiting_letter_is_destroyed(
    fachkraft: Browser, sent: Somebody
) -> None:
    address = f"/weitervermittlungen/{sent.referral_id}"
    form = fachkraft.get(f"{address}/rueckzug")
    fachkraft.does(f"{address}/rueckzug", {"grounds": "other", "on": str(DAY)})
    sent.house.work()

    assert "Wenn Sie zurückziehen, wird er vernichtet, und niemand kann ihn mehr lesen." in form.text
    assert "vernichtet, bevor er ankam" in fachkraft.get(address).text
    assert "bevor er ankam" in fachkraft.get("/briefe").text
    assert "vernichtet" not in fachkraft.get(f"{address}/rueckzug").text


def test_whoever_takes_a_referral_back_is_told_that_a_carried_letter_is_out_of_reach(
    fachkraft: Browser, sent: Somebody, settings: Settings
) -> None:
    carrier(settings).carry(sent.house.key)
    sent.house.work()
    address = f"/weitervermittlungen/{sent.referral_id}"

    form = fachkraft.get(f"{address}/rueckzug")
    sent.end_consent()
    sent.house.work()
    told = fachkraft.get(f"{address}/partner-unterrichtet")

    assert (
        "Zurückholen lässt er sich nicht mehr. Bitten Sie den anderen Landkreis, die Angaben zu löschen." in form.text
    )
    assert "Zurückholen lässt er sich nicht mehr." in told.text
    assert "bevor er ankam" not in fachkraft.get(address).text
