"""*Suche*: cases by code word or name. The words are sent in a body: an address stands in logs, and a name must not."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.intake.access_desk import AccessDesk, AccessRefused
from services.intake.api.access import GlassIn, access_desk
from services.intake.api.asking import Service
from services.intake.api.search import SearchIn, found_out
from services.intake.domain.access import NO_SUCH_CASE
from services.intake.domain.code_word import LONGEST_CODE_WORD, case_id_of
from services.intake.opening import SERVICE
from services.intake.pages import words
from services.intake.pages.asking import FachkraftHere, Sent
from services.intake.search_queries import Findings, Search
from services.intake.search_words import parts
from services.kernel.deciders import RuleViolation
from services.kernel.inputs import not_blank
from services.kernel.pages.forms import Filled, blank, filled
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.problems import FieldError

router: Final = APIRouter()

TITLES: Final = {"text": "Codewort oder Name", "code_word": "Codewort der Person", "reason": "Begründung"}
FEWEST_LETTERS: Final = 2
MATCHES: Final = {"code_word": "Codewort", "name": "Name", "sound": "klingt ähnlich"}


class GlassOnPage(GlassIn):
    """The case of another team is named by the code word that the person says."""

    model_config = ConfigDict(extra="forbid", title="Notfallzugriff")

    code_word: Annotated[str, AfterValidator(not_blank)] = Field(max_length=LONGEST_CODE_WORD)
    reason: Annotated[str, AfterValidator(not_blank)] = Field(max_length=1000)


class Letters(BaseModel):
    """What was typed so far."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands below the field: nothing yet, or what was found."""

    findings: Findings | None = None
    glass: Filled[Any] | None = None


TypedWords = Annotated[Filled[SearchIn], Depends(filled(SearchIn))]
TypedLetters = Annotated[Filled[Letters], Depends(filled(Letters))]
TypedGlass = Annotated[Filled[GlassOnPage], Depends(filled(GlassOnPage))]


@router.get("/suche")
def search_page(request: Request, _asking: FachkraftHere) -> Response:
    """An empty field."""
    return _page(request, blank(), Shown())


@router.post("/suche")
def search(request: Request, asking: FachkraftHere, service: Service, form: TypedWords) -> Response:
    """The same page with what was found; it stores nothing, so that it may be loaded again."""
    if form.model is None:
        return _page(request, form, Shown(), 422)
    return _page(request, form, _found(access_desk(service, asking), form.model.text))


@router.post("/suche/treffer")
def live_search(request: Request, asking: FachkraftHere, service: Service, form: TypedLetters) -> Response:
    """What was found so far, while somebody types; nothing before the second letter."""
    text = "" if form.model is None else form.model.text
    is_enough = sum(map(len, parts(text))) >= FEWEST_LETTERS
    shown = _found(access_desk(service, asking), text) if is_enough else Shown()
    return rendered(request, "intake/search_found.html", _context(shown))


@router.post("/suche/notfall")
def break_glass(request: Request, asking: FachkraftHere, service: Service, form: TypedGlass, context: Sent) -> Response:
    """For three hours, with a reason; it is recorded. Leads to the case file."""
    searched = blank(text=form.value("code_word"))
    if form.model is None:
        return _page(request, searched, Shown(glass=form), 422)
    try:
        case = case_id_of(service.ids(asking.district), form.model.code_word)
        outcome = access_desk(service, asking).break_glass(case, form.model.reason, context)
    except RuleViolation as broken:
        return _page(request, searched, Shown(glass=form.refused(broken)), 409)
    except AccessRefused:
        refused = replace(form, model=None, errors=[FieldError("code_word", NO_SUCH_CASE)])
        return _page(request, searched, Shown(glass=refused), 409)
    return see_other(f"/faelle/{case}", SERVICE, outcome.position)


def _found(desk: AccessDesk, text: str) -> Shown:
    """With a form for emergencies where the words are the code word of another team's case."""
    findings = Search(desk).by_words(text)
    is_closed = any(each.case_id is None and each.match == "code_word" for each in findings.found)
    return Shown(findings, blank(code_word=text.strip()) if is_closed else None)


def _page(request: Request, form: Filled[Any], shown: Shown, status: int = 200) -> Response:
    return rendered(request, "intake/search.html", {"form": form, **_context(shown)}, status=status)


def _context(shown: Shown) -> dict[str, Any]:
    findings = shown.findings
    return {
        "found": None if findings is None else [found_out(each) for each in findings.found],
        "more": findings is not None and findings.more,
        "glass": shown.glass,
        "matches": MATCHES,
        "states": words.CASE_STATES,
        "titles": TITLES,
    }
