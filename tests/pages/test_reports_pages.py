"""*Berichte*: the page, the workbook and the document say the same, cell by cell; who may read them, and waiting."""

import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from services.kernel.pages.wording import day, number
from services.kernel.roles import Role
from services.reporting.pages.asking import READERS
from services.reporting.sheets import FIGURES, GENDERS
from tests.api.conftest import ENTRY, OPERATION, Town
from tests.pages.browser import fields_of
from tests.pages.conftest import SignedInAs
from tests.pages.tables import tables_of

pytestmark = pytest.mark.server

ESF = f"/berichte/esf?operation={OPERATION}&as_of=2026-06-30"
ACTIVITY = "/berichte/taetigkeit?from=2026-01-01&to=2026-06-30"
API_ESF = f"/reporting/operations/{OPERATION}/reports/esf?as_of=2026-06-30"
API_ACTIVITY = "/reporting/reports/activity?from=2026-01-01&to=2026-06-30"
FORMULA = "=1+1"


@pytest.fixture
def busy(town: Town) -> Town:
    """Two counted participations, an incomplete one, and contacts, one in a Sozialraum that looks like a formula."""
    entries, contacts = (f"/intake/operations/{OPERATION}/{what}" for what in ("participations", "contacts"))
    for number_, more in enumerate(({}, {"gender": "male"}, {"isced": None})):
        town.post(entries, ENTRY | more | {"participant_no": f"E-{number_}"})
    contact = {"date": "2026-03-04", "sozialraum": "rieth", "case_no": "F-1", "topics": ["schulden"], "kind": "telefon"}
    town.post(contacts, contact | {"contact_no": "K-1", "track": "social"})
    town.post(contacts, contact | {"contact_no": "K-2", "case_no": None, "sozialraum": FORMULA})
    town.settle()
    return town


def document(town: Town, path: str) -> dict[str, Any]:
    answer = town.get(path)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_every_cell_of_the_esf_page_is_the_documents(busy: Town, signed_in_as: SignedInAs) -> None:
    expected = document(busy, API_ESF)
    page = signed_in_as(busy, "pruefung").get(ESF)
    shown = tables_of(page)
    assert [row[0] for row in shown["Indikatoren"].rows] == [cell["code"] for cell in expected["indicators"]]
    for row, cell in zip(shown["Indikatoren"].rows, expected["indicators"], strict=True):
        assert row[2:] == [*(number(cell.get(gender)) for gender in GENDERS), "ja" if cell["estimated"] else "nein"]
    assert shown["Nicht gezählt"].rows == [["unvollständig nach Artikel 17 Absatz 5", "1"]]
    assert [row[2] == "stimmt" for row in shown["Prüfungen"].rows] == [one["holds"] for one in expected["checks"]]
    assert expected["digest"] in page.text
    assert f"Fallarbeit, Nr.\u00a0{expected['positions']['intake']}" in page.text


def test_every_figure_of_the_activity_page_is_the_documents(busy: Town, signed_in_as: SignedInAs) -> None:
    expected = document(busy, API_ACTIVITY)
    shown = tables_of(signed_in_as(busy, "planung").get(ACTIVITY))
    single = {FIGURES[name]: number(value) for name, value in expected.items() if isinstance(value, int)}
    assert dict(shown["Kennzahlen"].rows) == single
    assert single["Kontakte"] == "2"
    for name in (name for name, figure in expected.items() if figure and isinstance(figure, dict)):
        assert {row[1]: row[2] for row in shown[FIGURES[name]].rows} == {
            key: number(value) for key, value in expected[name].items()
        }
    assert shown["Kontakte nach Kontaktart"].rows == [["Telefon", "telefon", "2"]]


