"""What is taken along: tables whose values are those of the page, read back by other programs."""

import csv
import io
from datetime import date, datetime

from msgspec.structs import replace as but
from openpyxl import load_workbook

from services.districts.domain.funding import FUNDING
from services.districts.domain.funding_state import Funding
from services.districts.funding_files import csv_bytes, workbook_bytes
from services.districts.funding_sheets import plan_and_actual, sheets
from tests.districts.funding.grant import PLANNED, POST, document, filled, received, spent


def everything() -> Funding:
    facts = (
        PLANNED,
        spent(1_234_56, date(2022, 5, 5)),
        received(500_00, date(2022, 6, 1), last=True),
        POST,
        filled(50, date(2026, 1, 1)),
        but(document(date(2030, 1, 1)), title="=1+1"),
    )
    return FUNDING.fold(facts)


def test_the_table_has_plan_and_actual_of_every_year() -> None:
    text = csv_bytes(plan_and_actual(everything())).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert rows[0] == ["Zeitraum", "Bereich", "Bezeichnung", "Plan", "Abgerufen", "Ist"]
    assert ["gesamt", "Finanzierung, EUR", "ESF", "80000,00", "0,00", "500,00"] in rows
    assert ["2022", "Kosten, EUR", "Personal", "29972,63", "", "1234,56"] in rows
    assert ["01/2026", "Stellen, VZÄ", "alle Stellen", "0,75", "", "0,50"] in rows


def test_the_workbook_reads_back_with_numbers_and_days() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes("Finanzierung", sheets(everything()))))

    assert book.sheetnames == ["Plan und Ist", "Buchungen", "Stellen", "Ziele", "Dokumente"]
    booked = list(book["Buchungen"].values)
    assert booked[1:] == [
        (datetime(2022, 5, 5), "Ausgabe", "Personal", 1234.56),  # noqa: DTZ001 - as the sheet says it
        (datetime(2022, 6, 1), "Schlusszahlung", "ESF", 500),  # noqa: DTZ001
    ]


def test_words_that_look_like_a_formula_stay_words() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes("Finanzierung", sheets(everything()))))
    cell = book["Dokumente"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")

    of_documents = sheets(everything())[-1]
    assert "'=1+1" in csv_bytes(of_documents).decode()


def test_the_same_funding_gives_the_same_bytes() -> None:
    first, second = (workbook_bytes("Finanzierung", sheets(everything())) for _ in range(2))
    assert first == second
