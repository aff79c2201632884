"""What addresses of funding's pages name: the entries of the demo's Ilm-Kreis."""

from collections.abc import Mapping
from uuid import UUID

from services.districts.application import districts
from services.districts.funding_desk import FundingDesk
from services.kernel.settings import Settings


def funding_things(settings: Settings, district: str, operation: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    funding = FundingDesk(districts(settings), district, operation).funding()
    return {
        "plan": next(iter(funding.plans)),
        "expense": next(iter(funding.expenses)),
        "payment_request": next(iter(funding.requests)),
        "payment": next(iter(funding.payments)),
        "post": next(iter(funding.posts)),
        "target": next(iter(funding.targets)),
        "funding_milestone": next(iter(funding.milestones)),
        "document": next(iter(funding.documents)),
        "hold": next(iter(funding.holds)),
        "entry": next(iter(funding.documents)),
    }
