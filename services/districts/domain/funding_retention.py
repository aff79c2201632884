"""How long the documents of an operation are kept, by what its funding knows: payments of the ESF, and holds."""

from services.contracts.retention import Hold, Retention, retention
from services.districts.domain.funding_state import Funding


def retention_of(funding: Funding) -> Retention:
    """The managing authority pays the ESF money, so another's last payment begins nothing."""
    last = [each.on.year for each in funding.payments.values() if each.last and each.cents and each.source == "esf"]
    return retention(max(last, default=None), holds_of(funding).values())


def holds_of(funding: Funding) -> dict[str, Hold]:
    """By id, the earliest first."""
    ordered = sorted(funding.holds.values(), key=lambda each: (each.on, each.hold_id))
    ends = {key: each.on for key, each in funding.lifted.items()}
    return {str(each.hold_id): Hold(each.on, ends.get(each.hold_id), each.effect) for each in ordered}
