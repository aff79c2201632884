"""The ESF report from facts: who is counted, where, as of when, and as known when."""

from datetime import timedelta
from typing import Any

import pytest

from services.kernel.canonical import canonical
from services.reporting.domain.catalogues import UnknownCatalogue
from services.reporting.esf import UnknownOperation, digest_of
from services.reporting.sheets import esf_csv
from tests.reporting.conftest import Side
from tests.reporting.facts import corrected, entered, erased, marked, opened, released, retracted, status
from tests.reporting.history import START, Source

pytestmark = pytest.mark.server


@pytest.fixture
def districts(side: Side) -> Source:
    source = Source("districts", side.district)
    side.take(source.record_all([opened(), released()]))
    return source


@pytest.fixture
def intake(side: Side, districts: Source) -> Source:
    assert districts.rows
    return Source("intake", side.district)


def totals(document: dict[str, Any]) -> dict[str, int]:
    """Cells above zero by code."""
    return {cell["code"]: cell["total"] for cell in document["indicators"] if cell["total"]}


def cell(document: dict[str, Any], code: str) -> int:
    return totals(document).get(code, 0)


def failing(document: dict[str, Any]) -> list[str]:
    return [check["id"] for check in document["checks"] if not check["holds"]]


@pytest.mark.usefixtures("districts")
def test_an_empty_operation_shows_all_indicators_with_zeros(side: Side) -> None:
    document = side.esf("thinka-2022", "2026-12-31")

    assert len(document["indicators"]) == 25
    assert [one["code"] for one in document["indicators"]] == sorted(one["code"] for one in document["indicators"])
    assert document["indicators"][0] == {
        "code": "EECO01",
        "female": 0,
        "male": 0,
        "non_binary": 0,
        "total": 0,
        "estimated": False,
    }
    assert document["indicators"][17] == {"code": "EECO18", "total": 0, "estimated": False}
    assert document["positions"] == {"districts": 2, "intake": 0}
    assert document["not_counted"] == []
    assert [check["id"] for check in document["checks"]] == [f"C{number}" for number in range(1, 10)]
    assert failing(document) == []


def test_outputs_by_gender(side: Side, intake: Source, districts: Source) -> None:
    side.take([districts.record(marked("16063078"))])
    side.take(
        intake.record_all(
            [
                entered(1, employment="unemployed", unemployed_since="2023-03-01", residence_ags="16063078"),
                entered(2, gender="male", employment="unemployed", unemployed_since="2023-03-02", isced=0),
                entered(3, gender="non_binary", employment="employed", isced=8, birth_date="2006-03-02"),
                entered(4, birth_date="1969-03-01", disability="yes", citizenship="stateless", minority="yes"),
                entered(5, birth_date="2006-03-01", housing="inadequate", foreign_background="yes"),
                entered(6, citizenship="refused", housing="refused", disability="refused", residence_ags="16063079"),
            ]
        )
    )
    document = side.esf("thinka-2022", "2024-12-31")

    assert totals(document) == {
        "EECO01": 6,
        "EECO02": 2,
        "EECO03": 1,
        "EECO04": 3,
        "EECO05": 1,
        "EECO06": 1,
        "EECO07": 1,
        "EECO08": 1,
        "EECO09": 1,
        "EECO10": 4,
        "EECO11": 1,
        "EECO12": 1,
        "EECO13": 1,
        "EECO14": 1,
        "EECO15": 1,
        "EECO16": 1,
        "EECO17": 1,
    }
    assert document["indicators"][0] | {"code": ""} == {
        "code": "",
        "female": 4,
        "male": 1,
        "non_binary": 1,
        "total": 6,
        "estimated": False,
    }
    assert failing(document) == []


