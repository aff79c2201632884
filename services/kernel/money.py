"""Money as people write it: euros with comma, kept as whole cents."""

import re
from typing import Final

WRITTEN: Final = re.compile(r"(?P<euros>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,10})(?:,(?P<cents>[0-9]{1,2}))?", re.ASCII)


class NotMoney(ValueError):
    """A text that is no amount; the message is German."""


def read_euros(text: str) -> int:
    """``1.234,5`` or ``1234,50 €`` -> 123450 cents; raises NotMoney."""
    found = WRITTEN.fullmatch(text.strip().removesuffix("€").rstrip())
    if found is None:
        raise NotMoney("Bitte einen Betrag in Euro angeben, zum Beispiel 1.234,50.")
    return int(found["euros"].replace(".", "")) * 100 + int((found["cents"] or "").ljust(2, "0"))


def plain_euros(cents: int) -> str:
    """123450 -> ``1234,50``: as it stands in a field or a table of a program."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02}"


def euros(cents: int | None) -> str:
    """123450 -> ``1.234,50 €``; None is nothing at all."""
    if cents is None:
        return "–"
    sign = "−" if cents < 0 else ""
    whole = f"{abs(cents) // 100:,}".replace(",", ".")
    return f"{sign}{whole},{abs(cents) % 100:02} €"
