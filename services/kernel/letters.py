"""Letters between districts: signed by the sending district (JWS, Ed25519), then sealed for the receiving one (JWE).

Who sends, who receives and the thread are bound in the protected headers of both, so that a letter taken out of its
envelope fits into no other one. Its sender cannot read it again: the key of the JWE is agreed with a key that is
thrown away (RFC 7518, section 4.6). The text is padded, so that its length does not tell a refusal from an acceptance.
"""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from joserfc import jwe, jws
from joserfc.errors import JoseError
from joserfc.jwe import JWERegistry
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry
from joserfc.registry import HeaderParameter

from services.kernel.secrets import LetterKeys

AGREED: Final = "ECDH-ES+A256KW"
SEALED: Final = "A256GCM"
SIGNED: Final = "Ed25519"
PADDED_TO: Final = 4096  # bytes; a letter of a few fields and a note fits into one step
LARGEST: Final = 256 * 1024  # bytes of a letter before it is sealed
OURS: Final = {name: HeaderParameter(name, "str", required=True) for name in ("sender", "receiver", "thread")}

Grounds = Literal["unreadable", "misdirected", "forged"]


class LetterTooLong(ValueError):
    """More than LARGEST bytes."""


class LetterRefused(Exception):
    """A letter that is not taken: cut or never a letter, for somebody else, or not from whom it says."""

    def __init__(self, grounds: Grounds) -> None:
        super().__init__(grounds)
        self.grounds = grounds


@dataclass(frozen=True, slots=True)
class Address:
    """The keys of two districts, and the random number that names what they write one another about."""

    sender: str
    receiver: str
    thread: str


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What everybody may know of a district: 32 bytes to seal for it (X25519), 32 to know its hand by (Ed25519)."""

    seal: bytes
    sign: bytes


def public_keys(keys: LetterKeys) -> PublicKeys:
    """The public halves of a district's two keys."""
    return PublicKeys(
        seal=X25519PrivateKey.from_private_bytes(keys.open).public_key().public_bytes_raw(),
        sign=Ed25519PrivateKey.from_private_bytes(keys.sign).public_key().public_bytes_raw(),
    )


def new_thread() -> str:
    """A number of 128 random bits that says nothing of either side."""
    return secrets.token_urlsafe(16)


def digest_of(sealed: str) -> str:
    """What a sealed letter is known by on its way: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(sealed.encode()).hexdigest()


def seal_letter(text: bytes, address: Address, sender: LetterKeys, receiver: PublicKeys) -> str:
    """The letter as one line that only the receiver can open. Raises LetterTooLong."""
    if len(text) > LARGEST:
        raise LetterTooLong(str(len(text)))
    padded = text + b" " * (-len(text) % PADDED_TO)
    bound = asdict(address)
    signed = jws.serialize_compact({"alg": SIGNED, **bound}, padded, _signing(sender), registry=_signatures())
    header = {"alg": AGREED, "enc": SEALED, **bound}
    return jwe.encrypt_compact(header, signed.encode(), _okp("X25519", receiver.seal), registry=_seals())


def open_letter(sealed: str, address: Address, receiver: LetterKeys, sender: PublicKeys) -> bytes:
    """The letter's text, if it came on this way and from this sender; with blanks at its end. Raises LetterRefused."""
    _expect_bound(_header_of(sealed), address)
    key = _okp("X25519", public_keys(receiver).seal, receiver.open)
    try:
        opened = jwe.decrypt_compact(sealed, key, registry=_seals()).plaintext or b""
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise LetterRefused("unreadable") from None
    try:
        signed = jws.deserialize_compact(opened, _okp("Ed25519", sender.sign), registry=_signatures())
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise LetterRefused("forged") from None
    _expect_bound(signed.headers(), address, otherwise="forged")
    return signed.payload


def _header_of(sealed: str) -> dict[str, Any]:
    """The header before anything is believed of it: a letter for somebody else is told from one that was cut."""
    first = sealed.partition(".")[0]
    try:
        header = json.loads(urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, RecursionError):
        raise LetterRefused("unreadable") from None
    if not isinstance(header, dict):
        raise LetterRefused("unreadable")
    return header


def _expect_bound(header: dict[str, Any], address: Address, otherwise: Grounds = "misdirected") -> None:
    if {name: header.get(name) for name in OURS} != asdict(address):
        raise LetterRefused(otherwise)


def _seals() -> JWERegistry:
    return JWERegistry(dict(OURS), [AGREED, SEALED])


def _signatures() -> JWSRegistry:
    return JWSRegistry(dict(OURS), [SIGNED])


def _signing(keys: LetterKeys) -> OKPKey:
    return _okp("Ed25519", public_keys(keys).sign, keys.sign)


def _okp(curve: str, public: bytes, private: bytes | None = None) -> OKPKey:
    secret = {} if private is None else {"d": _text(private)}
    return OKPKey.import_key({"kty": "OKP", "crv": curve, "x": _text(public), **secret})


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
