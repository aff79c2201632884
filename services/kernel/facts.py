"""What a fact is: one frozen struct a version, its stored name, its sealed block, its upcasters.

A *topic* is the stored and sent name, ``<service>.<noun>_<participle>.v<N>``; Python paths are never stored.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

import msgspec

type_name_pattern: Final = re.compile(r"^[a-z]+\.[a-z]+(_[a-z]+)+$")

version_pattern: Final = re.compile(r"[0-9]{1,9}")  # str.isdigit() takes digits that int() does not

Json = dict[str, Any]


class Block(msgspec.Struct, frozen=True, kw_only=True, gc=False, tag_field="block"):
    """The content of a sealed block; the tag tells it from :class:`Erased`."""


class Erased(Block, frozen=True, kw_only=True, tag="erased"):
    """What a sealed block reads as once its key is destroyed; never the same as unknown."""


ERASED: Final = Erased()


class Contract(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=False):
    """The payload of one fact; subclasses carry :func:`fact`.

    A fact holds plain values only, so no cycle can go through one and the collector need not look at it.
    """


C = TypeVar("C", bound=Contract)
S = TypeVar("S", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class SealedBlock:
    """The field of a contract that travels as one ciphertext, and the field that names its person."""

    field: str
    person: str
    content: type[Block]


@dataclass(frozen=True, slots=True)
class FactType:
    """One registered fact: its class (newest version), name and version."""

    cls: type[Contract]
    name: str
    version: int
    sealed: SealedBlock | None

    @property
    def topic(self) -> str:
        return f"{self.name}.v{self.version}"

    @property
    def service(self) -> str:
        return self.name.partition(".")[0]


Upcaster = Callable[[Json], Json]

_by_name: dict[str, FactType] = {}
_by_class: dict[type[Contract], FactType] = {}
_upcasters: dict[tuple[str, int], Upcaster] = {}


class UnknownFact(LookupError):
    """A topic that no contract in this code claims."""


def fact(name: str, *, version: int = 1, sealed: SealedBlock | None = None) -> Callable[[type[C]], type[C]]:
    """Register a contract under its stored name; a name is given once, for ever."""

    def register(cls: type[C]) -> type[C]:
        if not type_name_pattern.match(name):
            msg = f"{name} is not <service>.<noun>_<participle>"
            raise ValueError(msg)
        if name in _by_name:
            msg = f"{name} is taken by {_by_name[name].cls.__name__}"
            raise ValueError(msg)
        known = FactType(cls, name, version, sealed)
        _by_name[name] = _by_class[cls] = known
        return cls

    return register


def upcast(cls: type[Contract], *, from_version: int) -> Callable[[Upcaster], Upcaster]:
    """Register the step from ``from_version`` to the next one of that fact's payload."""

    def register(step: Upcaster) -> Upcaster:
        _upcasters[_by_class[cls].name, from_version] = step
        return step

    return register


def fact_type(of: type[Contract] | Contract) -> FactType:
    """The registration of a contract class or of one of its instances."""
    return _by_class[of if isinstance(of, type) else type(of)]


def topic_of(payload: Contract) -> str:
    """The stored name of a fact."""
    return fact_type(payload).topic


@lru_cache(maxsize=1024)  # a handful of topics, asked for several times a fact
def split_topic(topic: str) -> tuple[str, int]:
    """``intake.status_recorded.v1`` -> (``intake.status_recorded``, 1); raises UnknownFact."""
    name, dot, version = topic.rpartition(".v")
    if not dot or version_pattern.fullmatch(version) is None:
        raise UnknownFact(topic)
    return name, int(version)


def known_fact(topic: str) -> FactType:
    """The newest registration behind a topic of any released version; raises UnknownFact."""
    name, version = split_topic(topic)
    known = _by_name.get(name)
    if known is None or not 1 <= version <= known.version:
        raise UnknownFact(topic)
    return known


def is_known(topic: str) -> bool:
    """Whether this code can read that topic."""
    try:
        known_fact(topic)
    except UnknownFact:
        return False
    return True


def upcasted(topic: str, payload: Json) -> Json:
    """A payload of any released version in the form of the newest one."""
    name, version = split_topic(topic)
    for step in range(version, known_fact(topic).version):
        payload = _upcasters[name, step](payload)
    return payload


def read(topic: str, payload: Json) -> Contract:
    """The fact behind a topic and a payload whose sealed block, if any, is open already.

    Raises UnknownFact, or msgspec.ValidationError when the payload does not fit.
    """
    known = known_fact(topic)
    return convert(upcasted(topic, payload), known.cls)


def convert(payload: Mapping[str, Any], cls: type[S]) -> S:
    """JSON values to a struct: dates and ids from their strings; raises msgspec.ValidationError."""
    try:
        return msgspec.convert(payload, cls, strict=True)
    except UnicodeEncodeError as error:  # half a surrogate pair, which no JSON text of ours can hold
        raise msgspec.ValidationError(str(error)) from None


def plain(payload: msgspec.Struct) -> Json:
    """A struct as JSON values; the inverse of :func:`convert`."""
    values: Json = msgspec.to_builtins(payload)
    return values


def fact_types() -> list[FactType]:
    """Every registered fact, by name."""
    return [_by_name[name] for name in sorted(_by_name)]


def json_schema(known: FactType) -> Json:
    """The JSON Schema of a fact as it is stored and sent; a sealed block is a base64 string there."""
    schema: Json = msgspec.json.schema(known.cls)
    if known.sealed is not None:
        properties = schema["$defs"][known.cls.__name__]["properties"]
        opened = properties[known.sealed.field]
        sealed = {"type": "string", "contentEncoding": "base64", "description": "AES-256-GCM"}
        properties[known.sealed.field] = {"anyOf": [sealed, opened]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:lotse:schema:{known.topic}",
        **schema,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded(Generic[C]):
    """A fact with where and when it was recorded; ``sequence`` is its position in ``source``'s log."""

    fact: C
    id: UUID
    source: str
    sequence: int
    stream: UUID
    time: datetime
    actor: str
    topic: str
