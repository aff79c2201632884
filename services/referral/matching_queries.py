"""Offers for somebody's need: the directory, the district's terms and what became of earlier referrals, ranked."""

from datetime import date
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.referral_states import OUTCOMES
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.application import Referral
from services.referral.directory import OfferEntry, PartnerEntry, directory
from services.referral.domain.matching import Candidate, Match, Past, Wish, rank
from services.referral.domain.terms import Terms
from services.referral.terms_queries import terms_of

PAST: Final = SQL("""
    SELECT r.offer, count(*), count(*) FILTER (WHERE s.state = 'solved'),
        count(*) FILTER (WHERE s.state = 'partly_solved')
    FROM {0}.referrals r
    CROSS JOIN LATERAL (SELECT state FROM {0}.referral_steps x
        WHERE x.referral = r.referral AND x.state IS NOT NULL ORDER BY x.recorded DESC LIMIT 1) s
    WHERE r.offer IS NOT NULL AND s.state = ANY (%s) GROUP BY r.offer
""")


def matches(referral: Referral, district: str, wish: Wish, day: date) -> list[Match]:
    """The offers that are listed on that day and fit, best first."""
    entries = directory(referral.pool, district).listed(day)
    terms = terms_of(referral.pool, district)
    offers = (_candidate(each, entries.partners[each.partner_id], terms, day) for each in entries.offers.values())
    return rank(offers, wish, past_of_offers(referral.pool, district), day)


def past_of_offers(pool: Pool, district: str) -> dict[UUID, Past]:
    """What became of referrals to each offer, as far as an outcome was reported."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(PAST.format(schema), (sorted(OUTCOMES),)).fetchall()
    return {offer: Past(ended, solved, partly) for offer, ended, solved, partly in rows}


def _candidate(offer: OfferEntry, partner: PartnerEntry, terms: Terms, day: date) -> Candidate:
    """What somebody said of places that are free counts until the day that was named."""
    still = offer.capacity_until is None or day <= offer.capacity_until
    return Candidate(
        offer_id=offer.offer_id,
        partner_id=offer.partner_id,
        name=offer.name,
        partner_name=partner.name,
        topics=offer.topics,
        handlungsfelder=offer.handlungsfelder,
        target_groups=offer.target_groups,
        sozialraeume=offer.sozialraeume,
        languages=offer.languages,
        capacity=offer.capacity if still else None,
        capacity_until=offer.capacity_until if still else None,
        confirmed_on=offer.assured_on or offer.listed_on,
        assure_days=terms.of(partner.kind).assure_days,
    )
