"""What people may be on the platform."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do; the words are those of the log-ins."""

    FACHKRAFT = "fachkraft"
    KOORDINATION = "koordination"
    PLANUNG = "planung"
    PRUEFUNG = "pruefung"
    AUSWERTUNG = "auswertung"
    BETRIEB = "betrieb"
