"""What travels: one fact as a signed CloudEvents 1.0 envelope (structured JSON), the same bytes for the same fact."""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec

from services.kernel.canonical import NotCanonical, canonical_texts, recanonical
from services.kernel.facts import UnknownFact, split_topic, type_name_pattern
from services.kernel.log import LogRow
from services.kernel.times import rfc3339

CONTENT_TYPE: Final = "application/cloudevents+json"
SOURCE: Final = re.compile(r"/districts/([a-z][a-z0-9-]{1,30})/([a-z]+)", re.ASCII)
NEXT_AFTER_SIGNATURE: Final = b'"source":"'
KEPT: Final = 1024  # sources and topics known to be well formed: few, and each stands in thousands of envelopes

KeyOf = Callable[[str], bytes]  # service -> signing key; LookupError for an unknown service


class Unreadable(ValueError):
    """A body that is no envelope of ours."""


class Forged(ValueError):
    """An envelope whose signature, source and routing key do not agree."""


class _Wire(msgspec.Struct, frozen=True, kw_only=True):
    """The attributes as they stand in the body; further ones are allowed, and signed like these."""

    specversion: Literal["1.0"]
    id: UUID
    source: str
    type: str
    subject: UUID
    time: Annotated[datetime, msgspec.Meta(tz=True)]
    dataschema: str
    actor: str
    commandid: UUID
    correlationid: UUID
    causationid: UUID | None = None
    logid: UUID
    sequence: Annotated[str, msgspec.Meta(pattern=r"\A[1-9][0-9]{0,17}\Z")]
    traceparent: str | None = None
    signature: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    data: msgspec.Raw


_DECODER: Final = msgspec.json.Decoder(_Wire)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One received fact; ``sequence`` is its position in the log ``log_id`` of (district, source).

    ``body`` holds the bytes as received, ``data`` those of the payload.
    """

    body: bytes
    id: UUID
    district: str
    source: str
    topic: str
    subject: UUID
    time: datetime
    actor: str
    command_id: UUID
    correlation_id: UUID
    causation_id: UUID | None
    log_id: UUID
    sequence: int
    traceparent: str | None
    signature: str
    data: bytes

    @property
    def routing_key(self) -> str:
        return routing_key(self.district, self.topic)


def routing_key(district: str, topic: str) -> str:
    """``<district>.<service>.<noun>_<participle>``."""
    return f"{district}.{split_topic(topic)[0]}"


def envelope(service: str, district: str, row: LogRow, log_id: UUID, key: bytes) -> bytes:
    """The body of one stored fact, signed with the service's key; raises NotCanonical for data that is no JSON."""
    before = {
        "actor": row.actor,
        **({} if row.causation_id is None else {"causationid": str(row.causation_id)}),
        "commandid": str(row.command_id),
        "correlationid": str(row.correlation_id),
    }
    between = {
        "dataschema": f"urn:lotse:schema:{row.topic}",
        "id": str(row.id),
        "logid": str(log_id),
        "sequence": str(row.position),
    }
    after = {
        "source": f"/districts/{district}/{service}",
        "specversion": "1.0",
        "subject": str(row.stream),
        "time": rfc3339(row.recorded),
        **({} if row.traceparent is None else {"traceparent": row.traceparent}),
        "type": row.topic,
    }
    head = canonical_texts(before)[:-1] + b',"data":' + recanonical(row.data) + b"," + canonical_texts(between)[1:-1]
    tail = canonical_texts(after)[1:]
    return head + b',"signature":"' + _sign(head, tail, key).encode() + b'",' + tail


def read_envelope(body: bytes) -> Envelope:
    """Bytes to an envelope, not yet verified; raises Unreadable and nothing else."""
    try:
        wire = _DECODER.decode(body)
        district, service = _source(wire.source)
        well_named = _is_well_named(wire.type)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, UnknownFact, ValueError) as error:
        raise Unreadable(str(error)) from error
    if wire.time.utcoffset() != timedelta(0) or not well_named:
        raise Unreadable(wire.type)
    return _typed(body, wire, district=district, service=service)


def verify(received: Envelope, key_in_use: str, key_of: KeyOf) -> None:
    """Check that routing key, source and signature agree; raises Forged.

    The signature covers the very bytes: an envelope written in another way is not ours.
    """
    if key_in_use != received.routing_key:
        raise Forged(f"routing key {key_in_use!r} is not that of the envelope")
    if received.topic.partition(".")[0] != received.source:
        raise Forged(f"{received.source} does not send {received.topic}")
    try:
        key = key_of(received.source)
    except LookupError:
        raise Forged(f"nobody knows a key of {received.source!r}") from None
    head, tail = _around_signature(received)
    if not hmac.compare_digest(_sign(head, tail, key), received.signature):
        raise Forged("the signature does not fit")


def log_row(received: Envelope) -> LogRow:
    """The envelope as a row of its source's log; the stream's version does not travel (0)."""
    return LogRow(
        position=received.sequence,
        id=received.id,
        stream=received.subject,
        version=0,
        topic=received.topic,
        data=received.data,
        recorded=received.time,
        command_id=received.command_id,
        correlation_id=received.correlation_id,
        causation_id=received.causation_id,
        actor=received.actor,
        traceparent=received.traceparent,
    )


def _sign(head: bytes, tail: bytes, key: bytes) -> str:
    return hmac.new(key, head + b"," + tail, hashlib.sha256).hexdigest()


def _around_signature(received: Envelope) -> tuple[bytes, bytes]:
    """The signed bytes before and after the signature's member, which stands before ``source``; raises Forged."""
    member = b',"signature":"' + received.signature.encode() + b'",'
    head, found, tail = received.body.rpartition(member)
    if not found or not tail.startswith(NEXT_AFTER_SIGNATURE):
        raise Forged("the signature does not stand in its place")
    return head, tail


@lru_cache(maxsize=KEPT)
def _source(text: str) -> tuple[str, str]:
    """District and service."""
    found = SOURCE.fullmatch(text)
    if found is None:
        raise Unreadable(text)
    return found[1], found[2]


@lru_cache(maxsize=KEPT)
def _is_well_named(topic: str) -> bool:
    """Raises UnknownFact for what is no topic at all."""
    return type_name_pattern.fullmatch(split_topic(topic)[0]) is not None


def _typed(body: bytes, wire: _Wire, *, district: str, service: str) -> Envelope:
    return Envelope(
        body=body,
        id=wire.id,
        district=district,
        source=service,
        topic=wire.type,
        subject=wire.subject,
        time=wire.time.astimezone(UTC),
        actor=wire.actor,
        command_id=wire.commandid,
        correlation_id=wire.correlationid,
        causation_id=wire.causationid,
        log_id=wire.logid,
        sequence=int(wire.sequence),
        traceparent=wire.traceparent,
        signature=wire.signature,
        data=bytes(wire.data),
    )


__all__: Sequence[str] = [
    "CONTENT_TYPE",
    "Envelope",
    "Forged",
    "KeyOf",
    "NotCanonical",
    "Unreadable",
    "envelope",
    "log_row",
    "read_envelope",
    "routing_key",
    "verify",
]
