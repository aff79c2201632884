"""What reads bytes or values from elsewhere ends as it declares, and no change of a signed fact is believed."""

import base64
import json
import tracemalloc
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from random import Random
from typing import Any, Final
from uuid import UUID

import httpx
import msgspec
import pytest
from hypothesis import strategies as st

from services.contracts.generate import EXAMPLES
from services.kernel import facts, tokens
from services.kernel.canonical import NotCanonical, canonical, recanonical
from services.kernel.envelope import Envelope, Forged, Unreadable, envelope, read_envelope, verify
from services.kernel.facts import UnknownFact
from services.kernel.feed import FeedUnreachable
from services.kernel.http_feed import HttpFeed
from services.kernel.idempotency import strict_json
from services.kernel.keys import Forgery, seal, unseal
from services.kernel.log import LogRow
from services.kernel.mapper import FactMapper
from services.kernel.problems import Problem
from services.kernel.settings import SERVICES, Settings
from services.kernel.times import NotAnInstant, read_instant, read_known_at, rfc3339
from services.kernel.tokens import TokenRefused
from tests.attack.mutations import SPELLINGS, STRANGE, changed_bytes, changed_value
from tests.attack.tally import Tally, examples, search
from tests.kit.proof import Proof

PART: Final = "Zufallseingaben"
KEY: Final = b"k" * 32
DISTRICT: Final = "ilm-kreis"
RECORDED: Final = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
EXAMPLE_FILES: Final = sorted(EXAMPLES.glob("*/v*.json"))
SPELT: Final = '{"minutes":1,"sozialraum":"Südstadt","source":"x","track":null}'.encode()


def topic_of(path: Any) -> str:
    return f"{path.parent.name}.{path.name.removesuffix('.json').removesuffix('.sealed')}"


def body_of(topic: str, data: bytes, position: int = 7) -> bytes:
    row = LogRow(
        position=position,
        id=UUID(int=0xA1),
        stream=UUID(int=0xA2),
        version=0,
        topic=topic,
        data=data,
        recorded=RECORDED,
        command_id=UUID(int=0xA3),
        correlation_id=UUID(int=0xA4),
        causation_id=UUID(int=0xA5),
        actor="cli:änne",
        traceparent=None,
    )
    return envelope(topic.partition(".")[0], DISTRICT, row, UUID(int=0xA6), KEY)


BODIES: Final = [body_of(topic_of(path), path.read_bytes()) for path in EXAMPLE_FILES]
ONE: Final = body_of("intake.contact_recorded.v1", SPELT)


def key_of(service: str) -> bytes:
    return dict.fromkeys(("intake", "districts", "referral", "events", "reporting"), KEY)[service]


def believed(body: bytes) -> Envelope:
    """The envelope, if it is one of ours; raises Unreadable, Forged."""
    received = read_envelope(body)
    verify(received, received.routing_key, key_of)
    return received


