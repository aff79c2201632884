"""*Unterschied*: what changed since a submission, as a page, over HTTP and as files."""

import io
from html import unescape

import pytest
from openpyxl import load_workbook

from services.reporting.pages import deltas
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

ENTRIES = f"/intake/operations/{OPERATION}/participations"
NOBODY = "00000000-0000-8000-8000-000000000001"


def submit(town: Town, as_of: str = "2026-06-30") -> str:
    """The id of a new submission."""
    made = town.post(f"/reporting/operations/{OPERATION}/submissions", {"as_of": as_of}, "koordination")
    assert made.status_code == 201
    town.settle()
    return str(made.json()["id"])


def enter(town: Town, **more: str) -> None:
    assert town.post(ENTRIES, ENTRY | more).status_code == 201
    town.settle()


@pytest.fixture
def busy(town: Town) -> Town:
    """One counted participation."""
    enter(town)
    return town


def test_what_changed_since_a_submission(busy: Town, signed_in_as: SignedInAs) -> None:
    first = submit(busy)
    enter(busy, participant_no="E-2", disability="yes")
    second = submit(busy)
    anna = signed_in_as(busy, "koordination", "cli:anna")

    now = anna.get(f"/berichte/abgaben/{first}/unterschied")
    to_second = anna.get(f"/berichte/abgaben/{first}/unterschied?to={second}")
    nothing = anna.get(f"/berichte/abgaben/{second}/unterschied")

    rows = {(row[0], row[2]): row[3:] for row in tables_of(now)["Geänderte Zellen"].rows}
    assert rows[("EECO12", "weiblich")] == ["0", "1", "+1", "Später erfasst +1"]
    assert rows == {(row[0], row[2]): row[3:] for row in tables_of(to_second)["Geänderte Zellen"].rows}
    assert [row[1:3] for row in tables_of(now)["Ereignisse dahinter"].rows] == [["Teilnahme erfasst", "Später erfasst"]]
    assert "Keine Zahl des Berichts hat sich geändert." in nothing.text
    assert "angelegt" in unescape(now.text)


def test_where_facts_are_left_out_the_page_says_how_many_and_where_all_are(
    busy: Town, signed_in_as: SignedInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deltas, "SHOWN", 1)
    made = submit(busy)
    enter(busy, participant_no="E-2")
    enter(busy, participant_no="E-3")

    page = signed_in_as(busy, "koordination", "cli:anna").get(f"/berichte/abgaben/{made}/unterschied")

    assert len(tables_of(page)["Ereignisse dahinter"].rows) == 1
    assert "Gezeigt sind die ersten 1 von 2 Ereignissen; es fehlen 1." in page.text
    assert f'href="/reporting/submissions/{made}/delta?format=xlsx"' in page.text
    book = load_workbook(io.BytesIO(busy.get(f"/reporting/submissions/{made}/delta?format=xlsx").content))
    assert len(list(book["Ereignisse dahinter"].iter_rows(min_row=2, values_only=True))) == 2


def test_the_document_says_the_same_in_all_its_forms(busy: Town) -> None:
    made = submit(busy)
    enter(busy, participant_no="E-2", disability="yes")
    path = f"/reporting/submissions/{made}/delta"

    document = busy.get(path).json()
    lines = busy.get(f"{path}?format=csv").content.decode("utf-8-sig").splitlines()
    book = load_workbook(io.BytesIO(busy.get(f"{path}?format=xlsx").content))

    sums = {
        (cell["code"], cell["gender"]): (cell["after"] - cell["before"], sum(one["value"] for one in cell["causes"]))
        for cell in document["cells"]
    }
    assert sums
    assert all(change == told for change, told in sums.values())
    assert (document["submission"], document["to"]) == (made, None)
    assert len(lines) == 1 + sum(len(one["causes"]) for one in (*document["cells"], *document["not_counted"]))
    cells = list(book["Geänderte Zellen"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in cells] == [cell["code"] for cell in document["cells"]]
    assert [row[3:5] for row in cells] == [(cell["before"], cell["after"]) for cell in document["cells"]]
    assert busy.get(f"{path}?format=pdf").content.startswith(b"%PDF")


def test_what_cannot_be_compared_is_refused(busy: Town, signed_in_as: SignedInAs) -> None:
    opened = busy.post("/districts/operations", OPENING | {"operation": "anderes"}, "koordination")
    busy.settle()
    made = submit(busy)
    other = busy.post("/reporting/operations/anderes/submissions", {"as_of": "2026-06-30"}, "koordination").json()["id"]
    busy.settle()
    path, page = f"/reporting/submissions/{made}/delta", f"/berichte/abgaben/{made}/unterschied"
    anna, petra = (signed_in_as(busy, role, "cli:someone") for role in ("koordination", "pruefung"))

    assert opened.status_code == 201
    assert busy.get(f"/reporting/submissions/{NOBODY}/delta").status_code == 404
    assert busy.get(f"{path}?to={NOBODY}").status_code == 404
    assert busy.get(f"{path}?to={other}").status_code == 422
    assert busy.get(path, "planung").status_code == 403
    assert busy.get(path, "pruefung").status_code == 403
    refused = anna.get(f"{page}?to={other}")
    assert (refused.status_code, "desselben Vorhabens" in refused.text) == (422, True)
    assert (anna.get(f"{page}?to=x").status_code, anna.get(f"{page}?to={NOBODY}").status_code) == (422, 422)
    assert petra.get(page).status_code == 403
