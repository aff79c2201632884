"""*Erklärung*: the way there from every number, what the page says, and who may see it."""

import json
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest

from services.cli import run
from services.reporting.pages.lists import PAGE
from tests.api.conftest import ENTRY, OPERATION, Town
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

ESF = f"/berichte/esf?operation={OPERATION}&as_of=2026-06-30"
ACTIVITY = f"/berichte/taetigkeit?from=2026-01-01&to=2026-06-30&operation={OPERATION}"
CELL = {"operation": OPERATION, "as_of": "2026-06-30", "indicator": "EECO01", "gender": "female"}
FIGURE = {"from": "2026-01-01", "to": "2026-06-30", "operation": OPERATION}
OLD = "esf-2014-2020"
OLD_CELL = {"catalogue": OLD, "indicator": "CO01"}
EXPLAIN = "/berichte/erklaerung"
FIGURE_EXPLAIN = "/berichte/taetigkeit/erklaerung"
API = f"/reporting/operations/{OPERATION}/explain"


OPTIONS = ("--operation", OPERATION, "--as-of", "2026-06-30", "--indicator", "EECO01", "--gender", "female")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """What a command prints as its machine form."""
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def busy(town: Town) -> Town:
    """More people than a page shows, one of them male, one incomplete; two contacts."""
    entries, contacts = (f"/intake/operations/{OPERATION}/{what}" for what in ("participations", "contacts"))
    for number, more in enumerate(({"gender": "male"}, {"isced": None}, *[{}] * (PAGE + 1))):
        town.post(entries, ENTRY | more | {"participant_no": f"E-{number}"})
    contact: dict[str, Any] = {"date": "2026-03-04", "sozialraum": "rieth", "kind": "telefon"}
    town.post(contacts, contact | {"contact_no": "K-1", "case_no": "F-1"})
    town.post(contacts, contact | {"contact_no": "K-2", "case_no": None})
    town.settle()
    return town


def test_a_cell_is_explained_person_by_person_as_the_document_says(
    busy: Town, signed_in_as: SignedInAs, capsys: pytest.CaptureFixture[str]
) -> None:
    document = busy.get(f"{API}?{urlencode({k: v for k, v in CELL.items() if k != 'operation'})}").json()
    someone = signed_in_as(busy, "koordination")
    page = someone.get(f"{EXPLAIN}?{urlencode(CELL)}")
    lists = tables_of(page)

    assert printed(capsys, "explain", "--district", busy.district, *OPTIONS) == document
    assert run(["explain", "--district", busy.district, *OPTIONS, "--format", "text"]) == 0
    assert "  E-0: Geschlecht: männlich, gefragt: weiblich" in capsys.readouterr().out
    assert unescape(someone.get(ESF).text).count(f"{EXPLAIN}?") > 50
    assert len(document["counted"]) == PAGE + 1
    assert [row[0] for row in lists["Gezählt"].rows] == [row["participant_no"] for row in document["counted"][:PAGE]]
    told = {row[0]: row[2] for row in lists["Nicht gezählt"].rows}
    assert told["E-0"] == "Geschlecht: männlich, gefragt: weiblich"
    assert told["E-1"].startswith("unvollständig nach Artikel 17 Absatz 5: Bildungsabschluss (ISCED): unbekannt")
    assert {row["participant_no"]: row["rule"] for row in document["not_counted"]} == told
    assert "Teilnahme erfasst" in page.text
    assert "Betrieb (tester) (Fallarbeit, Nr." in page.text
    assert f'href="{ESF}"' in unescape(page.text)
    assert '<option value="EECO01" selected>' in page.text
    assert f'name="catalogue" value="{OLD}"' in someone.get(f"{EXPLAIN}?{urlencode({**CELL, **OLD_CELL})}").text
    assert f'href="/teilnahmen/{OPERATION}/' in page.text
    last = tables_of(someone.get(f"{EXPLAIN}?{urlencode({**CELL, 'seite': 2})}"))["Gezählt"].rows
    assert [row[0] for row in last] == [document["counted"][-1]["participant_no"]]


def test_a_figure_is_explained_contact_by_contact(
    busy: Town, signed_in_as: SignedInAs, capsys: pytest.CaptureFixture[str]
) -> None:
    someone = signed_in_as(busy, "koordination")
    lists = tables_of(someone.get(f"{FIGURE_EXPLAIN}?{urlencode({**FIGURE, 'figure': 'clients_reached'})}"))
    by_kind = someone.get(f"{FIGURE_EXPLAIN}?{urlencode({**FIGURE, 'figure': 'contacts_by_kind', 'key': 'telefon'})}")

    period = ("--district", busy.district, "--from", "2026-01-01", "--to", "2026-06-30", "--operation", OPERATION)
    document = busy.get(f"/reporting/reports/activity/explain?{urlencode({**FIGURE, 'figure': 'clients_reached'})}")

    assert printed(capsys, "explain-activity", *period, "--figure", "clients_reached") == document.json()
    assert document.json()["value"] == 1
    by_phone = ["--figure", "contacts_by_kind", "--key", "telefon", "--format", "text"]
    assert run(["explain-activity", *period, *by_phone]) == 0
    assert "Kontakte nach Kontaktart: 2" in capsys.readouterr().out
    assert run(["explain-activity", *period, "--figure", "contacts_by_kind"]) == 2
    assert f"{FIGURE_EXPLAIN}?" in someone.get(ACTIVITY).text
    assert [row[3] for row in lists["Gezählt"].rows] == ["Erster Kontakt des Falls im Zeitraum"]
    assert [row[3] for row in lists["Nicht gezählt"].rows] == ["anonym: gehört zu keinem Fall"]
    assert len(tables_of(by_kind)["Gezählt"].rows) == 2


def test_who_plans_or_examines_without_a_mandate_sees_nobody(town: Town, signed_in_as: SignedInAs) -> None:
    town.settle()
    for role in ("planung", "auswertung", "fachkraft", "pruefung"):
        someone = signed_in_as(town, role)
        assert someone.get(f"{EXPLAIN}?{urlencode(CELL)}").status_code == 403, role
        assert someone.get(f"{FIGURE_EXPLAIN}?{urlencode({**FIGURE, 'figure': 'contacts'})}").status_code == 403, role
    assert f"{EXPLAIN}?" not in signed_in_as(town, "planung").get(ESF).text


def test_a_wrong_question_is_told_at_its_field(town: Town, signed_in_as: SignedInAs) -> None:
    town.settle()
    someone = signed_in_as(town, "koordination")
    for path, field in (
        (f"{EXPLAIN}?{urlencode({**CELL, 'indicator': 'EECO99'})}", "indicator"),
        (f"{EXPLAIN}?{urlencode({**CELL, 'as_of': 'gestern'})}", "as_of"),
        (f"{FIGURE_EXPLAIN}?{urlencode({**FIGURE, 'figure': 'contacts_by_kind'})}", "key"),
        (f"{FIGURE_EXPLAIN}?{urlencode({**FIGURE, 'figure': 'nothing_such'})}", "figure"),
    ):
        page = someone.get(path)
        assert page.status_code == 422, path
        assert f'id="fehler-{field}"' in page.text, path
