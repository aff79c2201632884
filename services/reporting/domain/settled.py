"""Traits that an operation's target group settles: everybody counts as having them, nobody needs to be asked.

Unknown and refused become the settled value, in counting as in completeness; a recorded other value stays as it is
(the SFC answer on target groups, node 3617; ADR 0018).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.reporting.domain.expressions import Row, Value

REFUSED: Final = "refused"
YES: Final = "yes"
RURAL: Final = "rural"
INDICATORS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "disability": ("EECO12", "CO16"),
    "citizenship": ("EECO13", "CO15"),
    "foreign_background": ("EECO14", "CO15"),
    "minority": ("EECO15", "CO15"),
    "housing": ("EECO16", "CO18"),
    RURAL: ("EECO17", "CO19"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Pairs (field, value), sorted by field."""

    traits: tuple[tuple[str, str], ...] = ()

    def value(self, field: str) -> str | None:
        """What is settled for a field, None where nothing is."""
        return dict(self.traits).get(field)

    @property
    def codes(self) -> frozenset[str]:
        """The indicators of such traits: they need exact data here, an estimate of them is not read."""
        return frozenset(code for field, _ in self.traits for code in INDICATORS_OF.get(field, ()))

    def applied(self, row: Row) -> dict[str, Value]:
        """The row with what the target group settles; ``rural`` is settled where no residence is known."""
        given = dict(row)
        for field, value in self.traits:
            if field == RURAL:
                given[RURAL] = given[RURAL] or (value == YES and given["residence_ags"] is None)
            elif given[field] in (None, REFUSED):
                given[field] = value
        return given
