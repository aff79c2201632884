"""Which consents run out, and which were withdrawn? Read by the worklists and by whoever asks what is allowed.

Who it is about stands in the vault; fields are names of fields, never what they say.
"""

from collections.abc import Iterable

from services.contracts.intake import ConsentGiven, ConsentWithdrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

CONSENTS = Table(
    "consents",
    "consent",
    ("case_id", "person", "purpose", "text", "text_version", "form", "given_on", "until", "partner", "fields"),
    versioned=False,
)
WITHDRAWALS = Table("consent_withdrawals", "consent", ("withdrawn_on",), versioned=False)


def keep(recorded: Recorded[ConsentGiven | ConsentWithdrawn]) -> Iterable[Change]:
    """A consent as it was given; its withdrawal is a row of its own."""
    fact = recorded.fact
    if isinstance(fact, ConsentWithdrawn):
        return [Put(WITHDRAWALS, fact.consent_id, (fact.on,))]
    text = (fact.purpose, fact.text, fact.text_version, fact.form)
    scope = (fact.on, fact.until, fact.partner_id, list(fact.fields))
    return [Put(CONSENTS, fact.consent_id, (fact.case_id, fact.person_id, *text, *scope))]


consents = Projection(
    "consents", version=1, tables=(CONSENTS, WITHDRAWALS), reads=(ConsentGiven, ConsentWithdrawn), fold=keep
)
