"""Forms about a survey's course: opening, closing; findings published, and feedback shown or not."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from fastapi import APIRouter

from services.contracts.vocabularies import handlungsfelder
from services.events.api.asking import NothingIn
from services.events.api.fields import LastDayIn
from services.events.api.findings import ConsideredIn, FindingIn
from services.events.api.surveys import PeriodIn
from services.events.findings_desk import FindingsDesk, sheet_of_finding
from services.events.findings_queries import FindingRow, findings
from services.events.opening import SERVICE
from services.events.pages.asking import PLANNERS, TEAM, Here
from services.events.pages.survey_here import ONE, survey_page, title_of
from services.events.surveys_desk import SurveysDesk
from services.events.texts import words_of
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.small_form import Field
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

FINDINGS: Final = f"{ONE}/befunde"
USUALLY: Final = timedelta(days=28)


def _period(_here: Here) -> Sequence[Field]:
    return (
        Field(name="first_day", title="Erster Tag", kind="date", default=str(today())),
        Field(name="last_day", title="Letzter Tag", kind="date", default=str(today() + USUALLY)),
    )


def _last_day(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today()), more={"max": str(today())}),)


def _finding_fields(_here: Here) -> Sequence[Field]:
    return (
        Field(name="title", title="Überschrift", more={"maxlength": "200"}),
        Field(name="text", title="Text", kind="area", more={"maxlength": "5000", "rows": "8"}),
        Field(
            name="handlungsfelder",
            title="Handlungsfelder",
            kind="checks",
            options=list(handlungsfelder().items()),
            optional=True,
            folded=True,
        ),
    )


def _shown_field(_here: Here) -> Sequence[Field]:
    words = [("true", "ja, auf der öffentlichen Seite zeigen"), ("false", "nein, nur für uns")]
    return (Field(name="shown", title="Öffentlich zeigen?", kind="radios", options=words),)


def _finding(here: Here) -> FindingRow:
    """The finding in the address, of the survey in the address. Raises a Problem (404)."""
    for each in findings(here.service.pool, here.district):
        if each.finding_id == here.named("finding") and each.survey_id == here.named("survey"):
            return each
    raise not_found("Dieses Ergebnis gibt es nicht.")


def _known_finding(here: Here) -> Mapping[str, str | Sequence[str]]:
    row = _finding(here)
    words = words_of(here.service, here.district, sheet_of_finding(row))
    return {"title": row.title, "handlungsfelder": row.handlungsfelder, **words.known}


def _finding_title(here: Here) -> str:
    return _finding(here).title


def _desk(here: Here) -> FindingsDesk:
    return FindingsDesk(here.service, here.district, here.named("survey"))


def _open(here: Here, body: PeriodIn, context: Context) -> Stored:
    desk = SurveysDesk(here.service, here.district)
    return Stored(desk.open(here.named("survey"), body.first_day, body.last_day, context).position)


def _close(here: Here, body: LastDayIn, context: Context) -> Stored:
    return Stored(SurveysDesk(here.service, here.district).close(here.named("survey"), body.day, context).position)


def _publish(here: Here, body: FindingIn, context: Context) -> Stored:
    return Stored(_desk(here).publish(body.details, context).outcome.position)


def _correct(here: Here, body: FindingIn, context: Context) -> Stored:
    return Stored(_desk(here).correct(here.named("finding"), body.details, context).position)


def _withdraw(here: Here, _body: NothingIn, context: Context) -> Stored:
    return Stored(_desk(here).withdraw(here.named("finding"), context).position)


def _consider(here: Here, body: ConsideredIn, context: Context) -> Stored:
    return Stored(_desk(here).consider(here.named("feedback"), context, shown=body.shown).position)


add_forms(
    router,
    SERVICE,
    TEAM,
    [
        DescribedForm(
            path=f"{ONE}/eroeffnen",
            title="Umfrage eröffnen",
            button="Eröffnen",
            model=PeriodIn,
            fields=_period,
            send=_open,
            back=survey_page,
            about=title_of,
            remarks=lambda _here: ("Danach bleiben die Fragen, wie sie sind. Jede Sprache muss vollständig sein.",),
        ),
        DescribedForm(
            path=f"{ONE}/abschliessen",
            title="Umfrage abschließen",
            button="Abschließen",
            model=LastDayIn,
            fields=_last_day,
            send=_close,
            back=survey_page,
            about=title_of,
            warns=True,
            remarks=lambda _here: (
                "Bitte zuerst alle Bögen eintragen: Danach kommt keine Antwort mehr hinzu.",
                "Die Ergebnisse sind erst nach dem Abschluss zu sehen, damit keine Zwischenzahl jemanden verrät.",
            ),
        ),
    ],
)
add_forms(
    router,
    SERVICE,
    PLANNERS,
    [
        DescribedForm(
            path=f"{FINDINGS}/neu",
            title="Ergebnis veröffentlichen",
            button="Veröffentlichen",
            model=FindingIn,
            fields=_finding_fields,
            send=_publish,
            back=survey_page,
            about=title_of,
            remarks=lambda _here: ("Alle können es lesen und etwas dazu sagen. Bitte keine Namen, keine Zitate.",),
        ),
        DescribedForm(
            path=f"{FINDINGS}/{{finding}}/angaben",
            title="Ergebnis berichtigen",
            button="Speichern",
            model=FindingIn,
            fields=_finding_fields,
            send=_correct,
            back=survey_page,
            about=_finding_title,
            typed=_known_finding,
        ),
        DescribedForm(
            path=f"{FINDINGS}/{{finding}}/zurueckziehen",
            title="Ergebnis zurückziehen",
            button="Zurückziehen",
            model=NothingIn,
            fields=lambda _here: (),
            send=_withdraw,
            back=survey_page,
            about=_finding_title,
            remarks=lambda _here: ("Es steht danach nicht mehr auf der öffentlichen Seite.",),
        ),
        DescribedForm(
            path=f"{ONE}/rueckmeldungen/{{feedback}}",
            title="Rückmeldung zeigen?",
            button="Speichern",
            model=ConsideredIn,
            fields=_shown_field,
            send=_consider,
            back=survey_page,
            about=title_of,
            remarks=lambda _here: ("Bitte nichts zeigen, woran jemand zu erkennen ist.",),
        ),
    ],
)
