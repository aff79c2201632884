"""An instrument that rates strengths, in versions that never change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from services.contracts.districts import Dimension, InstrumentReleased, MissingRule, Scale
from services.districts.domain.keys import KeyMalformed, is_key
from services.districts.domain.vocabulary import repeated, term_pattern
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

FEWEST_STEPS: Final = 2
MOST_STEPS: Final = 11


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseInstrument:
    """Let this count from now on; an instrument as it is already is no new version."""

    instrument: str
    label: str
    scale: Scale
    dimensions: tuple[Dimension, ...]
    missing: MissingRule


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Instrument:
    """The newest version, None before the first."""

    released: InstrumentReleased | None = None


# --- Decisions: may it happen? ----------------------------------------------


class WordsMissing(RuleViolation):
    title = "Instrument, Dimensionen, Aussagen und Stufen der Skala brauchen Worte."
    field = "label"


class ScaleMalformed(RuleViolation):
    title = f"Eine Skala hat {FEWEST_STEPS} bis {MOST_STEPS} Stufen mit verschiedenen Worten."
    field = "scale"


class NothingToRate(RuleViolation):
    title = "Ein Instrument hat mindestens eine Dimension, und jede mindestens eine Aussage."
    field = "dimensions"


class KeyTwice(RuleViolation):
    title = "Jede Dimension und jede Aussage hat ihren eigenen Schlüssel."
    field = "dimensions"


class ItemKeyMalformed(RuleViolation):
    title = "Schlüssel von Dimensionen und Aussagen haben bis zu 40 Kleinbuchstaben, Ziffern und Unterstriche."
    field = "dimensions"


class WeightMalformed(RuleViolation):
    title = "Ein Gewicht ist eine ganze Zahl ab 1."
    field = "dimensions"


def decide(command: ReleaseInstrument, instrument: Instrument) -> Sequence[Contract]:
    _check(command)
    before = instrument.released
    released = InstrumentReleased(
        instrument=command.instrument,
        version=1 if before is None else before.version,
        label=command.label,
        scale=command.scale,
        dimensions=command.dimensions,
        missing=command.missing,
    )
    if before is None:
        return [released]
    return [] if released == before else [msgspec.structs.replace(released, version=before.version + 1)]


def _check(command: ReleaseInstrument) -> None:
    if not is_key(command.instrument):
        raise KeyMalformed(field="instrument")
    _check_scale(command.scale)
    if not command.dimensions or not all(each.items for each in command.dimensions):
        raise NothingToRate
    if not all(words.strip() for words in _words(command)):
        raise WordsMissing
    items = [item for each in command.dimensions for item in each.items]
    keys = [[each.key for each in command.dimensions], [item.key for item in items]]
    if malformed := [key for group in keys for key in group if term_pattern.fullmatch(key) is None]:
        raise ItemKeyMalformed(malformed[0])
    if twice := repeated(keys[0]) or repeated(keys[1]):
        raise KeyTwice(twice)
    if min(*(each.weight for each in command.dimensions), *(item.weight for item in items)) < 1:
        raise WeightMalformed


def _check_scale(scale: Scale) -> None:
    distinct = {label.strip().casefold() for label in scale.labels}
    if not FEWEST_STEPS <= len(scale.labels) <= MOST_STEPS or len(distinct) < len(scale.labels) or "" in distinct:
        raise ScaleMalformed


def _words(command: ReleaseInstrument) -> Iterator[str]:
    yield command.label
    for dimension in command.dimensions:
        yield dimension.label
        yield from (item.text for item in dimension.items)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(instrument: Instrument, fact: Contract) -> Instrument:
    return Instrument(fact) if isinstance(fact, InstrumentReleased) else instrument


INSTRUMENT: Final = Decider(initial=Instrument(), decide=decide, evolve=evolve)
