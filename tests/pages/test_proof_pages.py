"""*Prüfpunkte* and *Zustellnachweise*: what they show, who may, and that sending twice compares once."""

import base64
from typing import Any

import pytest

from services.kernel.roles import Role
from services.reporting.proving.checkpoints import read_checkpoint
from services.reporting.proving.notes import VerifierKey
from tests.api.conftest import ENTRY, OPERATION, Town
from tests.pages.conftest import SignedInAs

pytestmark = pytest.mark.server

EXAMINERS = {"koordination", "pruefung"}
FORM = "/pruefung/zustellung/neu"


@pytest.fixture
def kept(town: Town) -> Town:
    assert town.post(f"/intake/operations/{OPERATION}/participations", ENTRY).status_code == 201
    town.settle()
    return town


def test_the_checkpoint_of_now_is_shown_with_its_key(kept: Town, signed_in_as: SignedInAs) -> None:
    told: dict[str, Any] = kept.get("/reporting/checkpoint", "pruefung").json()
    page = signed_in_as(kept, "pruefung").get("/pruefung/pruefpunkte")

    signed = read_checkpoint(told["checkpoint"], VerifierKey.read(told["key"]))
    assert (signed.size, signed.root.hex()) == (told["entries"], told["root"])
    assert told["root"] in page.text
    assert told["key"] in page.text.replace("&#43;", "+")


def test_a_fact_is_proven_over_http(kept: Town) -> None:
    proof = kept.get("/reporting/proofs/inclusion?source=intake&sequence=1", "koordination").json()
    grown = kept.get("/reporting/proofs/consistency?from=1", "koordination").json()

    assert proof["holds"]
    assert grown["holds"]
    assert b'"source":"/districts/' in base64.b64decode(proof["event"])
    assert kept.get("/reporting/proofs/inclusion?source=intake&sequence=999", "koordination").status_code == 404


def test_comparing_leads_to_a_certificate_that_says_all_is_there(kept: Town, signed_in_as: SignedInAs) -> None:
    somebody = signed_in_as(kept, "koordination")

    answer = somebody.post(FORM, key="einmal")
    again = somebody.post(FORM, key="einmal")
    page = somebody.get(answer.headers["Location"])

    assert answer.status_code == again.status_code == 303
    assert answer.headers["Location"].split("?")[0] == again.headers["Location"].split("?")[0]
    assert "Alles ist angekommen." in page.text
    assert "0 fehlen, 0 doppelt, 0 verändert." in page.text
    assert "vollständig" in somebody.get("/pruefung/zustellung").text
    (row,) = kept.get("/reporting/deliveries", "pruefung").json()
    certificate = f"/reporting/deliveries/{row['certificate_id']}"
    assert kept.get(certificate, "pruefung").json()["result"] == "complete"
    assert kept.get(f"{certificate}.pdf", "pruefung").content.startswith(b"%PDF")


def test_only_who_examines_or_answers_for_it_may_look(kept: Town, signed_in_as: SignedInAs) -> None:
    for role in Role:
        someone = signed_in_as(kept, role)
        for path in ("/pruefung/pruefpunkte", "/pruefung/zustellung", FORM):
            assert (someone.get(path).status_code == 200) is (role in EXAMINERS), (role, path)
