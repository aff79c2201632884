"""``lotse submission delta``: against now and against another submission, for programs and for people."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from services.cli import run
from services.kernel.settings import Settings
from tests.reporting.facts import corrected, entered, opened, released
from tests.reporting.submissions.bureau import Bureau, new_bureau

pytestmark = pytest.mark.server

Lotse = Callable[..., tuple[int, str]]
NOBODY = "00000000-0000-8000-8000-000000000001"


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    made = new_bureau(settings)
    made.record("districts", [opened(), released()])
    made.record("intake", [entered(number) for number in range(3)])
    made.arrive()
    return made


@pytest.fixture
def lotse(capsys: pytest.CaptureFixture[str]) -> Lotse:
    """Exit status, and what was printed."""

    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        return run(["submission", "delta", *arguments]), capsys.readouterr().out

    return call


def values(document: dict[str, Any], gender: str) -> dict[str, int]:
    cell = next(one for one in document["cells"] if (one["code"], one["gender"]) == ("EECO01", gender))
    assert sum(one["value"] for one in cell["causes"]) == cell["after"] - cell["before"]
    return {one["cause"]: one["value"] for one in cell["causes"]}


def test_a_submission_is_compared_with_another_and_with_now(bureau: Bureau, lotse: Lotse) -> None:
    first = str(bureau.submit().made.submission_id)
    bureau.record("intake", [corrected(0, gender="male")])
    bureau.arrive()
    second = str(bureau.submit(actor="staff:bernd").made.submission_id)
    bureau.record("intake", [entered(7)])
    bureau.arrive()

    status, printed = lotse(first)
    to_second = json.loads(lotse(first, "--to", second, "--format", "json")[1])
    told = lotse(first, "--format", "text")[1]

    assert status == 0
    assert values(json.loads(printed), "female") == {"late_entry": 1, "correction": -1}
    assert values(to_second, "female") == {"correction": -1}
    assert (to_second["submission"], to_second["to"]) == (first, second)
    assert "EECO01 Gesamtzahl der Teilnehmer, weiblich: 3 → 3 (±0): Später erfasst +1, Berichtigt −1" in told
    assert "Teilnahme berichtigt  (Berichtigt)  intake 4  test" in told
    assert [lotse(*asked)[0] for asked in ((NOBODY,), (first, "--to", NOBODY))] == [2, 2]
