"""``lotse submission``: the machine forms, ids that are found in whichever district, and exit 4 for what differs."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from services.cli import run
from services.kernel.settings import Settings
from tests.reporting.facts import OPERATION, entered, opened, released
from tests.reporting.submissions.bureau import Bureau, new_bureau

pytestmark = pytest.mark.server

Lotse = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def bureau(settings: Settings) -> Bureau:
    made = new_bureau(settings)
    made.record("districts", [opened(), released()])
    made.record("intake", [entered(number) for number in range(3)])
    made.arrive()
    return made


@pytest.fixture
def lotse(capsys: pytest.CaptureFixture[str]) -> Lotse:
    """Exit status, and the document that was printed."""

    def call(*arguments: str) -> tuple[int, Any]:
        capsys.readouterr()
        status = run(["submission", *arguments, "--format", "json"])
        printed = capsys.readouterr().out
        return status, json.loads(printed) if printed else None

    return call


def test_a_submission_at_the_command_line(bureau: Bureau, lotse: Lotse) -> None:
    where = ("--district", bureau.district, "--operation", OPERATION)
    status, made = lotse("create", *where, "--as-of", "2024-12-31")
    bureau.arrive()
    flipped = "set_byte(body, 120, get_byte(body, 120) # 1)"
    flip = f"UPDATE journal SET body = {flipped} WHERE source = 'intake' AND sequence = 2"  # noqa: S608

    verified = lotse("verify", made["id"])
    with bureau.tampered("reporting", "journal", flip):
        exit_status, differs = lotse("verify", made["id"], "--district", bureau.district)
    with bureau.tampered("reporting", "journal", "DELETE FROM journal WHERE index > 4"):
        cut_status, cut = lotse("verify", made["id"])  # the end never arrives again; nobody waits for it
    _, listed = lotse("list", *where)
    refused, _ = lotse("approve", made["id"])
    unknown, _ = lotse("verify", "00000000-0000-8000-8000-000000000001")

    assert (status, set(made)) == (0, {"id", "digest", "positions", "checkpoint"})
    assert verified == (0, {"result": "recomputed", "differences": []})
    assert (exit_status, differs["result"]) == (4, "differs")
    assert {"kind", "index", "source", "sequence", "type", "id", "what"} == set(differs["differences"][0])
    assert (differs["differences"][0]["source"], differs["differences"][0]["sequence"]) == ("intake", 2)
    assert (cut_status, cut["result"]) == (4, "differs")
    assert "Am Ende fehlen" in cut["differences"][0]["what"]
    assert [(one["id"], one["state"], one["period"]) for one in listed] == [(made["id"], "created", "202412")]
    assert (refused, unknown) == (1, 2)
