"""One district for all tests of a file: a random history, read at any vector of positions."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest
from psycopg import Connection

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.esf import EsfQuestion
from services.reporting.knowledge import Knowledge, reading
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import (
    OPERATION,
    configured,
    entity_retracted,
    estimate,
    estimate_retracted,
    marked,
    opened,
    released,
    supported,
)
from tests.reporting.history import Source
from tests.reporting.test_second_opinion import AGS, Told

PERSONS: Final = 60
SEED: Final = 8


@dataclass(frozen=True, slots=True)
class History:
    """What one district recorded: how far each source's log goes, and ways to read it."""

    side: Side
    heads: dict[str, int]

    @contextmanager
    def read(self) -> Iterator[Connection[Any]]:
        with reading(self.side.pool, self.side.district) as conn:
            yield conn

    def knowledge(self, districts: int, intake: int) -> Knowledge:
        return Knowledge({"districts": districts, "intake": intake})

    @property
    def now(self) -> Knowledge:
        return Knowledge(self.heads)


def question(as_of: date, catalogue: str | None = None) -> EsfQuestion:
    return EsfQuestion(operation=OPERATION, as_of=as_of, catalogue=catalogue)


@pytest.fixture(scope="module")
def history(settings: Settings) -> History:
    """Entries, statuses, corrections, estimates and entities; settings and the kind of operation change on the way."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    side, told = side_of(settings, key), Told(SEED, key)
    told.entries(PERSONS)
    told.statuses(PERSONS)
    told.corrections(PERSONS)
    intake = told.intake.record_all(
        [
            *told.facts,
            estimate("EECO12", "2024-03-01", female=4, male=1),
            estimate("EECO17", "2024-01-01", female=2),
            supported("Amt", "2024-02-01"),
            supported("Schule", "2025-02-01"),
            estimate_retracted("EECO12", "2024-03-01"),
            entity_retracted("Amt"),
        ]
    )
    districts = Source("districts", key).record_all(
        [
            opened(),
            released(),
            marked(AGS[0]),
            configured(employment="inactive", rural="yes", housing="roofless"),
            configured("structure_based"),
            configured(disability="yes"),
            marked(AGS[1]),
            opened(objective="ESO4.12"),
        ]
    )
    side.take([*districts, *intake])
    return History(side, {"districts": len(districts), "intake": len(intake)})
