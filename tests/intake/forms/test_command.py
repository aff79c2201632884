"""Forms on the command line."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from services.cli import run
from tests.intake.conftest import OPERATION, Desk

pytestmark = pytest.mark.server


def test_a_form_is_printed_into_a_file(desk: Desk, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "fragebogen.pdf"
    there = ["--district", desk.district, "--operation", OPERATION]

    status = run(["form", "print", "questionnaire", *there, "--code-word", "Apfel-Wolke-7", "--out", str(out)])

    assert status == 0, capfd.readouterr().err
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Vorhaben: Th.INKA (thinka)" in text
    assert "Codewort: Apfel-Wolke-7" in text

    for wrong in (
        ["speisekarte", *there],
        ["merkblatt", *there, "--version", "9"],
        ["merkblatt", *there[:3], "nichts"],
    ):
        assert run(["form", "print", *wrong, "--out", str(tmp_path / "nie.pdf")]) == 2
    assert run(["form", "print", "merkblatt", *there, "--out", str(tmp_path / "fehlt" / "a.pdf")]) == 1
    assert not (tmp_path / "nie.pdf").exists()


def test_the_released_texts_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["form", "list", "--format", "json"]) == 0
    listed = json.loads(capfd.readouterr().out)
    assert ("merkblatt", 1) in [(each["key"], each["version"]) for each in listed]
