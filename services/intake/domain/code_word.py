"""Code words: what a person keeps of a pseudonymous case, easy to say and to remember: two words and a check digit.

The code word is the case number of the import file as well: case and person are derived from it, and from nothing else.
"""

import re
from importlib.resources import files
from typing import Final
from uuid import UUID

from services.kernel.deciders import RuleViolation
from services.kernel.ids import DistrictIds

LONGEST_CODE_WORD: Final = 40
MADE_BY_US: Final = re.compile(r"([a-z]+)[ -]+([a-z]+)[ -]+([0-9])", re.ASCII)

# Short, without umlauts, nothing that anybody minds being called; the order never changes.
WORDS: Final = tuple(files(__package__).joinpath("code_words.csv").read_text(encoding="ascii").split()[1:])

# H. M. Damm's quasigroup of order 10: every wrong digit and every swap of neighbours changes the result.
DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_place_of: Final = {word.lower(): place for place, word in enumerate(WORDS)}


class CheckDigitWrong(RuleViolation):
    title = "Bei diesem Codewort stimmt die Prüfziffer nicht; bitte noch einmal nachsehen."
    field = "code_word"


def made_from(seed: UUID) -> str:
    """The code word of a seed: the same seed gives the same one."""
    first, rest = seed.int % len(WORDS), seed.int // len(WORDS)
    return _written(first, rest % len(WORDS))


def canonical(text: str) -> str:
    """As it is kept: one of ours in our spelling, any other as typed. Raises CheckDigitWrong."""
    typed = text.strip()
    ours = MADE_BY_US.fullmatch(typed.lower())
    if ours is None or ours[1] not in _place_of or ours[2] not in _place_of:
        return typed
    written = _written(_place_of[ours[1]], _place_of[ours[2]])
    if not written.endswith(ours[3]):
        raise CheckDigitWrong
    return written


def case_id_of(ids: DistrictIds, code_word: str) -> UUID:
    """The case of a code word in that district, whether it was opened or not. Raises CheckDigitWrong."""
    return ids.derive("case", canonical(code_word))


def person_id_of(ids: DistrictIds, code_word: str) -> UUID:
    """The person of that case. Raises CheckDigitWrong."""
    return ids.derive("case-person", canonical(code_word))


def _written(first: int, second: int) -> str:
    return f"{WORDS[first]}-{WORDS[second]}-{_check_digit(f'{first:03}{second:03}')}"


def _check_digit(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = DAMM[interim][int(digit)]
    return interim
