"""*Angebotslücken*: the page says what the document says; who may read it, and the way there."""

from typing import Any

import pytest

from services.kernel.roles import Role
from services.reporting.gaps_tables import VERDICTS
from tests.api.conftest import OPERATION, Town
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

PAGE = "/berichte/angebotsluecken?from=2026-01-01&to=2026-06-30"
API = "/reporting/reports/gaps?from=2026-01-01&to=2026-06-30"


@pytest.fixture
def busy(town: Town) -> Town:
    contact: dict[str, Any] = {"date": "2026-03-04", "sozialraum": "rieth", "topics": ["schulden"], "kind": "telefon"}
    for number in range(4):
        town.post(f"/intake/operations/{OPERATION}/contacts", contact | {"contact_no": f"K-{number}", "case_no": None})
    town.settle()
    return town


def test_the_page_shows_the_cells_of_the_document(busy: Town, signed_in_as: SignedInAs) -> None:
    (cell,) = busy.get(API).json()["cells"]
    shown = tables_of(signed_in_as(busy, "planung").get(PAGE))

    assert (cell["sozialraum"], cell["topic"], cell["verdict"], cell["contacts"]) == ("rieth", "schulden", "gap", 4)
    for table in ("Lücken", "Bedarf und Angebote"):
        ((place, _, contacts, cases, *_, verdict),) = shown[table].rows
        assert (place, contacts, cases, verdict) == ("rieth", "4", "weniger als 3", VERDICTS["gap"])


def test_who_plans_is_led_there_and_nobody_else(busy: Town, signed_in_as: SignedInAs) -> None:
    for role in Role:
        someone = signed_in_as(busy, role)
        may = role in {"koordination", "planung"}
        assert (someone.get(PAGE).status_code == 200) is may, role
        assert ("/berichte/angebotsluecken" in someone.get("/berichte").text) is may, role


def test_a_period_that_ends_before_it_starts_is_told_at_its_field(busy: Town, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(busy, "planung").get("/berichte/angebotsluecken?from=2026-06-30&to=2026-01-01")

    assert page.status_code == 422
    assert "Der Zeitraum endet, bevor er beginnt." in page.text


def test_the_way_there_begins_with_this_year(busy: Town, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(busy, "koordination").get("/berichte/angebotsluecken")

    assert page.status_code == 200
    assert 'name="from"' in page.text
    assert "Lücken</caption>" not in page.text
