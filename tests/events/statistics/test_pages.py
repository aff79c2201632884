"""*Sozialdaten* on pages and over HTTP: a table and its faults, one figure by hand, and the sources' own figures."""

import csv
from collections.abc import Callable
from typing import Any, Final

import pytest

from demo.social_data import FILE, table_of
from services.events.domain.statistic_area import Areas
from services.events.statistics.queries import figures_of
from services.events.statistics.reading import TableOfFigures, read_header
from services.kernel.files.tables import read_table
from services.kernel.signed_in import COOKIE
from tests.events.house import House
from tests.pages.browser import FROM_OUR_PAGE, Browser

TABLE: Final = (
    "Kennzahl;Sozialraum;Jahr;Wert;Quelle;Bezeichnung;Einheit;Nachkommastellen\n"
    "quote;nord;2016;22,5;Sozialbericht <2016>;Quote;Prozent;1\n"
    "quote;anderswo;2016;7;Sozialbericht;Quote;Prozent;1\n"
)


@pytest.fixture
def planner(house: House, signed_in_as: Callable[..., Browser]) -> Browser:
    return signed_in_as(house.town, "planung")


def upload(browser: Browser, content: str | None, **form: str) -> Any:
    files = {} if content is None else {"datei": ("zahlen.csv", content.encode(), "text/csv")}
    headers = {**FROM_OUR_PAGE, "Cookie": f"{COOKIE}={browser.cookie}"}
    files = files or {"datei": ("", b"", "application/octet-stream")}
    return browser.client.post("/sozialdaten/einlesen", data=form, files=files, headers=headers, follow_redirects=False)


def test_a_table_is_tried_then_taken_and_its_faults_are_told_with_column_and_rule(
    house: House, planner: Browser
) -> None:
    tried = upload(planner, TABLE, dry_run="ja")
    assert "Probelauf: nichts gespeichert" in tried.text
    assert figures_of(house.service.pool, house.district, "quote") == []

    taken = upload(planner, TABLE)
    house.fold()

    assert "1 neu, 0 berichtigt, 0 unverändert, 1 abgelehnt" in taken.text
    assert "Dieses Gebiet gibt es hier nicht." in taken.text
    shown = planner.get("/sozialdaten").text
    assert "22,5 Prozent" in shown
    assert "Sozialbericht &lt;2016&gt;" in shown
    assert planner.get("/sozialdaten/tabelle").content.startswith(b"statistic,area,")


def test_without_a_file_and_with_one_that_is_no_table_the_page_says_so(planner: Browser) -> None:
    for content, rule in ((None, "Bitte eine Datei auswählen."), ("a,b\n1,2\n", "Es fehlen Pflichtspalten")):
        answer = upload(planner, content)
        assert (answer.status_code, rule in answer.text) == (422, True)


def test_an_indicator_gets_a_figure_by_hand_which_is_taken_back(house: House, planner: Browser) -> None:
    words = {"statistic": "einwohner", "label": "Einwohner", "unit": "Einwohner", "smallest": "5", "decimals": "0"}
    page = str(planner.post("/sozialdaten/neu", words).headers["location"])
    house.fold()
    typed = {"statistic": "einwohner", "area": "nord", "period": "2025", "value": "3250", "source": "Amt"}
    assert planner.post(f"{page}/zahl", {**typed, "estimated": "true"}).status_code == 303
    house.fold()

    assert "3.250 Einwohner (geschätzt)" in planner.get(page).text
    assert "Ein Zeitraum wird so geschrieben" in planner.post(f"{page}/zahl", {**typed, "period": "bald"}).text
    assert planner.post(f"{page}/zuruecknehmen", {"figure": "sozialraum nord 2025"}).status_code == 303
    house.fold()
    assert "Zu dieser Kennzahl ist noch keine Zahl da." in planner.get(page).text


def test_a_fachkraft_reads_and_does_not_write(house: House, signed_in_as: Callable[..., Browser]) -> None:
    anna = signed_in_as(house.town, "fachkraft")

    assert anna.get("/sozialdaten").status_code == 200
    assert "Tabelle einlesen" not in anna.get("/sozialdaten").text
    assert anna.get("/sozialdaten/neu").status_code == 403
    assert upload(anna, TABLE).status_code == 403


def test_a_program_does_the_same(house: House) -> None:
    house.post("/statistics", {"statistic": "kinder", "label": "Kinder", "unit": "Kinder"}, "planung")
    house.post("/statistics/threshold", {"smallest": 5}, "koordination")
    figure = {"statistic": "kinder", "area": "16066042", "area_label": "Meiningen", "period": "2025-H1"}
    house.post("/statistics/figures", {**figure, "value": "1.234,5", "source": "Amt"}, "planung")

    (found,) = house.get("/statistics/figures?statistic=kinder")["figures"]
    assert (found["value"], found["area_kind"], found["area_label"]) == ("1234.5", "municipality", "Meiningen")
    assert house.get("/statistics")["smallest_shown"] == 5

    place = {"statistic": "kinder", "area_kind": "municipality", "area": "16066042", "period": "2025-H1"}
    house.post("/statistics/withdrawn-figures", place, "planung")
    assert house.get("/statistics/figures?statistic=kinder")["figures"] == []
    assert house.town.get("/events/statistics/figures?statistic=anderes", "planung").status_code == 404


@pytest.mark.parametrize(
    ("district", "places", "rows"),
    [
        ("schmalkalden-meiningen", {"meiningen-jerusalem", "schmalkalden-walperloh"}, 12),
        ("soemmerda", {"landkreis-soemmerda"}, 1),
        ("ilm-kreis", {"arnstadt", "ilmenau"}, 1),
    ],
)
def test_the_figures_of_the_sources_are_read_without_a_fault(district: str, places: set[str], rows: int) -> None:
    content = table_of(district)
    assert content is not None
    table = read_table(content)

    found = list(TableOfFigures(Areas(district, places)).rows(table, read_header(table.header)))

    assert [row.faults for row in found] == [()] * rows


def test_every_figure_of_the_sources_names_its_source() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["value"] for row in rows} >= {
        "22",
        "44",
        "33.4",
        "3250",
        "18",
        "70000",
        "39000",
        "2.66",
        "2.76",
        "2.78",
    }
    assert all(row["source"] for row in rows)
    assert table_of("erfurt") is None
