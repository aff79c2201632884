"""What changed since a submission, and why: between two of them, or from one to now."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.kernel.requests import only_known
from services.reporting.api.asking import Answers, Arrived, Examiner, Service
from services.reporting.api.documents import DOCUMENT, FormInQuery, sent
from services.reporting.api.submissions import SubmissionInPath
from services.reporting.deltas.examining import examined
from services.reporting.documents import delta_file

router: Final = APIRouter()


@router.get(
    "/submissions/{submission}/delta",
    summary="Unterschied zu einer Abgabe: was sich geändert hat und warum",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("to", "format"))],
)
def submission_delta(
    *,
    submission: SubmissionInPath,
    asking: Examiner,
    service: Service,
    answers: Answers,
    arrived: Arrived,
    to: Annotated[UUID | None, Query(title="Mit dieser Abgabe vergleichen; ohne Angabe mit jetzt")] = None,
    form: FormInQuery = "json",
) -> Response:
    """Die Werte der Ursachen ergeben in jeder Zelle den Unterschied."""
    document = answers.delta(asking.district, submission, to, arrived)
    examined(service, asking, document)
    return sent(delta_file(document, form))
