"""*Befragungen*: what partners say of the network, survey after survey; opening, answering and ending one."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Given
from starlette.responses import Response

from services.contracts.referral import Provenance, Question
from services.kernel.deciders import Context
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import Field, Typed
from services.kernel.problems import not_found
from services.kernel.roles import Role
from services.kernel.times import today
from services.referral import surveys_queries
from services.referral.api.asking import Service
from services.referral.default_survey import default_statements
from services.referral.directory import directory
from services.referral.domain.survey import UnknownSurvey
from services.referral.domain.survey_index import DEFINITIONS, FEWEST, may_compare
from services.referral.following import following
from services.referral.links_desk import LinksDesk
from services.referral.mail_desk import MailDesk
from services.referral.network_desk import NetworkDesk, Said, SurveyDetails
from services.referral.opening import SERVICE
from services.referral.pages.asking import Here, ReaderHere
from services.referral.pages.network import NETWORK
from services.referral.surveys_queries import SurveyRow

router: Final = APIRouter()

SURVEYS: Final = f"{NETWORK}/befragungen"
VALUE: Final = "aussage-"
A_LINE: Final = re.compile(r"([^:]{1,80}):\s*(.{1,200})")
SCALE: Final = {"5": "5 – stimmt voll", "4": "4", "3": "3", "2": "2", "1": "1 – stimmt gar nicht"}
SAID_BY: Final[Mapping[Provenance, str]] = {
    "partner_phone": "am Telefon",
    "visit": "im Gespräch",
    "partner_letter": "schriftlich",
}
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 240, 40, 24
ALL: Final = 100


@router.get(SURVEYS)
def surveys_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """All surveys with their index; a line joins only what may be compared."""
    rows = surveys_queries.surveys(service.pool, asking.district)
    indexes = [row.index for row in rows]
    joined = [comparable(one, other) for one, other in pairwise(rows)]
    context = {
        "rows": list(zip(rows, indexes, strict=True)),
        "chart": chart([index.overall.value for index in indexes], joined),
        "size": (WIDTH, HEIGHT, LEFT, BOTTOM),
        "broken": [rows[place + 1].title for place, fits in enumerate(joined) if not fits],
        "definitions": [DEFINITIONS[number].words for number in sorted({row.definition for row in rows})],
        "is_coordinator": asking.caller.role == Role.KOORDINATION,
        "day": today(),
    }
    return rendered(request, "referral/surveys.html", context)


@router.get(f"{SURVEYS}/{{survey}}")
def survey_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """One survey: its figures by dimension, its statements, who has not answered yet."""
    row = _survey(Here(request, service, asking))
    listed = directory(service.pool, asking.district).listed(today()).partners
    context = {
        "survey": row,
        "index": row.index,
        "definition": DEFINITIONS[row.definition].words,
        "missing": [each.name for key, each in listed.items() if key not in row.answers],
        "is_coordinator": asking.caller.role == Role.KOORDINATION,
        "runs": row.runs_on(today()),
        "fewest": FEWEST,
    }
    return rendered(request, "referral/survey.html", context)


def comparable(one: SurveyRow, other: SurveyRow) -> bool:
    """Whether a rise from one to the other is a rise."""
    return may_compare(one.questions, other.questions, (one.definition, other.definition))


def chart(values: Sequence[Fraction | None], joined: Sequence[bool]) -> dict[str, Any]:
    """Points and lines of the series in the chart's units; no line over a gap, none between what differs."""
    step = (WIDTH - 2 * LEFT) / max(1, len(values) - 1)
    points = [
        None
        if value is None
        else (round(LEFT + place * step, 1), round((HEIGHT - BOTTOM) * (1 - float(value) / ALL) + BOTTOM / 2, 1))
        for place, value in enumerate(values)
    ]
    pairs = zip(pairwise(points), joined, strict=True) if len(points) > 1 else ()
    lines = [(one, other) for (one, other), fits in pairs if fits and one is not None and other is not None]
    return {"points": [each for each in points if each is not None], "lines": lines}


def _survey(here: Here) -> SurveyRow:
    """The survey in the address. Raises a Problem (404)."""
    found = surveys_queries.survey(here.service.pool, here.district, here.named("survey"))
    if found is None:
        raise not_found(UnknownSurvey.title)
    return found


# --- Forms -----------------------------------------------------------------------

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class SurveyIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: Words
    statements: list[tuple[str, str]] = Given(min_length=1)
    first_day: date
    last_day: date


class DayIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    on: date


class InvitationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    partners: list[UUID] = Given(min_length=1, max_length=500)


class AnswersIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    partner_id: UUID
    provenance: Provenance
    values: dict[str, Literal[1, 2, 3, 4, 5]]
    comment: str | None = Given(default=None, max_length=2000)


def _survey_shape(typed: Typed) -> dict[str, Any]:
    """Each line a statement behind its dimension; a line of another form is left for the model to refuse."""
    lines = [line.strip() for line in "\n".join(typed.get("statements", [])).splitlines() if line.strip()]
    said: list[Any] = [_statement(line) for line in lines]
    return {name: values[-1] for name, values in typed.items() if name != "statements"} | {"statements": said}


def _statement(line: str) -> Any:
    """A pair of dimension and statement, else the line itself."""
    match = A_LINE.fullmatch(line)
    return line if match is None else [match[1].strip(), match[2].strip()]


def answers_shape(typed: Typed) -> dict[str, Any]:
    """``aussage-a1`` -> key ``a1`` of the values; what is not answered is not there."""
    values = {name.removeprefix(VALUE): given[-1] for name, given in typed.items() if name.startswith(VALUE)}
    numbers = {key: int(value) if value.isdecimal() else value for key, value in values.items()}
    return {name: given[-1] for name, given in typed.items() if not name.startswith(VALUE)} | {"values": numbers}


