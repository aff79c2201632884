"""Submissions over HTTP: made, approved by somebody else, returned, withdrawn, listed, verified."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.reporting import ReturnGround
from services.kernel.feed import Feed
from services.kernel.inputs import Day, KnownInstant, OperationInPath, OperationInQuery
from services.kernel.requests import only_known
from services.kernel.web import Recorded
from services.reporting.api.asking import COMMAND, Arrived, Asked, Coordinator, Examiner, NothingIn, Reader, Service
from services.reporting.application import SERVICE
from services.reporting.reports import Heads
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.judging import Result
from services.reporting.submissions.making import Wanted
from services.reporting.submissions.queries import State, Step, Submission
from services.reporting.submissions.reading import Submissions, to_be_verified
from services.reporting.submissions.verification import Verifier

router: Final = APIRouter()

ID: Final = "00000000-0000-8000-8000-000000004001"
SubmissionInPath = Annotated[UUID, Path(title="Abgabe", examples=[ID])]
ONE: Final = "/submissions/{submission}"


class SubmissionIn(BaseModel):
    """What is to be handed in."""

    model_config = ConfigDict(extra="forbid", title="Abgabe")

    as_of: Day = Field(title="Stichtag")
    known_at: KnownInstant | None = Field(default=None, title="Kenntnisstand; ohne Angabe jetzt")
    replaces: UUID | None = Field(default=None, title="Ersetzt (Verweis)")


class ReturnIn(BaseModel):
    """Why it goes back."""

    model_config = ConfigDict(extra="forbid", title="Rückgabe")

    ground: ReturnGround = Field(title="Grund der Rückgabe")


class SubmissionMade(Recorded):
    """The answer to a submission that was made."""

    model_config = ConfigDict(title="Angelegte Abgabe")

    id: UUID = Field(title="Abgabe (Verweis)", examples=[ID])
    digest: str = Field(title="Prüfsumme des Berichts")
    positions: dict[str, int] = Field(title="Stand der Quellen")
    checkpoint: str = Field(title="Unterschriebener Stand des Journals")


class SubmissionOut(BaseModel):
    """A submission as it stands."""

    model_config = ConfigDict(title="Abgabe im Überblick")

    id: UUID = Field(title="Abgabe (Verweis)")
    operation: str = Field(title="Vorhaben")
    as_of: date = Field(title="Stichtag")
    period: str | None = Field(title="Berichtszeitraum")
    known_at: datetime | None = Field(title="Kenntnisstand")
    state: State = Field(title="Stand")
    catalogue: str = Field(title="Indikatorenkatalog")
    catalogue_version: int = Field(title="Fassung des Katalogs")
    digest: str = Field(title="Prüfsumme des Berichts")
    replaces: UUID | None = Field(title="Ersetzt (Verweis)")
    replaced_by: UUID | None = Field(title="Ersetzt durch (Verweis)")
    created_by: str = Field(title="Angelegt von (Kennung)")
    created: datetime = Field(title="Angelegt am")


class StepOut(BaseModel):
    """What became of it."""

    model_config = ConfigDict(title="Schritt")

    state: Literal["approved", "returned", "withdrawn"] = Field(title="Stand")
    ground: ReturnGround | None = Field(title="Grund der Rückgabe")
    actor: str = Field(title="Wer (Kennung)")
    time: datetime = Field(title="Wann")


class WholeSubmissionOut(SubmissionOut):
    """A submission with what it rests on."""

    model_config = ConfigDict(title="Ganze Abgabe")

    positions: dict[str, int] = Field(title="Stand der Quellen")
    journal_size: int = Field(title="Einträge im Journal")
    checkpoint: str = Field(title="Unterschriebener Stand des Journals")
    document: dict[str, Any] = Field(title="Bericht, wie er abgegeben wurde")
    steps: list[StepOut] = Field(title="Was daraus wurde")


class VerificationOut(BaseModel):
    """Whether it is still what it was."""

    model_config = ConfigDict(title="Prüfung einer Abgabe")

    result: Result = Field(title="Ergebnis")
    differences: list[dict[str, Any]] = Field(title="Abweichungen")


def own_head(request: Request, asking: Reader) -> Heads:
    """Where reporting's own log is: what was decided here is visible."""
    feed: Feed = request.app.state.feed
    return {SERVICE: feed.head(SERVICE, asking.district).position}


