"""German words for what explanations show: kinds of facts, by their name without the version, and where they stand."""

from collections.abc import Mapping
from typing import Final

from services.kernel.pages.wording import number

FACTS: Final[Mapping[str, str]] = {
    "districts.catalogue_released": "Indikatorenkatalog freigegeben",
    "districts.municipalities_marked": "Gemeinden als ländlich gekennzeichnet",
    "districts.operation_configured": "Vorhaben eingestellt",
    "districts.operation_opened": "Vorhaben eröffnet",
    "events.event_cancelled": "Veranstaltung abgesagt",
    "events.event_held": "Veranstaltung durchgeführt",
    "events.event_planned": "Veranstaltung geplant",
    "events.group_founded": "Gruppe gegründet",
    "events.meeting_cancelled": "Treffen zurückgenommen",
    "events.meeting_held": "Treffen durchgeführt",
    "events.press_item_recorded": "Pressebericht erfasst",
    "events.press_item_withdrawn": "Pressebericht zurückgenommen",
    "events.volunteering_cancelled": "Ehrenamtliche Stunden zurückgenommen",
    "events.volunteering_recorded": "Ehrenamtliche Stunden erfasst",
    "intake.consent_given": "Einwilligung gegeben",
    "intake.contact_cancelled": "Kontakt storniert",
    "intake.contact_corrected": "Kontakt berichtigt",
    "intake.contact_recorded": "Kontakt erfasst",
    "intake.entity_retracted": "Unterstützte Stelle zurückgenommen",
    "intake.entity_supported": "Unterstützte Stelle erfasst",
    "intake.estimate_recorded": "Schätzung erfasst",
    "intake.estimate_retracted": "Schätzung zurückgenommen",
    "intake.key_destroyed": "Schlüssel vernichtet",
    "intake.notice_received": "Merkblatt erhalten",
    "intake.participation_cancelled": "Teilnahme storniert",
    "intake.participation_corrected": "Teilnahme berichtigt",
    "intake.participation_entered": "Teilnahme erfasst",
    "intake.participation_linked": "Teilnahme mit Fall verknüpft",
    "intake.participation_submitted": "Teilnahme eingereicht",
    "intake.participation_unlinked": "Zuordnung der Teilnahme zum Fall gelöst",
    "intake.persons_linked": "Personen zusammengeführt",
    "intake.persons_told_apart": "Als zwei verschiedene Personen festgestellt",
    "intake.persons_unlinked": "Personen wieder getrennt",
    "intake.status_recorded": "Status nach Austritt erfasst",
    "intake.status_retracted": "Status nach Austritt zurückgenommen",
}

SOURCES: Final[Mapping[str, str]] = {
    "districts": "Landkreis und Vorhaben",
    "intake": "Fallarbeit",
    "referral": "Weitervermittlung",
    "events": "Gemeinwesenarbeit",
    "reporting": "Berichte und Prüfung",
}


def fact_title(topic: str) -> str:
    """The kind of a fact in German; a name without words stands for itself."""
    name = topic.rpartition(".v")[0]
    return FACTS.get(name, name)


def place_of(source: str, sequence: int) -> str:
    """A place in a source's log: ``Fallarbeit, Nr. 1.352``."""
    return f"{SOURCES.get(source, source)}, Nr.\u00a0{number(sequence)}"


def places_of(positions: Mapping[str, int]) -> str:
    """How far each source is read: ``Landkreis und Vorhaben, Nr. 66; Fallarbeit, Nr. 1.539``."""
    return "; ".join(place_of(source, position) for source, position in positions.items())
