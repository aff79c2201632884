"""The fold of tests: one row a fact, in the order in which they came."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.kernel.envelope import Envelope


def write_down(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    statement = SQL("INSERT INTO {}.seen (source, sequence, id) VALUES (%s, %s, %s)")
    with connection.cursor() as cursor:
        rows = [(source, each.sequence, each.id) for each in envelopes]
        cursor.executemany(statement.format(Identifier(schema_of(district))), rows)
