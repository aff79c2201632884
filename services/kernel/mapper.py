"""Facts to stored JSON and back; the sealed block of a fact is one ciphertext under its person's record key."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol
from uuid import UUID

import msgspec

from services.kernel import facts as registry
from services.kernel.deciders import RuleViolation
from services.kernel.facts import ERASED, Contract, FactType, Json, SealedBlock
from services.kernel.keys import Forgery, Ring, seal, unseal

_encoder: Final = msgspec.json.Encoder(order="sorted")
_blocks: Final = msgspec.json.Decoder(dict[str, Any])
erased: Final = registry.plain(ERASED)


class KeyDestroyed(RuleViolation):
    """The record key of these facts' persons is destroyed: nothing can be recorded on them any more."""

    title = "Die Daten dieser Person sind gelöscht; zu ihr kann nichts mehr erfasst werden."

    def __init__(self, facts: frozenset[UUID] = frozenset()) -> None:
        super().__init__()
        self.facts = facts


class Stored(Protocol):
    """What the mapper needs of a log row."""

    @property
    def id(self) -> UUID: ...
    @property
    def topic(self) -> str: ...
    @property
    def data(self) -> bytes: ...


@dataclass(slots=True)
class _Opening:
    """A stored fact on its way to its contract; ``person`` is set while a block is sealed."""

    fact_id: UUID
    topic: str
    known: FactType
    payload: Json
    person: UUID | None


class FactMapper:
    """Seals and opens facts by the batch, with one look-up of keys each."""

    def __init__(self, ring: Ring) -> None:
        self._ring = ring

    def seal(self, district: str, facts: Sequence[tuple[UUID, Contract]]) -> list[bytes]:
        """The stored JSON of each (fact id, fact); the same fact gives the same bytes but for its ciphertext.

        Makes the record keys that are missing. Raises KeyDestroyed.
        """
        persons = {fact_id: person for fact_id, fact in facts if (person := _person_to_seal(fact)) is not None}
        keys = self._ring.record_keys(district, set(persons.values()), create=True) if persons else {}
        if gone := frozenset(fact_id for fact_id, person in persons.items() if person not in keys):
            raise KeyDestroyed(gone)
        return [_encoder.encode(_sealed(district, fact_id, fact, keys)) for fact_id, fact in facts]

    def open(self, district: str, rows: Sequence[Stored]) -> list[Contract]:
        """The fact of each row. Raises UnknownFact, Forgery, msgspec.ValidationError."""
        opened: list[Contract | _Opening] = [_decoded(row) for row in rows]
        return self._finished(district, opened)

    def open_payloads(self, district: str, payloads: Iterable[tuple[UUID, str, Json]]) -> list[Contract]:
        """The same for (fact id, topic, payload as JSON values), as envelopes carry them."""
        return self._finished(district, [_opening(*each, registry.known_fact(each[1])) for each in payloads])

    def _finished(self, district: str, opened: Sequence[Contract | _Opening]) -> list[Contract]:
        waiting = [each for each in opened if isinstance(each, _Opening)]
        persons = {each.person for each in waiting if each.person is not None}
        keys = self._ring.record_keys(district, persons, create=False) if persons else {}
        return [_unsealed(district, each, keys) if isinstance(each, _Opening) else each for each in opened]


# --- sealing ----------------------------------------------------------------------


def _person_to_seal(fact: Contract) -> UUID | None:
    """None: no sealed block, nobody to protect, or nothing left of it."""
    block = registry.fact_type(fact).sealed
    if block is None or isinstance(getattr(fact, block.field), registry.Erased):
        return None
    person: UUID | None = getattr(fact, block.person)
    return person


def _sealed(district: str, fact_id: UUID, fact: Contract, keys: Mapping[UUID, bytes]) -> Contract | Json:
    person = _person_to_seal(fact)
    if person is None:
        return fact
    known = registry.fact_type(fact)
    assert known.sealed is not None
    text = _encoder.encode(getattr(fact, known.sealed.field))
    place = _place(district, person, fact_id, known.topic)
    ciphertext = base64.b64encode(seal(keys[person], text, place)).decode()
    return {**registry.plain(fact), known.sealed.field: ciphertext}


def _place(district: str, person: UUID, fact_id: UUID, topic: str) -> str:
    return f"{district}|{person}|{fact_id}|{topic}"


# --- opening ----------------------------------------------------------------------


def _decoded(row: Stored) -> Contract | _Opening:
    known = registry.known_fact(row.topic)
    if known.sealed is None and row.topic == known.topic:
        return _decoder(known.cls).decode(row.data)
    return _opening(row.id, row.topic, _blocks.decode(row.data), known)


@cache
def _decoder(cls: type[Contract]) -> msgspec.json.Decoder[Contract]:
    return msgspec.json.Decoder(cls)


def _opening(fact_id: UUID, topic: str, payload: Json, known: FactType) -> _Opening:
    return _Opening(fact_id, topic, known, payload, _person_of_sealed(known.sealed, payload, topic))


def _person_of_sealed(block: SealedBlock | None, payload: Json, topic: str) -> UUID | None:
    if block is None or not isinstance(payload.get(block.field), str):
        return None
    try:
        return msgspec.convert(payload[block.person], UUID)
    except (KeyError, ValueError, msgspec.ValidationError):
        raise Forgery(f"a sealed block of {topic} without a person") from None


def _unsealed(district: str, fact: _Opening, keys: Mapping[UUID, bytes]) -> Contract:
    payload = fact.payload
    if fact.person is not None:
        assert fact.known.sealed is not None
        field = fact.known.sealed.field
        payload = {**payload, field: _block(district, fact, payload[field], keys.get(fact.person))}
    return registry.read(fact.topic, payload)


def _block(district: str, fact: _Opening, ciphertext: str, key: bytes | None) -> Json:
    if key is None:
        return erased
    assert fact.person is not None
    place = _place(district, fact.person, fact.fact_id, fact.topic)
    try:
        sealed = base64.b64decode(ciphertext, validate=True)
    except ValueError:  # no base64 (binascii.Error), or not even ASCII
        raise Forgery(place) from None
    return _blocks.decode(unseal(key, sealed, place))
