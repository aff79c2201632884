"""Which contacts did a person agree to join that are not joined yet? Read by the worker, which completes them.

A row stays only where a process died between the case's fact and the contact's.
"""

from collections.abc import Iterable

from services.contracts.intake import ContactCancelled, ContactCorrected, ContactsJoined
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table("open_joins", "contact", ("case_id", "person", "actor", "cause"), versioned=False)


def keep(recorded: Recorded[ContactsJoined | ContactCorrected | ContactCancelled]) -> Iterable[Change]:
    """Open from the agreement until the contact belongs to a case, or is cancelled."""
    match recorded.fact:
        case ContactsJoined() as fact:
            row = (fact.case_id, fact.person_id, recorded.actor, recorded.id)
            return [Put(TABLE, contact, row) for contact in fact.contact_ids]
        case ContactCorrected(case_id=None):
            return []
        case other:
            return [Drop(TABLE, other.contact_id)]


open_joins = Projection(
    "open_joins", version=1, tables=(TABLE,), reads=(ContactsJoined, ContactCorrected, ContactCancelled), fold=keep
)
