"""Keys of the log-in, derived from one secret outside the database: tokens to find by, and seals to read again."""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.kernel.blind_index import Word, token_of
from services.kernel.keys import KEY_BYTES, seal, unseal
from services.kernel.secrets import Secrets

PURPOSE: Final = b"lotse sign-in v1|"


@dataclass(frozen=True)
class SignInKeys:
    """What tells two log-in names apart without telling what they are (HMAC-SHA-256, cut to 16 bytes).

    The secret is read on first use; each method raises SecretMissing before ``make up`` made it.
    """

    secrets: Secrets

    @cached_property
    def tokens(self) -> bytes:
        return self._derived(b"tokens")

    @cached_property
    def seals(self) -> bytes:
        return self._derived(b"seals")

    def login(self, name: str) -> bytes:
        """Capitals, blanks around it and ways to write a letter make no other name."""
        return token_of(self.tokens, Word("login", same_login(name)))

    def address(self, host: str) -> bytes:
        return token_of(self.tokens, Word("address", host))

    def second_factor(self, account: UUID) -> bytes:
        return token_of(self.tokens, Word("second-factor", str(account)))

    def identity(self, issuer: str, subject: str) -> bytes:
        """An issuer is an address and holds no blank, so that no two pairs meet."""
        return token_of(self.tokens, Word("identity", f"{issuer} {subject}"))

    def recovery_code(self, account: UUID, code: str) -> bytes:
        return token_of(self.tokens, Word("recovery-code", f"{account} {code}"))

    def seal(self, text: str, place: str) -> bytes:
        """Readable again with ``unseal`` for the same place only."""
        return seal(self.seals, text.encode(), place)

    def unseal(self, sealed: bytes, place: str) -> str:
        """Raises Forgery."""
        return unseal(self.seals, sealed, place).decode()

    def _derived(self, purpose: bytes) -> bytes:
        derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE + purpose)
        return derivation.derive(self.secrets.sign_in_key())


def same_login(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def hash_of(secret: str) -> bytes:
    """What is kept of a cookie or a link: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()
