"""What ``districts`` shows to people; one module a subject, put together here."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter

from services.districts.api.funding_fields import READERS as FUNDING_READERS
from services.districts.pages import (
    account,
    choosing,
    definitions,
    external,
    funding,
    funding_downloads,
    funding_goal_forms,
    funding_hold_forms,
    funding_money_forms,
    funding_plan_form,
    funding_post_forms,
    funding_retention,
    invitation,
    operation_forms,
    operations,
    second_factor,
    sign_in,
    site_forms,
    sites,
    team,
    team_forms,
    traeger,
)
from services.districts.pages.asking import OPERATORS
from services.districts.pages.browser import CHOICE, SECOND_FACTOR, SIGN_IN
from services.districts.pages.funding_here import OVERVIEW
from services.districts.sign_in.invitations import PATH as INVITATION
from services.kernel.pages.menu import Entry, Group

PAGES: Final = (
    sign_in.router,
    choosing.router,
    external.router,
    invitation.router,
    account.router,
    second_factor.router,
    # Forms before pages: "neu" is no id.
    team_forms.router,
    team.router,
    traeger.router,
    site_forms.router,
    sites.router,
    operation_forms.router,
    operations.router,
    funding_plan_form.router,
    funding_money_forms.router,
    funding_post_forms.router,
    funding_goal_forms.router,
    funding_hold_forms.router,
    funding_retention.router,
    funding_downloads.router,
    funding.router,
    definitions.router,
)
OF_OPERATIONS: Final = ("/neues-vorhaben", "/laendliche-gemeinden", "/festlegungen")
MENU: Final[Sequence[Entry]] = (
    Entry("Team", team.TEAM, frozenset(OPERATORS), 60, Group.ADMINISTRATION, ("/teams", "/traeger")),
    Entry("Standorte", sites.SITES, frozenset(OPERATORS), 62, Group.ADMINISTRATION),
    Entry("Vorhaben", operations.OPERATIONS, frozenset(OPERATORS), 64, Group.ADMINISTRATION, OF_OPERATIONS),
    Entry("Finanzierung", OVERVIEW, frozenset(FUNDING_READERS), 66, Group.ADMINISTRATION, (operations.OPERATIONS,)),
)
# Sent before there is a place to work in: these pages look at the session themselves.
OPEN_TO_STRANGERS: Final = frozenset(
    {SIGN_IN, SECOND_FACTOR, CHOICE, INVITATION, sign_in.SIGN_OUT}
    | {account.CHANGE, account.SESSIONS, second_factor.SET_UP, second_factor.DROP}
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
