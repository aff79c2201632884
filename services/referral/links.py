"""What opens a partner's link: a token for the QR code and the mail, a short code for paper, a pass for the cookie.

None of them is kept: each is an HMAC-SHA-256 under a key of the district over the link's id and its end, so that a fact
is enough to make it again and no table gives it away. A token names its district and its link; a code names nothing and
is found by a keyed hash (``code_index``). They are no JWT: there is no algorithm to choose, and so none to forge.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.kernel import readable_codes
from services.kernel.blind_index import Word, token_of
from services.kernel.ids import uuid7
from services.kernel.keys import KEY_BYTES
from services.kernel.secrets import SecretMissing, Secrets

PURPOSE: Final = b"lotse partner link v1|"
CODE_LETTERS: Final = 12
MAC_BYTES: Final = 16
LONGEST: Final = 200
SHAPE: Final = re.compile(r"([a-z][a-z0-9-]{1,30})\.([0-9a-f]{32})\.([0-9a-f]{1,10})\.[A-Za-z0-9_-]{22}", re.ASCII)

Use = Literal["link", "visit"]


class LinkForged(Exception):
    """Nobody here made it; ``district`` is the one it names, where it names one. Never says what was wrong."""

    def __init__(self, district: str | None = None) -> None:
        super().__init__("forged")
        self.district = district


@dataclass(frozen=True, slots=True)
class Claim:
    """What a genuine token says; ``ends`` in whole seconds."""

    district: str
    link_id: UUID
    ends: datetime


@dataclass(frozen=True, slots=True)
class LinkTokens:
    """Makes and reads what opens links; each method raises SecretMissing for a district without keys."""

    secrets: Secrets

    def token(self, claim: Claim, use: Use = "link") -> str:
        """``district.link.end.mac``; what was made for one use does not count for another."""
        key = self._key(claim.district, use.encode())
        return _signed(claim, key)

    def code(self, claim: Claim) -> str:
        """Twelve letters for people who type; the same for the same link and end."""
        digest = hmac.new(self._key(claim.district, b"code"), _said(claim).encode(), hashlib.sha256).digest()
        return readable_codes.of_bytes(digest, CODE_LETTERS)

    def is_code_of(self, claim: Claim, code: str) -> bool:
        """Whether this is the link's code, in constant time."""
        return hmac.compare_digest(self.code(claim), code)

    def read(self, text: str, use: Use = "link") -> Claim:
        """What a token says; whether it is over is for the caller to look at. Raises LinkForged.

        The whole spelling is compared, in constant time and also where the district has no keys.
        """
        shape = SHAPE.fullmatch(text) if len(text) <= LONGEST else None
        if shape is None:
            raise LinkForged
        try:
            claim = Claim(shape[1], UUID(hex=shape[2]), datetime.fromtimestamp(int(shape[3], 16), UTC))
        except (ValueError, OverflowError, OSError):
            raise LinkForged(shape[1]) from None
        if not hmac.compare_digest(_signed(claim, self._key_or_chance(claim.district, use.encode())), text):
            raise LinkForged(claim.district)
        return claim

    def kept_of_code(self, code: str) -> bytes:
        """What the table of codes keeps: nobody without the platform's key can tell the code from it."""
        return token_of(self._platform_key(b"codes"), Word("code", code))

    def kept_of_address(self, host: str) -> bytes:
        """What is kept of where somebody sits, to slow guessing down."""
        return token_of(self._platform_key(b"attempts"), Word("address", host))

    def kept_of_subject(self, subject: str) -> bytes:
        """What is kept of what was tried: codes, or the forged tokens of a district."""
        return token_of(self._platform_key(b"attempts"), Word("subject", subject))

    def _key(self, district: str, use: bytes) -> bytes:
        return _derived(self.secrets.district(district).id_key, use)

    def _key_or_chance(self, district: str, use: bytes) -> bytes:
        try:
            return self._key(district, use)
        except SecretMissing:
            return _derived(uuid7().bytes, use)

    def _platform_key(self, use: bytes) -> bytes:
        return _derived(self.secrets.token_key(), use)


def _said(claim: Claim) -> str:
    return f"{claim.district}.{claim.link_id.hex}.{int(claim.ends.timestamp()):x}"


def _signed(claim: Claim, key: bytes) -> str:
    said = _said(claim)
    mac = hmac.new(key, said.encode(), hashlib.sha256).digest()[:MAC_BYTES]
    return f"{said}.{urlsafe_b64encode(mac).decode().rstrip('=')}"


def _derived(secret: bytes, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE + use).derive(secret)
