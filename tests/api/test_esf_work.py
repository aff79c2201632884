"""Estimates, entities, checks of a form, incomplete records and cells, over HTTP and on the command line."""

import json
from datetime import date
from typing import Any

import pytest

from services.cli import run
from services.intake.application import intake
from services.intake.incomplete_work import incomplete_work
from tests.api.conftest import ENTRY, OPERATION, Town

pytestmark = pytest.mark.server

AT = f"/intake/operations/{OPERATION}"
CELLS = f"/reporting/operations/{OPERATION}"
ESTIMATE = {
    "indicator": "EECO14",
    "on": "2024-06-30",
    "female": 1,
    "male": 0,
    "non_binary": 0,
    "method": "sample",
    "base": "Stichprobe von 20 Fragebögen",
}
ENTITY = {"kind": "public_administration", "name": "Jugendamt Ilm-Kreis", "on": "2024-03-01"}


def indicators(town: Town, as_of: str = "2026-06-30") -> dict[str, dict[str, Any]]:
    town.settle()
    document = town.get(f"{CELLS}/reports/esf?as_of={as_of}").json()
    return {cell["code"]: cell for cell in document["indicators"]}


def test_estimates_and_entities_are_recorded_listed_reported_and_taken_back(town: Town) -> None:
    assert town.post(f"{AT}/participations", ENTRY).status_code == 201
    assert town.post(f"{AT}/estimates", ESTIMATE, "fachkraft").status_code == 403
    recorded = town.post(f"{AT}/estimates", ESTIMATE, "koordination", **{"Idempotency-Key": "s-1"})
    again = town.post(f"{AT}/estimates", ESTIMATE, "koordination", **{"Idempotency-Key": "s-1"})
    added = town.post(f"{AT}/entities", ENTITY, "koordination").json()
    same = town.post(f"{AT}/entities", ENTITY | {"name": " jugendamt  ILM-Kreis "}, "koordination").json()

    assert recorded.json() == again.json()
    assert same == {"position": None, "entity_id": added["entity_id"]}
    found = indicators(town)
    assert (found["EECO14"]["female"], found["EECO14"]["estimated"]) == (1, True)
    assert (found["EECO18"]["total"], found["EECO19"]["total"]) == (1, 0)

    (estimate,) = town.get(f"{AT}/estimates").json()
    assert (estimate["base"], estimate["author"], estimate["on"]) == (ESTIMATE["base"], "cli:tester", "2024-06-30")
    assert [one["name"] for one in town.get(f"{AT}/entities").json()] == ["Jugendamt Ilm-Kreis"]
    named = {"indicator": "EECO14", "on": "2024-06-30"}
    assert town.post(f"{AT}/retracted-estimates", named, "koordination").status_code == 201
    assert town.post(f"{AT}/retracted-estimates", named, "koordination").status_code == 409
    gone = {"entity_id": added["entity_id"]}
    assert town.post(f"{AT}/retracted-entities", gone, "koordination").status_code == 201
    found = indicators(town)
    assert (found["EECO14"]["total"], found["EECO14"]["estimated"], found["EECO18"]["total"]) == (0, False, 0)
    assert town.get(f"{AT}/estimates").json() == town.get(f"{AT}/entities").json() == []


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"indicator": "EECO01"}, 422, "indicator"),
        ({"female": -1}, 422, "female"),
        ({"base": " "}, 422, "base"),
        ({"on": "2021-12-31"}, 409, "on"),
        ({"on": "2199-12-31"}, 409, "on"),
    ],
)
def test_a_wrong_estimate_is_told_in_german(quiet_town: Town, change: dict[str, Any], status: int, field: str) -> None:
    answer = quiet_town.post(f"{AT}/estimates", ESTIMATE | change, "koordination")

    assert answer.status_code == status
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_command_line_keeps_estimates_and_entities_as_well(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--district", town.district, "--operation", OPERATION)
    record = ("estimate", "record", *where, "--indicator", "EECO12", "--on", "2024-06-30", "--female", "2")
    assert run([*record, "--male", "1", "--method", "statistics", "--base", "Sozialbericht 2024"]) == 0
    assert run(["entity", "add", "Tischlerei Kern", *where, "--kind", "enterprise", "--on", "01.03.2024"]) == 0
    town.settle()
    capsys.readouterr()

    assert run(["estimate", "list", *where, "--format", "json"]) == 0
    (estimate,) = json.loads(capsys.readouterr().out)
    assert run(["entity", "list", *where, "--format", "json"]) == 0
    (entity,) = json.loads(capsys.readouterr().out)
    assert (estimate["indicator"], estimate["female"], estimate["base"]) == ("EECO12", 2, "Sozialbericht 2024")
    assert estimate["author"].startswith("cli:")
    assert (entity["name"], entity["kind"]) == ("Tischlerei Kern", "enterprise")

    assert run([*record, "--male", "1", "--method", "statistics", "--base", " "]) == 2
    assert run(["estimate", "retract", *where, "--indicator", "EECO13", "--on", "2024-06-30"]) == 2
    assert run(["entity", "retract", entity["entity_id"], *where]) == 0
    assert run(["estimate", "list", "--district", town.district, "--operation", OPERATION]) == 0


def test_a_form_is_checked_and_nothing_is_stored(town: Town) -> None:
    before = town.head("intake")
    wrong = {**ENTRY, "entry_date": "2021-06-01", "employment": "unemployed", "isced": 8, "birth_date": "2010-01-01"}

    found = town.post(f"{AT}/participations/check", wrong).json()
    fine = town.post(f"{AT}/participations/check", ENTRY).json()

    assert found["accepted"] is False
    assert [(one["rule"], one["severity"]) for one in found["findings"]] == [
        ("P-ENTRY-01", "refused"),
        ("P-ISCED-01", "warning"),
        ("P-WORK-03", "warning"),
        ("P-MISSING-04", "missing"),
    ]
    assert (fine["accepted"], fine["findings"]) == (True, [])
    assert town.head("intake") == before


def test_an_incomplete_record_is_work_until_it_is_complete(town: Town) -> None:
    lacking = {**ENTRY, "gender": None, "isced": None, "exit_date": "2024-08-31"}
    assert town.post(f"{AT}/participations", lacking).status_code == 201
    town.settle()
    (first,) = town.get(f"{AT}/participations/incomplete").json()
    assert town.post(f"{AT}/participations", {**lacking, "isced": 3}).status_code == 201
    town.settle()
    (second,) = town.get(f"{AT}/participations/incomplete").json()
    (item,) = incomplete_work(intake(town.settings), town.district, date(2024, 9, 10))

    assert [one["column"] for one in first["missing"]] == ["gender", "isced"]
    assert second["missing"] == first["missing"][:1]
    assert second["participant_no"] == "E-1"
    assert str(item.subject) == second["participation_id"]
    assert item.why.startswith("Es fehlen: Geschlecht (seit ")
    assert item.why.endswith("Ausgetreten. Verbleib nach Austritt: offen bis 28.09.2024. Nachbefragung: ab 28.02.2025.")

    cells = town.get(f"{CELLS}/participations/{second['participation_id']}/cells").json()
    assert (cells["counted"], cells["reason"]) == (False, "incomplete")
    assert [one["field"] for one in cells["missing"]] == ["gender"]
    assert town.post(f"{AT}/participations", {**lacking, "isced": 3, "gender": "female"}).status_code == 201
    town.settle()
    assert town.get(f"{AT}/participations/incomplete").json() == []
    assert town.get(f"{CELLS}/participations/{second['participation_id']}/cells", "fachkraft").json()["counted"] is True


def test_a_form_says_which_cells_it_would_enter(quiet_town: Town) -> None:
    values = {name: value for name, value in ENTRY.items() if name not in {"participant_no", "sozialraum"}}
    before = quiet_town.head("intake")

    answer = quiet_town.post(f"{CELLS}/cells", values)
    unknown = quiet_town.get(f"{CELLS}/participations/00000000-0000-8000-8000-000000000001/cells")
    elsewhere = quiet_town.post("/reporting/operations/gibt-es-nicht/cells", values)

    assert answer.json()["counted"] is True
    assert [one["code"] for one in answer.json()["cells"]] == ["EECO01", "EECO04", "EECO10"]
    assert (unknown.status_code, elsewhere.status_code) == (404, 404)
    assert quiet_town.head("intake") == before


def test_what_the_target_group_settles_is_known_at_entry_and_in_the_report(town: Town) -> None:
    fixed = {"fixed_traits": [{"field": "disability", "value": "yes"}, {"field": "employment", "value": "inactive"}]}
    assert town.post(f"/districts/operations/{OPERATION}/settings", fixed, "koordination").status_code == 201
    town.settle()

    found = town.post(f"{AT}/participations/check", {**ENTRY, "disability": "no", "employment": None}).json()
    refused = town.post(f"{AT}/estimates", ESTIMATE | {"indicator": "EECO12"}, "koordination")
    recorded = town.post(f"{AT}/participations", {**ENTRY, "employment": None})
    told = town.post(f"{AT}/participations", {**ENTRY, "participant_no": "E-2", "disability": "no"})

    assert [one["rule"] for one in found["findings"]] == ["P-GROUP-02"]
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (409, "indicator")
    assert (recorded.json()["warnings"], [one["rule"] for one in told.json()["warnings"]]) == ([], ["P-GROUP-02"])
    cells = indicators(town)
    assert [cells[code]["total"] for code in ("EECO01", "EECO04", "EECO12")] == [2, 2, 1]
    assert town.get(f"{AT}/participations/incomplete").json() == []
    entered = town.get(f"{CELLS}/participations/{recorded.json()['id']}/cells").json()
    assert "EECO12" in [one["code"] for one in entered["cells"]]
