"""Sealing: what goes in comes out, in its own place only."""

import base64
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.districts import DistrictOpened
from services.contracts.intake import (
    ContactDetails,
    ContactRecorded,
    EntryTraits,
    ParticipationCorrected,
    ParticipationEntered,
)
from services.kernel.facts import ERASED, Contract, UnknownFact, plain, topic_of
from services.kernel.ids import uuid7
from services.kernel.keys import NONCE_BYTES, Forgery, NoKeys
from services.kernel.mapper import FactMapper, KeyDestroyed

traits = st.builds(
    EntryTraits,
    birth_date=st.none() | st.dates(),
    disability=st.sampled_from([None, "yes", "no", "refused"]),
    citizenship=st.sampled_from([None, "german", "eu", "stateless"]),
    residence_ags=st.none() | st.text(max_size=8),
)
entries = st.builds(
    ParticipationEntered,
    participation_id=st.uuids(),
    person_id=st.uuids(),
    operation=st.text(max_size=10),
    sozialraum=st.text(max_size=10),
    state=st.sampled_from(["draft", "submitted", "cancelled"]),
    entry_date=st.dates(),
    traits=traits,
)


@dataclass(slots=True)
class MemoryRing:
    """Keys in memory; a destroyed one is not made again."""

    keys: dict[tuple[str, UUID], bytes] = field(default_factory=dict)
    destroyed: set[UUID] = field(default_factory=set)
    asked: int = 0

    def record_keys(self, district: str, persons: Collection[UUID], *, create: bool) -> dict[UUID, bytes]:
        self.asked += 1
        if create:
            for person in set(persons) - self.destroyed:
                self.keys.setdefault((district, person), secrets.token_bytes(32))
        return {person: self.keys[district, person] for person in persons if (district, person) in self.keys}

    identity_keys = record_keys

    def destroy(self, person: UUID) -> None:
        self.destroyed.add(person)
        self.keys = {address: key for address, key in self.keys.items() if address[1] != person}


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    topic: str
    data: bytes


def sealed(mapper: FactMapper, *facts: Contract, district: str = "ilm-kreis") -> list[Row]:
    ids = [uuid7() for _ in facts]
    stored = mapper.seal(district, list(zip(ids, facts, strict=True)))
    return [Row(fact_id, topic_of(fact), data) for fact_id, fact, data in zip(ids, facts, stored, strict=True)]


def entry(person: UUID | None = None, **traits: str | date) -> ParticipationEntered:
    return ParticipationEntered(
        participation_id=uuid4(),
        person_id=person or uuid4(),
        operation="thinka-2022",
        sozialraum="nord",
        state="submitted",
        entry_date=date(2024, 2, 29),
        traits=EntryTraits(**{"housing": "houseless", **traits}),  # type: ignore[arg-type]
    )


@given(st.lists(entries, max_size=5))
def test_what_is_sealed_is_opened_again(facts: list[Contract]) -> None:
    mapper = FactMapper(MemoryRing())
    rows = sealed(mapper, *facts)
    assert mapper.open("ilm-kreis", rows) == facts
    payloads = [(row.id, row.topic, msgspec.json.decode(row.data)) for row in rows]
    assert mapper.open_payloads("ilm-kreis", payloads) == facts


@pytest.mark.guarantee("G7")
@given(entries)
def test_the_stored_fact_shows_nothing_of_its_block(fact: ParticipationEntered) -> None:
    (row,) = sealed(FactMapper(MemoryRing()), fact)
    stored = msgspec.json.decode(row.data)
    assert list(stored) == sorted(stored)
    assert isinstance(stored.pop("traits"), str)
    clear = plain(fact)
    del clear["traits"]
    assert stored == clear


SWAPS = ("person", "fact id", "topic", "district", "byte", "short", "no base64")


@given(entries, st.sampled_from(SWAPS))
def test_a_ciphertext_in_another_place_never_opens(fact: ParticipationEntered, swap: str) -> None:
    ring = MemoryRing()
    mapper = FactMapper(ring)
    row, other = sealed(mapper, fact, entry())
    payload = msgspec.json.decode(row.data)
    stolen = base64.b64decode(payload["traits"])
    district = "ilm-kreis"
    match swap:
        case "person":
            thief = UUID(msgspec.json.decode(other.data)["person_id"])
            payload["person_id"] = str(thief)
            ring.keys["ilm-kreis", thief] = ring.keys["ilm-kreis", fact.person_id]
        case "fact id":
            row = replace(row, id=other.id)
        case "topic":
            row = replace(row, topic=topic_of(ParticipationCorrected))  # type: ignore[arg-type]
        case "district":
            district = "erfurt"
            ring.keys["erfurt", fact.person_id] = ring.keys["ilm-kreis", fact.person_id]
        case "byte":
            payload["traits"] = base64.b64encode(bytes([stolen[0] ^ 1]) + stolen[1:]).decode()
        case "short":
            payload["traits"] = base64.b64encode(stolen[:5]).decode()
        case "no base64":
            payload["traits"] = "!" + payload["traits"]
    with pytest.raises(Forgery):
        mapper.open(district, [replace(row, data=msgspec.json.encode(payload))])


