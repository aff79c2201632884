"""Is it the same person? Services that know people under ids of their own are asked by what people are called.

A name alone proves nothing: the full name has to be the same, and with it the telephone number or the e-mail address.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Self

NO_DIGIT: Final = re.compile(r"\D")
COUNTRY: Final = re.compile(r"^(?:\+|00)49")
FEWEST_DIGITS: Final = 6  # what is shorter is an extension, or a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whatever was ever recorded of one person: each name as its words; numbers as digits; addresses in lower case."""

    family_names: frozenset[frozenset[str]] = frozenset()
    given_names: frozenset[frozenset[str]] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        family_names: Collection[str] = (),
        given_names: Collection[str] = (),
        phones: Collection[str] = (),
        emails: Collection[str] = (),
    ) -> Self:
        """Of what people wrote."""
        return cls(
            family_names=_all_words(family_names),
            given_names=_all_words(given_names),
            phones=frozenset(number for each in phones if (number := _number(each)) is not None),
            emails=frozenset(address for each in emails if (address := _address(each)) is not None),
        )

    def is_called(self, name: str | None) -> bool:
        """Whether a name in one line holds a family name and a given name of hers."""
        words = _words(name or "")
        return any(each <= words for each in self.family_names) and any(each <= words for each in self.given_names)

    def is_same(self, name: str | None, *, phone: str | None = None, email: str | None = None) -> bool:
        """Whether somebody of that name and with that number or address is she."""
        is_reached = _number(phone or "") in self.phones or _address(email or "") in self.emails
        return is_reached and self.is_called(name)


NOBODY: Final = Identity()


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))


def _all_words(names: Collection[str]) -> frozenset[frozenset[str]]:
    return frozenset(words for each in names if (words := _words(each)))


def _number(phone: str) -> str | None:
    digits = NO_DIGIT.sub("", COUNTRY.sub("0", phone.strip()))
    return digits if len(digits) >= FEWEST_DIGITS else None


def _address(email: str) -> str | None:
    return email.strip().casefold() or None
