"""Which links were issued for what, and was each looked at, refused, revoked? Read where a referral shows its links."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.referral import LinkIssued, LinkOpened, LinkRefused, LinkRevoked
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

LINKS = Table(
    "links",
    "link",
    ("partner", "referral", "survey", "channel", "expires", "issued", "issued_at", "issued_by"),
    versioned=False,
)
OPENINGS = Table("link_openings", "opening", ("link", "on_day"), versioned=False)
REFUSALS = Table("link_refusals", "refusal", ("link", "on_day", "grounds"), versioned=False)
REVOCATIONS = Table("link_revocations", "link", ("on_day",), versioned=False)
Fact: TypeAlias = LinkIssued | LinkOpened | LinkRefused | LinkRevoked


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """``issued`` is the place in the log: of two links for one referral the later one counts."""
    fact = recorded.fact
    match fact:
        case LinkIssued():
            about = (fact.partner_id, fact.referral_id, fact.survey_id, fact.channel, fact.expires)
            return [Put(LINKS, fact.link_id, (*about, recorded.sequence, recorded.time, recorded.actor))]
        case LinkOpened():
            return [Put(OPENINGS, recorded.id, (fact.link_id, fact.on))]
        case LinkRefused():
            return [Put(REFUSALS, recorded.id, (fact.link_id, fact.on, fact.grounds))]
        case LinkRevoked():
            return [Put(REVOCATIONS, fact.link_id, (fact.on,))]
        case _:
            assert_never(fact)


links = Projection(
    "links",
    version=1,
    tables=(LINKS, OPENINGS, REFUSALS, REVOCATIONS),
    reads=(LinkIssued, LinkOpened, LinkRefused, LinkRevoked),
    fold=keep,
)
