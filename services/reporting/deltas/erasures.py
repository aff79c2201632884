"""Which facts say that records of an operation were destroyed? What they counted can be recomputed nowhere."""

from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import Connection, sql

from services.contracts.intake import KeyDestroyed
from services.kernel.district import schema_of
from services.kernel.envelope import read_envelope
from services.kernel.facts import read
from services.reporting.explaining.events import Place as Fact

INTAKE: Final = "intake"
RECORD: Final = "record"
DESTROYED: Final = """
    SELECT sequence, body FROM {s}.journal
    WHERE source = 'intake' AND sequence > %(after)s AND starts_with(topic, 'intake.key_destroyed.v')"""
TOOK_PART: Final = """
    SELECT DISTINCT (data ->> 'person_id')::uuid
    FROM {s}.journal CROSS JOIN LATERAL (SELECT convert_from(body, 'UTF8')::jsonb -> 'data' AS data) AS told
    WHERE source = 'intake' AND starts_with(topic, 'intake.participation_entered.v')
        AND data ->> 'operation' = %(operation)s AND (data ->> 'person_id')::uuid = ANY (%(persons)s)"""


def erasure_facts(conn: Connection[Any], district: str, operation: str, after: int) -> frozenset[Fact]:
    """The facts after that position of intake's log by which the record of somebody in the operation is gone.

    Reads the journal, because the tables no longer know who that was: asked only when figures do not add up.
    """
    rows = conn.execute(_in(district, DESTROYED), {"after": after}, binary=True).fetchall()
    gone = {sequence: _persons(bytes(body)) for sequence, body in rows}
    persons = list(frozenset[UUID]().union(*gone.values()))
    if not persons:
        return frozenset()
    asked = {"operation": operation, "persons": persons}
    there = {row[0] for row in conn.execute(_in(district, TOOK_PART), asked)}
    return frozenset(Fact(INTAKE, sequence) for sequence, erased in gone.items() if erased & there)


def _persons(body: bytes) -> frozenset[UUID]:
    """Those whose record went with their keys; where only the identity went, every figure stays."""
    received = read_envelope(body)
    told = read(received.topic, msgspec.json.decode(received.data))
    assert isinstance(told, KeyDestroyed)
    return frozenset(told.persons) if told.scope == RECORD else frozenset()


def _in(district: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema_of(district)))
