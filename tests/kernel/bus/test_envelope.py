"""What travels is signed byte by byte."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import assume, given
from hypothesis import strategies as st

from services.kernel.canonical import NotCanonical, canonical, recanonical
from services.kernel.envelope import (
    Envelope,
    Forged,
    Unreadable,
    envelope,
    log_row,
    read_envelope,
    routing_key,
    verify,
)
from services.kernel.log import LogRow

KEY = b"k" * 32
LOG_ID = UUID("01890000-0000-7000-8000-000000000001")
UNICODE = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | UNICODE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(UNICODE, inner, max_size=3),
    max_leaves=8,
)
MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year > 1000)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def rows(draw: st.DrawFn) -> LogRow:
    return LogRow(
        position=draw(st.integers(1, 10**17)),
        id=draw(st.uuids()),
        stream=draw(st.uuids()),
        version=0,
        topic=draw(st.sampled_from(["intake.contact_recorded.v1", "intake.status_retracted.v12"])),
        data=canonical(draw(st.dictionaries(TEXTS, JSON, max_size=4))),
        recorded=draw(MOMENTS),
        command_id=draw(st.uuids()),
        correlation_id=draw(st.uuids()),
        causation_id=draw(st.none() | st.uuids()),
        actor=draw(TEXTS),
        traceparent=draw(st.none() | TEXTS),
    )


ROW = LogRow(
    position=7,
    id=UUID(int=1),
    stream=UUID(int=2),
    version=0,
    topic="intake.contact_recorded.v1",
    data='{"sozialraum":"Südstadt","minutes":30}'.encode(),
    recorded=datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC),
    command_id=UUID(int=3),
    correlation_id=UUID(int=4),
    causation_id=None,
    actor="cli:anna",
    traceparent=None,
)
BODY = envelope("intake", "ilm-kreis", ROW, LOG_ID, KEY)
ROUTE = "ilm-kreis.intake.contact_recorded"


def key_of(service: str) -> bytes:
    return {"intake": KEY, "districts": b"d" * 32}[service]


def check(body: bytes, route: str = ROUTE) -> Envelope:
    received = read_envelope(body)
    verify(received, route, key_of)
    return received


@given(rows())
def test_what_was_sent_is_what_is_read(row: LogRow) -> None:
    body = envelope("intake", "ilm-kreis", row, LOG_ID, KEY)
    received = check(body, routing_key("ilm-kreis", row.topic))
    assert log_row(received) == row
    assert (received.district, received.source, received.log_id) == ("ilm-kreis", "intake", LOG_ID)


@given(rows())
def test_the_same_fact_is_always_the_same_bytes(row: LogRow) -> None:
    body = envelope("intake", "ilm-kreis", row, LOG_ID, KEY)
    assert body == envelope("intake", "ilm-kreis", log_row(read_envelope(body)), LOG_ID, KEY)
    assert body == recanonical(body)


def test_the_attributes_are_those_of_the_interface() -> None:
    sent = json.loads(BODY)
    assert sent.pop("signature")
    assert sent == {
        "specversion": "1.0",
        "id": str(ROW.id),
        "source": "/districts/ilm-kreis/intake",
        "type": "intake.contact_recorded.v1",
        "subject": str(ROW.stream),
        "time": "2026-03-01T12:00:00.000005Z",
        "dataschema": "urn:lotse:schema:intake.contact_recorded.v1",
        "actor": "cli:anna",
        "commandid": str(ROW.command_id),
        "correlationid": str(ROW.correlation_id),
        "logid": str(LOG_ID),
        "sequence": "7",
        "data": {"sozialraum": "Südstadt", "minutes": 30},
    }


@pytest.mark.guarantee("G8")
@given(st.integers(0, len(BODY) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(place: int, change: int) -> None:
    changed = bytearray(BODY)
    changed[place] ^= change
    with pytest.raises((Unreadable, Forged)):
        check(bytes(changed))


@given(st.integers(0, len(BODY)), st.binary(min_size=1, max_size=20))
def test_any_inserted_byte_is_noticed(place: int, more: bytes) -> None:
    with pytest.raises((Unreadable, Forged)):
        check(BODY[:place] + more + BODY[place:])


@given(st.integers(0, len(BODY) - 1), st.integers(1, 50))
def test_any_missing_byte_is_noticed(place: int, count: int) -> None:
    with pytest.raises((Unreadable, Forged)):
        check(BODY[:place] + BODY[place + count :])


@given(st.sampled_from(sorted(json.loads(BODY))), JSON)
def test_any_changed_attribute_is_noticed(name: str, value: Any) -> None:
    changed = json.loads(BODY)
    assume(changed[name] != value)
    with pytest.raises((Unreadable, Forged)):
        check(canonical({**changed, name: value}))


@pytest.mark.guarantee("G8")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("actor", "cli:bela"),
        ("commandid", str(UUID(int=9))),
        ("correlationid", str(UUID(int=9))),
        ("data", {"minutes": 31, "sozialraum": "Südstadt"}),
        ("dataschema", "urn:lotse:schema:intake.contact_recorded.v2"),
        ("id", str(UUID(int=9))),
        ("logid", str(UUID(int=9))),
        ("sequence", "8"),
        ("source", "/districts/erfurt/intake"),
        ("subject", str(UUID(int=9))),
        ("time", "2026-03-01T12:00:00.000006Z"),
        ("type", "intake.contact_corrected.v1"),
    ],
)
def test_no_attribute_can_be_exchanged_for_another_good_one(name: str, value: Any) -> None:
    """Not even by somebody who sends it under the routing key that then fits."""
    exchanged = canonical({**json.loads(BODY), name: value})
    with pytest.raises(Forged, match="signature"):
        check(exchanged, read_envelope(exchanged).routing_key)


@given(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=15), JSON)
def test_any_added_attribute_is_noticed(name: str, value: Any) -> None:
    body = json.loads(BODY)
    assume(name not in body)
    with pytest.raises((Unreadable, Forged)):
        check(canonical({**body, name: value}))


def test_the_signature_cannot_stand_elsewhere() -> None:
    body = json.loads(BODY)
    member = f'"signature":"{body["signature"]}",'.encode()
    moved = b"{" + member + BODY.replace(member, b"")[1:]
    assert json.loads(moved) == body
    with pytest.raises(Forged):
        check(moved)


@pytest.mark.parametrize(
    "route",
    [
        "",
        "*",
        "erfurt.intake.contact_recorded",
        "ilm-kreis.districts.contact_recorded",
        "ilm-kreis.intake.status_recorded",
        "ilm-kreis.intake.contact_recorded.v1",
        "ilm-kreis.intake.contact_recorded ",
    ],
)
def test_the_routing_key_must_agree(route: str) -> None:
    with pytest.raises(Forged):
        check(BODY, route)


@pytest.mark.guarantee("G6")
def test_a_service_signs_only_for_itself() -> None:
    forged = envelope("districts", "ilm-kreis", ROW, LOG_ID, key_of("districts"))
    with pytest.raises(Forged):
        check(forged)


def test_a_key_of_another_service_does_not_sign() -> None:
    with pytest.raises(Forged):
        check(envelope("intake", "ilm-kreis", ROW, LOG_ID, key_of("districts")))


@pytest.mark.parametrize("service", ["nobody", "Intake", "intake/x", ""])
def test_an_unknown_source_is_not_believed(service: str) -> None:
    row = replace(ROW, topic="nobody.contact_recorded.v1")
    with pytest.raises((Unreadable, Forged)):
        check(envelope(service, "ilm-kreis", row, LOG_ID, KEY), "ilm-kreis.nobody.contact_recorded")


@pytest.mark.guarantee("G6")
@pytest.mark.parametrize("district", ["", "*", "Erfurt", "ilm-kre\u0131s", "ilm_kreis", "a", "x" * 32, "ilm-kreis\n"])
def test_only_a_district_key_names_a_district(district: str) -> None:
    with pytest.raises(Unreadable):
        check(envelope("intake", district, ROW, LOG_ID, KEY), f"{district}.intake.contact_recorded")


def test_a_time_without_zone_or_with_another_is_unreadable() -> None:
    for time in ("2026-03-01T12:00:00.000005", "2026-03-01T12:00:00+01:00"):
        with pytest.raises(Unreadable):
            read_envelope(BODY.replace(b"2026-03-01T12:00:00.000005Z", time.encode()))


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_arbitrary_bytes_are_unreadable_and_nothing_else(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_envelope(body)


@given(st.sampled_from(sorted(json.loads(BODY))), JSON)
def test_an_envelope_with_arbitrary_attributes_is_read_or_unreadable(name: str, value: Any) -> None:
    with suppress(Unreadable):
        read_envelope(json.dumps({**json.loads(BODY), name: value}).encode())


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"data":' + b"[" * 100_000, b'{"a":' * 100_000])
def test_deep_nesting_is_unreadable(deep: bytes) -> None:
    with pytest.raises(Unreadable):
        read_envelope(deep)
    with pytest.raises(Unreadable):
        read_envelope(BODY.replace(b'"minutes":30', b'"minutes":' + deep))


@given(JSON)
def test_the_fast_way_to_canonical_json_is_the_standard_one(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        assert recanonical(text.encode()) == rfc8785.dumps(value)


@pytest.mark.parametrize("text", [b"", b"{", b"NaN", b"[1e999]", b"\xff", b"[" * 100_000, b"12345678901234567891"])
def test_what_has_no_canonical_form_is_refused(text: bytes) -> None:
    with pytest.raises(NotCanonical):
        recanonical(text)


def test_microseconds_survive() -> None:
    row = replace(ROW, recorded=ROW.recorded - timedelta(microseconds=5))
    assert check(envelope("intake", "ilm-kreis", row, LOG_ID, KEY)).time == row.recorded
