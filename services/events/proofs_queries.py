"""Questions about proofs: which files there are of one thing. The bytes: ``proofs_desk``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.events.words import ProofKind, ProofOf
from services.kernel.database import Pool
from services.kernel.district import district as enter

PROOFS: Final = SQL("""
    SELECT proof AS proof_id, belongs_to AS "of", belongs_to_id AS of_id, kind, media_type, size, digest, on_day AS "on"
    FROM {}.proofs WHERE belongs_to_id = ANY (%s) ORDER BY on_day, proof
""")
# Any of these shows the EU's emblem and the funding: a poster and a flyer as well as a picture of the logo.
OF_PUBLICITY: Final[frozenset[ProofKind]] = frozenset({"logo", "poster"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofEntry:
    """A file; ``size`` in bytes, ``digest`` SHA-256 in hexadecimal."""

    proof_id: UUID
    of: ProofOf
    of_id: UUID
    kind: ProofKind
    media_type: str
    size: int
    digest: str
    on: date


def proofs_of(pool: Pool, district: str, of_ids: Collection[UUID]) -> dict[UUID, list[ProofEntry]]:
    """For each of these things its files, oldest first; removed ones are gone."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(ProofEntry))
        found = cursor.execute(PROOFS.format(schema), (list(of_ids),)).fetchall()
    return {of_id: [each for each in found if each.of_id == of_id] for of_id in of_ids}


def lacks_publicity(proofs: Collection[ProofEntry]) -> bool:
    """Whether nothing shows that the EU's support was made visible (Regulation (EU) 2021/1060, Art. 50)."""
    return not any(each.kind in OF_PUBLICITY for each in proofs)
