"""What people may be on the platform."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person may do; the words are those of the log-ins."""

    FACHKRAFT = "fachkraft"
    KOORDINATION = "koordination"
    PLANUNG = "planung"
    PRUEFUNG = "pruefung"
    AUSWERTUNG = "auswertung"
    BETRIEB = "betrieb"
    LAND = "land"


# Who works in a district. The Land is in none: it reads what districts released, and nothing else.
IN_A_DISTRICT: Final = tuple(role for role in Role if role is not Role.LAND)
