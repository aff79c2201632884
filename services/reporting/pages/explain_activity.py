"""*Erklärung einer Kennzahl*: which contacts, referrals or events a figure of the activity report counts, and why."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
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
from services.reporting.explaining.asking import Shown
from services.reporting.explaining.permitted import figure_seen, may_see_figures
from services.reporting.explaining.words import fact_title, place_of
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, still_waiting
from services.reporting.pages.auditing_here import ExaminerHere
from services.reporting.pages.lists import LAST_PAGE, PAGE, listed
from services.reporting.sheets import FIGURES

router: Final = APIRouter()

EXPLAIN: Final = "/berichte/taetigkeit/erklaerung"
TITLE: Final = "Erklärung einer Kennzahl"
FIGURE_OF: Final = {title: figure for figure, title in FIGURES.items()}
SINGLE: Final = "figures"  # the table whose rows are figures; in every other, rows are keys of one


class FigureAsked(BaseModel):
    """The question as it stands in the address; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")
    figure: str = Field(pattern=FIGURE)
    key: Annotated[str, Field(max_length=60)] | None = None
    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None
    counted: Annotated[int, Field(alias="seite", ge=1, le=LAST_PAGE)] = 1
    not_counted: Annotated[int, Field(alias="seite_nicht", ge=1, le=LAST_PAGE)] = 1

    @property
    def question(self) -> FigureQuestion:
        return FigureQuestion(
            report=ActivityQuestion(start=self.start, end=self.end, operation=self.operation),
            figure=self.figure,
            key=self.key,
            counted=Shown((self.counted - 1) * PAGE, PAGE),
            not_counted=Shown((self.not_counted - 1) * PAGE, PAGE),
        )

    def page(self, name: str, page: int) -> str:
        """The address of another page of a list."""
        said = self.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)
        return f"{EXPLAIN}?{urlencode({**said, name: page})}"


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
        "fact_title": fact_title,
        "place_of": place_of,
        "answer": None,
        **shown,
    }
    return rendered(request, "reporting/explain_activity.html", context, status=422 if form.errors else 200)


def figure_address(form: Filled[Any], table: str, row: Sequence[Any], _column: str) -> str | None:
    """Where a number of the report that is shown is explained; of a table with one figure, or of its single figures."""
    assert form.model is not None, "a report is shown"
    report = form.model.model_dump(mode="json", exclude_none=True, by_alias=True)
    of = {"figure": FIGURE_OF[row[0]]} if table == SINGLE else {"figure": table, "key": row[1]}
    return f"{EXPLAIN}?{urlencode({**report, **of})}" if isinstance(row[-1], int) else None


def _shown(request: Request, asking: Session, question: FigureAsked, answer: FigureAnswer) -> Mapping[str, Any]:
    lines = [*answer.counted_lines, *answer.not_counted_lines]
    return {
        "answer": answer,
        "who": actors_for(request, asking),
        "lists": (
            listed(
                ("gezaehlt", "Gezählt"),
                answer.counted,
                answer.counted_lines,
                question.counted,
                partial(question.page, "seite"),
            ),
            listed(
                ("nicht-gezaehlt", "Nicht gezählt"),
                answer.not_counted,
                answer.not_counted_lines,
                question.not_counted,
                partial(question.page, "seite_nicht"),
            ),
        ),
    }
