"""Files and forms meet at one contact: what a file may do to what a form recorded, and to what was cancelled."""

from uuid import UUID

from services.contracts.intake import Contact, ContactCancelled, ContactDetails, Situation
from services.intake.domain.contact import CONTACT, ContactChange, CorrectContact
from tests.intake.memory import IDS, TODAY, MemoryLedger, take

HEADER = "contact_no,date,sozialraum,case_no,minutes\n"
FILE = f"{HEADER}K-1,2026-03-02,rieth,F-1,30\n"
CONTACT_ID = IDS.derive("contact", "K-1")


def ledger_with_file() -> MemoryLedger:
    ledger = MemoryLedger()
    assert take(ledger, "contacts", FILE).verdicts["entered"] == 1
    return ledger


def last(ledger: MemoryLedger) -> Contact:
    snapshot = CONTACT.fold(ledger.streams[CONTACT_ID]).snapshot
    assert snapshot is not None
    return snapshot


def test_what_a_form_added_stays_when_the_file_comes_again() -> None:
    ledger = ledger_with_file()
    change = ContactChange(
        note_id=UUID(int=8), situations=(Situation(topic="schulden"),), present=("client",), staff_id=UUID(int=7)
    )
    command = CorrectContact(contact_id=CONTACT_ID, today=TODAY, change=change)
    ledger.streams[CONTACT_ID] += CONTACT.decide(command, CONTACT.fold(ledger.streams[CONTACT_ID]))

    assert take(ledger, "contacts", FILE).verdicts["unchanged"] == 1
    assert take(ledger, "contacts", FILE.replace(",30", ",45")).verdicts["corrected"] == 1
    assert (last(ledger).minutes, last(ledger).note_id, last(ledger).staff_id) == (45, UUID(int=8), UUID(int=7))
    assert last(ledger).details == ContactDetails(situations=(Situation(topic="schulden"),), present=("client",))


def test_a_changed_row_of_a_cancelled_contact_is_refused_and_an_equal_one_stores_nothing() -> None:
    ledger = ledger_with_file()
    ledger.streams[CONTACT_ID].append(ContactCancelled(contact_id=CONTACT_ID, reason_id=UUID(int=5)))

    assert take(ledger, "contacts", FILE).verdicts["unchanged"] == 1
    result = take(ledger, "contacts", FILE.replace(",30", ",45"))

    (refused,) = result.refused
    assert (refused.row, refused.column, refused.value) == (2, "contact_no", "K-1")
    assert refused.reason == "Dieser Kontakt wurde storniert und wird nicht mehr geändert."
    assert len(ledger.streams[CONTACT_ID]) == 2
