"""Which secrets a backup needs, without holding any: a fingerprint of each district's keys.

Dumps and secrets in one place would be as good as plain text to whoever finds them, so that a backup never takes the
secrets along. A restore says at once, and before it touches anything, if those that are here are others.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

from infra.backup.manifest import Manifest
from infra.failure import Failure
from services.kernel.secrets import SecretMissing, Secrets

PURPOSE: Final = b"lotse backup v1|"
MISSING: Final = (
    "Zu dieser Sicherung fehlen die Geheimnisse von {}. Bitte zuerst den gesicherten Ordner nach {} zurücklegen;"
    " ohne sie ist nichts lesbar. Es wurde nichts verändert."
)


def fingerprints(secrets: Secrets, districts: Iterable[str]) -> dict[str, str]:
    """District -> SHA-256 (hex) over its keys, which are random and cannot be guessed from it. Raises SecretMissing."""
    return {key: _fingerprint(secrets, key) for key in districts}


def expect_secrets(secrets: Secrets, manifest: Manifest) -> None:
    """Raises Failure where a district's keys are missing or others; nothing was touched."""
    missing = [key for key, known in sorted(manifest.secrets.items()) if _found(secrets, key) != known]
    if missing:
        raise Failure(MISSING.format(", ".join(missing), secrets.folder))


def _found(secrets: Secrets, district: str) -> str | None:
    try:
        return _fingerprint(secrets, district)
    except SecretMissing:
        return None


def _fingerprint(secrets: Secrets, district: str) -> str:
    keys = secrets.district(district)
    return hashlib.sha256(PURPOSE + keys.wrap_key + keys.id_key).hexdigest()
