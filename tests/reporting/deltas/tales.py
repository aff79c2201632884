"""Random histories of one operation: whatever may be recorded about it, in any order."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.contracts.intake import (
    KeyDestroyed,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
    StatusRecorded,
)
from services.kernel.facts import Contract
from tests.reporting.facts import (
    case_linked,
    case_unlinked,
    configured,
    corrected,
    entered,
    entity_retracted,
    estimate,
    estimate_retracted,
    linked,
    marked,
    opened,
    released,
    retracted,
    status,
    supported,
    unlinked,
)
from tests.reporting.history import id_of
from tests.reporting.test_second_opinion import AGS, an_entry

PERSONS = 12
CASES = 4
BY_STATE: dict[str, type[Any]] = {"cancelled": ParticipationCancelled, "submitted": ParticipationSubmitted}


@dataclass(slots=True)
class Tale:
    """Facts of intake by chance."""

    chance: random.Random
    with_links: bool = True
    exits: dict[int, date | None] = field(default_factory=dict)
    statuses: dict[UUID, StatusRecorded] = field(default_factory=dict)
    links: set[tuple[int, int]] = field(default_factory=set)
    cases: set[tuple[int, int]] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)

    def intake(self, facts: int) -> list[Contract]:
        return [self._next() for _ in range(facts)]

    def districts(self) -> list[Contract]:
        """The operation as it was opened and released, and then whatever may be set, in any order."""
        settings = [
            marked(AGS[0]),
            marked(AGS[1]),
            configured(rural="yes"),
            configured(disability="yes", housing="roofless"),
            configured("structure_based"),
            configured(),
            released(),
            opened(objective="ESO4.12"),
            opened(),
        ]
        return [opened(), released(), *self.chance.sample(settings, len(settings))]

    def erasure(self) -> Contract:
        """Somebody's record is destroyed: nothing is recorded of them any more."""
        number = self.chance.choice(sorted(self.exits.keys() - self.gone))
        self.gone.add(number)
        self.exits.pop(number)
        return KeyDestroyed(erasure_id=id_of("erasure", number), persons=(id_of("person", number),), scope="record")

    def _next(self) -> Contract:
        moves: list[Callable[[], Contract]] = [self._entry, self._entry, self._status, self._status, self._beside]
        if self.with_links:
            moves.append(self._link)
        return self.chance.choice(moves)()

    def _link(self) -> Contract:
        """Two persons, or a case and a participation, are linked, or taken apart where they were."""
        if self.chance.random() < 0.5:
            known = self._active(self.links)
            one, other = known or sorted(self.chance.sample(range(PERSONS), 2))
            return self._turned(self.links, (one, other), linked, unlinked)
        participation, case = self.chance.randrange(PERSONS), self.chance.randrange(CASES)
        held = next((pair for pair in self.cases if pair[1] == participation), (case, participation))
        return self._turned(self.cases, self._active(self.cases) or held, case_linked, case_unlinked)

    def _active(self, pairs: set[tuple[int, int]]) -> tuple[int, int] | None:
        """Two in five times one that is there, to be taken back."""
        return self.chance.choice(sorted(pairs)) if pairs and self.chance.random() < 0.4 else None

    @staticmethod
    def _turned(
        active: set[tuple[int, int]],
        pair: tuple[int, int],
        begun: Callable[[int, int], Contract],
        ended: Callable[[int, int], Contract],
    ) -> Contract:
        was_active = pair in active
        active ^= {pair}
        return (ended if was_active else begun)(*pair)

    def _entry(self) -> Contract:
        number = self.chance.choice([each for each in range(PERSONS) if each not in self.gone])
        given = {**an_entry(self.chance), "gender": self.chance.choice(["female", "male", "non_binary", "male", None])}
        known = number in self.exits
        self.exits[number] = given["exit_date"]
        fact: ParticipationEntered | ParticipationCorrected = (corrected if known else entered)(number, **given)
        of_state = BY_STATE.get(fact.state)
        if known and of_state and self.chance.random() < 0.5:
            return of_state(**{name: getattr(fact, name) for name in fact.__struct_fields__})  # type: ignore[no-any-return]
        return fact

    def _status(self) -> Contract:
        left = [(number, day) for number, day in self.exits.items() if day]
        if not left:
            return self._entry()
        gone = {id_of("participation", each) for each in self.gone}
        known = sorted(key for key, fact in self.statuses.items() if fact.participation_id not in gone)
        if known and self.chance.random() < 0.2:
            return retracted(self.statuses.pop(self.chance.choice(known)))
        number, day = self.chance.choice(left)
        days, kind = self.chance.choice([(0, "exit"), (3, "exit"), (28, "exit"), (29, "exit"), (185, "followup")])
        cells = {
            name: self.chance.choice(["yes", "no", None]) for name in ("in_education", "qualification", "improved")
        }
        what = self.chance.choice(["employed", "job_seeking", "unemployed", "inactive", "no_answer"])
        fact = status(number, kind, day + timedelta(days=days), what, **cells)
        self.statuses[fact.status_id] = fact
        return fact

    def _beside(self) -> Contract:
        name, on = self.chance.choice(["Amt", "Schule"]), self.chance.choice(["2023-06-30", "2024-03-01", "2024-06-30"])
        code = self.chance.choice(["EECO12", "EECO16", "EECO17"])
        return self.chance.choice(
            [
                supported(name, on),
                entity_retracted(name),
                estimate(code, on, female=self.chance.randrange(9), male=self.chance.randrange(9)),
                estimate_retracted(code, on),
            ]
        )


def interleaved(chance: random.Random, *sources: list[Any]) -> Iterator[Any]:
    """All of them in some order, each source in its own."""
    left = [list(one) for one in sources]
    while any(left):
        one = chance.choice([one for one in left if one])
        yield one.pop(0)
