"""Random histories: the report from the tables is the one an independent oracle counts from the rows."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from services.contracts.intake import ParticipationEntered
from services.kernel.facts import Contract, plain
from services.kernel.settings import Settings
from tests.oracle import activity, esf
from tests.oracle.rows import Operation, Recorded, RuralMark
from tests.reporting.conftest import side_of
from tests.reporting.facts import OPERATION, contacted, corrected, entered, marked, opened, released, retracted, status
from tests.reporting.history import START, Source

pytestmark = pytest.mark.server

ENTRY_COLUMNS = (
    "sozialraum", "state", "gender", "birth_date", "entry_date", "employment", "unemployed_since", "in_education",
    "isced", "disability", "foreign_background", "minority", "citizenship", "housing", "residence_ags", "exit_date",
)  # fmt: skip
STATUS_COLUMNS = ("kind", "date", "status", "in_education", "qualification", "improved")
EDGES = [
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 8, 31),
    date(2023, 11, 30),
    date(2024, 5, 31),
]
AGS = ["16063078", "16063079"]


def a_day(chance: random.Random) -> date:
    return chance.choice([*EDGES, date(2023, 1, 1) + timedelta(days=chance.randrange(730))])


def an_entry(chance: random.Random) -> dict[str, Any]:
    entry = a_day(chance)
    birthday = chance.choice([date(2004, 2, 29), date(2006, 3, 1), date(1969, 2, 28), date(1994, 3, 1)])
    pick = chance.choice
    return {
        "state": pick(["draft", "cancelled", *["submitted"] * 8]),
        "gender": pick(["female", "male", "non_binary", None]),
        "birth_date": pick([birthday, date(1940, 1, 1) + timedelta(days=chance.randrange(27000)), None]),
        "entry_date": entry,
        "employment": pick(["employed", "unemployed", "inactive", "inactive"]),
        "unemployed_since": pick([entry - timedelta(days=chance.choice([365, 366, 100])), date(2023, 2, 28), None]),
        "in_education": pick(["yes", "no", "no", None]),
        "isced": pick([*range(9), None]),
        "disability": pick(["yes", "no", "refused", None]),
        "foreign_background": pick(["yes", "no", None]),
        "minority": pick(["yes", "refused", None]),
        "citizenship": pick(["german", "eu", "third_country", "stateless", "undetermined", "refused", None]),
        "housing": pick(["housed", "roofless", "houseless", "insecure", "inadequate", "refused", None]),
        "residence_ags": pick([*AGS, "16055000", None]),
        "exit_date": pick([None, entry, entry + timedelta(days=90), entry + timedelta(days=91)]),
    }


def row_of(number: int, fact: Any, columns: tuple[str, ...]) -> dict[str, str]:
    """A fact as the row of an import file that it came from."""
    values = plain(fact) | plain(getattr(fact, "traits", fact))
    return {"participant_no": str(number)} | {
        name: "" if values.get(name) is None else str(values[name]) for name in columns
    }


class Told:
    """One history told twice: as facts, and as rows for the oracle."""

    def __init__(self, seed: int, district: str) -> None:
        self.chance = random.Random(seed)
        self.intake = Source("intake", district)
        self.facts: list[Contract] = []
        self.rows: list[Recorded] = []

    def tell(self, fact: Contract, kind: Any, row: dict[str, str]) -> None:
        self.facts.append(fact)
        moment = START + self.intake.step * len(self.facts)
        self.rows.append(Recorded(moment, OPERATION, kind, tuple(row), row))

    def entries(self, persons: int) -> None:
        for number in range(persons):
            fact: ParticipationEntered = entered(number, **an_entry(self.chance))
            self.tell(fact, "participants", row_of(number, fact, ENTRY_COLUMNS))

    def corrections(self, persons: int) -> None:
        for number in range(0, persons, 4):
            fact = corrected(number, **an_entry(self.chance))
            self.tell(fact, "participants", row_of(number, fact, ENTRY_COLUMNS))

    def statuses(self, persons: int) -> None:
        open_ones: dict[Any, tuple[int, Any, dict[str, str]]] = {}
        exits = {str(row.row["participant_no"]): row.row["exit_date"] for row in self.rows}
        for _ in range(persons * 4):
            number = self.chance.randrange(persons)
            if not exits[str(number)]:
                continue
            left = date.fromisoformat(exits[str(number)])
            days, kind = self.chance.choice([(0, "exit"), (3, "exit"), (28, "exit"), (29, "exit"), (185, "followup")])
            cells = {name: self.chance.choice(["yes", "no", None]) for name in STATUS_COLUMNS[3:]}
            what = self.chance.choice(["employed", "job_seeking", "unemployed", "inactive", "no_answer"])
            fact = status(number, kind, left + timedelta(days=days), what, **cells)
            if fact.status_id not in open_ones:
                open_ones[fact.status_id] = (number, fact, row_of(number, fact, STATUS_COLUMNS))
                self.tell(fact, "statuses", open_ones[fact.status_id][2])
            elif self.chance.random() < 0.7:
                back, recorded_row = open_ones[fact.status_id][1:]
                del open_ones[fact.status_id]
                self.tell(retracted(back), "statuses", recorded_row | {"state": "cancelled"})


@pytest.mark.parametrize("objective", ["ESO4.8", "ESO4.12"])
@pytest.mark.parametrize("seed", range(3))
def test_the_esf_report_agrees(settings: Settings, new_district: Callable[[], str], seed: int, objective: str) -> None:
    side = side_of(settings, new_district())
    told = Told(seed, side.district)
    told.entries(150)
    told.statuses(150)
    told.corrections(150)
    rules = Source("districts", side.district).record_all([opened(objective=objective), released(), marked(AGS[0])])
    side.take([*rules, *told.intake.record_all(told.facts)])
    operation = Operation(side.district, OPERATION, date(2022, 1, 1), date(2027, 12, 31), objective)
    rural = [RuralMark(AGS[0], rules[2].time)]

    for as_of in (date(2023, 12, 31), date(2024, 6, 30), date(2024, 9, 17), date(2026, 12, 31)):
        for known_at in (None, rules[2].time + 100 * told.intake.step):
            ours = side.esf(OPERATION, as_of.isoformat(), known_at)
            theirs = esf.esf_report(told.rows, operation, rural, as_of, known_at)
            assert esf.comparable(ours) == esf.comparable(theirs)
            assert esf.digest(ours) == ours["digest"]
            assert as_of < date(2026, 1, 1) or known_at or ours["indicators"][0]["total"] > 20


@pytest.mark.parametrize("seed", range(2))
def test_the_activity_report_agrees(settings: Settings, new_district: Callable[[], str], seed: int) -> None:
    side, chance = side_of(settings, new_district()), random.Random(seed)
    told = Told(seed, side.district)
    for _ in range(300):
        number, case = chance.randrange(150), chance.choice([None, *range(20)])
        values: dict[str, Any] = {
            "kind": chance.choice(["telefon", "brief", None]),
            "topics": chance.sample(["wohnen", "schulden", "sucht"], chance.randrange(4)),
            "track": chance.choice(["social", "social_and_vocational", None, None]),
            "migration_background": chance.choice(["yes", "no", None, None]),
            "sozialraum": chance.choice(["nord", "sued"]),
        }
        on = a_day(chance).isoformat()
        row = {
            "contact_no": str(number),
            "date": on,
            "case_no": "" if case is None else str(case),
            **{name: value or "" for name, value in values.items() if name != "topics"},
            "topics": "|".join(values["topics"]),
        }
        told.tell(contacted(number, on, case, **values), "contacts", row)
    side.take(told.intake.record_all(told.facts))

    for start, end in ((date(2023, 1, 1), date(2024, 12, 31)), (date(2024, 2, 29), date(2024, 5, 31))):
        theirs = activity.activity_report(told.rows, side.district, start, end)
        assert side.activity(start.isoformat(), end.isoformat()) == theirs
