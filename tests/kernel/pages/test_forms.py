"""Forms: what was typed stays, what is wrong is named, what is sent twice counts once."""

from starlette.testclient import TestClient

from services.kernel.pages.forms import blank
from tests.kernel.pages.conftest import Browser


def test_a_form_leads_on_to_a_page(client: TestClient, browser: Browser, arrived: list[int]) -> None:
    answer = client.post("/lampen", data={"name": "Stehlampe", "rooms": ["a", "b"], "befehl": "k"}, headers=browser())
    assert answer.status_code == 303
    assert answer.headers["location"].endswith("&2")
    assert "lotse_stand=intake.7" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    client.get("/lampen", headers=browser("fachkraft; lotse_stand=intake.7"))
    assert arrived[-1] == 7


def test_the_same_form_sent_twice_is_the_same_command(client: TestClient, browser: Browser) -> None:
    first, again, other = (
        client.post("/lampen", data={"name": "Stehlampe", "befehl": key}, headers=browser()).headers["location"]
        for key in ("k", "k", "l")
    )
    assert first == again != other


def test_a_form_with_mistakes_keeps_what_was_typed(client: TestClient, browser: Browser) -> None:
    found = client.post("/lampen", data={"name": " ", "bulbs": "zehn", "rooms": "a"}, headers=browser()).json()
    assert found["typed"] == {"name": [" "], "bulbs": ["zehn"], "rooms": ["a"]}
    assert {each["field"] for each in found["errors"]} == {"name", "bulbs"}
    assert all("value" not in each for each in found["errors"])


def test_a_field_that_the_form_does_not_have_is_refused(client: TestClient, browser: Browser) -> None:
    found = client.post("/lampen", data={"name": "Stehlampe", "district": "gera"}, headers=browser()).json()
    assert [each["field"] for each in found["errors"]] == ["district"]


def test_a_broken_rule_stands_at_its_field(client: TestClient, browser: Browser) -> None:
    found = client.post("/lampen", data={"name": "kaputt"}, headers=browser()).json()
    assert found["errors"] == [{"field": "name", "rule": "Die Lampe ist kaputt."}]


def test_characters_that_no_column_holds_are_refused(client: TestClient, browser: Browser) -> None:
    answer = client.post("/lampen", data={"name": "a\x00b"}, headers=browser())
    assert answer.status_code == 422
    assert "text/html" in answer.headers["content-type"]


def test_json_is_no_form(client: TestClient, browser: Browser) -> None:
    assert client.post("/lampen", json={"name": "Stehlampe"}, headers=browser()).status_code == 415


def test_an_error_of_ours_is_a_page_that_tells_nothing(client: TestClient, browser: Browser) -> None:
    answer = client.post("/lampen", data={"name": "fehler"}, headers=browser())
    assert answer.status_code == 500
    assert "aufgezeichnet" in answer.text
    assert "ZeroDivision" not in answer.text


def test_a_form_knows_what_is_ticked() -> None:
    form = blank(rooms=["a", "b"])
    assert form.chosen("rooms", "a")
    assert not form.chosen("rooms", "c", default="c")
    assert form.chosen("kind", "x", default="x")
    assert form.value("name", "Vorgabe") == "Vorgabe"
