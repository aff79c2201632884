"""A sealed letter while it waits for its carrier: in the vault, under a key of its own and under its person's.

The log knows the letter by its digest only. Whoever destroys one of the two keys makes it noise for everybody, also for
the district that it was sealed for. What the carrier takes is what the receiver alone can open: it needs neither key.
"""

from base64 import b64decode, b64encode
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.kernel.keys import KeyRing, Purpose, seal, unseal
from services.kernel.letters import digest_of
from services.kernel.mapper import KeyDestroyed
from services.kernel.vault import Address, Entry, Vault
from services.referral.application import Referral
from services.referral.letter_rows import UncarriedRow
from services.referral.opening import key_ring, partner_ring

FIELD: Final = "letter"  # of the vault
PURPOSES: Final[tuple[Purpose, ...]] = ("identity",)


@dataclass(frozen=True, slots=True)
class LetterBodies:
    """The letters of one district that wait."""

    referral: Referral
    district: str

    @property
    def vault(self) -> Vault:
        """Keeps each under the letter's own key."""
        return Vault(self.referral.pool, self._own)

    def entry(self, letter_id: UUID, person_id: UUID, sealed: str) -> Entry:
        """What the vault is to keep of a letter. Raises KeyDestroyed where the person is erased."""
        key = self._person_key(person_id)
        if key is None:
            raise KeyDestroyed
        address = self._address(letter_id, digest_of(sealed))
        text = b64encode(seal(key, sealed.encode(), self._place(person_id, address))).decode()
        return Entry(*address, text)

    def read(self, row: UncarriedRow) -> str | None:
        """The letter, sealed for its receiver; None once one of its keys is destroyed. Raises Forgery."""
        address = self._address(row.letter, row.digest)
        text, key = self.vault.get(self.district, [address]).get(address), self._person_key(row.person)
        if text is None or key is None:
            return None
        return unseal(key, b64decode(text), self._place(row.person, address)).decode()

    def unreadable(self, rows: Collection[UncarriedRow]) -> set[UUID]:
        """Those letters of which a key is destroyed."""
        erased = key_ring(self.referral.settings).destroyed(self.district, {row.person for row in rows})
        gone = self._own.destroyed(self.district, {row.letter for row in rows})
        return gone | {row.letter for row in rows if row.person in erased}

    def destroy(self, letter_id: UUID) -> None:
        """Nobody reads it any more, also after a restore."""
        if not self._own.destroyed(self.district, [letter_id]):
            self._own.destroy(self.district, [letter_id], PURPOSES)

    def discard(self, letter_id: UUID) -> None:
        """It was carried. A restore to before that brings the key back, so that the letter goes once more."""
        self._own.discard(self.district, [letter_id], PURPOSES)

    @property
    def _own(self) -> KeyRing:
        return partner_ring(self.referral.settings)

    def _person_key(self, person_id: UUID) -> bytes | None:
        keys = key_ring(self.referral.settings).identity_keys(self.district, [person_id], create=False)
        return keys.get(person_id)

    def _address(self, letter_id: UUID, digest: str) -> Address:
        return letter_id, FIELD, self.referral.ids(self.district).derive("letter-body", digest)

    def _place(self, person_id: UUID, address: Address) -> str:
        letter_id, field, entry_id = address
        return f"{self.district}|{person_id}|{letter_id}|{field}|{entry_id}"
