"""Letters to and from other districts over HTTP."""

from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import LetterAnswer
from services.kernel.problems import not_found
from services.kernel.requests import Session, require
from services.kernel.roles import Role
from services.kernel.web import Recorded
from services.referral import letters_queries
from services.referral.api.asking import COMMAND, READING, Asked, Service, Writer
from services.referral.api.directory_fields import ID
from services.referral.domain.letter import UnknownLetter
from services.referral.letters_desk import LettersDesk

router: Final = APIRouter()

Fachkraft = Annotated[Session, Depends(require(Role.FACHKRAFT))]
Coordinator = Annotated[Session, Depends(require(Role.KOORDINATION))]
LetterInPath = Annotated[UUID, Path(title="Brief", examples=[ID])]


class LetterOut(BaseModel):
    """A letter, without its words."""

    model_config = ConfigDict(from_attributes=True, title="Brief")

    letter_id: UUID = Field(title="Brief")
    direction: Literal["sent", "received"] = Field(title="Gesendet oder erhalten")
    district: str = Field(title="Der andere Landkreis")
    referral_id: UUID | None = Field(title="Vermittlung, die er übergibt; null: erhalten")
    begun: datetime = Field(title="Versiegelt oder erhalten")
    carried: datetime | None = Field(title="Dort angekommen; null: unterwegs, vernichtet oder erhalten")
    destroyed: datetime | None = Field(
        title="Vernichtet, bevor er ankam: zurückgerufen, oder die Person ist gelöscht. Niemand kann ihn mehr lesen"
    )
    answer: LetterAnswer | None = Field(title="Letzte Antwort")
    answered_on: date | None = Field(title="Beantwortet am")


class LetterWithWords(LetterOut):
    """A received letter as it can be read."""

    model_config = ConfigDict(title="Brief mit Text")

    fields: dict[str, str | None] = Field(title="Angaben zur Person; null: gelöscht")
    message: str | None = Field(title="Nachricht")
    sender: str | None = Field(title="Wer schreibt")


class RefusedOut(BaseModel):
    """A letter that was not taken."""

    model_config = ConfigDict(from_attributes=True, title="Nicht angenommener Brief")

    sender: str = Field(title="Von Landkreis, nach Angabe des Boten")
    arrived: datetime = Field(title="Eingegangen")
    verdict: str = Field(
        title="Warum: unreadable, misdirected, forged, replayed; no_effect: die Vermittlung war schon beendet;"
        " erased: die Person ist hier gelöscht"
    )


class AnswerIn(BaseModel):
    """What we say to a received letter."""

    model_config = ConfigDict(extra="forbid", title="Antwort auf einen Brief")

    answer: LetterAnswer = Field(title="Antwort", examples=["accepted"])


class AddressIn(BaseModel):
    """Which district an entry of the directory is."""

    model_config = ConfigDict(extra="forbid", title="Landkreis eines Partners")

    partner_id: UUID = Field(title="Partner", examples=[ID])
    to_district: str | None = Field(title="Schlüssel des Landkreises; null: keiner mehr", max_length=31)


@router.get("/letters", summary="Briefe von und an andere Landkreise", **READING)
def list_letters(asking: Writer, service: Service) -> list[LetterOut]:
    return [LetterOut.model_validate(each) for each in letters_queries.letters(service.pool, asking.district)]


@router.get("/letters/refused", summary="Briefe, die nicht angenommen wurden", **READING)
def list_refused(asking: Coordinator, service: Service) -> list[RefusedOut]:
    return [RefusedOut.model_validate(each) for each in letters_queries.refused(service.pool, asking.district)]


@router.post("/letter-addresses", summary="Einem Partner einen Landkreis zuordnen", **COMMAND)
def assign_district(body: AddressIn, asking: Coordinator, context: Asked, service: Service) -> Recorded:
    """Wer dorthin mit Brief vermittelt wird, dessen Angaben gehen versiegelt an diesen Landkreis."""
    outcome = LettersDesk(service, asking.district).assign_district(body.partner_id, body.to_district, context)
    return Recorded(position=outcome.position)


@router.get("/letters/{letter_id}", summary="Erhaltener Brief mit seinem Text", **READING)
def show_letter(letter_id: LetterInPath, asking: Fachkraft, service: Service) -> LetterWithWords:
    """Einen gesendeten kann hier niemand mehr lesen."""
    row = letters_queries.letter(service.pool, asking.district, letter_id)
    if row is None or row.direction == "sent":
        raise not_found(UnknownLetter.title)
    words = letters_queries.letter_words(service, asking.district, row)
    known = LetterOut.model_validate(row).model_dump()
    return LetterWithWords(**known, fields=dict(words.fields), message=words.message, sender=words.sender)


@router.post("/letters/{letter_id}/answer", summary="Erhaltenen Brief beantworten", **COMMAND)
def answer_letter(
    letter_id: LetterInPath, body: AnswerIn, asking: Fachkraft, context: Asked, service: Service
) -> Recorded:
    """Annehmen, ablehnen, später: angekommen. Die Antwort geht versiegelt zurück."""
    outcome = LettersDesk(service, asking.district).answer(letter_id, body.answer, context)
    return Recorded(position=outcome.position)
