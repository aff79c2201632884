"""*Abgaben*: made by one, approved by another, shown as it was, verified, returned; as pages and over HTTP."""

from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from services.kernel.pages.wording import number
from tests.api.conftest import ENTRY, OPERATION, Town
from tests.pages.browser import fields_of
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

PAGES = "/berichte/abgaben"
EXPLAIN = "/berichte/erklaerung"
API = "/reporting/submissions"
ASKED = {"operation": OPERATION, "as_of": "2024-06-30"}


@pytest.fixture
def busy(town: Town) -> Town:
    """One counted participation."""
    enter(town, "E-1")
    return town


def enter(town: Town, participant_no: str) -> None:
    stored = town.post(f"/intake/operations/{OPERATION}/participations", ENTRY | {"participant_no": participant_no})
    assert stored.status_code == 201
    town.settle()


def test_a_submission_on_its_way_through_the_pages(busy: Town, signed_in_as: SignedInAs) -> None:
    anna = signed_in_as(busy, "koordination", "cli:anna")
    bernd = signed_in_as(busy, "koordination", "cli:bernd")
    examiner = signed_in_as(busy, "pruefung", "cli:petra")
    wrong = anna.post(f"{PAGES}/neu", {"operation": OPERATION, "as_of": "gestern"})

    mine = anna.does(f"{PAGES}/neu", ASKED)
    path = mine.url.path
    refused = anna.post(f"{path}/freigabe")
    enter(busy, "E-2")
    approved = bernd.does(f"{path}/freigabe")

    assert (wrong.status_code, fields_of(wrong)["as_of"]) == (422, ["gestern"])
    assert "Freigeben muss jemand anderes" in mine.text
    assert (refused.status_code, "gibt sie nicht selbst frei" in refused.text) == (409, True)
    assert "freigegeben" in approved.text
    shown = tables_of(approved)
    assert [row[1:] for row in shown["Schritte, der erste zuerst"].rows] == [
        ["angelegt", "Betrieb (anna)"],
        ["freigegeben", "Betrieb (bernd)"],
    ]
    assert shown["Indikatoren"].rows[0][-2] == number(1)  # E-2 came later
    assert "ist Zeichen für Zeichen derselbe" in examiner.get(f"{path}/nachpruefung").text
    assert path in examiner.get(PAGES).text
    explained = {**ASKED, "submission": path.rpartition("/")[2], "indicator": "EECO01", "gender": "total"}
    assert f"{EXPLAIN}?{urlencode(explained)}" in unescape(approved.text)
    behind = anna.get(f"{EXPLAIN}?{urlencode(explained)}")
    assert [row[0] for row in tables_of(behind)["Gezählt"].rows] == ["E-1"]
    assert "alles, worauf die Abgabe beruht" in behind.text
    other_day = anna.get(f"{EXPLAIN}?{urlencode({**explained, 'as_of': '2024-12-31'})}")
    assert (other_day.status_code, "Diese Abgabe ist ein anderer Bericht" in other_day.text) == (422, True)
    assert examiner.get(f"{path}/freigabe").status_code == 403


def test_a_submission_over_http(busy: Town) -> None:
    made = busy.post(f"/reporting/operations/{OPERATION}/submissions", {"as_of": "2024-06-30"}, "koordination")
    busy.settle()
    one = f"{API}/{made.json()['id']}"
    document = get(busy, one)["document"]

    own = busy.post(f"{one}/approval", {}, "koordination")
    returned = busy.post(f"{one}/return", {"ground": "entries_expected"}, "koordination")
    busy.settle()

    assert made.status_code == 201
    assert set(made.json()) == {"id", "digest", "positions", "checkpoint", "position"}
    assert document == get(busy, f"/reporting/operations/{OPERATION}/reports/esf?as_of=2024-06-30")
    assert (own.status_code, returned.status_code) == (409, 201)
    assert [step["ground"] for step in get(busy, one)["steps"]] == ["entries_expected"]
    assert [each["state"] for each in get(busy, f"{API}?operation={OPERATION}")] == ["returned"]
    cell = f"/reporting/operations/{OPERATION}/explain?as_of=2024-06-30&indicator=EECO01"
    assert len(get(busy, f"{cell}&submission={made.json()['id']}")["counted"]) == 1
    assert busy.get(f"{cell}&submission=00000000-0000-8000-8000-000000000001").status_code == 404
    assert busy.get(f"{cell}&submission={made.json()['id']}&catalogue=esf-2014-2020").status_code == 422
    assert get(busy, f"{one}/verification") == {"result": "recomputed", "differences": []}
    assert busy.post(f"{one}/withdrawal", {}, "koordination").status_code == 409
    assert busy.get(f"{API}/00000000-0000-8000-8000-000000000001").status_code == 404
    assert busy.post(f"{one}/approval", {}, "pruefung").status_code == 403


def get(town: Town, path: str) -> Any:
    answer = town.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()
