"""Why a contact is refused, beyond what files are refused for."""

from services.contracts.intake import Contact, ContactDetails
from services.intake.domain.refusals import Refusal


class UnknownContact(Refusal):
    title = "Diesen Kontakt gibt es nicht."
    field = "contact"


class ContactIsCancelled(Refusal):
    title = "Dieser Kontakt wurde storniert und wird nicht mehr geändert."
    field = "contact_no"


class CancellationReasonMissing(Refusal):
    title = "Eine Stornierung braucht einen Grund."
    field = "reason"


class RecordedByAnother(Refusal):
    title = "Rückgängig macht einen Kontakt nur, wer ihn erfasst hat. Bitte mit einem Grund stornieren."
    field = "contact"


class TooLateToUndo(Refusal):
    title = "Rückgängig geht nur in den ersten zehn Minuten. Bitte mit einem Grund stornieren."
    field = "contact"


class NextStepBeforeContact(Refusal):
    title = "Der nächste Schritt liegt vor dem Kontakt."
    field = "next_on"


class NoteWithoutCase(Refusal):
    """Texts belong to a person whose key can be destroyed; an anonymous contact has none."""

    title = "Notiz und nächster Schritt gehören zu einem Fall; ein anonymer Kontakt hat keine."
    field = "note"


class SituationsWithoutCase(Refusal):
    title = "Problemlagen im Verlauf gehören zu einem Fall; bei einem anonymen Kontakt bitte Themen angeben."
    field = "situations"


def expect_sound(contact: Contact) -> None:
    """The rules that hold values of one contact against each other; files have none of these values."""
    if contact.next_on is not None and contact.next_on < contact.date:
        raise NextStepBeforeContact
    if contact.case_id is not None:
        return
    if contact.note_id or contact.next_step_id or contact.next_on:
        raise NoteWithoutCase
    if isinstance(contact.details, ContactDetails) and contact.details.situations:
        raise SituationsWithoutCase


class TopicNotOffered(Refusal):
    title = "Dieses Thema steht nicht in der Themenliste des Landkreises."
    field = "topics"


class SiteUnknown(Refusal):
    title = "Diesen Standort gibt es nicht."
    field = "site_id"


class StaffUnknown(Refusal):
    title = "Diese Fachkraft gibt es nicht."
    field = "staff"


class SozialraumMissing(Refusal):
    title = "Ohne Fall und ohne eingetragenen Standort ist der Sozialraum anzugeben."
    field = "sozialraum"
