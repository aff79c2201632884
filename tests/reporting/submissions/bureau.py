"""A district whose facts lie in real logs and arrive in the journal, and the desk where its reports are handed in."""

import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import psycopg

from services.kernel.database import pool
from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.facts import Contract, topic_of
from services.kernel.feed import LogFeed
from services.kernel.ids import uuid7
from services.kernel.keys import KeyRing
from services.kernel.log import GROUP_LIMIT, Commit, Log, NewFact
from services.kernel.mapper import FactMapper
from services.kernel.provision import open_district
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.reporting.application import Reporting
from services.reporting.folding import folding
from services.reporting.journal import append
from services.reporting.reports import heads_of
from services.reporting.submissions.desk import Created, SubmissionDesk
from services.reporting.submissions.making import Wanted
from services.reporting.submissions.queries import Submission, submission
from services.reporting.submissions.verification import Verification, Verifier
from tests.reporting.facts import OPERATION

TRIGGERS_OFF = "DISABLE TRIGGER USER"
ANNA, BERND = "staff:anna", "staff:bernd"


def asked(actor: str = ANNA) -> Context:
    return Context(actor=actor, command_id=uuid7(), correlation_id=uuid7())


@dataclass(frozen=True, slots=True)
class Bureau:
    """One district of its own; ``arrive`` lets reporting read and fold everything that was recorded."""

    settings: Settings
    district: str
    service: Reporting

    def record(self, source: str, facts: Iterable[Contract]) -> None:
        """Into the source's own log, sealed as the source does."""
        mapper = FactMapper(KeyRing(pool(self.settings.keys_database_url(source)), self.settings.secrets))
        named = [(uuid7(), fact) for fact in facts]
        new = [
            NewFact(fact_id, uuid7(), 1, topic_of(fact), data)
            for (fact_id, fact), data in zip(named, mapper.seal(self.district, named), strict=True)
        ]
        log = Log(source, pool(self.settings.service_database_url(source)))
        for start in range(0, len(new), GROUP_LIMIT):
            log.append(self.district, [_commit(one) for one in new[start : start + GROUP_LIMIT]])

    def arrive(self) -> None:
        database = SqlReaderDatabase(self.service.pool)
        key_of = self.settings.secrets.signing_key
        feed = LogFeed(self.settings)
        reader = BatchReader("reporting.journal", "reporting", append, feed, database=database, key_of=key_of)
        for source in reader.sources:
            reader.catch_up_with(source, self.district)
        for standing in folding(self.settings).step(self.district).values():
            assert standing.stopped is None

    @property
    def desk(self) -> SubmissionDesk:
        return SubmissionDesk(self.service, self.district, heads_of(LogFeed(self.settings), self.district))

    def submit(
        self, as_of: str = "2024-12-31", *, operation: str = OPERATION, replaces: UUID | None = None, actor: str = ANNA
    ) -> Created:
        wanted = Wanted(operation=operation, as_of=date.fromisoformat(as_of), replaces=replaces)
        created = self.desk.create(wanted, asked(actor))
        self.arrive()
        return created

    def approve(self, of: UUID, actor: str = BERND) -> None:
        self.desk.approve(of, asked(actor))
        self.arrive()

    def find(self, of: UUID) -> Submission:
        with self.service.pool.transaction() as conn, enter(conn, self.district):
            found = submission(conn, self.district, of)
        assert found is not None
        return found

    def verify(self, of: UUID, *, from_journal: bool | None = None) -> Verification:
        return Verifier(self.service, LogFeed(self.settings), self.district, from_journal).verify(of)

    @contextmanager
    def tampered(self, service: str, table: str, statement: str) -> Iterator[None]:
        """As the table's owner, with its triggers switched off; put back at the end."""
        schema = schema_of(self.district)
        with psycopg.connect(self.settings.admin_database_url(f"lotse_{service}"), autocommit=True) as conn:
            values = (schema, table)
            owned = "SELECT tableowner FROM pg_tables WHERE schemaname = %s AND tablename = %s"
            (owner,) = conn.execute(owned, values).fetchone() or ("",)
            for prepared in (f"SET ROLE {owner}", f"SET search_path = {schema}", f"ALTER TABLE {table} {TRIGGERS_OFF}"):
                conn.execute(prepared.encode())
            before = conn.execute(f"SELECT * FROM {table}".encode(), binary=True).fetchall()  # noqa: S608
            try:
                assert conn.execute(statement.encode()).rowcount > 0, "the statement hit something"
                yield
            finally:
                conn.execute(f"DELETE FROM {table}".encode())  # noqa: S608
                with conn.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    for row in before:
                        copy.write_row([_copied(value) for value in row])


def _copied(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value


def _commit(fact: NewFact) -> Commit:
    return Commit(
        command_id=uuid7(),
        request_hash=b"",
        actor="test",
        correlation_id=uuid7(),
        causation_id=None,
        traceparent=None,
        facts=[fact],
        stream=fact.stream,
    )


def new_bureau(settings: Settings) -> Bureau:
    district = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, district, f"Landkreis {district}")
    return Bureau(settings, district, Reporting.of(settings, timeout=1))
