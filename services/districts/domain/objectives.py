"""What an operation is for, as its programme period numbers it: specific objectives, before 2021 investment priorities.

Which one ThINKA belongs to is not published: active inclusion is the default of both periods, and can be given.
"""

import re
from collections.abc import Mapping
from typing import Final

ESF_PLUS: Final = r"ESO4\.([1-9]|1[0-3])"
# Regulation (EU) No 1304/2013, Art. 3(1): thematic objectives 8 to 11 with their investment priorities.
ESF_2014: Final = r"8(i|ii|iii|iv|v|vi|vii)|9(i|ii|iii|iv|v|vi)|10(i|ii|iii|iv)|11(i|ii)"
ANY: Final = rf"^({ESF_PLUS}|{ESF_2014})$"

PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "esf-plus-2021-2027": re.compile(ESF_PLUS),
    "esf-2014-2020": re.compile(ESF_2014),
}
USUAL: Final[Mapping[str, str]] = {"esf-plus-2021-2027": "ESO4.8", "esf-2014-2020": "9i"}


def usual(catalogue: str) -> str:
    """The objective of who gives none; empty for a catalogue that nobody knows."""
    return USUAL.get(catalogue, "")


def is_objective(catalogue: str, objective: str) -> bool:
    """Whether the catalogue's programme period has it."""
    return catalogue in PATTERNS and PATTERNS[catalogue].fullmatch(objective) is not None
