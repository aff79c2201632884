"""Questions about the network: who worked with whom on a day, and how many people were referred to whom before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.directory import PartnerEntry, directory

A_YEAR: Final = timedelta(days=365)

EDGES: Final = SQL("""
    SELECT e.one AS one_id, e.other AS other_id, e.strength, e.on_day AS since FROM (
        SELECT DISTINCT ON (one, other) one, other, strength, on_day FROM {}.partner_edges
        WHERE on_day <= %s ORDER BY one, other, on_day DESC
    ) e WHERE e.strength IS NOT NULL ORDER BY e.one, e.other
""")
REFERRED: Final = SQL("""
    SELECT partner, count(*) FROM {}.referrals WHERE on_day > %s AND on_day <= %s GROUP BY partner
""")


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """Two partners work together since that day; strength from 1 to 4."""

    one_id: UUID
    other_id: UUID
    strength: int
    since: date


@dataclass(frozen=True, slots=True)
class Network:
    """Partners listed on a day, by name; the edges between them; referrals to each in the year before."""

    day: date
    partners: Mapping[UUID, PartnerEntry]
    edges: tuple[EdgeRow, ...]
    referred: Mapping[UUID, int]

    def of_kind(self, kind: str | None) -> "Network":
        """Only partners of that kind, and the edges among them; None: all."""
        if kind is None:
            return self
        partners = {key: each for key, each in self.partners.items() if each.kind == kind}
        return Network(self.day, partners, _among(self.edges, partners), self.referred)

    def degree(self, partner_id: UUID) -> int:
        """With how many others it works together."""
        return sum(partner_id in {edge.one_id, edge.other_id} for edge in self.edges)


def network(pool: Pool, district: str, day: date) -> Network:
    """The network as it was on that day, as far as it is known now."""
    partners = directory(pool, district).listed(day).partners
    with pool.transaction() as connection, enter(connection, district) as schema:
        edges = connection.cursor(row_factory=class_row(EdgeRow)).execute(EDGES.format(schema), (day,)).fetchall()
        referred = connection.execute(REFERRED.format(schema), (day - A_YEAR, day)).fetchall()
    return Network(day, partners, _among(edges, partners), dict(referred))


def _among(edges: "list[EdgeRow] | tuple[EdgeRow, ...]", partners: Mapping[UUID, PartnerEntry]) -> tuple[EdgeRow, ...]:
    return tuple(edge for edge in edges if edge.one_id in partners and edge.other_id in partners)