@pytest.mark.guarantee("G7")
def test_equal_blocks_of_one_person_are_sealed_differently() -> None:
    """Nobody without the key can tell that two facts say the same; a nonce used twice would also give the key away."""
    twice = entry(uuid4())
    first, second = sealed(FactMapper(MemoryRing()), twice, twice)
    ciphertexts = [base64.b64decode(msgspec.json.decode(row.data)["traits"]) for row in (first, second)]
    assert ciphertexts[0][:NONCE_BYTES] != ciphertexts[1][:NONCE_BYTES]
    assert ciphertexts[0][NONCE_BYTES:] != ciphertexts[1][NONCE_BYTES:]


@pytest.mark.guarantee("G7")
def test_a_block_whose_key_is_destroyed_reads_as_erased() -> None:
    ring = MemoryRing()
    mapper = FactMapper(ring)
    gone, stays = entry(), entry()
    rows = sealed(mapper, gone, stays)
    ring.destroy(gone.person_id)
    first, second = mapper.open("ilm-kreis", rows)
    assert first == msgspec.structs.replace(gone, traits=ERASED)
    assert second == stays


@pytest.mark.guarantee("G7")
def test_nothing_is_sealed_for_a_person_whose_key_is_destroyed() -> None:
    ring = MemoryRing()
    gone = entry()
    ring.destroy(gone.person_id)
    with pytest.raises(KeyDestroyed):
        sealed(FactMapper(ring), entry(), gone)


def test_what_is_left_of_an_erased_person_can_still_be_written() -> None:
    ring = MemoryRing()
    gone = msgspec.structs.replace(entry(), traits=ERASED)
    ring.destroy(gone.person_id)
    rows = sealed(FactMapper(ring), gone)
    assert FactMapper(ring).open("ilm-kreis", rows) == [gone]


def test_a_contact_without_a_person_stays_clear() -> None:
    ring = MemoryRing()
    contact = ContactRecorded(
        contact_id=uuid4(),
        operation="thinka-2022",
        date=date(2024, 1, 1),
        sozialraum="nord",
        details=ContactDetails(topics=("sucht", "wohnen")),
    )
    (row,) = sealed(FactMapper(ring), contact)
    assert msgspec.json.decode(row.data)["details"]["topics"] == ["sucht", "wohnen"]
    assert FactMapper(ring).open("ilm-kreis", [row]) == [contact]
    assert ring.asked == 0


def test_a_batch_asks_for_its_keys_once() -> None:
    ring = MemoryRing()
    mapper = FactMapper(ring)
    rows = sealed(mapper, *(entry() for _ in range(20)))
    mapper.open("ilm-kreis", rows)
    assert ring.asked == 2


def test_a_service_without_keys_reads_the_rest() -> None:
    (row,) = sealed(FactMapper(MemoryRing()), fact := entry())
    (opened,) = FactMapper(NoKeys()).open("ilm-kreis", [row])
    assert opened == msgspec.structs.replace(fact, traits=ERASED)


@pytest.mark.guarantee("G10")
def test_the_same_fact_is_stored_as_the_same_bytes() -> None:
    mapper = FactMapper(MemoryRing())
    fact = DistrictOpened(district="ilm-kreis", name="Ilm-Kreis")
    (first,), (second,) = sealed(mapper, fact), sealed(mapper, fact)
    assert first.data == second.data == b'{"district":"ilm-kreis","name":"Ilm-Kreis"}'


@pytest.mark.parametrize("topic", ["intake.never_heard.v1", "intake.status_recorded.v99", "nonsense", ""])
def test_an_unknown_topic_is_said_so(topic: str) -> None:
    mapper = FactMapper(MemoryRing())
    with pytest.raises(UnknownFact):
        mapper.open("ilm-kreis", [Row(uuid7(), topic, b"{}")])
    with pytest.raises(UnknownFact):
        mapper.open_payloads("ilm-kreis", [(uuid7(), topic, {})])