async def feed_of(request: Request) -> Feed:
    feed: Feed = request.app.state.feed
    return feed


def desk(asking: Coordinator, service: Service, arrived: Arrived) -> SubmissionDesk:
    return SubmissionDesk(service, asking.district, arrived)


def kept(asking: Reader, service: Service, own: Annotated[Heads, Depends(own_head)]) -> Submissions:
    """Raises NotArrived."""
    service.reports.arrived(asking.district, own)
    return Submissions(service.pool, asking.district)


Desk = Annotated[SubmissionDesk, Depends(desk)]
Kept = Annotated[Submissions, Depends(kept)]
FromJournal = Annotated[
    bool | None, Query(title="Auch aus dem Journal neu rechnen; ohne Angabe, solange es nicht zu lang ist")
]


@router.post("/operations/{operation}/submissions", summary="Abgabe anlegen", **COMMAND)
def create_submission(operation: OperationInPath, body: SubmissionIn, context: Asked, desk: Desk) -> SubmissionMade:
    created = desk.create(Wanted(operation=operation, **dict(body)), context)
    made = created.made
    return SubmissionMade(
        id=made.submission_id,
        digest=made.digest,
        positions={one.source: one.position for one in made.positions},
        checkpoint=made.checkpoint,
        position=created.outcome.position,
    )


@router.get("/submissions", summary="Abgaben", dependencies=[Depends(only_known("operation", "as_of"))])
def all_submissions(
    kept: Kept, operation: OperationInQuery = None, as_of: Annotated[Day | None, Query(title="Stichtag")] = None
) -> list[SubmissionOut]:
    """Neueste zuerst."""
    return [SubmissionOut(**_said(one)) for one in kept.all(operation=operation, as_of=as_of)]


@router.get(ONE, summary="Eine Abgabe", dependencies=[Depends(only_known())])
def one_submission(submission: SubmissionInPath, kept: Kept) -> WholeSubmissionOut:
    found, steps = kept.one(submission), kept.steps(submission)
    return WholeSubmissionOut(
        **_said(found),
        positions=dict(found.positions),
        journal_size=found.journal_size,
        checkpoint=found.checkpoint,
        document=found.report,
        steps=[_step(one) for one in steps],
    )


@router.post(f"{ONE}/approval", summary="Abgabe freigeben", **COMMAND)
def approve_submission(submission: SubmissionInPath, _nothing: NothingIn, context: Asked, desk: Desk) -> Recorded:
    """Wer sie angelegt hat, gibt sie nicht selbst frei."""
    return Recorded(position=desk.approve(submission, context).position)


@router.post(f"{ONE}/return", summary="Abgabe zurückgeben", **COMMAND)
def return_submission(submission: SubmissionInPath, body: ReturnIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.send_back(submission, body.ground, context).position)


@router.post(f"{ONE}/withdrawal", summary="Abgabe zurückziehen", **COMMAND)
def withdraw_submission(submission: SubmissionInPath, _nothing: NothingIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.withdraw(submission, context).position)


@router.get(
    f"{ONE}/verification",
    summary="Abgabe nachprüfen",
    dependencies=[Depends(only_known("from_journal"))],
)
def verify_submission(
    submission: SubmissionInPath,
    asking: Examiner,
    service: Service,
    feed: Annotated[Feed, Depends(feed_of)],
    from_journal: FromJournal = None,
) -> VerificationOut:
    """Journal gegen Prüfpunkt, Bericht neu gerechnet gegen den abgegebenen."""
    to_be_verified(service.reports, feed, asking.district, submission)
    told = Verifier(service, feed, asking.district, from_journal).verify(submission)
    return VerificationOut(**told.as_json())


def _said(of: Submission) -> dict[str, Any]:
    names = set(SubmissionOut.model_fields) - {"catalogue_version"}
    return {"catalogue_version": of.version, **{name: getattr(of, name) for name in names}}


def _step(of: Step) -> StepOut:
    return StepOut(state=of.state, ground=of.ground, actor=of.actor, time=of.recorded)
