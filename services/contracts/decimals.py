"""Decimals as people write them in German and in English, and the one way in which facts hold them."""

import re
from decimal import Decimal
from typing import Final

LONGEST: Final = 32
MOST_DIGITS: Final = 15
MOST_DECIMALS: Final = 6
RULE: Final = "Bitte eine Zahl schreiben, zum Beispiel 1234,5 oder 1234.5."
TOO_LONG: Final = f"Eine Zahl hat höchstens {MOST_DIGITS} Stellen vor und {MOST_DECIMALS} nach dem Komma."
GERMAN: Final = re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+", re.ASCII)
ENGLISH: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+", re.ASCII)
WHOLE: Final = re.compile(r"-?[0-9]+", re.ASCII)
HELD: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
GROUPED: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:,[0-9]{3}){2,})", re.ASCII)
# 1.234 is a thousand and more in German, one and a bit in English.
EITHER: Final = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)


class NoDecimal(ValueError):
    """The text is no number, or could be two; the message is the rule in German."""


def read_decimal(text: str) -> str:
    """``1.234,50`` and ``1,234.50`` -> ``1234.5``. Raises NoDecimal."""
    if len(text) > LONGEST:
        raise NoDecimal(TOO_LONG)
    if EITHER.fullmatch(text):
        raise NoDecimal(
            "Diese Zahl kann Tausender oder Nachkommastellen meinen. Bitte ohne Punkt (1234) oder mit einer weiteren "
            "Null (1,2340) schreiben."
        )
    return canonical(_plain(text))


def canonical(text: str) -> str:
    """Without zeros that say nothing; ``-0`` is ``0``. ``text``: digits with a point at most. Raises NoDecimal."""
    if not HELD.fullmatch(text):
        raise NoDecimal(RULE)
    whole, _, decimals = text.removeprefix("-").partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DECIMALS:
        raise NoDecimal(TOO_LONG)
    number = f"{whole}.{decimals}" if decimals else whole
    return f"-{number}" if text.startswith("-") and Decimal(number) else number


def unambiguous(text: str) -> str:
    """A number as facts hold it, written so that ``read_decimal`` reads the same."""
    return f"{text}0" if EITHER.fullmatch(text) else text


def german_decimal(text: str, decimals: int = 0) -> str:
    """``1234.5`` -> ``1.234,5``, with at least so many decimals; none is taken away."""
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    shown = max(decimals, -exponent if isinstance(exponent, int) else 0)
    return f"{number:,.{shown}f}".translate(str.maketrans(",.", ".,"))


def _plain(text: str) -> str:
    if GERMAN.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if ENGLISH.fullmatch(text):
        return text.replace(",", "")
    if GROUPED.fullmatch(text):
        return text.replace(".", "").replace(",", "")
    if WHOLE.fullmatch(text):
        return text
    raise NoDecimal(RULE)
