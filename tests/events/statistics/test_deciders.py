"""Indicators and figures: what is refused, what says nothing new, and what a correction leaves."""

from typing import Any

import pytest

from services.contracts.events import StatisticDefined, StatisticRecorded, StatisticWithdrawn
from services.events.domain.figure import FIGURE, FigureNotThere, RecordFigure, WithdrawFigure
from services.events.domain.statistic import STATISTIC, DefineStatistic
from services.events.domain.statistic_area import Areas, OtherAreaKind, UnknownArea
from services.events.domain.statistic_disclosure import DISCLOSURE, SetSmallestShown, ThresholdOutOfRange
from services.kernel.deciders import RuleViolation

AREAS = Areas("sm", frozenset({"jerusalem", "walperloh"}))


def definition(**more: Any) -> DefineStatistic:
    return DefineStatistic(**{"statistic": "alo", "label": "Arbeitslose", "unit": "Prozent", **more})


def figure(**more: Any) -> RecordFigure:
    said = {"area_kind": "sozialraum", "area": "jerusalem", "period": "2016", "value": "22", "source": "Amt"}
    return RecordFigure(**{"statistic": "alo", **said, **more})


def test_an_indicator_said_again_is_no_news_and_other_words_correct_it() -> None:
    (defined,) = STATISTIC.decide(definition(), None)
    assert isinstance(defined, StatisticDefined)

    assert STATISTIC.decide(definition(), defined) == ()
    (corrected,) = STATISTIC.decide(definition(unit="Anteil"), defined)
    assert corrected.unit == "Anteil"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"statistic": "Ä"}, "statistic"),
        ({"label": " "}, "label"),
        ({"unit": ""}, "unit"),
        ({"handlungsfeld": "wetter"}, "handlungsfeld"),
        ({"smallest": -1}, "smallest"),
        ({"decimals": 7}, "decimals"),
    ],
)
def test_an_indicator_names_what_is_wrong_with_it(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        STATISTIC.decide(definition(**wrong), None)

    assert refused.value.field == field


def test_a_figure_is_held_in_one_writing_so_that_the_same_value_is_no_news() -> None:
    (recorded,) = FIGURE.decide(figure(value="22.50"), None)
    assert isinstance(recorded, StatisticRecorded)

    assert recorded.value == "22.5"
    assert FIGURE.decide(figure(value="22.5"), recorded) == ()


def test_an_area_keeps_its_label_when_a_correction_says_none() -> None:
    (recorded,) = FIGURE.decide(figure(area_label="Jerusalem"), None)

    (corrected,) = FIGURE.decide(figure(value="23"), recorded)  # type: ignore[arg-type]

    assert corrected.area_label == "Jerusalem"  # type: ignore[attr-defined]


def test_a_figure_is_taken_back_once() -> None:
    facts = [*FIGURE.decide(figure(), None)]
    facts += FIGURE.decide(WithdrawFigure(), FIGURE.fold(facts))

    assert isinstance(facts[-1], StatisticWithdrawn)
    with pytest.raises(FigureNotThere):
        FIGURE.decide(WithdrawFigure(), FIGURE.fold(facts))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"period": "bald"}, "period"),
        ({"source": " "}, "source"),
        ({"persons": -1}, "persons"),
        ({"value": "x"}, "value"),
    ],
)
def test_a_figure_names_what_is_wrong_with_it(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        FIGURE.decide(figure(**wrong), None)

    assert refused.value.field == field


def test_an_area_says_of_which_kind_it_is() -> None:
    assert [AREAS.kind_of(area) for area in ("jerusalem", "16066042", "sm")] == [
        "sozialraum",
        "municipality",
        "district",
    ]
    with pytest.raises(UnknownArea):
        AREAS.kind_of("1606604")
    with pytest.raises(OtherAreaKind):
        AREAS.expect("jerusalem", "municipality")


def test_a_sozialraum_called_as_its_district_is_told_apart_by_the_kind() -> None:
    areas = Areas("soemmerda", frozenset({"soemmerda"}))

    assert areas.expect("soemmerda", None) == "sozialraum"
    assert areas.expect("soemmerda", "district") == "district"


def test_the_threshold_of_a_district_has_bounds_and_said_again_is_no_news() -> None:
    (set_to_five,) = DISCLOSURE.decide(SetSmallestShown(smallest=5), None)

    assert DISCLOSURE.decide(SetSmallestShown(smallest=5), set_to_five) == ()  # type: ignore[arg-type]
    for wrong in (1, 101):
        with pytest.raises(ThresholdOutOfRange):
            DISCLOSURE.decide(SetSmallestShown(smallest=wrong), None)
