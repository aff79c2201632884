"""A submission is explained at the positions that it rests on, whatever was recorded in the meantime."""

import json
from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest

from services.cli import run
from services.kernel.database import pool
from services.kernel.keys import KeyRing
from services.kernel.settings import Settings
from services.reporting.domain.submission import UnknownSubmission
from services.reporting.esf import EsfQuestion
from services.reporting.explaining.asking import CellAnswer, CellQuestion
from services.reporting.explaining.submitted import OtherReport
from tests.reporting.facts import OPERATION, corrected, entered, linked, opened, released, status, unlinked
from tests.reporting.history import id_of
from tests.reporting.submissions.bureau import Bureau, new_bureau

pytestmark = pytest.mark.server

DAY: Final = "2024-12-31"


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    """Two of four persons are one."""
    made = new_bureau(settings)
    made.record("districts", [opened(), released()])
    entries = [
        entered(number, entry_date=f"2024-0{number}-01", exit_date=f"2024-0{number + 4}-30") for number in (1, 2, 3, 4)
    ]
    made.record("intake", [*entries, status(3, "exit", "2024-07-30", "employed"), linked(1, 3)])
    made.arrive()
    return made


@pytest.fixture(scope="module")
def of(bureau: Bureau) -> UUID:
    """Handed in, and then everything is another way round."""
    submission_id = bureau.submit(DAY).made.submission_id
    bureau.record("intake", [unlinked(1, 3), linked(2, 4), corrected(4, state="cancelled"), entered(5)])
    bureau.arrive()
    return submission_id


def explained(bureau: Bureau, of: UUID | None, code: str = "EECO01", **asked: Any) -> CellAnswer:
    report = EsfQuestion(**{"operation": OPERATION, "as_of": date.fromisoformat(DAY), **asked})
    question = CellQuestion(report=report, indicator=code, submission=of)
    return bureau.service.reports.explain_cell(bureau.district, question)


def test_the_rows_are_those_of_then(bureau: Bureau, of: UUID) -> None:
    then, now = explained(bureau, of), explained(bureau, None)

    assert {line.participation for line in then.counted_lines} == {id_of("participation", each) for each in (1, 2, 4)}
    assert {line.participation for line in now.counted_lines} == {id_of("participation", each) for each in (1, 2, 3, 5)}
    submitted = bureau.find(of).report["indicators"]
    for one in submitted:
        if one["code"] in {"EECO01", "EECR04"}:
            assert explained(bureau, of, one["code"]).counted == one["total"] > 0


def test_what_was_linked_then_is_verified_after_it_was_unlinked(bureau: Bureau, of: UUID) -> None:
    told = bureau.verify(of)

    assert told.as_json() == {"result": "recomputed", "differences": []}
    assert told.made_from == ("tables", "journal")
    assert {"reason": "linked", "participations": 1} in bureau.find(of).report["not_counted"]


@pytest.mark.parametrize("gone", [(1,), (2,), (1, 2)])
def test_of_a_linked_pair_whoever_is_left_is_counted_and_the_submission_stands_by_its_chain(
    settings: Settings, gone: tuple[int, ...]
) -> None:
    bureau = new_bureau(settings)
    bureau.record("districts", [opened(), released()])
    bureau.record("intake", [entered(1), entered(2, entry_date="2024-05-01"), entered(3), linked(1, 2)])
    bureau.record("intake", [status(1, "exit", "2024-07-05", "employed")])
    bureau.arrive()
    of = bureau.submit(DAY).made.submission_id

    KeyRing(pool(settings.keys_database_url("intake")), settings.secrets).destroy(
        bureau.district, [id_of("person", number) for number in gone]
    )

    assert bureau.verify(of).as_json() == {"result": "chain_only", "differences": []}


@pytest.mark.parametrize(
    "asked", [{"as_of": date(2024, 6, 30)}, {"catalogue": "esf-2014-2020"}, {"operation": "another"}]
)
def test_another_report_than_the_one_handed_in_is_refused(bureau: Bureau, of: UUID, asked: dict[str, Any]) -> None:
    with pytest.raises(OtherReport):
        explained(bureau, of, **asked)
    with pytest.raises(UnknownSubmission):
        explained(bureau, id_of("nothing"), **asked)


def test_the_command_line_explains_a_submission(bureau: Bureau, of: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--district", bureau.district, "--operation", OPERATION, "--as-of", DAY, "--indicator", "EECR04")

    status_of = run(["explain", *where, "--submission", str(of), "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert (status_of, len(told["counted"]), len(told["not_counted"])) == (0, 1, 3)
    assert "intake.persons_linked.v1" in {event["type"] for event in told["counted"][0]["events"]}
    assert sum("Zusammengeführt mit" in row["rule"] for row in told["not_counted"]) == 1
