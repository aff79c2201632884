"""The German words of what intake stores of a person: facts, fields of the vault, values."""

from collections.abc import Mapping
from typing import Any, Final

from services.contracts.vocabularies import contact_kinds, referable_fields, topics
from services.intake.domain.person_fields import PERSON_FIELDS
from services.intake.pages import words

TITLES: Final[Mapping[str, str]] = {
    "intake.access_exported": "Auskunft erteilt",
    "intake.appointment_ended": "Ausgang eines Termins",
    "intake.appointment_made": "Termin vereinbart",
    "intake.assessment_retracted": "Einschätzung zurückgenommen",
    "intake.case_assigned": "Fall zugewiesen",
    "intake.case_closed": "Fall abgeschlossen",
    "intake.case_opened": "Fall eröffnet",
    "intake.case_paused": "Fall ruht",
    "intake.case_read": "Fallakte gelesen",
    "intake.case_reopened": "Fall wieder geöffnet",
    "intake.case_resumed": "Fall fortgesetzt",
    "intake.consent_given": "Einwilligung gegeben",
    "intake.consent_withdrawn": "Einwilligung widerrufen",
    "intake.contact_cancelled": "Kontakt storniert",
    "intake.contact_corrected": "Kontakt berichtigt",
    "intake.contact_recorded": "Kontakt erfasst",
    "intake.contacts_joined": "Frühere Kontakte zugeordnet",
    "intake.glass_broken": "Notfallzugriff auf die Fallakte",
    "intake.goal_agreed": "Ziel vereinbart",
    "intake.goal_ended": "Ziel beendet",
    "intake.goal_reviewed": "Ziel überprüft",
    "intake.note_written": "Notiz geschrieben",
    "intake.notice_received": "Merkblatt erhalten",
    "intake.participation_cancelled": "Teilnahme storniert",
    "intake.participation_corrected": "Teilnahme berichtigt",
    "intake.participation_entered": "Teilnahme erfasst",
    "intake.participation_linked": "Teilnahme dem Fall zugeordnet",
    "intake.participation_submitted": "Teilnahme eingereicht",
    "intake.participation_unlinked": "Zuordnung der Teilnahme gelöst",
    "intake.person_corrected": "Angaben zur Person berichtigt",
    "intake.person_named": "Angaben zur Person erfasst",
    "intake.persons_linked": "Als doppelt erfasst verbunden",
    "intake.persons_told_apart": "Als zwei verschiedene Personen festgestellt",
    "intake.persons_unlinked": "Verbindung doppelt erfasster Personen getrennt",
    "intake.processing_restricted": "Verarbeitung eingeschränkt",
    "intake.restriction_lifted": "Einschränkung der Verarbeitung aufgehoben",
    "intake.situations_assessed": "Problemlagen eingeschätzt",
    "intake.status_recorded": "Verbleib erfasst",
    "intake.status_retracted": "Verbleib zurückgenommen",
    "intake.step_agreed": "Schritt vereinbart",
    "intake.step_done": "Schritt erledigt",
    "intake.strengths_assessed": "Stärken eingeschätzt",
    "intake.task_done": "Aufgabe erledigt",
    "intake.task_set": "Aufgabe gestellt",
}
# Fields of the vault; what has no name here is told as a note.
TEXTS: Final[Mapping[str, str]] = {
    **PERSON_FIELDS,
    "case_no": "Codewort",
    "participant_no": "Teilnehmernummer",
    "case_note": "Notiz",
    "contact_note": "Notiz zu einem Kontakt",
    "next_step": "Nächster Schritt",
    "site": "Ort",
    "glass_reason": "Begründung eines Notfallzugriffs",
    "cancel_reason": "Grund einer Stornierung",
    "contact_cancel_reason": "Grund der Stornierung eines Kontakts",
    "reason": "Grund, warum eine Antwort fehlt",
}
NOTE: Final = "Notiz"
GROUNDS: Final[Mapping[str, str]] = {
    "accuracy_contested": "Die Person bestreitet, dass die Angaben richtig sind",
    "unlawful": "Die Verarbeitung war unrechtmäßig",
    "needed_for_claims": "Die Person braucht die Angaben für Ansprüche",
    "objection_pending": "Über einen Widerspruch ist noch nicht entschieden",
    "not_needed": "Nicht mehr nötig",
    "consent_withdrawn": "Einwilligung widerrufen",
    "objection": "Widerspruch",
    "legal_duty": "Rechtliche Pflicht",
    "identity_checked": "Ausweis oder Akte geprüft",
    "told_by_person": "Die Person hat es selbst gesagt",
    "same_record": "Beide Datensätze verglichen",
}
SCOPES: Final[Mapping[str, str]] = {
    "identity": "Namen, Kontaktdaten und Notizen",
    "record": "alles, auch die besonderen Angaben",
}
PROGRESS: Final[Mapping[str, str]] = {
    "proposed": "vorgeschlagen",
    "rejected": "abgelehnt",
    "ordered": "angeordnet",
    "done": "geschehen",
}


def values() -> Mapping[str, Mapping[Any, str]]:
    """Field of a fact -> value -> its German words."""
    traits = ("disability", "foreign_background", "minority")
    return {
        "state": words.STATES,
        "gender": words.GENDERS,
        "employment": words.EMPLOYMENTS,
        "isced": words.ISCED,
        "citizenship": words.CITIZENSHIPS,
        "housing": words.HOUSINGS,
        **dict.fromkeys(traits, words.YES_NO_REFUSED),
        **dict.fromkeys(("in_education", "qualification", "improved", "migration_background", "still"), words.YES_NO),
        "status": words.LABOUR_STATUSES,
        "identity": words.IDENTITIES,
        "end_kind": words.END_KINDS,
        "form": {**words.CONSENT_FORMS, "json": "als Datei", "pdf": "als PDF"},
        "purpose": words.CONSENT_PURPOSES,
        "severity": words.SEVERITIES,
        "stage": words.STAGES,
        "outcome": words.GOAL_OUTCOMES,
        "end": words.APPOINTMENT_ENDS,
        "present": words.PRESENT,
        "kind": {**words.STATUS_KINDS, **contact_kinds()},
        **dict.fromkeys(("topic", "topics"), topics()),
        "fields": referable_fields(),
        "field": PERSON_FIELDS,
        "grounds": GROUNDS,
    }
