"""Ids: random ones in time order, and derived ones that the same cause always yields."""

import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

import uuid_utils.compat


def uuid7() -> UUID:
    """A new id; later ones sort later."""
    return uuid_utils.compat.uuid7()


def derived_id(key: bytes, kind: str, *parts: str) -> UUID:
    """HMAC-SHA-256 over kind and parts with the district's id key, as a UUID of version 8.

    Nobody without the key can tell which participant number or case number is behind it.
    Parts carry their length, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in (kind, *parts):
        raw = part.encode()
        digest.update(len(raw).to_bytes(4, "big") + raw)
    stamped = bytearray(digest.digest()[:16])
    stamped[6] = (stamped[6] & 0x0F) | 0x80
    stamped[8] = (stamped[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(stamped))


@dataclass(frozen=True, slots=True)
class DistrictIds:
    """The ids of one district."""

    id_key: bytes

    def derive(self, kind: str, *parts: str) -> UUID:
        return derived_id(self.id_key, kind, *parts)
