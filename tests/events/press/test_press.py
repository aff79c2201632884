"""Press work over HTTP and on pages: recorded, narrowed down, corrected, taken back; words only in the vault."""

from itertools import count

import pytest
from psycopg.sql import SQL

from services.kernel.district import district as enter
from services.kernel.times import today
from tests.events.house import House
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs

NUMBERS = count(1)
EVERYTHING = "SELECT data FROM {0}.log UNION ALL SELECT sealed FROM {0}.vault"


@pytest.fixture
def anna(signed_in_as: SignedInAs, house: House) -> Browser:
    return signed_in_as(house.town, "fachkraft")


def body(**more: object) -> dict[str, object]:
    return {"medium": f"Tageblatt {next(NUMBERS)}", "channel": "print", "tone": "positive", **more}


def test_an_item_is_recorded_found_corrected_and_taken_back(house: House, anna: Browser) -> None:
    typed = {
        "on": str(today()),
        "medium": "Tageblatt <Süd>",
        "channel": "online",
        "tone": "negative",
        "headline": "Wieder Ärger im Viertel",
        "address": "https://zeitung.example/1",
        "sozialraeume": "nord",
        "reach": "5000",
    }
    answer = anna.post("/presse/neu", typed)
    assert answer.status_code == 303, answer.text
    house.fold()
    page = str(answer.headers["location"])

    shown = anna.get(page).text
    assert "Tageblatt &lt;Süd&gt;" in shown
    assert 'href="https://zeitung.example/1"' in shown
    assert "Wieder Ärger im Viertel" in anna.get("/presse?sozialraum=nord&tone=negative").text
    assert "Wieder Ärger im Viertel" not in anna.get("/presse?sozialraum=sued").text
    assert 'value="Wieder Ärger im Viertel"' in anna.get(f"{page}/angaben").text
    assert anna.post(f"{page}/angaben", {**typed, "tone": "neutral"}).status_code == 303
    house.fold()
    assert "neutral" in anna.get(page).text
    with house.service.pool.transaction() as connection, enter(connection, house.district) as schema:
        stored = b" ".join(found for (found,) in connection.execute(SQL(EVERYTHING).format(schema)))
    assert "Ärger".encode() not in stored
    assert b"zeitung.example" not in stored
    assert anna.post(f"{page}/zuruecknehmen").status_code == 303
    house.fold()
    assert anna.get(page).status_code == 404


def test_the_trend_counts_by_half_year_and_says_the_same_in_table_and_program(house: House, anna: Browser) -> None:
    for on, tone in (("2024-02-01", "negative"), ("2024-05-01", "positive"), ("2025-03-01", "positive")):
        house.post("/press", body(on=on, tone=tone, sozialraeume=["sued"]))

    rows = house.get("/press/trend?sozialraum=sued")
    page = anna.get("/presse/verlauf?sozialraum=sued").text

    assert [(row["year"], row["half"], row["items"]) for row in rows] == [(2024, 1, 2), (2024, 2, 0), (2025, 1, 1)]
    assert rows[0]["percent"] == {"positive": 50, "neutral": 0, "negative": 50}
    assert "1. Hj. 2024" in page
    assert "50 %" in page
    assert page.count("<rect") == 3
    assert "style=" not in page


def test_the_file_holds_what_the_list_shows_and_no_formula(house: House, anna: Browser) -> None:
    house.post("/press", body(medium="=2+3", on="2023-01-01", own=True, headline="Fest am Markt"))
    house.post("/press", body(medium="Anderes", on="2022-01-01"))

    file = anna.get("/presse/beitraege.csv?year=2023")

    lines = file.content.decode("utf-8-sig").splitlines()
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert lines[1:] == ["2023-01-01;'=2+3;Zeitung, Zeitschrift;positiv;ja;;;;Fest am Markt;"]


def test_what_the_district_does_not_have_is_refused(house: House, anna: Browser) -> None:
    answer = house.town.post("/events/press", body(sozialraeume=["nirgendwo"]), "planung")
    wrong = anna.post("/presse/neu", {"medium": "Blatt", "address": "kein Link"})

    assert answer.status_code == 409
    assert [error["field"] for error in answer.json()["errors"]] == ["sozialraeume"]
    assert wrong.status_code == 422
    assert 'value="kein Link"' in wrong.text
