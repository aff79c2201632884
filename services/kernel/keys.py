"""The keys of persons: two each, wrapped by the district's key, in a database of their own."""

import secrets as random
from collections.abc import Collection, Iterable
from typing import Final, Literal, Protocol, TypeAlias
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.erasures import Destroyed, ErasureJournal
from services.kernel.points import reached
from services.kernel.secrets import Secrets

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32

Purpose: TypeAlias = Literal["identity", "record"]
BOTH: Final[tuple[Purpose, ...]] = ("identity", "record")


class Forgery(Exception):
    """A ciphertext does not belong where it was found, or was changed."""


def seal(key: bytes, text: bytes, place: str) -> bytes:
    """AES-256-GCM under a fresh nonce, which comes first; ``place`` is bound to it, not contained."""
    nonce = random.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """The text that was sealed for ``place``; raises Forgery."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise Forgery(place) from None


class Ring(Protocol):
    """Keys of persons by the batch. A person without a key is absent: it was destroyed, or never made."""

    def record_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        """The keys of sealed blocks."""
        ...

    def identity_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        """The keys of names, contact details and free text."""
        ...


class KeyRing:
    """Fetches and makes keys; a key that was destroyed is never made again.

    ``owner`` is a service whose persons nobody else knows: their keys lie in tables of its own, which no other service
    can read.
    """

    def __init__(self, pool: Pool, secrets: Secrets, owner: str | None = None) -> None:
        self._pool = pool
        self._secrets = secrets
        self._owner = owner
        self._prefix = "" if owner is None else f"{owner}_"

    def record_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        return self._keys(district, "record", persons, create=create)

    def identity_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        return self._keys(district, "identity", persons, create=create)

    def destroyed(self, district: str, persons: Collection[UUID]) -> set[UUID]:
        """Those persons of whom a key, of either purpose, was made and destroyed: they are erased."""
        statement = SQL(
            "SELECT person FROM {0}.{1} WHERE person = ANY (%(persons)s) AND wrapped IS NULL"
            " UNION SELECT person FROM {0}.{2} WHERE person = ANY (%(persons)s) AND wrapped IS NULL"
        )
        if not persons:
            return set()
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            both = statement.format(schema, self._table("identity"), self._table("record"))
            rows = connection.execute(both, {"persons": list(persons)})
            return {person for (person,) in rows}

    def destroy(self, district: str, persons: Collection[UUID], purposes: Collection[Purpose] = BOTH) -> None:
        """The keys of these persons are gone for good, also where there was none: nothing is sealed for them again.

        First the erasure journal, which no restore takes back, then the keys.
        """
        if not persons:
            return
        ErasureJournal.beside(self._secrets).append(district, self._owner, purposes, persons)
        reached("erasure.noted")
        self._destroy(district, persons, purposes)
        reached("erasure.keys_destroyed")

    def discard(self, district: str, persons: Collection[UUID], purposes: Collection[Purpose] = BOTH) -> None:
        """Keys that have served: gone, too, but a restore to before may bring them back, for it needs them again."""
        self._destroy(district, persons, purposes)

    def destroy_again(self, noted: Destroyed) -> None:
        """What the erasure journal says of keys of this owner, after a restore brought them back."""
        assert noted.owner == self._owner, "keys lie in tables of their owner"
        self._destroy(noted.district, noted.persons, noted.purposes)

    def _destroy(self, district: str, persons: Collection[UUID], purposes: Collection[str]) -> None:
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            for purpose in BOTH:
                if purpose in purposes:
                    connection.execute(DESTROY.format(schema, self._table(purpose)), (sorted(set(persons)),))

    def _keys(self, district: str, purpose: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        wanted = set(persons)
        if not wanted:
            return {}
        wrap_key = self._secrets.district(district).wrap_key
        wrapped = self._select(district, purpose, wanted)
        if create and (missing := wanted - wrapped.keys()):
            self._insert(district, purpose, missing, wrap_key)
            wrapped |= self._select(district, purpose, missing)  # another writer's key may have been first
        return {
            person: unseal(wrap_key, sealed, _place(district, person, purpose))
            for person, sealed in wrapped.items()
            if sealed is not None
        }

    def _select(self, district: str, purpose: str, persons: Collection[UUID]) -> dict[UUID, bytes | None]:
        statement = SQL("SELECT person, wrapped FROM {}.{} WHERE person = ANY (%s)")
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            cursor = connection.cursor(binary=True)
            cursor.execute(statement.format(schema, self._table(purpose)), (list(persons),))
            return dict(cursor.fetchall())

    def _insert(self, district: str, purpose: str, persons: Iterable[UUID], wrap_key: bytes) -> None:
        """Committed before any use: a key nobody uses is harmless, a ciphertext without key is a loss."""
        ordered = sorted(persons)  # one order for all writers, so that two never wait for each other
        wrapped = [
            seal(wrap_key, random.token_bytes(KEY_BYTES), _place(district, person, purpose)) for person in ordered
        ]
        statement = SQL(
            "INSERT INTO {}.{} (person, wrapped) SELECT * FROM unnest(%b::uuid[], %b::bytea[]) ON CONFLICT DO NOTHING"
        )
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            connection.execute(statement.format(schema, self._table(purpose)), (ordered, wrapped))

    def _table(self, purpose: str) -> Identifier:
        return Identifier(f"{self._prefix}{purpose}_keys")


DESTROY: Final = SQL(
    "INSERT INTO {}.{} (person, wrapped) SELECT person, NULL FROM unnest(%s::uuid[]) person"
    " ON CONFLICT (person) DO UPDATE SET wrapped = NULL"
)


class NoKeys:
    """The ring of a service that has no right to any key: every sealed block reads as Erased there."""

    def record_keys(
        self,
        district: str,  # noqa: ARG002
        persons: Collection[UUID],  # noqa: ARG002
        *,
        create: bool,
    ) -> dict[UUID, bytes]:
        assert not create, "this service seals nothing"
        return {}

    identity_keys = record_keys


def _place(district: str, person: UUID, purpose: str) -> str:
    return f"{district}|{person}|{purpose}"
