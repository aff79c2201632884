"""German words for what speaks for a pair, and for how it is known that two records are one person."""

from collections.abc import Mapping
from typing import Final

from services.contracts.intake import LinkGrounds
from services.intake.domain.proposal import Reason

REASONS: Final[Mapping[Reason, str]] = {
    "same_name": "In beiden Fallakten steht derselbe Name",
    "same_birth": "Gleiches Geburtsdatum und gleiches Geschlecht",
    "same_new_year": "Gleiches Geburtsjahr und gleiches Geschlecht; der 1. Januar steht oft für einen unbekannten Tag",
    "same_residence": "Gleicher Wohnort",
    "same_citizenship": "Gleiche Staatsangehörigkeit",
    "one_after_the_other": "Die eine Teilnahme begann, als die andere beendet war",
}
GROUNDS: Final[Mapping[LinkGrounds, str]] = {
    "identity_checked": "Ausweis oder Akte geprüft",
    "told_by_person": "Die Person hat es selbst gesagt",
    "same_record": "Beide Datensätze verglichen",
}
