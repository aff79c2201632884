"""The desk for proofs: files are checked, sealed in the vault under a key of their own, and gone once removed."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events import ProofAttached
from services.contracts.events.words import ProofKind, ProofOf
from services.events.application import Events
from services.events.domain.proof import PROOF, AttachProof, Proof, RemoveProof, UnknownProof
from services.events.forgetting import forget
from services.events.homes import expect_home
from services.events.made import Made
from services.events.proof_files import media_type_of
from services.kernel.deciders import Context
from services.kernel.keys import Forgery
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

FILE: Final = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file proves of what, and of which day. Whether ``of_id`` is there is the caller's to know."""

    of: ProofOf
    of_id: UUID
    kind: ProofKind
    on: date


@dataclass(frozen=True, slots=True)
class ProofDesk:
    """One district's proofs. Raises the refusals of ``domain.proof`` and ``proof_files``."""

    events: Events
    district: str

    def attach(self, about: About, content: bytes, context: Context) -> Made:
        """Each file has a key of its own (person = proof). Raises UnknownHome, too."""
        expect_home(self.events, self.district, about.of, about.of_id)
        media_type = media_type_of(content)
        proof_id = self.events.ids(self.district).derive("proof", str(context.command_id))
        digest = hashlib.sha256(content).hexdigest()
        file_id = self.events.ids(self.district).derive("proof-file", str(proof_id), digest)
        command = AttachProof(
            proof_id=proof_id,
            of=about.of,
            of_id=about.of_id,
            kind=about.kind,
            media_type=media_type,
            size=len(content),
            digest=digest,
            on=about.on,
            today=today(),
            file_id=file_id,
        )
        sealed = Entry(proof_id, FILE, file_id, b64encode(content).decode())
        return Made(proof_id, self.events.desk.execute(self.district, PROOF, (proof_id, command, context), [sealed]))

    def remove(self, proof_id: UUID, context: Context) -> Outcome:
        """The fact first, then the file's key: what was removed is never shown, and cannot be read any more."""
        outcome = self.events.desk.execute(self.district, PROOF, (proof_id, RemoveProof(), context))
        forget(self.events, self.district, [proof_id])
        return outcome

    def proof(self, proof_id: UUID) -> Proof:
        """What the log says of it now."""
        return self.events.state(self.district, PROOF, proof_id)

    def file(self, proof_id: UUID) -> tuple[ProofAttached, bytes]:
        """A file that is there, and what is known of it. Raises UnknownProof, Forgery."""
        known = self.proof(proof_id)
        content = self.content(known)
        if known.attached is None or content is None:
            raise UnknownProof
        return known.attached, content

    def content(self, proof: Proof) -> bytes | None:
        """The file's bytes as they were attached; None once it was removed. Raises Forgery."""
        known = proof.attached
        if known is None or proof.is_removed:
            return None
        address = (known.proof_id, FILE, known.file_id)
        text = self.events.vault.get(self.district, [address]).get(address)
        if text is None:
            return None
        content = b64decode(text)
        if hashlib.sha256(content).hexdigest() != known.digest:
            raise Forgery(str(known.proof_id))
        return content
