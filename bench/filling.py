"""Filling a district before a measurement: its operation, and facts in intake's log or straight in the journal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

from bench.stage import OPERATION, Stage
from services.cli.arrival import await_everywhere, goals
from services.districts.application import districts, operator
from services.intake.opening import key_ring
from services.intake.projections.received import apply
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.envelope import Envelope, envelope, read_envelope
from services.kernel.facts import Contract, topic_of
from services.kernel.ids import uuid7
from services.kernel.log import GROUP_LIMIT, Commit, Log, NewFact
from services.kernel.mapper import FactMapper
from services.reporting import journal

PERIOD: Final = (date(2022, 1, 1), date(2027, 12, 31))
PAGE: Final = 5000
PATIENCE_SECONDS: Final = 300.0

T = TypeVar("T")


def open_operation(stage: Stage, key: str) -> None:
    """The operation, stored by districts and told to intake and to reporting's journal; no process is needed."""
    _store_operation(stage, key)
    sent = list(envelopes(stage, key, "districts"))
    with pool(stage.settings.service_database_url("intake")).transaction() as conn, enter(conn, key):
        apply(conn, key, "districts", sent)
    with pool(stage.settings.service_database_url("reporting")).transaction() as conn, enter(conn, key):
        journal.append(conn, key, "districts", sent)


def open_operation_on_platform(stage: Stage, key: str) -> None:
    """The same by the platform's own processes; returns when all of them know it."""
    _store_operation(stage, key)
    missing = await_everywhere(stage.settings, goals(stage.settings, key), PATIENCE_SECONDS)
    if missing:
        raise TimeoutError("; ".join(missing))


def _store_operation(stage: Stage, key: str) -> None:
    told = districts(stage.settings)
    told.open_district(key, f"Landkreis {key}", operator("cli:bench"))
    told.open_operation(key, OPERATION, "ThINKA", PERIOD, operator("cli:bench"))


def commits(stage: Stage, key: str, facts: Iterable[Contract]) -> list[list[Commit]]:
    """Facts as intake would append them, sealed, each by a command of its own; in groups that fit one append."""
    mapper = FactMapper(key_ring(stage.settings))
    versions: dict[UUID, int] = {}
    return [list(_commits(mapper, key, group, versions)) for group in _pages(facts, GROUP_LIMIT)]


def append(stage: Stage, key: str, groups: Iterable[Sequence[Commit]]) -> None:
    """Groups of commits to intake's log."""
    log = log_of(stage, "intake")
    for group in groups:
        log.append(key, group)
    log.close()


def to_journal(stage: Stage, key: str) -> int:
    """What intake's log holds into reporting's journal, as the reader would write it; how many."""
    connections, count = pool(stage.settings.service_database_url("reporting")), 0
    for page in _pages(envelopes(stage, key, "intake"), PAGE):
        with connections.transaction() as conn, enter(conn, key):
            journal.append(conn, key, "intake", page)
        count += len(page)
    return count


def envelopes(stage: Stage, key: str, source: str) -> Iterator[Envelope]:
    """The log of a source as it travels."""
    log, secret = log_of(stage, source), stage.settings.secrets.signing_key(source)
    log_id, position = log.head(key).log_id, 0
    while rows := log.after(key, position, PAGE):
        yield from (read_envelope(envelope(source, key, row, log_id, secret)) for row in rows)
        position = rows[-1].position


def log_of(stage: Stage, source: str) -> Log:
    """A service's log."""
    return Log(source, pool(stage.settings.service_database_url(source)))


def _commits(mapper: FactMapper, key: str, facts: Sequence[Contract], versions: dict[UUID, int]) -> Iterator[Commit]:
    named = [(uuid7(), fact) for fact in facts]
    for (fact_id, fact), data in zip(named, mapper.seal(key, named), strict=True):
        of: Any = fact
        stream: UUID = of.participation_id
        versions[stream] = versions.get(stream, 0) + 1
        new = NewFact(fact_id, stream, versions[stream], topic_of(fact), data)
        yield Commit(uuid7(), b"", "cli:bench", uuid7(), None, None, [new], stream)


def _pages(values: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(values)
    while page := list(islice(left, size)):
        yield page