def test_each_participation_not_counted_has_the_first_reason_that_applies(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                entered(1, state="cancelled", entry_date="2026-01-01", gender=None),
                entered(2, state="draft", entry_date="2026-01-01"),
                erased(3, entry_date="2026-01-01"),
                entered(4, entry_date="2026-01-01", gender=None),
                entered(5, gender=None),
                entered(6, employment="unemployed"),
                entered(7, birth_date=None),
                entered(8, isced=None),
                entered(9, employment=None),
                entered(10),
            ]
        )
    )
    document = side.esf("thinka-2022", "2024-12-31")

    assert document["not_counted"] == [
        {"reason": "cancelled", "participations": 1},
        {"reason": "draft", "participations": 1},
        {"reason": "erased", "participations": 1},
        {"reason": "after_as_of", "participations": 1},
        {"reason": "incomplete", "participations": 5},
    ]
    assert cell(document, "EECO01") == 1


def test_the_window_after_exit_takes_in_both_ends(side: Side, intake: Source) -> None:
    left = {"exit_date": "2024-05-31"}
    side.take(
        intake.record_all(
            [
                *(entered(number, **left) for number in range(6)),
                status(0, "exit", "2024-05-31"),
                status(1, "exit", "2024-06-28"),
                status(2, "exit", "2024-06-29"),
                status(3, "followup", "2024-11-30"),
                status(4, "followup", "2025-02-28"),
                status(5, "followup", "2025-03-01"),
            ]
        )
    )
    document = side.esf("thinka-2022", "2025-12-31")

    assert (cell(document, "EECR04"), cell(document, "EECR05")) == (2, 2)


def test_each_question_is_decided_by_the_last_status_that_answers_it(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                *(entered(number, exit_date="2024-05-31") for number in range(5)),
                entered(5, exit_date="2024-05-31", employment="employed"),
                status(0, "exit", "2024-06-02", "job_seeking", in_education="yes", qualification="yes"),
                status(0, "exit", "2024-06-09", "no_answer", qualification="no"),
                status(1, "exit", "2024-06-02", "employed"),
                status(1, "exit", "2024-06-02", "unemployed"),
                status(2, "exit", "2024-06-02", "unemployed"),
                status(2, "exit", "2024-06-02", "employed"),
                status(3, "exit", "2024-06-03", "employed", in_education="yes"),
                status(3, "exit", "2024-06-04", "inactive", in_education="no"),
                status(4, "followup", "2024-12-01", "employed", in_education="yes", qualification="yes"),
                status(5, "followup", "2024-12-01", "no_answer", improved="yes"),
                status(5, "followup", "2024-12-02", "inactive"),
            ]
        )
    )
    document = side.esf("thinka-2022", "2025-12-31")

    results = {code: value for code, value in totals(document).items() if code.startswith("EECR")}
    assert results == {"EECR01": 2, "EECR02": 1, "EECR03": 1, "EECR04": 1, "EECR05": 1, "EECR06": 1}
    assert failing(document) == []


def test_a_status_taken_back_and_recorded_again_was_recorded_last(side: Side, intake: Source) -> None:
    found, lost = status(1, "exit", "2024-06-02", "employed"), status(1, "exit", "2024-06-02", "unemployed")
    side.take(intake.record_all([entered(1, exit_date="2024-05-31"), found, lost]))
    before = totals(side.esf("thinka-2022", "2025-12-31"))

    side.take(intake.record_all([retracted(found), found]))
    after = totals(side.esf("thinka-2022", "2025-12-31"))

    assert ("EECR04" in before, "EECR04" in after) == (False, True)


def test_results_count_from_the_exit_and_statuses_up_to_the_date_of_the_report(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                entered(1, exit_date="2024-06-20"),
                status(1, "exit", "2024-06-30", "employed"),
                status(1, "exit", "2024-07-01", "inactive"),
            ]
        )
    )
    found = {
        as_of: cell(side.esf("thinka-2022", as_of), "EECR04")
        for as_of in ("2024-06-19", "2024-06-29", "2024-06-30", "2024-07-01")
    }

    assert found == {"2024-06-19": 0, "2024-06-29": 0, "2024-06-30": 1, "2024-07-01": 0}
    assert failing(side.esf("thinka-2022", "2024-07-01")) == ["C9"]


