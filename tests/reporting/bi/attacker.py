"""Somebody who has all that is published and solves it: linear equations over people, of whom no number is below 0.

An unknown is how many people of one kind (all that can be told apart) are in a Sozialraum. Every published number is an
equation. What is 0 says that all of its unknowns are 0, and so does every consequence of that form; what remains is
solved. A number is found if it is a combination of published ones.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

PRIME: Final = 2**61 - 1  # arithmetic modulo a large prime: a combination over the fractions is one here as well

Unknown = Hashable
Equation = tuple[Mapping[Unknown, int], int]


@dataclass(slots=True)
class Attacker:
    """``rows``: solved equations, by the unknown that each one leads with."""

    rows: dict[Unknown, tuple[dict[Unknown, int], int]] = field(default_factory=dict)
    nothing: set[Unknown] = field(default_factory=set)

    @classmethod
    def knowing(cls, equations: Iterable[Equation]) -> "Attacker":
        known = list(equations)
        attacker = cls()
        while True:
            before = len(attacker.nothing)
            attacker.rows = {}
            for terms, total in known:
                attacker._learn(terms, total)
            attacker.nothing |= set(attacker._empty(known))
            if len(attacker.nothing) == before:
                return attacker

    def found(self, terms: Iterable[Unknown]) -> int | None:
        """The value of a sum of unknowns, if it follows."""
        left, total = self._reduced(dict.fromkeys((one for one in terms if one not in self.nothing), 1), 0)
        return None if left else -total % PRIME

    def _learn(self, terms: Mapping[Unknown, int], total: int) -> None:
        left, rest = self._reduced({one: factor for one, factor in terms.items() if one not in self.nothing}, total)
        if not left:
            assert rest == 0, "what is published does not agree"
            return
        lead = next(iter(left))
        inverse = pow(left[lead], -1, PRIME)
        self.rows[lead] = ({one: factor * inverse % PRIME for one, factor in left.items()}, rest * inverse % PRIME)

    def _reduced(self, terms: dict[Unknown, int], total: int) -> tuple[dict[Unknown, int], int]:
        left = defaultdict(int, terms)
        open_ = [one for one in left if one in self.rows]
        while open_:
            lead = open_.pop()
            factor = left.get(lead, 0)
            if not factor:
                continue
            row, value = self.rows[lead]
            total = (total - factor * value) % PRIME
            for one, each in row.items():
                left[one] = (left[one] - factor * each) % PRIME
                if not left[one]:
                    del left[one]
                elif one in self.rows:
                    open_.append(one)
        return dict(left), total % PRIME

    def _empty(self, known: Iterable[Equation]) -> Iterable[Unknown]:
        """Unknowns of sums that are 0, published or solved, in which none is subtracted from another."""
        for terms, total in (*known, *self.rows.values()):
            left = [one for one in terms if one not in self.nothing]
            if total == 0 and len({0 < terms[one] < PRIME // 2 for one in left}) < 2:
                yield from left
