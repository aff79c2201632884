"""How long does the district wait for which kind of partner? Read by the overdue list and the freshness queue."""

from collections.abc import Iterable

from services.contracts.referral import TermsSet
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

ALL_OTHERS = ""  # a key cannot be NULL
TERMS = Table(
    "referral_terms",
    "partner_kind",
    ("answer_days", "arrival_days", "outcome_days", "assure_days"),
    key_type="text",
    versioned=False,
)


def keep(recorded: Recorded[TermsSet]) -> Iterable[Change]:
    fact = recorded.fact
    days = (fact.answer_days, fact.arrival_days, fact.outcome_days, fact.assure_days)
    yield Put(TERMS, fact.partner_kind or ALL_OTHERS, days)


terms = Projection("terms", version=1, tables=(TERMS,), reads=(TermsSet,), fold=keep)