def test_statuses_are_read_against_the_exit_date_valid_for_the_report(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                entered(1, exit_date="2024-05-31"),
                status(1, "exit", "2024-06-02"),
                corrected(1, exit_date="2024-08-31"),
            ]
        )
    )
    third = START + 2 * intake.step

    assert cell(side.esf("thinka-2022", "2024-12-31", known_at=third), "EECR04") == 1
    assert cell(side.esf("thinka-2022", "2024-12-31"), "EECR04") == 0


def test_known_at_shows_what_was_recorded_by_then(side: Side, intake: Source, districts: Source) -> None:
    side.take([intake.record(entered(1, residence_ags="16063078")), *districts.record_all([marked("16063078")])])
    side.take([intake.record(corrected(1, gender="male", residence_ags="16063078"))])
    side.take([intake.record(entered(2))])

    def at(minutes: int) -> dict[str, Any]:
        return side.esf("thinka-2022", "2024-12-31", known_at=START + timedelta(minutes=minutes))

    assert [at(minutes)["positions"] for minutes in range(4)] == [
        {"districts": 0, "intake": 0},
        {"districts": 1, "intake": 1},
        {"districts": 2, "intake": 2},
        {"districts": 3, "intake": 3},
    ]
    assert [at(minutes)["indicators"][0]["female"] for minutes in range(4)] == [0, 1, 0, 1]
    assert [cell(at(minutes), "EECO17") for minutes in range(4)] == [0, 0, 0, 1]
    assert at(0)["catalogue_version"] == 1
    assert at(3)["digest"] == side.esf("thinka-2022", "2024-12-31")["digest"]
    assert at(1)["known_at"] == "2026-01-01T08:01:00.000000Z"


def test_specific_objective_l_asks_less_and_shows_zeros(side: Side) -> None:
    districts, intake = Source("districts", side.district), Source("intake", side.district)
    side.take(districts.record_all([opened("suppe", "ESO4.12"), released("suppe")]))
    person = {"operation": "suppe", "employment": None, "isced": None}
    side.take(
        intake.record_all(
            [
                entered(1, **person, birth_date="2010-01-01", housing="roofless"),
                entered(2, **person | {"employment": "unemployed", "isced": 3}),
                entered(3, **person, gender=None),
            ]
        )
    )
    document = side.esf("suppe", "2024-12-31")

    assert totals(document) == {"EECO01": 2, "EECO06": 1, "EECO16": 1}
    assert document["not_counted"] == [{"reason": "incomplete", "participations": 1}]
    assert [check["id"] for check in document["checks"]] == ["C2", "C3", "C5", "C6", "C7", "C8", "C9"]


@pytest.mark.usefixtures("districts")
def test_an_unknown_operation_and_an_unknown_catalogue_version_are_refused(side: Side) -> None:
    with pytest.raises(UnknownOperation):
        side.esf("thinka-2023", "2024-12-31")
    with pytest.raises(UnknownCatalogue):
        side.esf("thinka-2022", "2024-12-31", catalogue_version=7)


@pytest.mark.usefixtures("districts")
def test_the_digest_covers_all_but_knowledge(side: Side) -> None:
    document = side.esf("thinka-2022", "2024-12-31")

    assert digest_of(document) == document["digest"]
    assert digest_of(document | {"known_at": "x", "positions": {}}) == document["digest"]
    assert digest_of(document | {"as_of": "2024-12-30"}) != document["digest"]
    assert canonical(document)


@pytest.mark.usefixtures("districts")
def test_the_csv_form_has_a_row_an_indicator_and_gender(side: Side) -> None:
    lines = esf_csv(side.esf("thinka-2022", "2024-12-31")).decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + 23 * 4 + 2
    assert lines[0].startswith("Landkreis;Vorhaben;Stichtag;Kenntnisstand;Katalog;Version;Code;Indikator")
    assert lines[1].endswith(";EECO01;Gesamtzahl der Teilnehmer;Total number of participants;weiblich;0;nein")
