"""What ``referral`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.kernel.pages.menu import Entry
from services.kernel.roles import Role
from services.referral.link_kinds import ENTRIES
from services.referral.links_desk import PATH as LINK_DOOR
from services.referral.pages import (
    answers_in,
    ending,
    handing_over,
    one_referral,
    partner_answers,
    partner_door,
    partner_entries,
    partner_links,
    referrals,
)
from services.referral.pages.referral_here import REFERRALS

PAGES: Final[tuple[APIRouter, ...]] = (
    referrals.router,
    handing_over.router,
    answers_in.router,
    ending.router,
    partner_links.router,
    one_referral.router,
    partner_door.router,
    partner_answers.router,
    partner_entries.router,
)
MENU: Final[tuple[Entry, ...]] = (
    Entry("Weitervermittlungen", REFERRALS, frozenset({Role.FACHKRAFT, Role.KOORDINATION}), 32),
)
# Answered for partners and for everybody: these pages look after themselves.
OPEN_TO_STRANGERS: Final[frozenset[str]] = frozenset({LINK_DOOR, ENTRIES.path}) | partner_answers.ADDRESSES


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
