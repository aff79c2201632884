"""Values in place of a district's key, and tokens that nobody issued."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from time import time
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import OctKey

from services.kernel import tokens
from services.kernel.settings import Settings

Claims = dict[str, Any]


def districts(own: str, other: str) -> list[Any]:
    """What stands where a district is expected; nothing of it is the caller's own key, letter by letter."""
    return [
        *(other, "", " ", "*", "#", "%", "_", ".", "..", "null", "None", "0", "true"),
        *(own.upper(), own.title(), own + " ", " " + own, own + "\n", own + "\t"),
        *(own + "\x00", own + "\x00" + other),
        *(own.replace("a", "\u0430"), own.replace("e", "\u0435"), fullwidth(own)),
        *(own.replace("-", "\u2010"), own.replace("-", "_"), own.replace("i", "\u0131")),
        *(own + "\u200b", "\ufeff" + own),
        *(f"{own},{other}", f"{own};{other}", f"{own}|{other}", f"{own}/../{other}", f"../{other}", f"..%2f{other}"),
        *(f"d_{other}".replace("-", "_"), f"{own}.{other}", f"{own}' OR '1'='1", f'{own}"; SET ROLE lotse_admin; --'),
        *("public", "platform", "pg_catalog", "x" * 31, "x" * 5_000, "%00", f"%{ord(other[0]):02x}{other[1:]}"),
        *([other], [own, other], {"$ne": own}, {"key": other}, 0, -1, 7, 1.5, True, False, None, [], {}, [[]]),
    ]  # fmt: skip


def fullwidth(key: str) -> str:
    """Letters that NFKC makes the key of."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in key)


def texts(own: str, other: str) -> list[str]:
    """The same, for places that hold texts only."""
    return [value if isinstance(value, str) else json.dumps(value) for value in districts(own, other)]


def token(settings: Settings, key: bytes | None = None, **claims: Any) -> str:
    """A token with our signature (unless another key is given) over these claims; None leaves one out."""
    now = int(time())
    whole: Claims = {
        "iss": "lotse",
        "aud": "lotse",
        "sub": "cli:x",
        "role": "koordination",
        "iat": now,
        "exp": now + 600,
    }
    kept = {name: value for name, value in {**whole, **claims}.items() if value is not None}
    return jwt.encode({"alg": "HS256"}, kept, OctKey.import_key(key or settings.secrets.token_key()), ["HS256"])


def tokens_without_right(settings: Settings, own: str, other: str) -> Mapping[str, str]:
    """Name -> a token for the other district that must open nothing; the caller holds a good one of its own."""
    good = tokens.issue(settings, own, "koordination", "cli:x")
    head, body, signature = good.split(".")
    claims: Claims = json.loads(_bytes(body))
    swapped = _part({**claims, "district": other})
    ours = token(settings, district=other)
    return {
        "expired": token(settings, district=other, exp=int(time()) - 600),
        "expired long ago": token(settings, district=other, exp=1),
        "not yet": token(settings, district=other, nbf=int(time()) + 6_000),
        "issued tomorrow": token(settings, district=other, iat=int(time()) + 86_400),
        "never ends": token(settings, district=other, exp=None),
        "another audience": token(settings, district=other, aud="lotse-test"),
        "no audience": token(settings, district=other, aud=None),
        "another issuer": token(settings, district=other, iss="https://lotse.example"),
        "no issuer": token(settings, district=other, iss=None),
        "another key": token(settings, key=b"k" * 32, district=other),
        "a role that is none": token(settings, district=other, role="admin"),
        "a role in capitals": token(settings, district=other, role="KOORDINATION"),
        "two roles": token(settings, district=other, role=["koordination", "betrieb"]),
        "a service that is none": token(settings, district=other, role="service:web"),
        "the other district under the old signature": f"{head}.{swapped}.{signature}",
        "the other district's body": f"{head}.{ours.split('.')[1]}.{signature}",
        **{f"algorithm {name}": f"{_part({'alg': name})}.{swapped}.{signature}" for name in ALGORITHMS},
        **{f"algorithm {name} unsigned": f"{_part({'alg': name})}.{swapped}." for name in ALGORITHMS},
        **{f"header {more}"[:60]: f"{_part({'alg': 'HS256', **more})}.{swapped}.{signature}" for more in HEADERS},
        "signed with the empty key": _signed_with(b"", swapped),
        "signed with the issuer's name": _signed_with(b"lotse", swapped),
        "no signature": f"{head}.{swapped}.",
        "two parts": f"{head}.{swapped}",
        "four parts": f"{head}.{swapped}.{signature}.{signature}",
        "five parts": f"{head}..{swapped}.{signature}.{signature}",
        "blanks": f" {head} . {swapped} . {signature} ",
        "a token as JSON": json.dumps({"protected": head, "payload": swapped, "signature": signature}),
        "nothing": "",
        "a word": "null",
    }  # fmt: skip


ALGORITHMS: Final = ("none", "None", "NONE", "nOnE", "HS384", "RS256", "ES256", "PS256", "EdDSA", "dir", "", None)
HEADERS: Final[tuple[dict[str, Any], ...]] = (
    {"kid": "../../../../dev/null"},
    {"kid": "/proc/sys/kernel/randomize_va_space"},
    {"kid": "' UNION SELECT 'k' --"},
    {"jwk": {"kty": "oct", "k": "AA"}},
    {"jku": "http://127.0.0.1:9/keys"},
    {"x5u": "http://127.0.0.1:9/cert"},
    {"crit": ["b64"], "b64": False},
    {"typ": "JWE", "cty": "JWT"},
    {"zip": "DEF"},
)


def _part(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _bytes(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _signed_with(key: bytes, body: str) -> str:
    head = _part({"alg": "HS256"})
    digest = hmac.digest(key, f"{head}.{body}".encode(), "sha256")
    return f"{head}.{body}.{urlsafe_b64encode(digest).decode().rstrip('=')}"
