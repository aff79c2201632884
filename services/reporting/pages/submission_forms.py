"""Forms about submissions: making one, approving, returning and withdrawing it."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import Field as Described

from services.kernel.deciders import Context
from services.kernel.inputs import KEY_PATTERN
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.pages.wording import day as written_day
from services.kernel.times import today
from services.reporting.api.asking import NothingIn
from services.reporting.api.submissions import ReturnIn, SubmissionIn
from services.reporting.application import SERVICE
from services.reporting.domain.calendar import previous_reporting_date
from services.reporting.domain.submission import SUBMISSION, expect_created
from services.reporting.pages.auditing_here import COORDINATORS, Here
from services.reporting.pages.submissions import ONE, SUBMISSIONS
from services.reporting.reports import heads_of
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from services.reporting.submissions.reading import Submissions
from services.reporting.submissions.wording import GROUNDS

router: Final = APIRouter()

KEPT: Final = (
    "Der Bericht wird jetzt gerechnet und genau so festgehalten, mit Prüfsumme und dem Stand der Geschichte.",
    "Danach gibt eine andere Person ihn frei.",
)
FOUR_EYES: Final = "Sie stehen damit neben der Person, die sie angelegt hat, für diese Zahlen ein."


class SubmissionForm(SubmissionIn):
    """The same with the operation, which the API takes from its address."""

    operation: Annotated[str, Described(pattern=KEY_PATTERN)]


def _desk(here: Here) -> SubmissionDesk:
    heads = heads_of(here.request.app.state.feed, here.district)
    return SubmissionDesk(here.service, here.district, heads)


def _fields(here: Here) -> Sequence[Field]:
    operations = [(row.operation, row.name) for row in here.service.reports.operations(here.district)]
    standing = [one for one in Submissions(here.service.pool, here.district).all() if one.state == "approved"]
    replaceable = [(str(one.id), f"{one.operation}, {written_day(one.as_of)}") for one in standing]
    replaces = Field(
        name="replaces",
        title="Ersetzt",
        kind="select",
        options=replaceable,
        optional=True,
        empty="keine frühere Abgabe",
        hint="Wenn sich nach einer freigegebenen Abgabe etwas geändert hat.",
    )
    return (
        Field(name="operation", title="Vorhaben", kind="select", options=operations),
        Field(name="as_of", title="Stichtag", kind="date", default=str(previous_reporting_date(today()))),
        Field(
            name="known_at",
            title="Kenntnisstand",
            kind="datetime-local",
            optional=True,
            hint="Leer: alles, was bis jetzt erfasst ist.",
        ),
        *((replaces,) if replaceable else ()),
    )


def _typed(here: Here) -> Mapping[str, str]:
    """What the page of a submission hands on, where a new one is to take its place."""
    asked = here.request.query_params
    return {name: asked[name] for name in ("operation", "as_of", "replaces") if name in asked}


def _grounds(_here: Here) -> Sequence[Field]:
    return (Field(name="ground", title="Warum?", kind="radios", options=list(GROUNDS.items())),)


def _about(here: Here) -> str:
    made = expect_created(here.service.state(here.district, SUBMISSION, here.named("submission")))
    names = {row.operation: row.name for row in here.service.reports.operations(here.district)}
    return f"{names.get(made.operation, made.operation)}, Stichtag {written_day(made.as_of)}"


def _create(here: Here, body: SubmissionForm, context: Context) -> Stored:
    wanted = Wanted(operation=body.operation, as_of=body.as_of, known_at=body.known_at, replaces=body.replaces)
    created = _desk(here).create(wanted, context)
    return Stored(created.outcome.position, f"{SUBMISSIONS}/{created.made.submission_id}")


def _approve(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).approve(here.named("submission"), context).position)


def _send_back(here: Here, body: ReturnIn, context: Context) -> Stored:
    return Stored(_desk(here).send_back(here.named("submission"), body.ground, context).position)


def _withdraw(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).withdraw(here.named("submission"), context).position)


def _back(here: Here) -> str:
    return f"{SUBMISSIONS}/{here.named('submission')}"


FORMS: Final = (
    DescribedForm(
        path=f"{SUBMISSIONS}/neu",
        title="Abgabe anlegen",
        button="Abgabe anlegen",
        model=SubmissionForm,
        fields=_fields,
        send=_create,
        back=lambda _here: SUBMISSIONS,
        remarks=lambda _here: KEPT,
        typed=_typed,
    ),
    DescribedForm(
        path=f"{ONE}/freigabe",
        title="Abgabe freigeben",
        button="Freigeben",
        model=NothingIn,
        fields=lambda _here: (),
        send=_approve,
        back=_back,
        about=_about,
        remarks=lambda _here: (FOUR_EYES,),
    ),
    DescribedForm(
        path=f"{ONE}/rueckgabe",
        title="Abgabe zurückgeben",
        button="Zurückgeben",
        model=ReturnIn,
        fields=_grounds,
        send=_send_back,
        back=_back,
        about=_about,
        remarks=lambda _here: ("So geht sie nicht hinaus. Wer sie angelegt hat, legt eine neue an.",),
    ),
    DescribedForm(
        path=f"{ONE}/zurueckziehen",
        title="Abgabe zurückziehen",
        button="Zurückziehen",
        model=NothingIn,
        fields=lambda _here: (),
        send=_withdraw,
        back=_back,
        about=_about,
        remarks=lambda _here: ("Sie gilt danach nicht mehr. Aufbewahrt wird sie trotzdem.",),
        warns=True,
    ),
)
add_forms(router, SERVICE, COORDINATORS, FORMS)