def answer_fields(questions: Sequence[Question]) -> Sequence[Field]:
    """One choice a statement; leaving it out is an answer of its own."""
    return tuple(
        Field(
            name=f"{VALUE}{each.key}",
            title=each.text,
            kind="select",
            hint=each.dimension,
            options=list(SCALE.items()),
            optional=True,
            empty="keine Angabe",
        )
        for each in questions
    )


def _opening(_here: Here) -> Sequence[Field]:
    lines = "\n".join(f"{dimension}: {text}" for dimension, text in default_statements())
    return (
        Field(name="title", title="Titel", default=f"Netzwerkbefragung {today().year}"),
        Field(
            name="statements",
            title="Aussagen",
            kind="area",
            default=lines,
            hint="Je Zeile eine Aussage: Dimension, Doppelpunkt, Aussage. Der Vorschlag lässt sich ändern.",
            looks="Dimension, Doppelpunkt, Aussage",
            more={"rows": "12"},
        ),
        Field(name="first_day", title="Erster Tag", kind="date", default=str(today())),
        Field(name="last_day", title="Letzter Tag", kind="date"),
    )


def _answering(here: Here) -> Sequence[Field]:
    listed = directory(here.service.pool, here.district).listed(today()).partners.values()
    partners = [(str(each.partner_id), each.name) for each in listed]
    return (
        Field(name="partner_id", title="Partner", kind="select", options=partners),
        Field(name="provenance", title="Wie kam die Antwort?", kind="radios", options=list(SAID_BY.items())),
        *answer_fields(_survey(here).questions),
        Field(name="comment", title="Bemerkung", kind="area", optional=True, more={"maxlength": "2000"}),
    )


def _ending(_here: Here) -> Sequence[Field]:
    return (Field(name="on", title="Letzter Tag", kind="date", default=str(today()), more={"max": str(today())}),)


def _inviting(here: Here) -> Sequence[Field]:
    """Who takes mail and has not answered yet."""
    answered = _survey(here).answers
    listed = directory(here.service.pool, here.district).listed(today()).partners.values()
    able = [each for each in listed if each.takes_mail and each.partner_id not in answered]
    return (
        Field(
            name="partners",
            title="Wer bekommt eine E-Mail mit dem Link?",
            kind="checks",
            options=[(str(each.partner_id), each.name) for each in able],
            hint=None if able else "Alle Partner mit E-Mail haben schon geantwortet.",
        ),
    )


def _invite(here: Here, body: InvitationIn, context: Context) -> Stored:
    """A link and a mail for each; sent again, nobody gets a second one."""
    links, mails = LinksDesk(here.service, here.district), MailDesk(here.service, here.district)
    ids = here.service.ids(here.district)
    survey = _survey(here)
    for partner in body.partners:
        own = following(ids, context, f"survey {partner}")
        issued = links.for_survey(partner, survey.survey_id, survey.last_day, "link_by_mail", own)
        mails.ask(partner, "survey", following(ids, own, "mail"), link_id=issued.link_id)
    return Stored(here.service.store.log.head(here.district).position)


def _open(here: Here, body: SurveyIn, context: Context) -> Stored:
    details = SurveyDetails(
        title=body.title, statements=tuple(body.statements), first_day=body.first_day, last_day=body.last_day
    )
    return Stored(NetworkDesk(here.service, here.district).open_survey(details, context).outcome.position)


def _answer(here: Here, body: AnswersIn, context: Context) -> Stored:
    said = Said(partner_id=body.partner_id, values=body.values, provenance=body.provenance, comment=body.comment)
    return Stored(NetworkDesk(here.service, here.district).answer_survey(here.named("survey"), said, context).position)


def _end(here: Here, body: DayIn, context: Context) -> Stored:
    return Stored(
        NetworkDesk(here.service, here.district).close_survey(here.named("survey"), body.on, context).position
    )


def _about(here: Here) -> str:
    return _survey(here).title


def _back(here: Here) -> str:
    return f"{SURVEYS}/{here.named('survey')}"


add_forms(
    router,
    SERVICE,
    (Role.KOORDINATION,),
    [
        DescribedForm(
            path=f"{SURVEYS}/anlegen/neu",
            title="Befragung anlegen",
            button="Anlegen",
            model=SurveyIn,
            fields=_opening,
            send=_open,
            back=lambda _here: SURVEYS,
            shape=_survey_shape,
            remarks=lambda _here: (
                "Einmal angelegt, bleiben die Aussagen, wie sie sind. Andere Aussagen sind eine neue Befragung.",
            ),
        ),
        DescribedForm(
            path=f"{SURVEYS}/{{survey}}/antwort",
            title="Antworten eintragen",
            button="Speichern",
            model=AnswersIn,
            fields=_answering,
            send=_answer,
            back=_back,
            about=_about,
            shape=answers_shape,
            remarks=lambda _here: ("Antwortet ein Partner noch einmal, gelten die neuen Antworten.",),
        ),
        DescribedForm(
            path=f"{SURVEYS}/{{survey}}/einladung",
            title="Partner per E-Mail einladen",
            button="Einladen",
            model=InvitationIn,
            fields=_inviting,
            send=_invite,
            back=_back,
            about=_about,
            remarks=lambda _here: (
                "Jeder Partner bekommt einen eigenen Link. Antworten kann er bis zum letzten Tag der Befragung.",
            ),
        ),
        DescribedForm(
            path=f"{SURVEYS}/{{survey}}/ende",
            title="Befragung beenden",
            button="Beenden",
            model=DayIn,
            fields=_ending,
            send=_end,
            back=_back,
            about=_about,
        ),
    ],
)
