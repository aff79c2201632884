"""Random histories, each in a district of its own, and the difference between any two states of them."""

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.kernel.envelope import Envelope
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.deltas.delta import delta_between
from services.reporting.deltas.states import End
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import esf_plus_2021_2027
from services.reporting.esf import EsfQuestion, esf_report_at
from services.reporting.knowledge import Knowledge, reading
from tests.reporting.conftest import Side, side_of
from tests.reporting.deltas.tales import Tale, interleaved
from tests.reporting.facts import OPERATION
from tests.reporting.history import Source

FACTS = 120
STRETCHES = 5


@dataclass(frozen=True, slots=True)
class State:
    """What a report is made from: positions, date and catalogue."""

    intake: int
    districts: int
    as_of: date = date(2026, 6, 30)
    catalogue: Catalogue = field(default=esf_plus_2021_2027.VERSION_1, repr=False)


@dataclass(frozen=True, slots=True)
class History:
    """What a district recorded of one operation, and how far each source's log goes."""

    side: Side
    heads: dict[str, int]

    def report(self, at: State) -> dict[str, Any]:
        asked = EsfQuestion(
            operation=OPERATION, as_of=at.as_of, catalogue=at.catalogue.key, catalogue_version=at.catalogue.version
        )
        with reading(self.side.pool, self.side.district) as conn:
            knowledge = Knowledge({"intake": at.intake, "districts": at.districts})
            return esf_report_at(conn, self.side.district, asked, knowledge)

    def end(self, at: State, document: dict[str, Any] | None = None) -> End:
        return End(
            operation=OPERATION,
            as_of=at.as_of,
            positions={"intake": at.intake, "districts": at.districts},
            catalogue=at.catalogue,
            document=document or self.report(at),
            submission=UUID(int=at.intake),
        )

    def delta(self, before: State | End, after: State | End) -> dict[str, Any]:
        ends = [one if isinstance(one, End) else self.end(one) for one in (before, after)]
        with reading(self.side.pool, self.side.district) as conn:
            return delta_between(conn, self.side.district, *ends)


Told = Callable[[list[Any], list[Any]], History]


@pytest.fixture(scope="module")
def side(settings: Settings) -> Side:
    """The reporting side of one fresh district for all tests of a file."""
    return fresh_side(settings)


def fresh_side(settings: Settings) -> Side:
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    return side_of(settings, key)


def random_history(side: Side, seed: int, order: int = 0, *, with_links: bool = True) -> History:
    """The same facts for the same seed; ``order`` shuffles the sources, each keeps its own order."""
    tale = Tale(random.Random(seed), with_links)
    facts = {"intake": tale.intake(FACTS), "districts": tale.districts()}
    sent: dict[str, list[Envelope]] = {
        name: Source(name, side.district).record_all(told) for name, told in facts.items()
    }
    side.take(list(interleaved(random.Random(order), *sent.values())))
    return History(side, {name: len(envelopes) for name, envelopes in sent.items()})


def erasing_history(side: Side, seed: int) -> tuple[History, list[End]]:
    """A history in which records are destroyed, and what was handed in on the way, as it was counted then."""
    tale = Tale(random.Random(seed))
    intake, districts = Source("intake", side.district), Source("districts", side.district)
    side.take(districts.record_all(tale.districts()[:3]))
    heads, ends = {"intake": 0, "districts": len(districts.rows)}, []
    for stretch in range(STRETCHES):
        erased = [tale.erasure()] if stretch in (2, 3) else []
        side.take(intake.record_all([*tale.intake(FACTS // STRETCHES), *erased]))
        heads["intake"] = len(intake.rows)
        ends.append(History(side, heads).end(State(intake=heads["intake"], districts=heads["districts"])))
    return History(side, heads), ends
