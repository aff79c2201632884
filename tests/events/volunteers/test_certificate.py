"""A certificate says who helped, from when to when, how long and with what; the same one gives the same bytes."""

from io import BytesIO

from pypdf import PdfReader

from services.events.certificates import Certificate, printed

SHEET = Certificate(
    name="Erika Beispiel",
    issuer="Musterkreis",
    first_day="01.01.2026",
    last_day="30.06.2026",
    hours="42 Stunden 30 Minuten",
    issued_on="01.07.2026",
    tasks=("Hausaufgabenhilfe", "Stadtteilfest"),
)


def test_a_certificate_reads_as_it_was_meant() -> None:
    pdf = printed(SHEET)
    text = " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())

    assert "Bescheinigung über ehrenamtliche Tätigkeit" in text
    assert "Erika Beispiel hat in der Zeit vom 01.01.2026 bis 30.06.2026" in text
    for shown in ("42 Stunden 30 Minuten", "Hausaufgabenhilfe", "Stadtteilfest", "Musterkreis", "01.07.2026"):
        assert shown in text
    assert PdfReader(BytesIO(pdf)).root_object["/MarkInfo"]
    assert pdf == printed(SHEET)


def test_words_of_people_are_no_program_for_the_printer() -> None:
    strange = Certificate(
        name="#set text(red) *Erika*",
        issuer="Kreis",
        first_day="01.01.2026",
        last_day="30.06.2026",
        hours="1 Stunde",
        issued_on="01.07.2026",
        tasks=("#panic()",),
    )

    text = " ".join(PdfReader(BytesIO(printed(strange))).pages[0].extract_text().split())

    assert "#set text(red) *Erika*" in text
    assert "#panic()" in text
    assert "Die Aufgabe war:" in text
