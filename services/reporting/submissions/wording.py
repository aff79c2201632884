"""German words of submissions: how they stand, why they go back, what their check found."""

from collections.abc import Mapping
from typing import Final

from services.contracts.reporting import ReturnGround
from services.reporting.submissions.judging import Result
from services.reporting.submissions.queries import State

STATES: Final[Mapping[State, str]] = {
    "created": "wartet auf Freigabe",
    "approved": "freigegeben",
    "returned": "zurückgegeben",
    "withdrawn": "zurückgezogen",
    "superseded": "ersetzt",
}
GROUNDS: Final[Mapping[ReturnGround, str]] = {
    "figures_implausible": "Zahlen sind nicht plausibel",
    "records_incomplete": "Angaben fehlen noch",
    "entries_expected": "Es wird noch nacherfasst",
    "wrong_date": "falscher Stichtag",
    "wrong_operation": "falsches Vorhaben",
    "other": "anderer Grund",
}
RESULTS: Final[Mapping[Result, str]] = {
    "recomputed": "Stimmt. Der Bericht wurde neu gerechnet und ist Zeichen für Zeichen derselbe.",
    "chain_only": (
        "Die Geschichte ist unverändert. Neu rechnen lassen sich die Zahlen nicht mehr, weil Angaben gelöscht wurden."
    ),
    "differs": "Stimmt nicht. Was abweicht, steht darunter.",
}
