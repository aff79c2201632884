"""Telling a survey from one of our templates, and sheets of paper that parents filled in. All answers are invented."""

from typing import Final

from demo.community.shape import PaperSurvey
from demo.neighbourhood import Neighbourhood
from services.contracts.events import SurveyDrafted
from services.events.findings_desk import FindingDetails, FindingsDesk
from services.events.responses_desk import ResponsesDesk, Said
from services.events.surveys_desk import SurveysDesk
from services.events.surveys_templates import templates
from services.kernel.times import today

LANGUAGE: Final = "de"


def tell_survey(place: Neighbourhood, told: PaperSurvey) -> None:
    """Left out where a load is completed after its last day; nothing of one that people went on with."""
    first_day, last_day = place.loading.plus(told.first), place.loading.plus(told.last)
    if last_day < today():
        return
    template, commands = templates()[told.template], place.commands(f"survey {told.template}")
    desk = SurveysDesk(place.events, place.district)
    drafting = commands.next()
    survey_id = desk.survey_id(drafting)
    if place.is_left_to_people(survey_id, commands):
        return
    questionnaire = SurveyDrafted(
        survey_id=survey_id,
        title=template.title,
        questions=template.questions,
        languages=template.languages,
        access=template.access,
        operation=told.operation,
        target_groups=template.target_groups,
    )
    desk.draft(questionnaire, drafting)
    desk.open(survey_id, first_day, last_day, commands.next())
    responses = ResponsesDesk(place.events, place.district, survey_id)
    for sheet in told.sheets:
        responses.type_in(Said(language=LANGUAGE, values=sheet, texts={}), commands.next())
    if told.found is not None:
        title, text = told.found
        desk.close(survey_id, place.loading.day, commands.next())
        details = FindingDetails(title=title, text=text)
        FindingsDesk(place.events, place.district, survey_id).publish(details, commands.next())
