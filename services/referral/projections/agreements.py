"""What was agreed with partners, and until when does it count? Read by partners' pages and their list."""

from collections.abc import Iterable

from services.contracts.referral import AgreementEnded, AgreementMade
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

AGREEMENTS = Table(
    "agreements", "agreement", ("partner", "kind", "on_day", "until", "operation", "details"), versioned=False
)
ENDS = Table("agreement_ends", "agreement", ("last_day",), versioned=False)


def keep(recorded: Recorded[AgreementMade | AgreementEnded]) -> Iterable[Change]:
    """An agreement that is made again, corrected or prolonged, is no longer ended."""
    fact = recorded.fact
    if isinstance(fact, AgreementEnded):
        return [Put(ENDS, fact.agreement_id, (fact.on,))]
    made = (fact.partner_id, fact.kind, fact.on, fact.until, fact.operation, fact.details_id)
    return [Put(AGREEMENTS, fact.agreement_id, made), Drop(ENDS, fact.agreement_id)]


agreements = Projection(
    "agreements", version=1, tables=(AGREEMENTS, ENDS), reads=(AgreementMade, AgreementEnded), fold=keep
)
