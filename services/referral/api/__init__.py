"""What ``referral`` answers to programs; one module a subject, put together here."""

from typing import Final

from fastapi import APIRouter

from services.referral.api import (
    exchange,
    freshness,
    letters,
    matching,
    network,
    offer_hours,
    offers,
    partner_agreements,
    partner_contacts,
    partner_places,
    partners,
    referral_moves,
    referral_terms,
    referrals,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    exchange.router,
    partners.router,
    partner_places.router,
    partner_contacts.router,
    partner_agreements.router,
    offers.router,
    offer_hours.router,
    freshness.router,
    network.router,
    letters.router,
    referrals.router,
    referral_moves.router,
    referral_terms.router,
    matching.router,
)


def all_routes() -> APIRouter:
    together = APIRouter()
    for each in ROUTERS:
        together.include_router(each)
    return together
