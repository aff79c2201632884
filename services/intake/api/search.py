"""Search over HTTP. The words come in the body: an address stands in logs, and a name must not."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.intake import CaseState
from services.intake.api.access import CASE_EXAMPLE, Fachkraft, access_desk
from services.intake.api.asking import Service
from services.intake.search_queries import Found, Match, Search
from services.intake.search_words import parts
from services.kernel.requests import only_known
from services.kernel.waiting import awaited

router: Final = APIRouter()

OTHER_TEAM: Final = "ein Fall eines anderen Teams"


def _something_to_find(value: str) -> str:
    if not parts(value):
        raise ValueError("Bitte ein Codewort oder einen Namen angeben.")
    return value


class SearchIn(BaseModel):
    """A code word, or parts of a name."""

    model_config = ConfigDict(extra="forbid", title="Suche")

    text: Annotated[str, AfterValidator(_something_to_find)] = Field(
        title="Codewort oder Name", min_length=1, max_length=200, examples=["Apfel-Wolke-7"]
    )


class FoundOut(BaseModel):
    """A case; of one that the asker may not see only that there is one."""

    model_config = ConfigDict(title="Treffer", from_attributes=True)

    title: str = Field(title="Anzeige", examples=["Apfel-Wolke-7"])
    match: Match = Field(title="Gefunden über: Codewort, Name oder Klang des Namens")
    case_id: UUID | None = Field(title="Fall; null bei einem Fall eines anderen Teams", examples=[CASE_EXAMPLE])
    code_word: str | None = Field(title="Codewort", examples=["Apfel-Wolke-7"])
    family_name: str | None = Field(title="Familienname", examples=["Mustermann"])
    given_name: str | None = Field(title="Vorname", examples=["Erika"])
    state: CaseState | None = Field(title="Stand des Falls")
    restricted: bool = Field(title="Verarbeitung eingeschränkt (Artikel 18 DSGVO)")


class FindingsOut(BaseModel):
    """The best matches first."""

    model_config = ConfigDict(title="Treffer der Suche")

    found: list[FoundOut] = Field(title="Treffer")
    more: bool = Field(title="Es gibt weitere Treffer; bitte genauer suchen")


@router.post("/search", summary="Fälle suchen", dependencies=[Depends(only_known()), Depends(awaited)])
def search_cases(body: SearchIn, asking: Fachkraft, service: Service) -> FindingsOut:
    """Namen werden nur gefunden, solange die Einwilligung in die namentliche Akte gilt."""
    findings = Search(access_desk(service, asking)).by_words(body.text)
    return FindingsOut(found=[found_out(each) for each in findings.found], more=findings.more)


def found_out(found: Found) -> FoundOut:
    names = [name for name in (found.given_name, found.family_name) if name]
    title = OTHER_TEAM if found.case_id is None else " ".join(names) or found.code_word or ""
    return FoundOut(
        title=title,
        match=found.match,
        case_id=found.case_id,
        code_word=found.code_word,
        family_name=found.family_name,
        given_name=found.given_name,
        state=found.state,
        restricted=found.restricted,
    )
