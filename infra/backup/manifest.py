"""What a backup is: one folder a moment, a dump a database, and a manifest; keys lie apart.

::

    DIR/20261102T080000Z/manifest.json, lotse_districts.dump, lotse_intake.dump, …, erasures.jsonl
    DIR/keys/20261102T080000Z.dump      kept for a few days only: what was erased must not lie about for years

The secrets of the installation are in none of it. A backup says by fingerprints which secrets it needs.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from infra.failure import Failure

MANIFEST: Final = "manifest.json"
KEYS_FOLDER: Final = "keys"
KEYS_DUMP: Final = "lotse_keys.dump"  # its name until it lies in its own folder
BLOCK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A database role that owns or may use something in a backup, and the roles that it is a member of."""

    name: str
    login: bool
    inherits: bool
    member_of: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """``digests``: file -> SHA-256 (hex). ``districts``: key -> name. ``heads``: service -> district -> position.

    ``secrets``: district -> fingerprint of the keys that its data are sealed and named with.
    """

    stamp: str
    districts: dict[str, str]
    heads: dict[str, dict[str, int]]
    roles: list[Role]
    digests: dict[str, str]
    secrets: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Raises Failure where it is none."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**{**said, "roles": [Role(**each) for each in said["roles"]]})
    except (OSError, ValueError, TypeError, KeyError):
        raise Failure(f"In {folder} liegt keine Sicherung von Lotse.") from None


def newest(folder: Path) -> Path:
    """The folder of the newest backup in ``folder``, or ``folder`` where it is one. Raises Failure."""
    if (folder / MANIFEST).exists():
        return folder
    found = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))
    if not found:
        raise Failure(f"In {folder} liegt keine Sicherung von Lotse.")
    return found[-1]


def keys_dump(folder: Path) -> Path:
    """Where the keys of the backup in ``folder`` lie, while they are kept."""
    return folder.parent / KEYS_FOLDER / f"{folder.name}.dump"


def digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def expect_whole(folder: Path, manifest: Manifest) -> None:
    """Every dump is as it was written; that of the keys may be gone by now. Raises Failure, and nothing was touched."""
    for name, digest in manifest.digests.items():
        is_keys = name == KEYS_DUMP
        path = keys_dump(folder) if is_keys else folder / name
        if is_keys and not path.exists():
            continue
        if not path.exists() or digest_of(path) != digest:
            raise Failure(f"Die Sicherung ist beschädigt: {path}. Es wurde nichts verändert.")
