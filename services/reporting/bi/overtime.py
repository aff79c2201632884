"""Ends sessions of BI roles that take too long: a role may lift the limits of its own session, but not this one."""

from dataclasses import dataclass
from typing import Final

import structlog
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.open_views import IDLE_S, STATEMENT_S, role_of

# The server ends what keeps to the settings. Here twice as long is given, and more to what is read page by page.
LIMITS: Final = {"statement": 2 * STATEMENT_S, "idle": 2 * IDLE_S, "transaction": 10 * IDLE_S}
ENTER: Final = "SET LOCAL ROLE {}"
END: Final = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = current_user AND (
        (state = 'active' AND query_start < clock_timestamp() - make_interval(secs => %(statement)s))
        OR (state LIKE 'idle in transaction%%' AND state_change < clock_timestamp() - make_interval(secs => %(idle)s))
        OR xact_start < clock_timestamp() - make_interval(secs => %(transaction)s))"""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Overtime:
    """``pool`` logs in as a service that may enter the BI roles."""

    pool: Pool

    def step(self, district: str) -> int:
        """How many sessions of that district's role were ended."""
        with self.pool.transaction() as conn:
            conn.execute(SQL(ENTER).format(Identifier(role_of(district))))
            ended = len(conn.execute(END, LIMITS).fetchall())
        if ended:
            log.warning("bi_sessions_ended", district=district, count=ended)
        return ended
