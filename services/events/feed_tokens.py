"""What opens a group's calendar: a token in its address, made of the feed's id with a key of the district.

It is kept nowhere, neither in a fact nor in a table nor in a log (which names the route, not the address): whoever may
open the group's page can read it again, and a new feed of the group makes it worthless. 128 bits cannot be guessed.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.kernel.keys import KEY_BYTES
from services.kernel.secrets import SecretMissing, Secrets

PURPOSE: Final = b"lotse group calendar v1"
MAC_BYTES: Final = 16
SHAPE: Final = re.compile(r"([0-9a-f]{32})-[A-Za-z0-9_-]{22}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FeedTokens:
    """Makes and reads the tokens of one district."""

    secrets: Secrets
    district: str

    def token(self, feed_id: UUID) -> str:
        """Raises SecretMissing."""
        mac = hmac.new(self._key(), feed_id.bytes, hashlib.sha256).digest()[:MAC_BYTES]
        return f"{feed_id.hex}-{urlsafe_b64encode(mac).decode().rstrip('=')}"

    def read(self, text: str) -> UUID | None:
        """The feed that a genuine token opens; None for everything else, compared in constant time."""
        shape = SHAPE.fullmatch(text)
        if shape is None:
            return None
        feed_id = UUID(hex=shape[1])
        try:
            return feed_id if hmac.compare_digest(self.token(feed_id), text) else None
        except SecretMissing:
            return None

    def _key(self) -> bytes:
        secret = self.secrets.district(self.district).id_key
        return HKDF(SHA256(), KEY_BYTES, None, PURPOSE).derive(secret)
