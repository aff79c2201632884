"""What stands on the paper, read back by another program."""

import io
import re

import pytest
from pypdf import PdfReader

from services.intake.forms.library import FormText, released, released_text
from services.intake.forms.printing import Heading, printed

HEADING = Heading(operation="thinka-2022", operation_name="Th.INKA *Erfurt* #1 $x$", code_word="Apfel-Wolke-7")


def read(pdf: bytes) -> tuple[str, PdfReader]:
    """The text without line breaks and without what the type-setter hyphenates."""
    reader = PdfReader(io.BytesIO(pdf))
    return squeezed(" ".join(page.extract_text() for page in reader.pages)), reader


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]+", "", text)


@pytest.mark.parametrize("text", released(), ids=lambda text: text.key)
def test_a_form_says_every_word_of_its_text_and_where_it_is_from(text: FormText) -> None:
    said, reader = read(printed(text, HEADING))
    questions = [question for section in text.sections for question in section.questions]
    expected = [
        text.title,
        *text.paragraphs,
        *(section.title for section in text.sections),
        *(question.label for question in questions),
        *(choice for question in questions for choice in question.choices),
        text.source,
        f"Text {text.key}, Version {text.version}",
        "Vorhaben: Th.INKA *Erfurt* #1 $x$ (thinka-2022)",
        "Codewort: Apfel-Wolke-7",
        "Ort, Datum",
        "Unterschrift",
    ]
    assert [words for words in expected if squeezed(words) not in said] == []
    assert reader.metadata is not None
    assert reader.metadata.title == text.title


@pytest.mark.parametrize("text", released(), ids=lambda text: text.key)
def test_a_form_is_accessible_and_may_be_archived(text: FormText) -> None:
    _, reader = read(printed(text, HEADING))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "de-DE"
    assert root["/MarkInfo"]["/Marked"]
    told = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfuaid:part>1<", told)
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", told, re.DOTALL)


def test_a_blank_form_names_no_code_word() -> None:
    text = released_text("merkblatt")
    assert text is not None
    said, _ = read(printed(text, Heading(operation="thinka", operation_name="ThINKA")))
    assert "Codewort" not in said


def test_the_same_form_is_the_same_file() -> None:
    text = released_text("questionnaire")
    assert text is not None
    assert printed(text, HEADING) == printed(text, HEADING)
