"""Read your writes: a read that names a position waits a moment until the service's projections show it."""

import time
from typing import Annotated, Final

from fastapi import Depends, Header, Request, Response
from psycopg.sql import SQL

from services.kernel.database import Pool, pool
from services.kernel.district import district as enter
from services.kernel.requests import POSITION_HEADER, Session, session
from services.kernel.settings import Settings

LONGEST_S: Final = 0.5
PAUSE_S: Final = 0.01
PROJECTED: Final = SQL("SELECT coalesce(min(position), 0) FROM {}.reader_positions WHERE source = %s")

Position = Annotated[
    int | None,
    Header(
        alias=POSITION_HEADER,
        ge=0,
        le=2**63 - 1,
        description="Position aus der Antwort auf einen Befehl: Die Abfrage wartet bis zu 500 ms darauf.",
    ),
]


def awaited(
    request: Request,
    response: Response,
    asking: Annotated[Session, Depends(session)],
    position: Position = None,
) -> None:
    """A dependency of reads; the answer says in ``Lotse-Position`` how far its projections are."""
    settings: Settings = request.app.state.settings
    connections = pool(settings.service_database_url(asking.service))
    response.headers[POSITION_HEADER] = str(arrival(connections, asking.service, asking.district, position or 0))


def arrival(connections: Pool, service: str, district: str, position: int) -> int:
    """Waits until the projections show that position, for 500 ms at most; answers how far they are."""
    reached = projected(connections, service, district)
    end = time.monotonic() + LONGEST_S
    while reached < position and time.monotonic() < end:
        time.sleep(PAUSE_S)
        reached = projected(connections, service, district)
    return reached


def projected(connections: Pool, service: str, district: str) -> int:
    """The position of its own log that every projection of this service has reached."""
    with connections.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(PROJECTED.format(schema), [service]).fetchone()
    return int(row[0]) if row else 0
