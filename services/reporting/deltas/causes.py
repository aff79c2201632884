"""Why a figure changed between two states: the closed set of causes, and which facts stand for which."""

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal

from services.kernel.facts import split_topic

Cause = Literal[
    "late_entry",
    "late_submission",
    "late_status",
    "correction",
    "cancellation",
    "link",
    "unlink",
    "erasure",
    "estimate",
    "later_date",
    "settings",
    "catalogue_change",
    "unexplained",
]

# In the order in which they are told.
TITLES: Final[Mapping[Cause, str]] = {
    "late_entry": "Später erfasst",
    "late_submission": "Entwurf später eingereicht",
    "late_status": "Verbleib später erfasst",
    "correction": "Berichtigt",
    "cancellation": "Storniert",
    "link": "Zusammengeführt",
    "unlink": "Wieder getrennt",
    "erasure": "Angaben gelöscht",
    "estimate": "Schätzung erfasst oder zurückgenommen",
    "later_date": "Anderer Stichtag",
    "settings": "Einstellungen des Vorhabens oder des Landkreises",
    "catalogue_change": "Andere Fassung des Katalogs",
    "unexplained": "Nicht nachrechenbar: bitte die Abgabe prüfen",
}

# Facts about one participation, and about who is one person: two persons, or a case's person and a participant.
OF_FACT: Final[Mapping[str, Cause]] = {
    "intake.participation_entered": "late_entry",
    "intake.participation_corrected": "correction",
    "intake.participation_submitted": "late_submission",
    "intake.participation_cancelled": "cancellation",
    "intake.status_recorded": "late_status",
    "intake.status_retracted": "correction",
    "intake.persons_linked": "link",
    "intake.persons_unlinked": "unlink",
    "intake.participation_linked": "link",
    "intake.participation_unlinked": "unlink",
}


@cache
def cause_of(topic: str) -> Cause:
    """The cause for which a fact of this topic (with its version) stands; raises KeyError for any other."""
    return OF_FACT[split_topic(topic)[0]]
