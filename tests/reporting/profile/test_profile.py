"""The profile of a Sozialraum on the real database, by day and by knowledge, and in all its forms."""

import csv
import io
import json
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from services.contracts.districts import SozialraumOpened
from services.contracts.events import SmallestShownSet, StatisticDefined, StatisticRecorded, StatisticWithdrawn
from services.kernel.settings import Settings
from services.reporting.documents import comparison_file, profile_file
from services.reporting.profile import ComparisonQuestion, ProfileQuestion, UnknownSozialraum, UnknownStatistic
from services.reporting.profile_tables import comparison_tables, profile_tables
from services.reporting.rebuild import rebuild
from tests.kit import community
from tests.reporting.conftest import Side
from tests.reporting.facts import contacted
from tests.reporting.history import START, Source

pytestmark = pytest.mark.server

DAY = date(2025, 12, 31)
SGB2 = "sgb2_anteil"


def defined(statistic: str = SGB2, **more: Any) -> StatisticDefined:
    return StatisticDefined(
        **{"statistic": statistic, "label": "Anteil SGB II", "unit": "Prozent", "decimals": 2, **more}
    )


def figure(area: str, value: str | None, period: str = "2011", statistic: str = SGB2, **more: Any) -> StatisticRecorded:
    kind = "municipality" if area.isdigit() else "sozialraum"
    given = {"area_kind": kind, "area": area, "period": period, "value": value, "source": "Sozialbericht", **more}
    return StatisticRecorded(**{"statistic": statistic, **given})


def profile(side: Side, sozialraum: str = "nord", as_of: date = DAY, known_at: Any = None) -> dict[str, Any]:
    question = ProfileQuestion(sozialraum=sozialraum, as_of=as_of, known_at=known_at)
    return side.reports.profile(side.district, question)


def comparison(side: Side, statistic: str = SGB2, as_of: date = DAY) -> dict[str, Any]:
    return side.reports.comparison(side.district, ComparisonQuestion(statistic=statistic, as_of=as_of))


def own(document: dict[str, Any], figure: str) -> dict[str, Any]:
    return {str(each["figure"]): dict(each["years"]) for each in document["own"]}[figure]


def beside(document: dict[str, Any], figure: str) -> dict[str, Any]:
    return {str(each["figure"]): dict(each["sozialraeume"]) for each in document["compared"]}[figure]


@pytest.fixture
def events(side: Side) -> Source:
    """Two Sozialräume; in ``nord`` four people came, in ``sued`` two."""
    opened = [SozialraumOpened(sozialraum=place) for place in ("nord", "sued")]
    side.take(Source("districts", side.district).record_all(opened))
    met = [contacted(each, "2025-03-01", case=each, sozialraum="nord", topics=("schulden",)) for each in range(1, 5)]
    met += [contacted(each, "2025-03-01", case=each, sozialraum="sued", topics=("wohnen",)) for each in (7, 8)]
    met += [contacted(each, "2024-05-01", case=each, sozialraum="nord") for each in range(20, 26)]
    side.take(Source("intake", side.district).record_all(met))
    return Source("events", side.district, step=timedelta(hours=1))


def test_municipalities_stand_in_the_order_of_their_exact_shares(side: Side, events: Source) -> None:
    names = {"Meiningen": "10", "Floh-Seligenthal": "2.78", "Grabfeld": "2.76", "Brotterode-Trusetal": "2.66"}
    shares = [figure(f"1606691{place}", value, area_label=name) for place, (name, value) in enumerate(names.items())]
    side.take(events.record_all([defined(), *shares, figure("16066919", None, area_label="Ohne Zahl")]))

    found = comparison(side)["figures"]

    assert [each["area_label"] for each in found] == [
        "Brotterode-Trusetal",
        "Grabfeld",
        "Floh-Seligenthal",
        "Meiningen",
        "Ohne Zahl",
    ]
    told = [row[3] for row in comparison_tables(comparison(side)).table("areas").rows]
    assert told == ["2,66 Prozent", "2,76 Prozent", "2,78 Prozent", "10,00 Prozent", "nicht angegeben"]


def test_equal_values_stand_in_the_order_of_their_names_whatever_came_first(side: Side, events: Source) -> None:
    side.take(
        events.record_all(
            [defined(), figure("16066912", "3", area_label="B"), figure("16066911", "3.0", area_label="A")]
        )
    )

    assert [each["area_label"] for each in comparison(side)["figures"]] == ["A", "B"]


@pytest.mark.usefixtures("events")
def test_own_figures_hide_small_ones_and_the_one_that_would_give_them_away(side: Side) -> None:
    found = profile(side)

    assert beside(found, "contacts") == {"nord": None, "sued": None}
    assert own(found, "contacts") == {"2021": None, "2022": None, "2023": None, "2024": 6, "2025": None}


def test_a_district_may_ask_for_more_and_knowledge_before_that_still_counts(side: Side, events: Source) -> None:
    assert own(profile(side), "contacts")["2024"] == 6
    before = START + events.step / 2
    side.take(events.record_all([SmallestShownSet(smallest=7)]))

    assert (profile(side)["threshold"], own(profile(side), "contacts")["2024"]) == (7, None)
    assert profile(side, known_at=before)["threshold"] == 3


