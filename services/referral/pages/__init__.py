"""What ``referral`` shows to people; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.kernel.pages.menu import Entry, Group
from services.kernel.roles import Role
from services.referral.api import public
from services.referral.link_kinds import ENTRIES, SURVEY_LINK
from services.referral.links_desk import PATH as LINK_DOOR
from services.referral.pages import (
    agreement_forms,
    agreements,
    answers_in,
    atlas,
    contact_person_forms,
    ending,
    exchange,
    freshness,
    handing_over,
    letters,
    location_forms,
    network,
    new_offer,
    offer_forms,
    offer_hour_forms,
    offers,
    one_referral,
    papers,
    partner_answers,
    partner_door,
    partner_entries,
    partner_forms,
    partner_links,
    partner_survey,
    partners,
    proposing,
    referrals,
    surveys,
    terms,
)
from services.referral.pages.asking import READERS
from services.referral.pages.directory_here import PARTNERS
from services.referral.pages.letters import LETTERS
from services.referral.pages.network import NETWORK
from services.referral.pages.referral_here import REFERRALS

PAGES: Final[tuple[APIRouter, ...]] = (
    exchange.router,  # before the partners' own pages: its address would name one
    # Forms before pages: "neu" is no id.
    agreements.router,
    freshness.router,
    new_offer.router,
    partner_forms.router,
    location_forms.router,
    contact_person_forms.router,
    agreement_forms.router,
    offer_forms.router,
    offer_hour_forms.router,
    partners.router,
    offers.router,
    atlas.router,
    public.router,
    referrals.router,
    proposing.router,
    terms.router,
    handing_over.router,
    answers_in.router,
    ending.router,
    partner_links.router,
    one_referral.router,
    papers.router,
    partner_door.router,
    partner_answers.router,
    partner_entries.router,
    partner_survey.router,
    network.router,
    surveys.router,
    letters.router,
)
MENU: Final[tuple[Entry, ...]] = (
    Entry("Partner", PARTNERS, frozenset(READERS), 33, Group.NETWORK, ("/angebote",)),
    Entry("Netzwerk", NETWORK, frozenset(READERS), 36, Group.NETWORK),
    Entry("Briefe", LETTERS, frozenset({Role.FACHKRAFT, Role.KOORDINATION}), 37, Group.NETWORK),
    Entry("Weitervermittlungen", REFERRALS, frozenset({Role.FACHKRAFT, Role.KOORDINATION}), 32, Group.WORK),
)
# Answered for partners and for everybody: these pages look after themselves.
OPEN_TO_STRANGERS: Final[frozenset[str]] = (
    frozenset({LINK_DOOR, ENTRIES.path, SURVEY_LINK.path}) | partner_answers.ADDRESSES
)


def all_pages() -> APIRouter:
    together = APIRouter()
    for each in PAGES:
        together.include_router(each)
    return together
