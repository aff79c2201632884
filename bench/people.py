"""Made-up participations: the same for the same numbers, for ever; as import files, as facts and as envelopes."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from bench.stage import OPERATION
from services.contracts.intake import EntryTraits, ParticipationCorrected, ParticipationEntered, StatusRecorded
from services.kernel.facts import Contract

NAMES: Final = UUID("0d6f7a52-8f3e-4c7c-9a55-2b7f0d0c9f10")
FIRST: Final = date(2022, 1, 1)
DAYS: Final = 1000
SOZIALRAEUME: Final = ("nord", "sued", "mitte", "rieth")
CITIZENSHIPS: Final = ("german", "eu", "third_country", "stateless", "undetermined", "refused")
HOUSINGS: Final = ("housed", "roofless", "houseless", "insecure", "inadequate", "refused")
ANSWERS: Final = ("yes", "no", "refused")


def rows(first: int, count: int) -> Iterator[dict[str, str]]:
    """Rows of a participants file, numbered from ``first``."""
    for number in range(first, first + count):
        values = _entry(number)
        yield {
            "participant_no": f"T-{number}",
            **{name: "" if value is None else str(value) for name, value in values.items()},
        }


def file(first: int, count: int) -> bytes:
    """A participants file as CSV."""
    text = io.StringIO(newline="")
    people = list(rows(first, count))
    writer = csv.DictWriter(text, list(people[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue().encode()


def entered(count: int) -> Iterator[Contract]:
    """Participations, one fact each."""
    return (_fact(ParticipationEntered, number, _entry(number)) for number in range(count))


def facts(count: int) -> Iterator[Contract]:
    """Every participation entered, then corrected, then with one status: three facts each."""
    yield from entered(count)
    for number in range(count):
        corrected = _entry(number) | {"exit_date": FIRST + timedelta(days=DAYS + number % 100)}
        yield _fact(ParticipationCorrected, number, corrected)
    yield from map(_status, range(count))


def _entry(number: int) -> dict[str, Any]:
    chance = random.Random(number)  # noqa: S311 - no secret
    entry = FIRST + timedelta(days=chance.randrange(DAYS))
    employment = chance.choice(("employed", "unemployed", "inactive"))
    unemployed = entry - timedelta(days=chance.randrange(900)) if employment == "unemployed" else None
    return {
        "sozialraum": chance.choice(SOZIALRAEUME),
        "state": "submitted",
        "gender": chance.choice(("female", "male", "non_binary")),
        "birth_date": date(1950, 1, 1) + timedelta(days=chance.randrange(20000)),
        "entry_date": entry,
        "employment": employment,
        "unemployed_since": unemployed,
        "in_education": chance.choice(("yes", "no")),
        "isced": chance.randrange(9),
        "disability": chance.choice(ANSWERS),
        "foreign_background": chance.choice(ANSWERS),
        "minority": chance.choice(ANSWERS),
        "citizenship": chance.choice(CITIZENSHIPS),
        "housing": chance.choice(HOUSINGS),
        "residence_ags": f"160{number % 77:05d}",
    }


def _fact(cls: type[Contract], number: int, values: dict[str, Any]) -> Contract:
    traits = {name: values[name] for name in EntryTraits.__struct_fields__}
    entry = {name: value for name, value in values.items() if name not in traits}
    ids = {"participation_id": _id("participation", number), "person_id": _id("person", number)}
    return cls(**ids, operation=OPERATION, traits=EntryTraits(**traits), **entry)


def _status(number: int) -> Contract:
    return StatusRecorded(
        status_id=_id("status", number),
        participation_id=_id("participation", number),
        person_id=_id("person", number),
        kind="exit",
        date=FIRST + timedelta(days=DAYS + number % 100 + number % 28),
        status=("employed", "job_seeking", "unemployed", "inactive")[number % 4],
        in_education="no",
        qualification="yes" if number % 3 else "no",
    )


def _id(kind: str, number: int) -> UUID:
    return uuid5(NAMES, f"{kind}/{number}")