def test_events_are_counted_and_who_came_is_told_from_the_threshold_on(side: Side, events: Source) -> None:
    held = [
        fact
        for number, (place, came) in enumerate((("nord", 40), ("sued", 30)), start=1)
        for fact in (
            community.planned(number, "2025-06-01", sozialraeume=(place,)),
            community.held(number, came),
        )
    ]
    side.take(events.record_all(held))

    found = profile(side)

    assert beside(found, "events") == {"nord": 1, "sued": 1}
    assert beside(found, "attendance") == {"nord": 40, "sued": 30}


def test_figures_of_others_count_from_the_day_on_which_their_period_begins(side: Side, events: Source) -> None:
    side.take(events.record_all([defined(), figure("nord", "22", "2016"), figure("nord", "23", "2017-H2")]))

    def told(as_of: date) -> list[str]:
        return [each["value"] for each in profile(side, as_of=as_of)["statistics"][0]["figures"]]

    assert told(DAY) == ["22", "23"]
    assert told(date(2017, 6, 30)) == ["22"]


def test_a_figure_that_stands_for_too_few_is_hidden_and_a_withdrawn_one_is_gone(side: Side, events: Source) -> None:
    side.take(
        events.record_all([defined(smallest=5), figure("nord", "50", persons=4), figure("sued", "44", persons=9)])
    )

    (statistic,) = profile(side)["statistics"]
    assert [(each["value"], each["hidden"]) for each in (*statistic["figures"], *statistic["others"])] == [
        (None, True),
        ("44", False),
    ]

    gone = StatisticWithdrawn(statistic=SGB2, area_kind="sozialraum", area="nord", period="2011")
    side.take(events.record_all([gone]))
    assert profile(side)["statistics"] == []


def test_counts_of_people_are_protected_against_subtraction(side: Side, events: Source) -> None:
    counts = [
        figure("nord", "2", statistic="kinder"),
        figure("sued", "9", statistic="kinder"),
        figure("west", "30", statistic="kinder"),
    ]
    side.take(events.record_all([defined("kinder", unit="Kinder", decimals=0), *counts]))

    (statistic,) = profile(side)["statistics"]

    shown = {each["area"]: each["value"] for each in (*statistic["figures"], *statistic["others"])}
    assert shown == {"nord": None, "sued": None, "west": "30"}


@pytest.mark.usefixtures("events")
def test_topics_stand_against_the_offers_for_them(side: Side) -> None:
    found = {each["topic"]: each for each in profile(side)["topics"]}

    # One Sozialraum has it, the other has none: the number itself may be told.
    assert (found["schulden"]["contacts"], found["schulden"]["offers"], found["schulden"]["verdict"]) == (4, 0, "gap")
    assert {each["topic"]: each["contacts"] for each in profile(side, "sued")["topics"]} == {"wohnen": None}


def test_every_form_says_the_same_and_the_charts_are_drawings_with_words(side: Side, events: Source) -> None:
    side.take(
        events.record_all([defined(), figure("nord", "22.5", "2016", estimated=True), figure("sued", "1", "2016")])
    )
    document = profile(side)

    report = profile_tables(document)
    rows = list(csv.DictReader(io.StringIO(profile_file(document, "csv").content.decode("utf-8-sig")), delimiter=";"))
    pdf, xlsx = profile_file(document, "pdf").content, profile_file(document, "xlsx").content

    assert report.table("statistics").rows[0] == (
        "Anteil SGB II",
        "nord",
        "2016",
        "22,50 Prozent (geschätzt)",
        "Sozialbericht",
    )
    assert (rows[0]["Wert"], rows[0]["Quelle"], rows[0]["Geschätzt"]) == ("22,5", "Sozialbericht", "ja")
    assert {row["Quelle"] for row in rows if row["Herkunft"] == "eigene Zahl"} == {"eigene Erfassung"}
    assert json.loads(profile_file(document, "json").content) == document
    assert (pdf[:5], xlsx[:2]) == (b"%PDF-", b"PK")
    drawn = ET.fromstring(report.charts[0].svg)  # noqa: S314 - drawn by ourselves
    assert drawn.attrib["aria-label"] == report.charts[0].words
    assert "nord 22,50 Prozent (geschätzt)" in report.charts[0].words
    assert comparison_file(comparison(side), "pdf").content[:5] == b"%PDF-"


def test_live_and_rebuilt_are_the_same(side: Side, events: Source, settings: Settings) -> None:
    side.take(events.record_all([defined(), figure("nord", "22"), figure("nord", "23"), SmallestShownSet(smallest=4)]))
    before = profile(side)

    (rebuilt,) = rebuild(settings, side.district)

    assert (rebuilt.differs, profile(side)) == ((), before)


@pytest.mark.usefixtures("events")
def test_what_is_not_there_is_refused(side: Side) -> None:
    with pytest.raises(UnknownSozialraum):
        profile(side, "anderswo")
    with pytest.raises(UnknownStatistic):
        comparison(side, "anderes")
