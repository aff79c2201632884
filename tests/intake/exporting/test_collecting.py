"""Whoever does not answer is named: an access export leaves nothing out in silence."""

import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import psycopg
import pytest
from pypdf import PdfReader

from services.intake.exporting.collecting import collected
from services.intake.exporting.document import AccessDocument
from services.kernel.database import DatabaseDown
from services.kernel.telling import Part, Subject

SUBJECT: Final = Subject(persons=(UUID(int=1),))
AT: Final = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@dataclass
class Telling:
    """A service that answers, or breaks off with ``refused``."""

    about: str
    refused: Exception | None = None

    def parts(self, district: str, subject: Subject) -> list[Part]:
        assert (district, subject) == ("erfurt", SUBJECT)
        if self.refused is not None:
            raise self.refused
        return [Part(title=self.about, told=())]


@pytest.mark.parametrize("refused", [DatabaseDown("away"), psycopg.OperationalError("away")])
def test_a_service_that_does_not_answer_is_named_and_the_others_tell(refused: Exception) -> None:
    services = [Telling("Fall"), Telling("Ehrenamt", refused), Telling("Berichte")]

    found = collected(services, "erfurt", SUBJECT)

    assert [part.title for part in found.parts] == ["Fall", "Berichte"]
    assert found.unanswered == ["Ehrenamt"]


def test_a_bug_is_no_silence() -> None:
    with pytest.raises(KeyError):
        collected([Telling("Ehrenamt", KeyError("title"))], "erfurt", SUBJECT)


def test_the_document_says_what_is_missing() -> None:
    document = AccessDocument(district="Erfurt", made=AT, parts=[], unanswered=["Ehrenamt", "Berichte"])

    said = json.loads(document.as_json())
    assert (said["complete"], said["unanswered"]) == (False, ["Ehrenamt", "Berichte"])
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(document.as_pdf())).pages)
    assert "nicht vollständig" in text
    assert "Ehrenamt; Berichte" in text


def test_a_whole_document_says_that_it_is_whole() -> None:
    document = AccessDocument(district="Erfurt", made=AT, parts=[])

    assert json.loads(document.as_json())["complete"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(document.as_pdf())).pages)
    assert "nicht vollständig" not in text
