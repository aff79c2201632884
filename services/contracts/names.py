"""Names that people give: not empty, and short enough for a line."""

from typing import Final

from services.kernel.deciders import RuleViolation

LONGEST_NAME: Final = 200


class NameMissing(RuleViolation):
    title = "Der Name fehlt."
    field = "name"


class NameTooLong(RuleViolation):
    title = f"Ein Name hat höchstens {LONGEST_NAME} Zeichen."
    field = "name"


def expect_name(text: str) -> str:
    """The name without blanks around it; raises NameMissing, NameTooLong."""
    name = text.strip()
    if not name:
        raise NameMissing
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    return name


def same_name(text: str) -> str:
    """What is compared: capitals and blanks make no other name."""
    return " ".join(text.casefold().split())
