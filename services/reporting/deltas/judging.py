"""Where the participations of a unit count at a position: judged as the explanation judges them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.reporting.deltas.lives import Life
from services.reporting.deltas.places import Place, places_of
from services.reporting.deltas.states import State
from services.reporting.deltas.units import Unit
from services.reporting.domain.answers import answers
from services.reporting.domain.expressions import Row
from services.reporting.explaining.assessed import judged


@dataclass(frozen=True, slots=True)
class Judging:
    """Under the rules and on the date of a state; ``rural``: the municipalities that count as such."""

    state: State
    rural: frozenset[str]

    def places(self, unit: Unit, position: int) -> Mapping[Place, int]:
        """How often each place holds somebody of the unit; nobody is anywhere before he or she was recorded."""
        if not unit.links:
            (life,) = unit.lives
            entry = life.entry_at(position)
            return {} if entry is None else dict.fromkeys(self._places(life, entry, (life,), position), 1)
        groups = unit.linked_at(position)
        of = {life.participation: life for life in unit.lives}
        found: Counter[Place] = Counter()
        for life in unit.lives:
            entry = life.entry_at(position)
            if entry is not None:
                spoken = [of[each] for each in groups.ending(life.participation)]
                found.update(self._places(life, {**entry, **groups.told(life.participation)}, spoken, position))
        return found

    def _places(self, life: Life, entry: Row, spoken: Iterable[Life], position: int) -> frozenset[Place]:
        """``entry``: as its group makes it. ``spoken``: whose statuses count as its own."""
        state, rules = self.state, self.state.rules
        left = entry["exit_date"]
        statuses = [status for each in spoken for status in each.statuses_at(position)]
        said = answers(statuses, left if isinstance(left, date) else None, state.as_of, rules.catalogue.windows)
        row = {**entry, **said, "rural": entry["residence_ags"] in self.rural, "as_of": state.as_of}
        found = judged(rules, life.participation, None, rules.settings.settled.applied(row))
        return places_of(found.reason[0] if found.reason else None, found.codes, found.gender, rules)
