"""Passwords: argon2id as RFC 9106 recommends for small memory (64 MiB), and what may be one."""

import secrets
import threading
import unicodedata
from functools import cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from services.districts.sign_in.keys import same_login
from services.kernel.deciders import RuleViolation

SHORTEST: Final = 12
LONGEST: Final = 200
FEWEST_CHARACTERS: Final = 5
AT_ONCE: Final = 2  # each takes 64 MiB and a processor: more of them at once are slower for everybody


class PasswordTooShort(RuleViolation):
    title = f"Ein Kennwort hat mindestens {SHORTEST} Zeichen. Ein ganzer Satz ist gut zu merken."
    field = "password"


class PasswordTooLong(RuleViolation):
    title = f"Ein Kennwort hat höchstens {LONGEST} Zeichen."
    field = "password"


class PasswordTooSimple(RuleViolation):
    title = "Dieses Kennwort ist zu leicht zu erraten. Bitte nehmen Sie mehr verschiedene Zeichen."
    field = "password"


class PasswordHoldsLogin(RuleViolation):
    title = "Das Kennwort darf den Anmeldenamen nicht enthalten."
    field = "password"


def expect_password(password: str, login: str) -> str:
    """The password itself; raises the rule that it breaks. No rule asks for kinds of characters (NIST SP 800-63B)."""
    if len(password) < SHORTEST:
        raise PasswordTooShort
    if len(password) > LONGEST:
        raise PasswordTooLong
    if len(set(password)) < FEWEST_CHARACTERS:
        raise PasswordTooSimple
    if same_login(login) in same_login(password):
        raise PasswordHoldsLogin
    return password


class Passwords:
    """Makes and checks hashes; a check takes as long for an account that is not there."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(_plain(password))

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password of that hash; of None nothing is, and finding that out takes as long."""
        with self._turns:
            try:
                found = self._hasher.verify(password_hash or self._of_nobody, _plain(password))
            except (VerificationError, InvalidHashError):
                return False
        return found and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    @cached_property
    def _of_nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe())


def _plain(password: str) -> str:
    """Keyboards write the same letter in several ways."""
    return unicodedata.normalize("NFKC", password)