class Keys:
    """A ring with one key for everybody."""

    def record_keys(self, _district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        assert not create
        return dict.fromkeys(persons, KEY)

    identity_keys = record_keys


MAPPER: Final = FactMapper(Keys())


# --- Envelopes --------------------------------------------------------------------


def test_the_bodies_of_these_tests_are_believed() -> None:
    assert len(BODIES) >= 13
    assert all(believed(body).district == DISTRICT for body in (*BODIES, ONE))


@pytest.mark.guarantee("G6", "G8")
@examples(1_000, 10_000)
def test_no_change_of_a_signed_envelope_is_believed(proof: Proof, examples: int) -> None:
    dice, tally, foreign = Random(7), Tally(), 0
    for number in range(examples):
        body = BODIES[number % len(BODIES)]
        value = json.loads(body)
        otherwise = changed_value(value, dice) if number % 2 else None
        if otherwise is None or otherwise == value:
            other = changed_bytes(body, dice)
        else:
            other = json.dumps(otherwise, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
        with tally.case(Unreadable, Forged):
            believed(other)
            foreign += 1
    proof.add("Angriffe", "veränderte Umschläge", tried=tally.cases, foreign=foreign, unexpected=tally.undeclared)
    assert (foreign, tally.refused) == (0, examples)


@pytest.mark.guarantee("G6", "G8")
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_same_value_in_other_bytes_is_not_believed(proof: Proof, spelling: str) -> None:
    other = SPELLINGS[spelling](ONE)
    assert other != ONE, "nothing was spelt otherwise"
    with pytest.raises((Unreadable, Forged)):
        believed(other)
    proof.add("Angriffe", "anders geschriebene Umschläge", tried=1, foreign=0 if other != ONE else 1)


@pytest.mark.guarantee("G6")
def test_a_signature_of_one_fact_is_worth_nothing_under_another() -> None:
    for body in BODIES:
        for other in BODIES:
            lent = json.loads(other)["signature"]
            swapped = body.replace(json.loads(body)["signature"].encode(), lent.encode())
            if swapped == body:
                continue
            with pytest.raises(Forged):
                believed(swapped)


@pytest.mark.guarantee("G6")
@pytest.mark.parametrize("field", ["source", "type", "subject", "dataschema", "logid", "sequence", "id", "actor"])
def test_no_attribute_leads_a_fact_into_another_district(field: str) -> None:
    others = ["/districts/erfurt/intake", "erfurt", "/districts/*/intake", "/districts/ilm-kreis/intake ", *STRANGE]
    for other in others:
        changed = json.loads(ONE) | {field: other}
        body = json.dumps(changed, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
        with pytest.raises((Unreadable, Forged)):
            believed(body)


@pytest.mark.guarantee("G6")
def test_a_routing_key_of_another_district_is_not_believed() -> None:
    received = read_envelope(ONE)
    for key in ("erfurt.intake.contact_recorded", "", "#", "*.intake.contact_recorded", received.routing_key + "\n"):
        with pytest.raises(Forged):
            verify(received, key, key_of)


# --- Facts ------------------------------------------------------------------------


@pytest.mark.guarantee("G9")
@examples(1_500, 20_000)
def test_a_payload_of_any_form_is_a_fact_or_refused_as_declared(proof: Proof, examples: int) -> None:
    dice, tally = Random(11), Tally()
    for number in range(examples):
        path = EXAMPLE_FILES[number % len(EXAMPLE_FILES)]
        payload = changed_value(json.loads(path.read_text()), dice)
        if not isinstance(payload, dict):
            continue
        topic = topic_of(path) if dice.random() < 0.9 else dice.choice([*TOPICS, topic_of(EXAMPLE_FILES[0])])
        with tally.case(UnknownFact, msgspec.ValidationError):
            facts.read(topic, payload)
        with tally.case(UnknownFact, msgspec.ValidationError, Forgery):
            MAPPER.open_payloads(DISTRICT, [(UUID(int=1), topic, payload)])
    assert tally.cases > tally.refused > 0
    proof.add(PART, "Ereignisse lesen", cases=tally.cases, undeclared=tally.undeclared)


TOPICS: Final = (
    *("", ".", ".v", "x.v1", "intake.contact_recorded", "intake.contact_recorded.v", "intake.contact_recorded.v0"),
    *(
        "intake.contact_recorded.v99",
        "intake.contact_recorded.v²",
        "intake.contact_recorded.v1\n",
        "intake.x.v" + "9" * 5000,
    ),
    *(
        "intake.contact_recorded.v\uff11",
        "INTAKE.contact_recorded.v1",
        "intake.contact_recorded.v-1",
        "builtins.print.v1",
    ),
)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: ascii(topic)[:40])
def test_a_topic_that_nobody_claims_is_unknown(topic: str) -> None:
    with pytest.raises(UnknownFact):
        facts.read(topic, {})


# --- Sealed blocks ----------------------------------------------------------------

SEALED: Final = next(path for path in EXAMPLE_FILES if facts.known_fact(topic_of(path)).sealed is not None)
BLOCK: Final = facts.known_fact(topic_of(SEALED)).sealed


@pytest.mark.guarantee("G6")
@examples(500, 10_000)
def test_a_changed_ciphertext_is_a_forgery(proof: Proof, examples: int) -> None:
    dice, tally, opened = Random(13), Tally(), 0
    sealed = seal(KEY, b'{"block":"traits"}', "here")
    for _ in range(examples):
        with tally.case(Forgery):
            unseal(KEY, changed_bytes(sealed, dice), "here")
            opened += 1
    proof.add("Angriffe", "veränderte Geheimtexte", tried=tally.cases, foreign=opened, unexpected=tally.undeclared)
    assert (opened, tally.refused) == (0, examples)


@pytest.mark.parametrize("text", ["ä", "a", "", "====", "QUJD", "\x00", "QUJ\nD", "\ud800", "A" * 70_000])
def test_a_block_that_is_no_ciphertext_is_a_forgery(text: str) -> None:
    assert BLOCK is not None
    payload = {**json.loads(SEALED.read_text()), BLOCK.field: text}
    with pytest.raises(Forgery):
        MAPPER.open_payloads(DISTRICT, [(UUID(int=1), topic_of(SEALED), payload)])


@pytest.mark.guarantee("G6")
def test_a_block_opens_nowhere_but_in_its_place() -> None:
    place = f"{DISTRICT}|{UUID(int=2)}|{UUID(int=1)}|intake.participation_entered.v1"
    sealed = seal(KEY, b"{}", place)
    assert unseal(KEY, sealed, place) == b"{}"
    for other in (place.replace(DISTRICT, "erfurt"), place.replace("v1", "v2"), "", place + "|"):
        with pytest.raises(Forgery):
            unseal(KEY, sealed, other)


# --- Texts ------------------------------------------------------------------------

CHANGED_BODIES: Final = st.builds(changed_bytes, st.sampled_from(BODIES), st.randoms())
RFC_3339: Final = st.from_regex(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([+-][0-9]{2}:[0-9]{2})?",
    fullmatch=True,
)
READERS: Final[dict[str, tuple[Callable[[Any], object], tuple[type[Exception], ...], st.SearchStrategy[Any]]]] = {
    "kanonisches JSON": (
        recanonical,
        (NotCanonical,),
        st.binary(max_size=60) | CHANGED_BODIES,
    ),
    "JSON-Werte": (
        canonical,
        (NotCanonical,),
        st.recursive(st.sampled_from([*STRANGE, float("nan"), object()]), lambda inner: st.lists(inner, max_size=3)),
    ),
    "Zeitpunkte": (read_instant, (NotAnInstant,), st.text(max_size=40) | RFC_3339),
    "Kenntnisstände": (read_known_at, (NotAnInstant,), st.text(max_size=40) | st.datetimes().map(datetime.isoformat)),
    "Umschläge": (
        read_envelope,
        (Unreadable,),
        st.binary(max_size=200) | CHANGED_BODIES,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
@examples(150, 3_000)
def test_any_text_is_read_or_refused_as_declared(proof: Proof, name: str, examples: int) -> None:
    read, declared, texts = READERS[name]
    tally = Tally()

    def attempt(text: Any) -> None:
        with tally.case(*declared):
            read(text)

    search(examples, texts, attempt)
    proof.add(PART, f"Decoder: {name}", cases=tally.cases, undeclared=tally.undeclared)


@pytest.mark.parametrize("year", [1, 999, 1970, 9999])
def test_an_instant_of_any_year_has_four_digits_for_it(year: int) -> None:
    assert rfc3339(datetime(year, 3, 1, tzinfo=UTC)) == f"{year:04}-03-01T00:00:00.000000Z"


# --- Tokens -----------------------------------------------------------------------


def part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@examples(600, 10_000)
def test_no_change_of_a_token_is_believed(proof: Proof, tmp_path: Any, examples: int) -> None:
    settings = Settings(home=tmp_path)
    settings.secrets.create_token_key()
    dice, tally, foreign = Random(17), Tally(), 0
    token = tokens.issue(settings, DISTRICT, "koordination", "cli:x")
    head, body, signature = token.split(".")
    plain_head, plain_body = (base64.urlsafe_b64decode(each + "==") for each in (head, body))
    forms: list[Callable[[], str]] = [
        lambda: changed_bytes(token.encode(), dice).decode("latin-1"),
        lambda: f"{part(changed_bytes(plain_head, dice))}.{body}.{signature}",
        lambda: f"{head}.{part(changed_bytes(plain_body, dice))}.{signature}",
        lambda: f"{head}.{part(json.dumps(changed_value(json.loads(plain_body), dice)).encode())}.{signature}",
        lambda: f"{part(json.dumps(changed_value(json.loads(plain_head), dice)).encode())}.{body}.{signature}",
        lambda: f"{part(b'[' * dice.choice([900, 5_000, 45_000]))}.{body}.{signature}",
        lambda: ".".join(dice.choices([head, body, signature, ""], k=dice.randint(1, 6))),
    ]
    for number in range(examples):
        other = forms[number % len(forms)]()
        if other == token:
            continue
        with tally.case(TokenRefused):
            tokens.read(settings, other)
            foreign += 1
    proof.add("Angriffe", "veränderte Zugangstoken", tried=tally.cases, foreign=foreign, unexpected=tally.undeclared)
    assert (foreign, tally.refused) == (0, tally.cases)


# --- Bodies -----------------------------------------------------------------------


def test_a_long_name_over_many_values_takes_no_more_memory_than_its_letters() -> None:
    body = json.dumps({"k" * 100_000: [1] * 5_000}).encode()
    tracemalloc.start()
    strict_json(body)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * len(body)


def test_a_value_at_fault_is_named_by_its_place() -> None:
    with pytest.raises(Problem) as refused:
        strict_json(json.dumps({"a": [{"b" * 5_000: "\x00"}]}).encode())
    assert refused.value.errors[0].field == "a.0." + "b" * 100


# --- Feeds ------------------------------------------------------------------------

HEADS: Final = ("Lotse-Head", "Lotse-Recorded", "Lotse-Log-Id")


@examples(100, 2_000)
def test_a_feed_that_answers_anything_is_unreachable_or_read(proof: Proof, tmp_path: Any, examples: int) -> None:
    settings = Settings(home=tmp_path)
    settings.secrets.create_token_key()
    feed, tally = HttpFeed(settings, SERVICES[-1]), Tally()
    header = st.sampled_from(
        ["7", "-1", "", "²", "9" * 5000, rfc3339(RECORDED), "2026", str(UUID(int=1)), "x" * 100, "\xff"]
    )
    answers = st.tuples(
        st.sampled_from([200, 204, 301, 400, 401, 404, 500, 503]),
        st.fixed_dictionaries({}, optional=dict.fromkeys([*HEADS, "Content-Encoding"], header | st.just("gzip"))),
        st.binary(max_size=100),
    )

    def attempt(drawn: tuple[int, dict[str, str], bytes]) -> None:
        status, headers, content = drawn
        raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        answer = httpx.MockTransport(lambda _: httpx.Response(status, headers=raw, stream=httpx.ByteStream(content)))
        feed._client = httpx.Client(base_url="http://127.0.0.1:1", transport=answer)
        with tally.case(FeedUnreachable):
            feed.head("intake", DISTRICT)
        with tally.case(FeedUnreachable):
            feed.after("intake", DISTRICT, 0, 10)

    search(examples, answers, attempt)
    proof.add(PART, "Decoder: Antworten von Feeds", cases=tally.cases, undeclared=tally.undeclared)
