"""What ``events`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.events.pages import (
    calendar,
    engagements_forms,
    event_attendance,
    event_forms,
    event_money_forms,
    event_page,
    event_partner_forms,
    event_registrations,
    feeds,
    group_forms,
    groups,
    measure_forms,
    measure_part_forms,
    measures,
    meeting_forms,
    meeting_minutes,
    meetings,
    press,
    press_forms,
    proofs,
    public_calendar,
    public_engagements,
    public_findings,
    public_strategy,
    public_survey,
    resolution_forms,
    resolutions,
    statistic_forms,
    statistics,
    strategies,
    strategy_forms,
    survey_drafting,
    survey_forms,
    survey_sheets,
    surveys,
    tasks,
    volunteers,
    volunteers_forms,
    volunteers_hours,
    volunteers_records,
    volunteers_tasks,
)
from services.events.pages.asking import TEAM
from services.events.pages.event_here import EVENTS
from services.events.pages.groups_here import GROUPS, RESOLUTIONS
from services.events.pages.press import PRESS
from services.events.pages.public_calendar import GIVE_BACK, REGISTER
from services.events.pages.public_engagements import SIGN_UP
from services.events.pages.public_findings import FEEDBACK
from services.events.pages.public_survey import ANSWER, CODE
from services.events.pages.statistics import STATISTICS
from services.events.pages.strategy_here import PLANNING
from services.events.pages.survey_here import SURVEYS
from services.events.pages.volunteers_here import VOLUNTEERS
from services.kernel.pages.menu import Entry, Group

PAGES: Final[tuple[APIRouter, ...]] = (
    # Forms before pages: "neu" is no id.
    group_forms.router,
    meeting_forms.router,
    meeting_minutes.router,
    resolution_forms.router,
    groups.router,
    meetings.router,
    resolutions.router,
    feeds.router,
    volunteers_hours.router,
    volunteers_records.router,
    engagements_forms.router,
    volunteers_forms.router,
    volunteers_tasks.router,
    volunteers.router,
    public_engagements.router,
    press_forms.router,
    press.router,
    statistic_forms.router,
    statistics.router,
    strategy_forms.router,
    measure_forms.router,
    measure_part_forms.router,
    measures.router,
    strategies.router,
    public_strategy.router,
    survey_drafting.router,
    survey_forms.router,
    survey_sheets.router,
    surveys.router,
    public_survey.router,
    public_findings.router,
    event_forms.router,
    event_attendance.router,
    event_money_forms.router,
    event_partner_forms.router,
    event_registrations.router,
    event_page.router,
    calendar.router,
    tasks.router,
    proofs.router,
    public_calendar.router,
)
MENU: Final[tuple[Entry, ...]] = (
    Entry("Veranstaltungen", EVENTS, frozenset(TEAM), 34, Group.NETWORK, ("/aufgaben", "/nachweise")),
    Entry("Ehrenamt", VOLUNTEERS, frozenset(TEAM), 38, Group.NETWORK),
    Entry("Presse", PRESS, frozenset(TEAM), 39, Group.NETWORK),
    Entry("Gremien", GROUPS, frozenset(TEAM), 35, Group.NETWORK, (RESOLUTIONS,)),
    Entry("Planung", PLANNING, frozenset(TEAM), 40, Group.PLANNING),
    Entry("Umfragen", SURVEYS, frozenset(TEAM), 41, Group.PLANNING),
    Entry("Sozialdaten", STATISTICS, frozenset(TEAM), 42, Group.PLANNING),
)
# Answered for everybody: these pages look after themselves.
OPEN_TO_STRANGERS: Final[frozenset[str]] = frozenset({REGISTER, GIVE_BACK, SIGN_UP, FEEDBACK, ANSWER, CODE})


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
