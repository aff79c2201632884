"""Who writes a letter to another district: words that a colleague there can ring or go to, and no id."""

from services.contracts.referral import ReferralProposed
from services.kernel.carrying import reachable_districts
from services.kernel.database import Pool
from services.kernel.times import today
from services.referral.known import sender_of, sites_of


def sender_words(pool: Pool, district: str, proposed: ReferralProposed) -> str:
    """The district, the Träger of whoever is in charge, and its sites; one line each."""
    lines = [reachable_districts(pool).get(district, district)]
    sender = None if proposed.staff_id is None else sender_of(pool, district, proposed.staff_id)
    if sender is not None:
        sites = sites_of(pool, district, sender.traeger, today())
        lines += [sender.name, *(", ".join(filter(None, (site.name, site.address))) for site in sites)]
    return "\n".join(lines)
