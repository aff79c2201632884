"""What ``referral`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.kernel.pages.menu import Entry
from services.kernel.roles import Role
from services.referral.pages import answers_in, ending, handing_over, one_referral, partner_links, referrals
from services.referral.pages.referral_here import REFERRALS

PAGES: Final[tuple[APIRouter, ...]] = (
    referrals.router,
    handing_over.router,
    answers_in.router,
    ending.router,
    partner_links.router,
    one_referral.router,
)
MENU: Final[tuple[Entry, ...]] = (
    Entry("Weitervermittlungen", REFERRALS, frozenset({Role.FACHKRAFT, Role.KOORDINATION}), 32),
)
# Answered for partners and for everybody: these pages look after themselves.
OPEN_TO_STRANGERS: Final[frozenset[str]] = frozenset()


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
