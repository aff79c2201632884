"""An agenda: typed as plain lines, numbered as TOP. Numbers that somebody typed are taken for ours."""

import re
from typing import Final

TYPED_NUMBER: Final = re.compile(r"^(?:TOP\s*)?[0-9]{1,2}\s*[.:)]\s*|^TOP\s*[0-9]{1,2}\s+|^[-•*]\s+", re.IGNORECASE)


def items(text: str) -> tuple[str, ...]:
    """One item a line, without the numbers and dashes people put before it; empty lines are none."""
    lines = (TYPED_NUMBER.sub("", line.strip(), count=1).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def numbered(text: str) -> tuple[str, ...]:
    """``TOP 1: Begrüßung``, ``TOP 2: …``."""
    return tuple(f"TOP {number}: {item}" for number, item in enumerate(items(text), start=1))
