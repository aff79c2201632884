"""Signed checkpoints of a district's journal (C2SP tlog-checkpoint): size and root, signed with the district's key."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection

from services.kernel.secrets import Secrets
from services.reporting.integrity import Checkpoint, checkpoint
from services.reporting.proving.notes import NotSigned, Signer, VerifierKey

SIZE: Final = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
LINES: Final = 3


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """The first ``size`` entries of the journal, the ``root`` of their tree (32 bytes), and the note that says so."""

    size: int
    root: bytes
    note: str

    @property
    def plain(self) -> Checkpoint:
        return Checkpoint(self.size, self.root)


def origin(district: str) -> str:
    """The name of a district's journal, and of the key that signs for it."""
    return f"lotse/districts/{district}/journal"


def signer(secrets: Secrets, district: str) -> Signer:
    """Whoever signs for the district; raises SecretMissing."""
    return Signer(origin(district), secrets.checkpoint_key(district))


def public_key(secrets: Secrets, district: str) -> VerifierKey:
    """What everybody may know: with it the district's checkpoints are checked. Raises SecretMissing."""
    return signer(secrets, district).key


def signed_checkpoint(conn: Connection[Any], secrets: Secrets, district: str) -> SignedCheckpoint:
    """The journal as it is now; the connection is in the district. Raises SecretMissing.

    What is signed is the tree that grew with the journal, never one computed from its rows: whoever changed a row
    would have the change signed.
    """
    noted = checkpoint(conn, district)
    return SignedCheckpoint(noted.size, noted.root, signer(secrets, district).signed(text_of(noted, district)))


def text_of(noted: Checkpoint, district: str) -> str:
    """The three lines of a checkpoint: origin, size, root."""
    return f"{origin(district)}\n{noted.size}\n{base64.b64encode(noted.root).decode()}\n"


def read_checkpoint(note: str, key: VerifierKey) -> SignedCheckpoint:
    """A note that this key signed, as a checkpoint of the journal of its name; raises NotSigned."""
    lines = key.opened(note).splitlines()
    if len(lines) != LINES or lines[0] != key.name or not SIZE.fullmatch(lines[1]):
        raise NotSigned("Die Notiz ist kein Prüfpunkt dieses Journals.")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError):
        raise NotSigned("Die Prüfsumme des Prüfpunkts ist nicht lesbar.") from None
    return SignedCheckpoint(int(lines[1]), root, note)
