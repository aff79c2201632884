"""A blind index: persons are found by words of sealed texts, and the table tells nobody which words those were.

A token is HMAC-SHA-256 over the kind and the normalised word, under a search key of the district; that key is derived
from the key that wraps persons' keys, so that ids and tokens have nothing in common. Who holds the table alone sees
which persons share a word, never the word. Tokens are written in the transaction that keeps the text they come from.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.secrets import Secrets
from services.kernel.vault import Entry

TOKEN_BYTES: Final = 16
KEY_BYTES: Final = 32
PURPOSE: Final = b"lotse blind index v1|"


class Word(NamedTuple):
    """A normalised word; words of different kinds never meet."""

    kind: str
    text: str


class Hit(NamedTuple):
    """Whose text holds a word, and which entry of the vault that text is."""

    person: UUID
    entry: UUID


WordsOf = Callable[[str], Iterable[Word]]
Row = tuple[bytes, UUID, str, UUID]


@dataclass(frozen=True, slots=True)
class BlindIndex:
    """The index of one service; ``words_of``: field of the vault -> the words of such a text."""

    secrets: Secrets
    words_of: Mapping[str, WordsOf]

    def write(self, connection: Connection[Any], schema: Identifier, district: str, entries: Iterable[Entry]) -> None:
        """The tokens of these texts, inside the open transaction in the district."""
        rows = sorted(set(self._rows(district, entries)))  # one order for all writers
        if rows:
            connection.execute(INSERT.format(schema), [list(column) for column in zip(*rows, strict=True)])

    def find(self, pool: Pool, district: str, words: Collection[Word]) -> dict[Word, set[Hit]]:
        """Who has which of these words; words of nobody are absent."""
        key = self._key(district)
        meant = {token_of(key, word): word for word in words}
        found: defaultdict[Word, set[Hit]] = defaultdict(set)
        with pool.transaction() as connection, enter(connection, district) as schema:
            rows = connection.cursor(binary=True).execute(FIND.format(schema), [list(meant)])
            for token, person, entry in rows:
                found[meant[bytes(token)]].add(Hit(person, entry))
        return dict(found)

    def drop(self, pool: Pool, district: str, person: UUID, entries: Sequence[UUID]) -> None:
        """Drop the words of texts that were put right: what is wrong is not found."""
        with pool.transaction() as connection, enter(connection, district) as schema:
            connection.execute(DROP.format(schema), [person, list(entries)])

    def forget(self, pool: Pool, district: str, person: UUID) -> None:
        """Drop all tokens of a person; part of erasing an identity."""
        with pool.transaction() as connection, enter(connection, district) as schema:
            connection.execute(FORGET.format(schema), [person])

    def _rows(self, district: str, entries: Iterable[Entry]) -> Iterator[Row]:
        found = [(each, word) for each in entries for word in self._words(each)]
        key = self._key(district) if found else b""
        for each, word in found:
            yield token_of(key, word), each.person, word.kind, each.entry_id

    def _words(self, entry: Entry) -> Iterable[Word]:
        words = self.words_of.get(entry.field)
        return () if words is None else words(entry.text)

    def _key(self, district: str) -> bytes:
        wrap_key = self.secrets.district(district).wrap_key
        derivation = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE + district.encode())
        return derivation.derive(wrap_key)


def token_of(key: bytes, word: Word) -> bytes:
    """What stands in the table for a word under a search key; kind and text carry their length."""
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in word:
        raw = part.encode()
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.digest()[:TOKEN_BYTES]


# --- SQL --------------------------------------------------------------------------

INSERT: Final = SQL(
    "INSERT INTO {}.blind_index (token, person, kind, entry)"
    " SELECT * FROM unnest(%b::bytea[], %b::uuid[], %b::text[], %b::uuid[]) ON CONFLICT DO NOTHING"
)
FIND: Final = SQL("SELECT token, person, entry FROM {}.blind_index WHERE token = ANY (%b::bytea[])")
DROP: Final = SQL("DELETE FROM {}.blind_index WHERE person = %s AND entry = ANY (%s::uuid[])")
FORGET: Final = SQL("DELETE FROM {}.blind_index WHERE person = %s")
