"""Where a code on paper leads. A code names no district, so the table lies outside of all; it keeps keyed hashes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from psycopg.sql import SQL

from services.kernel.database import Pool
from services.kernel.times import now
from services.referral.links import Claim, LinkTokens

# For so long somebody with an old paper learns that it is over, and whom to ring.
REMEMBERED: Final = timedelta(days=180)

KEEP: Final = SQL(
    "INSERT INTO platform.link_codes (code, district, link, ends) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
FIND: Final = SQL("SELECT district, link FROM platform.link_codes WHERE code = %s")
FORGET: Final = SQL("DELETE FROM platform.link_codes WHERE ends < %s")


class Place(NamedTuple):
    """The link that a code may stand for; the code is to be made again and compared."""

    district: str
    link_id: UUID


@dataclass(frozen=True, slots=True)
class LinkCodes:
    """The codes of all districts."""

    pool: Pool
    tokens: LinkTokens

    def keep(self, claim: Claim) -> None:
        """Before the link is stored: a code without its link opens nothing."""
        kept = self.tokens.kept_of_code(self.tokens.code(claim))
        with self.pool.connection() as connection:
            connection.execute(KEEP, [kept, claim.district, claim.link_id, claim.ends])
            connection.execute(FORGET, [now() - REMEMBERED])

    def find(self, code: str) -> Place | None:
        """Where a code (plain letters) leads; None: nowhere."""
        with self.pool.connection() as connection:
            row = connection.execute(FIND, [self.tokens.kept_of_code(code)]).fetchone()
        return None if row is None else Place(*row)
