"""Which contacts are there, and how long were they? Read by contact lists, and by the minutes of a case.

One row is the last version of a contact, so that minutes are added up once, whatever was corrected or cancelled.
"""

from collections.abc import Iterable

from services.contracts.intake import Contact, ContactCancelled, ContactCorrected, ContactRecorded
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "contacts",
    "contact",
    ("operation", "on_day", "sozialraum", "case_id", "kind", "minutes", "staff"),
    versioned=False,
)


def keep(recorded: Recorded[Contact | ContactCancelled]) -> Iterable[Change]:
    """Every fact carries the whole contact; a cancelled one is gone."""
    fact = recorded.fact
    if isinstance(fact, ContactCancelled):
        return [Drop(TABLE, fact.contact_id)]
    row = (fact.operation, fact.date, fact.sozialraum, fact.case_id, fact.kind, fact.minutes, fact.staff_id)
    return [Put(TABLE, fact.contact_id, row)]


contacts = Projection(
    "contacts", version=1, tables=(TABLE,), reads=(ContactRecorded, ContactCorrected, ContactCancelled), fold=keep
)