def test_a_workbook_holds_the_cells_of_the_document_and_no_formula(busy: Town) -> None:
    expected = document(busy, API_ESF)
    book = load_workbook(io.BytesIO(busy.get(f"{API_ESF}&format=xlsx").content))
    rows = list(book["Indikatoren"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], *row[2:6]) for row in rows] == [
        (cell["code"], *(cell.get(gender) for gender in GENDERS)) for cell in expected["indicators"]
    ]
    assert ("Prüfsumme", expected["digest"]) in list(book["Angaben"].values)

    figures = document(busy, API_ACTIVITY)
    book = load_workbook(io.BytesIO(busy.get(f"{API_ACTIVITY}&format=xlsx").content))
    for name, figure in figures.items():
        if isinstance(figure, dict):
            sheet = book[FIGURES[name][:31]].iter_rows(min_row=2, values_only=True)
            assert {key: value for _, key, value in sheet} == figure
        elif name in FIGURES:
            assert (FIGURES[name], figure) in list(book["Kennzahlen"].values)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_printed_report_names_every_indicator_and_its_digest(busy: Town) -> None:
    expected = document(busy, API_ESF)
    answer = busy.get(f"{API_ESF}&format=pdf")
    assert answer.headers["content-disposition"].endswith(f'esf-{busy.district}-{OPERATION}-2026-06-30.pdf"')
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert all(cell["code"] in said for cell in expected["indicators"])
    assert expected["digest"] in said.replace("\n", "")
    assert (
        "Tätigkeitsbericht"
        in PdfReader(io.BytesIO(busy.get(f"{API_ACTIVITY}&format=pdf").content)).pages[0].extract_text()
    )


def test_the_downloads_of_a_page_are_the_answer_to_its_own_question(busy: Town, signed_in_as: SignedInAs) -> None:
    browser = signed_in_as(busy, "koordination")
    for page, api in ((ESF, API_ESF), (ACTIVITY, API_ACTIVITY)):
        link = next(part.split('"')[0] for part in browser.get(page).text.split('href="') if "format=json" in part)
        told = browser.get(link.replace("&amp;", "&"))
        assert json.loads(told.content) == document(busy, api)


def test_what_was_not_known_then_is_not_in_the_report_of_then(busy: Town, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(busy, "koordination").get(f"{ESF}&known_at=2020-01-01T00:00")
    assert tables_of(page)["Indikatoren"].rows[0][5] == "0"
    assert fields_of(page)["known_at"] == ["2020-01-01T00:00"]


@pytest.mark.parametrize("path", ["/berichte", ESF, ACTIVITY, "/berichte/esf", "/berichte/taetigkeit"])
@pytest.mark.parametrize("role", list(Role))
def test_reports_are_for_those_who_answer_for_them(
    quiet_town: Town, signed_in_as: SignedInAs, role: str, path: str
) -> None:
    assert signed_in_as(quiet_town, role).get(path).status_code == (200 if role in READERS else 403)


@pytest.mark.parametrize(
    ("path", "field", "typed"),
    [
        (f"/berichte/esf?operation={OPERATION}&as_of=gestern", "as_of", "gestern"),
        (f"/berichte/esf?operation={OPERATION}&as_of=", "as_of", ""),
        ("/berichte/esf?operation=nirgends&as_of=2026-06-30", "operation", None),
        (f"{ESF}&known_at=2999-01-01T00:00", "known_at", "2999-01-01T00:00"),
        (f"{ESF}&catalogue_version=99", "catalogue_version", None),
        ("/berichte/taetigkeit?from=2026-06-30&to=2026-01-01", "to", "2026-01-01"),
        ("/berichte/taetigkeit?from=2026-06-30&to=%22%3E%3Cscript%3E", "to", '"><script>'),
    ],
)
def test_a_wrong_question_is_shown_again_with_what_is_wrong(
    quiet_town: Town, signed_in_as: SignedInAs, path: str, field: str, typed: str | None
) -> None:
    page = signed_in_as(quiet_town, "planung").get(path)
    assert page.status_code == 422
    assert f'href="#feld-{field}"' in page.text
    assert typed is None or fields_of(page)[field] == [typed]
    assert "<script>" not in page.text
    assert not tables_of(page)


def test_a_report_that_waits_says_how_much_is_missing_and_how_to_go_on(town: Town, signed_in_as: SignedInAs) -> None:
    town.post(f"/intake/operations/{OPERATION}/participations", ENTRY)
    page = signed_in_as(town, "koordination").get(ESF)
    assert page.status_code == 503
    assert page.headers["retry-after"]
    assert "Ein Eintrag ist unterwegs" in page.text
    assert f'href="{ESF.replace("&", "&amp;")}"' in page.text
    town.settle()
    assert signed_in_as(town, "koordination").get(ESF).status_code == 200


def test_the_list_names_each_operation_with_its_period(quiet_town: Town, signed_in_as: SignedInAs) -> None:
    page = signed_in_as(quiet_town, "auswertung").get("/berichte")
    [row] = tables_of(page)["Vorhaben des Landkreises"].rows
    assert row[:3] == ["ThINKA", f"{day('2022-01-01')} bis {day('2027-12-31')}", "ESO4.8"]
    assert 'href="/berichte"' in page.text.partition("</nav>")[0]
