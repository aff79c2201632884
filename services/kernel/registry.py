"""Which districts a service serves: the table ``platform.districts`` of its database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import Connection

CHANNEL: Final = "platform_districts"


@dataclass(frozen=True, slots=True)
class District:
    """A registered district; ``log_id`` is that of the service whose database was asked."""

    key: str
    name: str
    log_id: UUID
    opened: datetime


def registered_districts(connection: Connection[Any]) -> list[District]:
    """The districts registered in this service's database, by key; NOTIFY on CHANNEL tells of new ones."""
    rows = connection.execute("SELECT key, name, log_id, opened FROM platform.districts ORDER BY key")
    return [District(*row) for row in rows]
