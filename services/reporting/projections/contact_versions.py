"""What was known of each contact, and at which position of intake's log? Read by the activity report."""

from collections.abc import Iterable

from services.contracts.intake import Contact, ContactCancelled, ContactCorrected, ContactRecorded, KeyDestroyed
from services.kernel.facts import Erased, Recorded
from services.kernel.projected_rows import Change, Drop, Erase, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "contact_versions",
    "contact",
    (
        "operation",
        "sozialraum",
        "date",
        "case_id",
        "kind",
        "site",
        "minutes",
        "track",
        "topics",
        "migration_background",
        "erased",
        "fact",
    ),
    blank=(("topics", None), ("migration_background", None), ("erased", True)),
)


def keep_version(recorded: Recorded[Contact | ContactCancelled | KeyDestroyed]) -> Iterable[Change]:
    """Every fact carries the whole contact: it ends the version before and begins the next; a cancelled one ends."""
    contact = recorded.fact
    if isinstance(contact, KeyDestroyed):
        return [Erase(TABLE, "case_id", case) for case in contact.cases] if contact.records else ()
    if isinstance(contact, ContactCancelled):
        return (Drop(TABLE, contact.contact_id),)
    details = None if isinstance(contact.details, Erased) else contact.details
    values = (
        contact.operation,
        contact.sozialraum,
        contact.date,
        contact.case_id,
        contact.kind,
        contact.site_id,
        contact.minutes,
        contact.track,
        list(details.topics) if details else None,
        details.migration_background if details else None,
        details is None,
        recorded.id,
    )
    return (Put(TABLE, contact.contact_id, values),)


contact_versions = Projection(
    "contact_versions",
    version=1,
    tables=(TABLE,),
    reads=(ContactRecorded, ContactCorrected, ContactCancelled, KeyDestroyed),
    fold=keep_version,
)
