"""*Erklärung einer Kennzahl*: which contacts, referrals or events a figure of the activity report counts, and why."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.requests import Session
from services.reporting.activity import ActivityQuestion
from services.reporting.api.asking import Service
from services.reporting.api.explain import FIGURE
from services.reporting.explaining.activity.figures import FigureAnswer, FigureQuestion
from services.reporting.explaining.permitted import figure_seen, may_see_figures
from services.reporting.explaining.words import fact_title, place_of
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, still_waiting
from services.reporting.pages.auditing_here import ExaminerHere
from services.reporting.pages.lists import TwoLists
from services.reporting.sheets import FIGURES

router: Final = APIRouter()

ACTIVITY: Final = "/berichte/taetigkeit"
EXPLAIN: Final = f"{ACTIVITY}/erklaerung"
TITLE: Final = "Erklärung einer Kennzahl"
FIGURE_OF: Final = {title: figure for figure, title in FIGURES.items()}
SINGLE: Final = "figures"  # the table whose rows are figures; in every other, rows are keys of one


class FigureAsked(TwoLists):
    """The names are those of the API."""

    path = EXPLAIN

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    figure: str = Field(pattern=FIGURE)
    key: Annotated[str, Field(max_length=60)] | None = None
    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None

    @property
    def question(self) -> FigureQuestion:
        return FigureQuestion(
            report=ActivityQuestion(start=self.start, end=self.end, operation=self.operation),
            figure=self.figure,
            key=self.key,
            counted=self.counted_shown,
            not_counted=self.not_counted_shown,
        )


@router.get(EXPLAIN)
def explain_activity_page(
    request: Request, asking: ExaminerHere, service: Service, answers: PatientReports, arrived: HeadsNow
) -> Response:
    """Without a question: the form. With one: both lists, a page of each. Raises NoMandate."""
    form = asked(request, FigureAsked) if request.query_params else blank()
    shown: Mapping[str, Any] = {}
    question = form.model
    if question is not None:
        may_see_figures(service, asking, question.operation, (question.start, question.end))
        try:
            answer = answers.explain_figure(asking.district, question.question, arrived)
        except RuleViolation as broken:
            form = form.refused(broken)
        except NotArrived as late:
            return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
        else:
            figure_seen(service, asking, question.operation, question.figure)
            shown = _shown(request, asking, question, answer)
    context = {
        "form": form,
        "operations": [(row.operation, row.name) for row in answers.operations(asking.district)],
        "figures": list(FIGURES.items()),
        "back": ACTIVITY if question is None else _back(question),
        "fact_title": fact_title,
        "place_of": place_of,
        "answer": None,
        **shown,
    }
    return rendered(request, "reporting/explain_activity.html", context, status=422 if form.errors else 200)


def _back(question: FigureAsked) -> str:
    """The report as it was asked for."""
    report = question.model_dump(mode="json", exclude_none=True, by_alias=True, include={"start", "end", "operation"})
    return f"{ACTIVITY}?{urlencode(report)}"


def figure_address(form: Filled[Any], table: str, row: Sequence[Any], _column: str) -> str | None:
    """Where a number of the report that is shown is explained; of a table with one figure, or of its single figures."""
    assert form.model is not None, "a report is shown"
    report = form.model.model_dump(mode="json", exclude_none=True, by_alias=True)
    of = {"figure": FIGURE_OF[row[0]]} if table == SINGLE else {"figure": table, "key": row[1]}
    return f"{EXPLAIN}?{urlencode({**report, **of})}" if isinstance(row[-1], int) else None


def _shown(request: Request, asking: Session, question: FigureAsked, answer: FigureAnswer) -> Mapping[str, Any]:
    return {
        "answer": answer,
        "who": actors_for(request, asking),
        "lists": question.listed(
            (answer.counted, answer.counted_lines), (answer.not_counted, answer.not_counted_lines)
        ),
    }
