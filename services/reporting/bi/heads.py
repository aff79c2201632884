"""Where the sources' logs end, noted now and then: figures are behind by what has not even arrived, too."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.feed import Feed, FeedUnreachable
from services.reporting.reports import heads_of

EVERY_S: Final = 30.0
NOTE: Final = """
    INSERT INTO {s}.bi_heads (source, head) SELECT * FROM unnest(%s::text[], %s::bigint[])
    ON CONFLICT (source) DO UPDATE SET head = excluded.head WHERE bi_heads.head <> excluded.head"""

log = structlog.get_logger()


@dataclass(slots=True)
class Heads:
    """Asks the sources of a district at most every EVERY_S; what cannot be reached stays as it was last seen."""

    pool: Pool
    feed: Feed
    _asked: dict[str, float] = field(default_factory=dict)
    _answers: bool = True

    def step(self, district: str) -> None:
        """Note them if it is time to."""
        if time.monotonic() - self._asked.get(district, float("-inf")) < EVERY_S:
            return
        self._asked[district] = time.monotonic()
        try:
            heads = heads_of(self.feed, district)
        except FeedUnreachable as away:
            if self._answers:
                log.warning("feed_unreachable", exc_info=away)
            self._answers = False
            return
        self._answers = True
        self._note(district, heads)

    def _note(self, district: str, heads: Mapping[str, int]) -> None:
        statement: Any = SQL(NOTE).format(s=Identifier(schema_of(district)))
        with self.pool.transaction() as conn, enter(conn, district):
            conn.execute(statement, (list(heads), list(heads.values())))
