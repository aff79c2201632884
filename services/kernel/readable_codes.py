"""Codes that people copy from paper: no letter that looks like a digit; capitals, blanks and hyphens do not matter."""

from collections.abc import Callable
from typing import Final

# 31 letters: twelve of them are 59 bits.
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
GROUP: Final = 4


def made(length: int, choose: Callable[[str], str]) -> str:
    """A code of that many letters, each by ``choose`` from the alphabet."""
    return "".join(choose(ALPHABET) for _ in range(length))


def of_bytes(digest: bytes, length: int) -> str:
    """The code that a digest stands for; the digest needs a byte for every letter and some more."""
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(length):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def grouped(code: str) -> str:
    """As it is printed: four letters, a hyphen, four letters."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain(typed: str) -> str:
    """What was meant."""
    return "".join(letter for letter in typed.casefold() if letter in ALPHABET)
