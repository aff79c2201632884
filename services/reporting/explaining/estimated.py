"""A cell whose figure is an informed estimate: its persons are nobody in particular, its facts are the estimate's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from services.kernel.pages.wording import day
from services.reporting.domain.cells import GENDERS
from services.reporting.explaining.events import Place
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.explaining.verdicts import Verdict

ESTIMATE: Final = """
    SELECT on_day, valid_from, female, male, non_binary FROM {s}.estimate_versions
    WHERE operation = %(operation)s AND indicator = %(code)s AND on_day <= %(as_of)s
        AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
    ORDER BY on_day DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Estimated:
    """The estimate that stands in the place of counted persons: for which day, persons by gender, and its fact."""

    on: date
    persons: tuple[int, int, int]
    place: Place

    @property
    def rule(self) -> str:
        return f"Der Wert ist die Schätzung zum {day(self.on)}"


def estimate_of(at: Standpoint, code: str) -> Estimated | None:
    """None where the figure is counted: no estimate, exact data asked for, or persons do not count at all."""
    if not at.rules.settings.participant_based or code in at.rules.exact:
        return None
    row = at.conn.execute(at.statement(ESTIMATE), {**at.values, "code": code}).fetchone()
    if row is None:
        return None
    on, position, *persons = row
    return Estimated(on, (persons[0], persons[1], persons[2]), Place("intake", position))


def in_its_place(estimate: Estimated, verdicts: Sequence[Verdict], gender: str | None) -> Iterator[Verdict]:
    """A row for each estimated person of the cell, then all participations, of which none counts here."""
    places = (estimate.place,)
    for each, persons in zip(GENDERS, estimate.persons, strict=True):
        if gender in (None, "total", each):
            yield from [Verdict(counted=True, rule=estimate.rule, gender=each, places=places)] * persons
    for one in verdicts:
        if one.counted:
            rule = f"{estimate.rule}; gezählt wird daneben niemand"
            yield msgspec.structs.replace(one, counted=False, rule=rule, inputs=frozenset(), places=places, merged=())
        else:
            yield one
