"""Facts and messages that nobody should ever send, by somebody who holds every key."""

import secrets
from dataclasses import replace

from services.kernel.broker import Outgoing, Publisher
from services.kernel.database import Pool
from services.kernel.envelope import envelope, read_envelope
from services.kernel.ids import uuid7
from services.kernel.log import Commit, Log, NewFact
from tests.stack.platform import Platform

SERVICE = "intake"
KEY = "contact_recorded"


def send(platform: Platform, routing_key: str, body: bytes) -> None:
    """Publish as the operator, past every wall."""
    publisher = Publisher(platform.settings.admin_amqp_url())
    try:
        publisher.publish([Outgoing(routing_key, str(uuid7()), body)])
    finally:
        publisher.close()


def body_of(
    platform: Platform, district: str, *, signed_by: str = SERVICE, position: int = 1, data: bytes | None = None
) -> bytes:
    """The envelope of intake's first fact of a district, with another signer, position or content."""
    pool = Pool(platform.settings.service_database_url(SERVICE))
    log = Log(SERVICE, pool)
    (row, *_) = log.after(district, 0, 1)
    row = replace(row, position=position, data=row.data if data is None else data)
    key = platform.settings.secrets.signing_key(signed_by)
    made = envelope(SERVICE, district, row, log.head(district).log_id, key)
    pool.close()
    return made


def routing_key_of(body: bytes) -> str:
    return read_envelope(body).routing_key


def append(platform: Platform, district: str, topic: str, data: bytes) -> int:
    """Store a fact that no decider would have made; its position."""
    pool = Pool(platform.settings.service_database_url(SERVICE))
    log = Log(SERVICE, pool)
    fact = NewFact(id=uuid7(), stream=uuid7(), version=1, topic=topic, data=data)
    commit = Commit(
        command_id=uuid7(),
        request_hash=secrets.token_bytes(32),
        actor="cli:poisoner",
        correlation_id=uuid7(),
        causation_id=None,
        traceparent=None,
        facts=[fact],
    )
    log.append(district, [commit])
    position = log.head(district).position
    log.close()
    pool.close()
    return position
