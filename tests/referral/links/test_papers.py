"""Papers: the letter with its QR code says what the consent names, the note for the person says nothing of anybody."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from services.referral.domain.book import BOOK
from services.referral.paper.contents import Papers
from services.referral.paper.printing import printed
from tests.referral.links.partnership import FACHKRAFT, TEXTS, Partnership, Somebody

pytestmark = pytest.mark.server


def papers(somebody: Somebody) -> Papers:
    at = somebody.at
    return Papers(at.service, at.district, at.service.state(at.district, BOOK, somebody.book_id), somebody.referral_id)


def text_of(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_the_letter_has_the_code_and_what_was_handed_over(at: Partnership) -> None:
    somebody = Somebody(at, message="Bitte vormittags anrufen").hand_over("link_on_paper")
    issued = somebody.link("link_on_paper")

    pdf = printed(papers(somebody).letter_to_partner(issued, FACHKRAFT))
    text = text_of(pdf)

    for shown in (*TEXTS.values(), "Bitte vormittags anrufen", issued.code, "0361 112233", "Erstgespräch"):
        assert shown in text
    assert issued.token not in text
    assert PdfReader(BytesIO(pdf)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf == printed(papers(somebody).letter_to_partner(issued, FACHKRAFT))


def test_once_the_consent_is_withdrawn_the_letter_says_nothing_of_anybody(at: Partnership) -> None:
    somebody = Somebody(at, message="Bitte vormittags anrufen").hand_over("link_on_paper")
    issued = somebody.link("link_on_paper")
    somebody.withdraw_consent()

    text = text_of(printed(papers(somebody).letter_to_partner(issued, FACHKRAFT)))

    assert "Es werden keine Angaben zur Person weitergegeben" in text
    for word in (*TEXTS.values(), "vormittags"):
        assert word not in text


def test_the_note_that_somebody_takes_along_names_the_place_only(at: Partnership) -> None:
    somebody = Somebody(at, message="Geheim").hand_over("in_person")

    text = text_of(printed(papers(somebody).note_for_person(FACHKRAFT)))

    for shown in ("Schuldnerberatung am Anger", "Erstgespräch", "kostenlos", "0361 445566"):
        assert shown in text
    for word in (*TEXTS.values(), "Geheim"):
        assert word not in text
