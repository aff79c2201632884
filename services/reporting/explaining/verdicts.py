"""Who counts in a cell and who does not, and the rule that decided it, in German."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

import msgspec

from services.reporting.domain.answers import ANSWERS
from services.reporting.domain.catalogue import Indicator
from services.reporting.domain.catalogues import fields as f
from services.reporting.domain.cells import LINKED
from services.reporting.domain.deciding import deciding, inputs, simple_parts, told
from services.reporting.domain.entry_cells import reason_of
from services.reporting.domain.expressions import Compared, IsKnown, IsOneOf, MonthsPassed, Predicate, Row, Value
from services.reporting.domain.figures import STRUCTURE_BASED
from services.reporting.esf import OBJECTIVE_L, Rules
from services.reporting.explaining.events import Place
from services.reporting.explaining.merging import earlier_one
from services.reporting.linking.groups import Linked, Member

COUNTS: Final = "Eingereicht und vollständig"
NOT_FOR_L: Final = f"Dieser Indikator gilt nicht im spezifischen Ziel {OBJECTIVE_L}."
NOT_COLLECTED: Final = "Für diesen Indikator werden keine Angaben erhoben."
OF_ENTITIES: Final = "Dieser Indikator zählt Stellen und Unternehmen, keine Teilnahmen."

# Inputs beside the columns of a participation: what the district set for the operation.
SETTINGS: Final = "settings"
THRESHOLDS: Final = "thresholds"
OBJECTIVE: Final = "objective"


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """One row of an explanation. ``participation`` None: an entity, or one of the persons of an estimate.

    ``inputs``: the values that decided, by the names of their columns; ``places``: facts that decided beside them.
    ``merged``: with whom it is reported as one; of one that is ``linked`` the one that counts, of that one the others.
    """

    counted: bool
    rule: str
    gender: str | None = None
    participation: UUID | None = None
    person: UUID | None = None
    inputs: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    merged: tuple[Member, ...] = ()


Judgement = tuple[bool, str, frozenset[str]]  # counted, the rule, the inputs that decided


@dataclass(frozen=True)
class Judge:
    """Judges rows for one cell: an indicator, and a gender (None: all). ``groups``: who is reported as one."""

    rules: Rules
    indicator: Indicator
    gender: str | None
    groups: Linked
    known: dict[tuple[Value, ...], Judgement] = field(default_factory=dict)

    def verdict(self, participation: UUID, person: UUID | None, row: Row) -> Verdict:
        """The first rule that includes or excludes: reasons, then the indicator, then the gender of the cell."""
        counted, rule, names = self._judged(row)
        gender = None if row["gender"] is None else str(row["gender"])
        merged = self.groups.merged(participation)
        return Verdict(counted, rule, gender, participation, person, names, merged=merged)

    def _judged(self, row: Row) -> Judgement:
        return left_out(self.rules, row) or self._not_asked() or self._once(row)

    def _once(self, row: Row) -> Judgement:
        """Rows with equal inputs are judged once: there are thousands of persons, and few different answers."""
        key = tuple(row[name] for name in self._read)
        if key not in self.known:
            self.known[key] = self._of_predicate(row)
        return self.known[key]

    def _not_asked(self) -> Judgement | None:
        if self.indicator.when is None:
            rule = OF_ENTITIES if self.indicator.unit == "entities" else NOT_COLLECTED
            return False, rule, frozenset({THRESHOLDS})  # the catalogue says so
        if not self.rules.catalogue.counts(self.indicator, eso_4_12=self.rules.eso_4_12):
            return False, NOT_FOR_L, frozenset({OBJECTIVE})
        return None

    def _of_predicate(self, row: Row) -> Judgement:
        assert self.indicator.when is not None, "asked before"
        parts = list(deciding(self.indicator.when, row))
        rule, names = "; ".join(_told(part, row) for part in parts), _names(parts)
        if not self.indicator.when.holds(row):
            return False, rule, names
        if self.gender is None:
            return True, f"{COUNTS}; {rule}", names | self._asked_for
        asked = IsOneOf(f.gender, (self.gender,))
        if not asked.holds(row):
            return False, told(asked, row), frozenset({f.gender.name})
        return True, f"{COUNTS}; {rule}; {told(asked, row)}", names | self._asked_for

    @cached_property
    def _read(self) -> tuple[str, ...]:
        """All that the judgement of the predicate, and of what is silent about it, depends on."""
        parts = () if self.indicator.when is None else simple_parts(self.indicator.when)
        names = {name for part in parts for name in inputs(part)}
        silent = set() if ANSWERS.keys().isdisjoint(names) else {f.exit_date.name}
        return tuple(sorted({f.gender.name} | names | silent))

    @cached_property
    def _asked_for(self) -> frozenset[str]:
        return asked_for(self.rules)


def left_out(rules: Rules, row: Row) -> Judgement | None:
    """Why a row counts under no indicator, None where it may."""
    participant_based = rules.settings.participant_based
    reason = reason_of(rules.catalogue, row, eso_4_12=rules.eso_4_12, participant_based=participant_based)
    if reason is None:
        return None
    key, title = reason
    if key == STRUCTURE_BASED:
        return False, title, frozenset({SETTINGS})
    if key == LINKED:
        return False, earlier_one(), frozenset({LINKED})
    when = next(one.when for one in rules.catalogue.reasons if one.key == key) or rules.complete
    parts = list(deciding(when, row))
    said = [told(part, row) for part in parts if isinstance(part, Compared | IsKnown)]
    return False, ": ".join([title, *filter(None, ["; ".join(said)])]), _names(parts)


def asked_for(rules: Rules) -> frozenset[str]:
    """What whoever counts was asked for: all reasons not to count, and completeness."""
    reasons = (one.when for one in rules.catalogue.reasons if one.when is not None)
    return frozenset(name for when in (*reasons, rules.complete) for part in simple_parts(when)
                     for name in inputs(part))  # fmt: skip


def _names(parts: Iterable[Predicate]) -> frozenset[str]:
    return frozenset(name for part in parts for name in _read_by(part))


def _read_by(part: Predicate) -> Iterator[str]:
    """The columns of a part; with the released thresholds where it measures months or a window after the exit."""
    names = inputs(part)
    yield from names
    if isinstance(part, MonthsPassed) or not ANSWERS.keys().isdisjoint(names):
        yield THRESHOLDS


def _told(part: Predicate, row: Row) -> str:
    """With why nothing answers, where the exit or the window is what is missing."""
    unanswered = [name for name in inputs(part) if name in ANSWERS and row[name] is None]
    return f"{told(part, row)} ({_silence(row)})" if unanswered else told(part, row)


def _silence(row: Row) -> str:
    if row["exit_date"] is None:
        return "kein Austritt erfasst"
    left_later = Compared(f.exit_date, ">", f.as_of)
    return "Austritt nach dem Stichtag" if left_later.holds(row) else "keine Antwort in der Frist nach dem Austritt"
