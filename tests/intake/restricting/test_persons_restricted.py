"""Restricting with servers: somebody who only took part, and whoever she is, cannot be worked on until it is lifted."""

import json
from datetime import date
from secrets import token_hex
from typing import Final

import pytest

from services.cli import run
from services.intake.application import intake
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.folding import fold
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.intake.conftest import OPERATION, Desk, open_operation

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]

HEADER: Final = "participant_no;sozialraum;entry_date;gender;exit_date"


@pytest.fixture(scope="module")
def desk(settings: Settings) -> Desk:
    key = f"kreis-{token_hex(4)}"
    open_district(settings, key, "Landkreis")
    open_operation(settings, key, (date(2022, 1, 1), date(2027, 12, 31)))
    return Desk(settings, intake(settings), key)


def correct(desk: Desk, gender: str) -> list[str]:
    """What refuses a corrected row, in German; nothing where it was taken."""
    result = desk.take("participants", f"{HEADER}\nR-1;rieth;2026-03-02;{gender};2026-05-01\n")
    return [each.reason for each in result.refused]


def test_a_participation_without_a_case_is_left_alone_until_it_is_lifted(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correct(desk, "female") == []
    of = ["--district", desk.district, "--person", "R-1", "--operation", OPERATION, "--format", "json"]

    assert run(["person", "restrict", *of, "--grounds", "accuracy_contested"]) == 0
    fold(desk.settings, desk.district)
    assert json.loads(capsys.readouterr().out)["position"] is not None
    assert correct(desk, "male") == [ProcessingIsRestricted.title]
    status = "participant_no;kind;date;status\nR-1;exit;2026-05-02;employed\n"
    assert [each.row for each in desk.take("statuses", status).refused] == [2]
    assert run(["person", "restrict", *of, "--grounds", "accuracy_contested"]) == 0
    assert json.loads(capsys.readouterr().out)["position"] is None  # it stands already

    assert run(["person", "lift", *of]) == 0
    fold(desk.settings, desk.district)
    assert correct(desk, "male") == []
