"""*Umfragen*: all of the district, one with its questions and what to do next, and its results."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.events.api.asking import Service
from services.events.api.surveys import csv_answer
from services.events.domain.survey_questions import said_best
from services.events.domain.survey_results import Dimension
from services.events.findings_desk import sheet_of_feedback
from services.events.findings_queries import feedback, findings
from services.events.pages.asking import PLANNERS, Here, TeamHere
from services.events.pages.survey_here import ACCESSES, KINDS, ONE, STAGES, SURVEYS, survey_of
from services.events.surveys_languages import language_names
from services.events.surveys_queries import surveys
from services.events.surveys_results import (
    cell_words,
    free_answers,
    group_words,
    line_words,
    mean_words,
    results_of,
)
from services.events.surveys_tickets import Tickets
from services.events.texts import words_of_all
from services.kernel.pages.forms import blank
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

router: Final = APIRouter()

SPLITS: Final = {"sozialraum": "nach Sozialraum", "sprache": "nach Sprache"}
DIMENSIONS: Final[dict[str, Dimension]] = {"sozialraum": "sozialraum", "sprache": "language"}
Split = Annotated[Literal["", "sozialraum", "sprache"], Query(alias="aufgeteilt")]


@router.get(SURVEYS)
def surveys_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """Drafts, then the newest first."""
    context = {
        "rows": [(each, STAGES[each.stage(today())]) for each in surveys(service.pool, asking.district)],
        "public": f"/beteiligung/{asking.district}",
    }
    return rendered(request, "events/umfragen.html", context)


@router.get(ONE)
def one_survey_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """Its questions while it is drafted, its links while it runs, its findings afterwards."""
    here = Here(request, service, asking)
    row = survey_of(here)
    first = row.drafted.languages[0]
    own = [each for each in findings(service.pool, asking.district) if each.survey_id == row.survey_id]
    said = feedback(service.pool, asking.district, [each.finding_id for each in own])
    context = {
        "survey": row,
        "here": f"{SURVEYS}/{row.survey_id}",
        "stage": row.stage(today()),
        "badge": STAGES[row.stage(today())],
        "access": ACCESSES[row.drafted.access],
        "languages": [(key, language_names().get(key, key)) for key in row.drafted.languages],
        "questions": [(each, said_best(each.wordings, first), KINDS[each.kind]) for each in row.questions],
        "first": first,
        "said_best": said_best,
        "link": f"{service.settings.public_address}/umfrage/{asking.district}/{row.survey_id}",
        "left": Tickets(service, asking.district, row.survey_id).left() if row.tickets else 0,
        "findings": own,
        "feedback": said,
        "words": words_of_all(service, asking.district, map(sheet_of_feedback, said)),
        "titles": {each.finding_id: each.title for each in own},
        "may_plan": asking.caller.role in PLANNERS,
    }
    return rendered(request, "events/umfrage.html", context)


@router.get(f"{ONE}/ergebnisse")
def results_page(request: Request, asking: TeamHere, service: Service, split: Split = "") -> Response:
    """Counts with small ones hidden, and free answers, after the survey was closed."""
    row = survey_of(Here(request, service, asking))
    by = DIMENSIONS.get(split)
    found = results_of(service, asking.district, row, by)
    context = {
        "survey": row,
        "here": f"{SURVEYS}/{row.survey_id}",
        "stage": row.stage(today()),
        "found": found,
        "groups": [] if found is None or by is None else [(group_words(g, by), g.replies) for g in found.groups],
        "form": blank(aufgeteilt=split),
        "splits": list(SPLITS.items()),
        "split": split,
        "first": row.drafted.languages[0],
        "said_best": said_best,
        "line_words": line_words,
        "cell_words": cell_words,
        "mean_words": mean_words,
        "free": free_answers(service, asking.district, row),
    }
    return rendered(request, "events/umfrage_ergebnisse.html", context)


@router.get(f"{ONE}/ergebnisse.csv")
def results_file(request: Request, asking: TeamHere, service: Service, split: Split = "") -> Response:
    """The same figures as a table."""
    row = survey_of(Here(request, service, asking))
    return csv_answer(service, asking.district, row, DIMENSIONS.get(split))
