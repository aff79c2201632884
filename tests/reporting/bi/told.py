"""A district with enough people that some numbers may be shown, and some few that may not."""

import random
from datetime import date
from typing import Final, Literal

from services.contracts.districts import Dimension, InstrumentReleased, Item, Scale
from services.contracts.intake import (
    AnswerGiven,
    CaseOpened,
    Situation,
    SituationDetails,
    SituationsAssessed,
    StrengthDetails,
    StrengthsAssessed,
)
from services.kernel.envelope import Envelope
from services.kernel.facts import Contract
from tests.reporting.conftest import Side
from tests.reporting.facts import OPERATION, contacted, entered, linked, opened, released, status
from tests.reporting.history import Source, id_of

AREAS: Final = ("nord", "rieth", "west")
PERSONS: Final = 120
INSTRUMENT: Final = "staerken"
LOOKED: Final[tuple[tuple[str, Literal["yes", "no"]], ...]] = (("2025-01-10", "yes"), ("2025-06-10", "no"))


def tell(side: Side, seed: int = 1, links: int = 0) -> None:
    """Everything a view is about, received and folded; ``links``: so many persons stand twice."""
    side.take([*_of_districts(side), *_of_intake(side, random.Random(seed), links)])


def _of_districts(side: Side) -> list[Envelope]:
    dimension = Dimension(key="mut", label="Mut", items=(Item(key="a", text="A"), Item(key="b", text="B", weight=3)))
    scale = Scale(lowest=1, labels=("wenig", "etwas", "viel", "sehr"))
    instrument = InstrumentReleased(
        instrument=INSTRUMENT, version=1, label="Stärken", scale=scale, dimensions=(dimension,), missing="leave_out"
    )
    return Source("districts", side.district).record_all([opened(), released(), instrument])


def _of_intake(side: Side, chance: random.Random, links: int) -> list[Envelope]:
    intake = Source("intake", side.district)
    sent: list[Envelope] = []
    for number in range(PERSONS):
        entry = f"{chance.randint(2023, 2026)}-0{chance.randint(1, 9)}-15"
        gone = chance.random() < 0.5
        sent.append(intake.record(_entered(number, entry, chance, gone=gone)))
        if gone:
            said = {"qualification": chance.choice(["yes", "no"])}
            sent.append(intake.record(status(number, "exit", f"{entry[:4]}-12-10", "employed", **said)))
    for number in range(60):
        case = number % 12
        topics = chance.choice([["wohnen"], ["geld"], ["wohnen", "geld"]])
        on = f"2025-{chance.randint(1, 3):02}-10"
        place = chance.choice(AREAS)
        contact = contacted(number, on, case, sozialraum=place, kind="beratung", minutes=30, topics=topics)
        sent.append(intake.record(contact))
    for case in range(12):
        sent += intake.record_all(_assessed(case, chance))
    return sent + intake.record_all(linked(number, number + PERSONS // 2) for number in range(links))


def _entered(number: int, entry: str, chance: random.Random, *, gone: bool) -> Contract:
    employment = chance.choice(["inactive", "inactive", "unemployed", "employed"])
    since = {"unemployed_since": "2021-01-01"} if employment == "unemployed" else {}
    exit_date = {"exit_date": f"{entry[:4]}-12-01"} if gone else {}
    return entered(
        number,
        sozialraum=chance.choice(AREAS),
        entry_date=entry,
        gender=chance.choice(["female", "female", "male", "non_binary"] if number < 4 else ["female", "male"]),
        employment=employment,
        isced=chance.choice([1, 3, 6]),
        birth_date=f"{chance.randint(1960, 2008)}-05-05",
        disability=chance.choice(["yes", "no", "no", "no"]),
        **since,
        **exit_date,
    )


def _assessed(case: int, chance: random.Random) -> list[Contract]:
    of = {"case_id": id_of("case", case), "person_id": id_of("case-person", case)}
    start = CaseOpened(
        **of,
        operation=OPERATION,
        sozialraum=AREAS[case % 2],
        identity="pseudonymous",
        on=date.fromisoformat("2025-01-01"),
    )
    answers = tuple(AnswerGiven(item=item, value=chance.randint(1, 4)) for item in "ab")
    rated = StrengthsAssessed(
        **of,
        assessment_id=id_of("strengths", case),
        instrument=INSTRUMENT,
        instrument_version=1,
        stage="start",
        on=date.fromisoformat("2025-01-10"),
        details=StrengthDetails(answers=answers),
    )
    looked = [
        SituationsAssessed(
            **of,
            assessment_id=id_of("situation", case, on),
            on=date.fromisoformat(on),
            vocabulary_version=1,
            details=SituationDetails(situations=(Situation(topic="wohnen", still=still, severity="severe"),)),
        )
        for on, still in LOOKED
    ]
    return [start, rated, *looked]
