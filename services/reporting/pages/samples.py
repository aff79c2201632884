"""Samples as pages: drawn under a mandate, and each person's evidence by the questions of the audit."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import Field
from services.kernel.requests import only_known
from services.kernel.times import today
from services.reporting.api.asking import Service
from services.reporting.api.samples import SampleIn, seen_operations, seen_sample
from services.reporting.application import SERVICE
from services.reporting.auditing.drawing import ALGORITHM
from services.reporting.auditing.guard import may_examine
from services.reporting.auditing.sample import LARGEST
from services.reporting.auditing.sample_tables import sample_tables
from services.reporting.auditing.samples_desk import SamplesDesk
from services.reporting.auditing.samples_queries import samples_of
from services.reporting.pages.auditing_here import EXAMINERS, SAMPLES, ExaminerHere, Here
from services.reporting.reports import heads_of

router: Final = APIRouter()


@router.get(SAMPLES)
def samples_page(request: Request, asking: ExaminerHere, service: Service) -> Response:
    """What was drawn, newest first."""
    rows = samples_of(service.pool, asking.district, seen_operations(service, asking))
    context = {
        "samples": rows,
        "who": actors_for(request, asking),
        "operations": {row.operation: row.name for row in service.reports.operations(asking.district)},
    }
    return rendered(request, "reporting/samples.html", context)


def _fields(here: Here) -> Sequence[Field]:
    covered = seen_operations(here.service, here.asking)
    known = here.service.reports.operations(here.district)
    operations = [(each.operation, each.name) for each in known if covered is None or each.operation in covered]
    return (
        Field(name="operation", title="Vorhaben", kind="select", options=operations),
        Field(name="as_of", title="Stichtag", kind="date", default=str(today())),
        Field(name="size", title="Wie viele Teilnahmen?", kind="number", more={"min": "1", "max": str(LARGEST)}),
        Field(
            name="seed",
            title="Startwert",
            kind="number",
            hint="Eine ganze Zahl, die Sie frei wählen. Mit derselben Zahl zieht jede Stelle dieselbe Stichprobe.",
            more={"min": "0"},
        ),
    )


def _draw(here: Here, body: SampleIn, context: Context) -> Stored:
    mandate = may_examine(here.service, here.asking, body.operation, as_of=body.draw.question.as_of)
    heads = heads_of(here.request.app.state.feed, here.district)
    made = SamplesDesk(here.service, here.district).draw(body.draw, context, heads, mandate)
    return Stored(made.outcome.position, f"{SAMPLES}/{made.sample_id}")


FORMS: Final = (
    DescribedForm(
        path=f"{SAMPLES}/neu",
        title="Stichprobe ziehen",
        button="Ziehen",
        model=SampleIn,
        fields=_fields,
        send=_draw,
        back=lambda _here: SAMPLES,
        remarks=lambda _here: (ALGORITHM,),
    ),
)
add_forms(router, SERVICE, sorted(EXAMINERS), FORMS)


@router.get(f"{SAMPLES}/{{sample}}", dependencies=[Depends(only_known("teilnahme"))])
def sample_page(
    request: Request,
    asking: ExaminerHere,
    service: Service,
    sample: Annotated[UUID, Path()],
    place: Annotated[int, Query(alias="teilnahme", ge=0, le=LARGEST)] = 0,
) -> Response:
    """The questions about the operation, or (``teilnahme``: its place in the sample) those about one person."""
    report = sample_tables(seen_sample(request, service, asking, sample))
    persons = len(report.tables) - 1
    context = {
        "report": report,
        "operations": [(row.operation, row.name) for row in service.reports.operations(asking.district)],
        "shown": report.tables[place if place <= persons else 0],
        "place": place,
        "persons": persons,
        "here": f"{SAMPLES}/{sample}",
        "files": f"/reporting/samples/{sample}",
    }
    return rendered(request, "reporting/sample.html", context)
