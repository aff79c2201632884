"""``lotse audit mandate`` and ``lotse audit sample``: what operators type, and what they get."""

import json
from typing import Any

import pytest

from services.cli import run
from tests.api.conftest import OPERATION
from tests.reporting.auditing.conftest import Examined

pytestmark = pytest.mark.server


def typed(capsys: pytest.CaptureFixture[str], examined: Examined, *arguments: str) -> Any:
    """What a call answers, once everything before it has been read."""
    examined.town.settle()
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_operator_grants_lists_and_revokes_a_mandate(examined: Examined, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--district", examined.town.district)
    wanted = examined.mandate()
    period = ("--from", wanted["audited_from"], "--to", wanted["audited_to"], "--expires", wanted["expires"])
    granting = ("audit", "mandate", "grant", "Ruth Brenner", *where, "--operation", OPERATION, *period)

    granted = typed(capsys, examined, *granting)
    listed = typed(capsys, examined, "audit", "mandate", "list", *where)
    typed(capsys, examined, "audit", "mandate", "revoke", granted["mandate_id"], *where)
    after = typed(capsys, examined, "audit", "mandate", "list", *where)

    assert granted["staff_id"] == examined.examiner.subject
    assert [(each["mandate_id"], each["standing"]) for each in listed] == [(granted["mandate_id"], "holds")]
    assert [each["standing"] for each in after] == ["revoked"]
    assert after[0]["revoked_by"].startswith("cli:")


def test_the_same_seed_draws_the_same_sample(examined: Examined, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = ("audit", "sample", "--operation", OPERATION, "--n", "2", "--district", examined.town.district)

    first, again = (typed(capsys, examined, *drawing, "--seed", "17") for _ in range(2))

    assert len(first["participations"]) == 2
    assert first["participations"] == again["participations"]
    assert first["sample_id"] != again["sample_id"]


def test_a_sample_for_people_names_questions_answers_and_events(
    examined: Examined, capsys: pytest.CaptureFixture[str]
) -> None:
    examined.town.settle()
    drawing = ("audit", "sample", "--operation", OPERATION, "--n", "1", "--seed", "17")

    assert run([*drawing, "--district", examined.town.district]) == 0

    told = capsys.readouterr().out
    assert "2.1 Sind die Angaben bei Eintritt vollständig (Anhang I)?" in told
    assert "ja: Alle Angaben nach Artikel 17 Absatz 5 liegen vor." in told
    assert any(f"Ereignisse: Fallarbeit, Nr.\u00a0{number}, " in told for number in (1, 2, 3))
