"""*Erklärung*: who is behind a cell of the ESF report, by which rule, and the facts that decided it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from services.kernel.deciders import RuleViolation
from services.kernel.inputs import KEY_PATTERN, Day, KnownInstant
from services.kernel.pages.forms import Filled, asked, blank
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.participant_numbers import ParticipantNumbers
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.api.asking import Service
from services.reporting.api.explain import CELL
from services.reporting.domain.catalogues import CATALOGUES
from services.reporting.domain.deciding import UNKNOWN
from services.reporting.esf import EsfQuestion
from services.reporting.explaining.asking import CellAnswer, CellQuestion
from services.reporting.explaining.cell import Line
from services.reporting.explaining.documents import Numbers, numbers_of, rule_told
from services.reporting.explaining.events import Event
from services.reporting.explaining.permitted import cell_seen, may_see_cells
from services.reporting.explaining.words import fact_title, place_of
from services.reporting.knowledge import NotArrived
from services.reporting.pages.asking import HeadsNow, PatientReports, still_waiting
from services.reporting.pages.auditing_here import ExaminerHere
from services.reporting.pages.lists import TwoLists
from services.reporting.sheets import GENDERS

router: Final = APIRouter()

EXPLAIN: Final = "/berichte/erklaerung"
TITLE: Final = "Erklärung einer Zahl"
COLUMNS: Final = {title: gender for gender, title in GENDERS.items()}
REPORT: Final = ("operation", "as_of", "known_at", "catalogue", "catalogue_version")
SUBMISSIONS: Final = "/berichte/abgaben"
ESF: Final = "/berichte/esf"


class CellAsked(TwoLists):
    """The names are those of the API."""

    path = EXPLAIN

    operation: str = Field(pattern=KEY_PATTERN)
    as_of: Day
    indicator: str = Field(pattern=CELL)
    gender: Literal["female", "male", "non_binary", "total"] = "total"
    known_at: KnownInstant | None = None
    catalogue: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None
    catalogue_version: Annotated[int, Field(ge=1, le=9999)] | None = None
    submission: UUID | None = None

    @property
    def question(self) -> CellQuestion:
        report = EsfQuestion(**{name: getattr(self, name) for name in REPORT})
        return CellQuestion(
            report=report,
            indicator=self.indicator,
            gender=self.gender,
            submission=self.submission,
            counted=self.counted_shown,
            not_counted=self.not_counted_shown,
        )


@router.get(EXPLAIN)
def explain_page(
    request: Request, asking: ExaminerHere, service: Service, answers: PatientReports, arrived: HeadsNow
) -> Response:
    """Without a question: the form. With one: both lists, a page of each. Raises NoMandate."""
    form = asked(request, CellAsked) if request.query_params else blank(as_of=today().isoformat())
    shown: dict[str, Any] = {}
    question = form.model
    if question is not None:
        may_see_cells(service, asking, question.question.report)
        try:
            answer = answers.explain_cell(asking.district, question.question, arrived)
        except RuleViolation as broken:
            form = form.refused(broken)
        except NotArrived as late:
            return still_waiting(request, TITLE, answers.behind(asking.district, arrived), late)
        else:
            cell_seen(service, asking, question.question.report, question.indicator)
            shown = _shown(request, asking, question, answer)
    context = {
        "form": form,
        "indicators": _indicators(form.value("catalogue")),
        "back": ("Zum ESF-Bericht", ESF) if question is None else _back(question),
        "operations": [(row.operation, row.name) for row in answers.operations(asking.district)],
        "genders": list(GENDERS.items()),
        "fact_title": fact_title,
        "place_of": place_of,
        "answer": None,
        **shown,
    }
    return rendered(request, "reporting/explain.html", context, status=422 if form.errors else 200)


def _indicators(key: str) -> list[tuple[str, str]]:
    """Codes to choose from: those of the catalogue that was asked for, otherwise of all."""
    asked_for = [each for each in CATALOGUES if each.key == key] or reversed(CATALOGUES)
    titles = {one.code: f"{one.code}: {one.title_de}" for each in asked_for for one in each.indicators}
    return list(titles.items())


def _back(question: CellAsked) -> tuple[str, str]:
    """Words and address of where the number stands: the submission, or the report as it was asked for."""
    if question.submission is not None:
        return "Zurück zur Abgabe", f"{SUBMISSIONS}/{question.submission}"
    report = question.model_dump(mode="json", exclude_none=True, include=set(REPORT))
    return "Zurück zum ESF-Bericht", f"{ESF}?{urlencode(report)}"


def cell_address(form: Filled[Any], row: Sequence[Any], column: str) -> str | None:
    """Where a cell of the report that is shown is explained; None for columns that count nobody."""
    assert form.model is not None, "a report is shown"
    return explained_at(form.model.model_dump(mode="json", exclude_none=True), row, column)


def explained_at(report: Mapping[str, Any], row: Sequence[Any], column: str) -> str | None:
    """The same; ``report``: the question of the report, by the names of the explanation."""
    if column not in COLUMNS:
        return None
    return f"{EXPLAIN}?{urlencode({**report, 'indicator': row[0], 'gender': COLUMNS[column]})}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; ``href``: the questionnaire, for who answers for it."""

    called: str
    gender: str
    rule: str
    events: Sequence[Event]
    href: str | None


def _shown(request: Request, asking: Session, question: CellAsked, answer: CellAnswer) -> dict[str, Any]:
    lines = [*answer.counted_lines, *answer.not_counted_lines]
    known: ParticipantNumbers = request.app.state.participant_numbers
    numbers = numbers_of(known, asking.district, lines)
    address = f"/teilnahmen/{question.operation}" if asking.caller.role == Role.KOORDINATION else None
    rows = [_row(line, numbers, address) for line in lines]
    return {
        "answer": answer,
        "gender": GENDERS[question.gender],
        "who": actors_for(request, asking),
        "lists": question.listed(
            (answer.counted, rows[: len(answer.counted_lines)]),
            (answer.not_counted, rows[len(answer.counted_lines) :]),
        ),
    }


def _row(line: Line, numbers: Numbers, address: str | None) -> Row:
    gender = UNKNOWN if line.verdict.gender is None else GENDERS[line.verdict.gender]
    rule = rule_told(line.verdict, numbers)
    if line.participation is None:
        return Row("keine einzelne Teilnahme", gender, rule, line.events, None)
    number = numbers.get(line.participation)
    href = None if address is None or number is None else f"{address}/{line.participation}"
    return Row(number or "gelöscht", gender, rule, line.events, href)
