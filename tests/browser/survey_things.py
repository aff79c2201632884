"""Surveys at each stage, a finding with feedback, so that their pages show something."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from msgspec.structs import replace

from services.contracts.events import SurveyDrafted
from services.events.application import events
from services.events.findings_desk import FindingDetails, FindingsDesk
from services.events.responses_desk import ResponsesDesk, Said
from services.events.surveys_desk import SurveysDesk
from services.events.surveys_templates import templates
from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today

PLACES = ("ilmenau", "arnstadt")


def survey_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service, day = events(settings), today()
    desk, template = SurveysDesk(service, district), templates()["elternbefragung"]
    asked = SurveyDrafted(
        survey_id=uuid4(),
        title=template.title,
        questions=template.questions,
        languages=template.languages,
        sozialraeume=PLACES,
    )
    draft = desk.draft(asked, _asked()).id
    running = desk.draft(asked, _asked()).id
    by_ticket = desk.draft(replace(asked, access="one_time"), _asked()).id
    closed = desk.draft(asked, _asked()).id
    for each in (running, by_ticket, closed):
        desk.open(each, day, day + timedelta(days=28), _asked())
    answers = ResponsesDesk(service, district, closed)
    for number in range(24):
        values = {"kinder": (str(1 + number % 3),), "betreuung": ("ja" if number % 2 else "nein",), "geld": ("2",)}
        said = Said(language="de", values=values, texts={"wunsch": "Mehr Licht"}, sozialraum=PLACES[number % 2])
        answers.type_in(said, _asked())
    typed = ResponsesDesk(service, district, running)
    sheet = typed.type_in(Said(language="de", values={"kinder": ("1",), "betreuung": ("ja",)}, texts={}), _asked()).id
    desk.close(closed, day, _asked())
    findings = FindingsDesk(service, district, closed)
    finding = findings.publish(FindingDetails(title="Es fehlt Betreuung", text="Am Nachmittag."), _asked()).id
    feedback = findings.give_feedback(finding, "Bei uns auch.", _asked(), agrees=True).id
    findings.consider(feedback, _asked(), shown=True)
    return {
        "survey_draft": draft,
        "survey_running": running,
        "survey_by_ticket": by_ticket,
        "survey_closed": closed,
        "sheet": sheet,
        "finding": finding,
        "feedback": feedback,
    }


def _asked() -> Context:
    return Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4(), request_hash=uuid4().bytes)
