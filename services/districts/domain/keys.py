"""Keys of districts and operations: short, readable, fit for addresses."""

import re
from typing import Final

from services.kernel.deciders import RuleViolation

key_pattern: Final = re.compile(r"[a-z][a-z0-9-]{1,30}")


class KeyMalformed(RuleViolation):
    title = "Ein Schlüssel hat 2 bis 31 Zeichen: Kleinbuchstaben, Ziffern und Bindestriche, vorn ein Buchstabe."
    field = "key"


def is_key(text: str) -> bool:
    return key_pattern.fullmatch(text) is not None
