"""A cancelled contact ends in reporting where it was cancelled: at every state of knowledge the count is right."""

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import ContactCancelled, ContactCorrected, ContactRecorded
from services.intake.domain.contact import CONTACT
from services.kernel.projected_rows import versions
from services.kernel.projection import folded
from services.reporting.projections.contact_versions import TABLE, contact_versions
from tests.intake.contacts.facts import contact, histories
from tests.intake.contacts.logs import interleaved, recorded


def versioned(log: list[Any]) -> list[dict[str, Any]]:
    """Every version of every contact, as reporting's table holds them after the log."""
    facts = [recorded(fact, fact.contact_id, number) for number, fact in enumerate(log, start=1)]
    rows = versions({}, folded(contact_versions, facts).get(TABLE, [])).rows
    return [dict(zip(TABLE.written, row, strict=True)) for row in rows]


def known_at(rows: list[dict[str, Any]], position: int) -> dict[UUID, Any]:
    """Contact -> its minutes, as known at that position of intake's log."""
    valid = [
        row for row in rows if row["valid_from"] <= position and (row["valid_to"] is None or position < row["valid_to"])
    ]
    assert len({row["contact"] for row in valid}) == len(valid), "a contact has one version at a time"
    return {row["contact"]: row["minutes"] for row in valid}


def test_a_cancelled_contact_is_known_until_it_is_cancelled() -> None:
    met = ContactRecorded(**contact(1, minutes=30))
    longer = ContactCorrected(**contact(1, minutes=45))
    rows = versioned([met, longer, ContactCancelled(contact_id=UUID(int=1))])

    assert [known_at(rows, position) for position in range(4)] == [
        {},
        {UUID(int=1): 30},
        {UUID(int=1): 45},
        {},
    ]


@given(st.data(), histories())
def test_every_state_of_knowledge_counts_the_contacts_that_stood_then(
    data: st.DataObject, contacts: list[list[Any]]
) -> None:
    log = data.draw(interleaved(contacts))
    rows = versioned(log)

    for position in range(len(log) + 1):
        states = [
            CONTACT.fold(fact for fact in log[:position] if fact.contact_id == UUID(int=number))
            for number in range(1, len(contacts) + 1)
        ]
        standing = {
            state.snapshot.contact_id: state.snapshot.minutes
            for state in states
            if state.snapshot is not None and not state.cancelled
        }
        assert known_at(rows, position) == standing
