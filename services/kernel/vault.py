"""Names, contact details and free text: sealed under the person's identity key, never in a fact."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.keys import Ring, seal, unseal
from services.kernel.mapper import KeyDestroyed
from services.kernel.points import reached

Address = tuple[UUID, str, UUID]  # person, field, entry id


@dataclass(frozen=True, slots=True)
class Entry:
    """One text; ``entry_id`` is derived from it, so that an equal text of that field is the same entry."""

    person: UUID
    field: str
    entry_id: UUID
    text: str

    @property
    def address(self) -> Address:
        return self.person, self.field, self.entry_id


class Index(Protocol):
    """What makes texts findable (kernel.blind_index)."""

    def write(self, connection: Connection[Any], schema: Identifier, district: str, entries: Iterable[Entry]) -> None:
        """Remember the words of these texts, inside the open transaction in the district."""
        ...


class Vault:
    """The vault of one service; with an index the words of a text are kept in the same transaction as the text."""

    def __init__(self, pool: Pool, ring: Ring, index: Index | None = None) -> None:
        self._pool = pool
        self._ring = ring
        self._index = index

    def with_ring(self, ring: Ring) -> "Vault":
        """The same vault with keys from another ring, such as one that remembers."""
        return Vault(self._pool, ring, self._index)

    def put(self, district: str, entries: Sequence[Entry]) -> None:
        """Store what is new; an address that is taken keeps its text. Raises KeyDestroyed."""
        if not entries:
            return
        rows = self._sealed(district, entries)
        statement = SQL(
            "INSERT INTO {}.vault (person, field, entry, sealed)"
            " SELECT * FROM unnest(%b::uuid[], %b::text[], %b::uuid[], %b::bytea[]) ON CONFLICT DO NOTHING"
        )
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            connection.execute(statement.format(schema), [list(column) for column in zip(*rows, strict=True)])
            if self._index is not None:
                self._index.write(connection, schema, district, entries)
        reached("vault.kept")

    def get(self, district: str, addresses: Collection[Address]) -> dict[Address, str | None]:
        """The texts; an address never stored is absent, one whose key is destroyed is None. Raises Forgery."""
        rows = self._select(district, addresses) if addresses else []
        keys = self._ring.identity_keys(district, {person for person, *_ in rows}, create=False)
        texts: dict[Address, str | None] = {}
        for person, field, entry, sealed in rows:
            address, key = (person, field, entry), keys.get(person)
            texts[address] = None if key is None else unseal(key, sealed, _place(district, address)).decode()
        return texts

    def _sealed(self, district: str, entries: Sequence[Entry]) -> list[tuple[UUID, str, UUID, bytes]]:
        distinct = {entry.address: entry.text for entry in entries}
        keys = self._ring.identity_keys(district, {person for person, *_ in distinct}, create=True)
        rows = []
        for address in sorted(distinct):  # one order for all writers, so that two never wait for each other
            if address[0] not in keys:
                raise KeyDestroyed
            rows.append((*address, seal(keys[address[0]], distinct[address].encode(), _place(district, address))))
        return rows

    def _select(self, district: str, addresses: Collection[Address]) -> list[tuple[UUID, str, UUID, bytes]]:
        statement = SQL(
            "SELECT v.person, v.field, v.entry, v.sealed FROM {}.vault v"
            " JOIN unnest(%b::uuid[], %b::text[], %b::uuid[]) a (person, field, entry) USING (person, field, entry)"
        )
        columns = [list(column) for column in zip(*set(addresses), strict=True)]
        with self._pool.transaction() as connection, enter(connection, district) as schema:
            return connection.cursor(binary=True).execute(statement.format(schema), columns).fetchall()


def _place(district: str, address: Address) -> str:
    person, field, entry = address
    return f"{district}|{person}|{field}|{entry}"
