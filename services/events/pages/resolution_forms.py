"""Forms about a resolution: of a meeting recorded here, of a council elsewhere, corrected."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter

from services.events.api.resolutions import ResolutionIn
from services.events.groups_wording import MAJORITIES
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here
from services.events.pages.groups_here import RESOLUTIONS, group_of, meeting_of, resolution_of, resolution_page
from services.events.pages.meeting_forms import ONE as A_MEETING
from services.events.pages.meeting_forms import about_meeting, to_meeting
from services.events.resolutions_desk import ResolutionsDesk
from services.events.texts import words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.times import today

router: Final = APIRouter()

ONE: Final = f"{RESOLUTIONS}/{{resolution}}"


def _fields(_here: Here) -> Sequence[Field]:
    """What was decided by whom; the names are those of the API."""
    return (
        Field(name="body", title="Gremium", hint="Wer hat beschlossen?", more={"maxlength": "200"}),
        Field(name="number", title="Beschlussnummer", more={"maxlength": "200"}),
        Field(name="on", title="Beschlossen am", kind="date", default=str(today()), more={"max": str(today())}),
        Field(name="majority", title="Ergebnis", kind="select", options=list(MAJORITIES.items())),
        Field(name="wording", title="Wortlaut", kind="area", optional=True, more={"maxlength": "5000"}),
    )


def _of_meeting(here: Here) -> Mapping[str, str]:
    meeting = meeting_of(here)
    return {"body": group_of(here).name, "on": str(meeting.day)}


def _known(here: Here) -> Mapping[str, str]:
    """The resolution as it stands; erased words are typed anew or stay away."""
    found = resolution_of(here)
    return {
        "body": found.body,
        "number": found.number,
        "on": str(found.on_day),
        "majority": found.majority,
        **words_of(here.service, here.district, found.sheet).known,
    }


def _record(here: Here, body: ResolutionIn, context: Context) -> Stored:
    made = _desk(here).record(body.details, None, body.texts, context)
    return Stored(made.outcome.position, resolution_page(made.id))


def _record_of_meeting(here: Here, body: ResolutionIn, context: Context) -> Stored:
    made = _desk(here).record(body.details, meeting_of(here).meeting_id, body.texts, context)
    return Stored(made.outcome.position)


def _correct(here: Here, body: ResolutionIn, context: Context) -> Stored:
    known = resolution_of(here)
    return Stored(
        _desk(here).correct(known.resolution_id, body.details, known.meeting_id, body.texts, context).position
    )


def _desk(here: Here) -> ResolutionsDesk:
    return ResolutionsDesk(here.service, here.district)


def _about(here: Here) -> str:
    found = resolution_of(here)
    return f"{found.body}, Beschluss {found.number}"


FORMS: Final = (
    DescribedForm(
        path=f"{RESOLUTIONS}/neu",
        title="Beschluss erfassen",
        button="Beschluss erfassen",
        model=ResolutionIn,
        fields=_fields,
        send=_record,
        back=lambda _here: RESOLUTIONS,
        remarks=lambda _here: (
            "Zum Beispiel ein Beschluss des Kreistags oder des Stadtrats.",
            "Einen Beschluss einer Sitzung, die hier steht, erfassen Sie bitte bei der Sitzung.",
        ),
    ),
    DescribedForm(
        path=f"{ONE}/angaben",
        title="Beschluss berichtigen",
        button="Angaben speichern",
        model=ResolutionIn,
        fields=_fields,
        send=_correct,
        back=lambda here: resolution_page(here.named("resolution")),
        about=_about,
        typed=_known,
    ),
    DescribedForm(
        path=f"{A_MEETING}/beschluesse/neu",
        title="Beschluss erfassen",
        button="Beschluss erfassen",
        model=ResolutionIn,
        fields=_fields,
        send=_record_of_meeting,
        back=to_meeting,
        about=about_meeting,
        typed=_of_meeting,
    ),
)
add_forms(router, SERVICE, TEAM, FORMS)
