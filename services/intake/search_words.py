"""Words by which a person is found again: the code word as a whole, names as they are spelt and as they sound.

Postcode and year of birth are no words of the index: with a common name they would point at one person.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from services.kernel.blind_index import Word

CODE_WORD: Final = "code_word"
NAME: Final = "name"
SOUND: Final = "sound"

LETTERS: Final = re.compile(r"[^\W_]+")
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ł": "l", "đ": "d"})
SHORTEST_SOUND: Final = 2  # one digit is the sound of half a telephone book


def parts(text: str) -> list[str]:
    """``Müller-Lüdenscheidt`` -> ``mueller``, ``luedenscheidt``: no case, no umlauts, no accents."""
    composed = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    folded = composed.translate(UMLAUTS)
    bare = "".join(each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))
    return LETTERS.findall(bare.translate(UMLAUTS))  # once more: an accent may have stood on an æ


def code_words(text: str) -> Iterator[Word]:
    """``Apfel-Wolke-7`` and ``apfel wolke 7`` are one word."""
    if together := "".join(parts(text)):
        yield Word(CODE_WORD, together)


def name_words(text: str) -> Iterator[Word]:
    """Each part of a name, as it is spelt and as it sounds."""
    for part in parts(text):
        yield Word(NAME, part)
        if len(sound := cologne(part)) >= SHORTEST_SOUND:
            yield Word(SOUND, sound)


# Fields of the vault that can be searched.
WORDS_OF: Final[Mapping[str, Callable[[str], Iterable[Word]]]] = {
    "case_no": code_words,
    "family_name": name_words,
    "given_name": name_words,
    "birth_name": name_words,
}

# --- Kölner Phonetik (H. J. Postel, 1969) -----------------------------------------

ALWAYS: Final = {
    **dict.fromkeys("aeijouy", "0"),
    "b": "1",
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
}
C_FIRST: Final = frozenset("ahkloqrux")  # before these a first c is hard
C_LATER: Final = frozenset("ahkoqux")


def cologne(word: str) -> str:
    """The sound of a normalised word: ``mueller`` and ``miller`` are both ``657``; empty for other alphabets."""
    letters = [each for each in word if "a" <= each <= "z"]
    digits = "".join(_digits(letters, place) for place in range(len(letters)))
    once = "".join(digit for place, digit in enumerate(digits) if place == 0 or digits[place - 1] != digit)
    return once[:1] + once[1:].replace("0", "")


def _digits(letters: list[str], place: int) -> str:
    letter = letters[place]
    before = letters[place - 1] if place else ""
    after = letters[place + 1] if place + 1 < len(letters) else ""
    match letter:
        case "p":
            return "3" if after == "h" else "1"
        case "d" | "t":
            return "8" if after in {"c", "s", "z"} else "2"
        case "x":
            return "8" if before in {"c", "k", "q"} else "48"
        case "c":
            hard = after in (C_LATER if before else C_FIRST) and before not in {"s", "z"}
            return "4" if hard else "8"
        case _:
            return ALWAYS.get(letter, "")
