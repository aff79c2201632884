"""Signed notes (C2SP signed-note): a text that ends with a newline, and a line with its Ed25519 signature."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519: Final = b"\x01"
KEY_ID_BYTES: Final = 4
DASH: Final = "\N{EM DASH} "


class NotSigned(ValueError):
    """A note that this key did not sign, or no note at all; the message is German."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Whoever has it can tell what the holder of the private key signed; ``raw`` is the public key, 32 bytes."""

    name: str
    raw: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name || newline || 0x01 || public key)."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:KEY_ID_BYTES]

    def text(self) -> str:
        """``<name>+<hex key id>+<base64(0x01 || public key)>``, as other programs read it."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The inverse of :meth:`text`; raises NotSigned."""
        name, _, rest = text.strip().partition("+")
        encoded = rest.partition("+")[2]
        try:
            raw = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise NotSigned("Das ist kein Prüfschlüssel.") from None
        key = cls(name, raw.removeprefix(ED25519))
        if key.text() != text.strip() or len(key.raw) != 32:
            raise NotSigned("Das ist kein Prüfschlüssel.")
        return key

    def opened(self, note: str) -> str:
        """The text that was signed; raises NotSigned. Signatures of other keys are passed over."""
        text, found, lines = note.rpartition("\n\n")
        if not found or not lines.endswith("\n"):
            raise NotSigned("Das ist keine unterschriebene Notiz.")
        signed = text + "\n"
        if not any(self._signed(signed, line) for line in lines.splitlines()):
            raise NotSigned(f"Die Notiz ist nicht von {self.name} unterschrieben.")
        return signed

    def _signed(self, text: str, line: str) -> bool:
        """Whether the line is a good signature of this key; False for other keys. Raises NotSigned for a bad one."""
        name, _, encoded = line.removeprefix(DASH).partition(" ")
        try:
            given = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise NotSigned("Eine Unterschrift ist nicht lesbar.") from None
        if not line.startswith(DASH) or (name, given[:KEY_ID_BYTES]) != (self.name, self.key_id):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(given[KEY_ID_BYTES:], text.encode())
        except (InvalidSignature, ValueError):
            raise NotSigned(f"Die Unterschrift von {self.name} passt nicht zum Text.") from None
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs under a name; ``seed`` is the private key, 32 bytes."""

    name: str
    seed: bytes

    @property
    def key(self) -> VerifierKey:
        return VerifierKey(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def signed(self, text: str) -> str:
        """The note of a text that ends with a newline."""
        assert text.endswith("\n"), "a note's text ends with a newline"
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        encoded = base64.b64encode(self.key.key_id + signature).decode()
        return f"{text}\n{DASH}{self.name} {encoded}\n"
