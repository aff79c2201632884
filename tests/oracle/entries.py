"""People on entry, with birthdays and periods of unemployment on the edges."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from tests.oracle.dates import add_months
from tests.oracle.rows import Operation

Cells = dict[str, str]

SOZIALRAEUME = ("rieth", "berliner-platz", "melchendorf", "ilversgehofen-ost")
RURAL_AGS = ("16051057", "16068059", "01001000")
OTHER_AGS = ("16051000", "16053000", "16070029")

# Born on 29 February, entering on both sides of the birthday of a common year.
LEAP_ENTRIES = tuple(
    (date(year, 2, 29), entry)
    for year, entries in (
        (2004, (date(2022, 2, 28), date(2022, 3, 1))),
        (1992, (date(2022, 2, 28), date(2022, 3, 1))),
        (1968, (date(2023, 2, 28), date(2023, 3, 1))),
        (2004, (date(2024, 2, 28), date(2024, 2, 29))),
    )
    for entry in entries
)
EDGE_ENTRIES = (
    date(2022, 1, 1),
    date(2023, 6, 30),
    date(2023, 7, 1),
    date(2023, 12, 31),
    date(2024, 2, 29),
    date(2025, 2, 27),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2025, 12, 31),
)
EDGE_AGES = (18, 30, 55)


def chance(rng: Random, percent: int) -> bool:
    """True in so many of a hundred cases."""
    return rng.randrange(100) < percent


def answer(rng: Random, values: Sequence[str], unknown: int = 5) -> str:
    """One of the values, or unknown in so many of a hundred cases."""
    return "" if chance(rng, unknown) else rng.choice(values)


def entry_of(rng: Random, number: str, operation: Operation, today: date) -> Cells:
    """Everything the first file says about one person; dates as YYYY-MM-DD."""
    birth, entry = _born_and_entered(rng, operation, today)
    exit_day = _exit(rng, entry, today)
    row = {
        "participant_no": number,
        "sozialraum": rng.choice(SOZIALRAEUME),
        "state": rng.choices(("submitted", "", "draft", "cancelled"), (80, 8, 9, 3))[0],
        "gender": rng.choices(("female", "male", "non_binary", ""), (42, 40, 14, 4))[0],
        "birth_date": "" if chance(rng, 3) else birth.isoformat(),
        "entry_date": entry.isoformat(),
        "in_education": answer(rng, ("yes", "no", "no")),
        "isced": answer(rng, "012345678", 3),
        "exit_date": "" if exit_day is None else exit_day.isoformat(),
    }
    row["cancel_reason"] = _cancel_reason(rng, row["state"])
    return row | _work(rng, entry) | _traits(rng)


def _born_and_entered(rng: Random, operation: Operation, today: date) -> tuple[date, date]:
    if chance(rng, 10):
        return rng.choice(LEAP_ENTRIES)
    last = min(operation.end, today)
    entry = operation.start + timedelta(days=rng.randint(0, (last - operation.start).days))
    if chance(rng, 25):
        entry = rng.choice(EDGE_ENTRIES)
    if chance(rng, 30):
        years = rng.choice(EDGE_AGES)
        return add_months(entry, -12 * years) + timedelta(days=rng.randint(-1, 1)), entry
    return entry - timedelta(days=rng.randint(8 * 365, 80 * 365)), entry


def _exit(rng: Random, entry: date, today: date) -> date | None:
    if chance(rng, 15):
        return None
    exit_day = entry + timedelta(days=rng.choice((0, 1, rng.randint(2, 500), rng.randint(2, 500))))
    if chance(rng, 25):
        # Months with 30 or 31 days whose sixth or ninth month after is shorter.
        month, day = rng.choice(((8, 29), (8, 30), (8, 31), (5, 31), (11, 30), (12, 31), (3, 31)))
        exit_day = date(entry.year + 1, month, day)
    return min(exit_day, today)


def _cancel_reason(rng: Random, state: str) -> str:
    if state == "cancelled":
        return rng.choice(("doppelt erfasst", "Irrtum; falsches Vorhaben", "nicht förderfähig"))
    return "hat keinen Platz" if chance(rng, 1) else ""


def _work(rng: Random, entry: date) -> Cells:
    employment = rng.choices(("unemployed", "inactive", "employed", ""), (42, 32, 22, 4))[0]
    since = ""
    if employment == "unemployed" and chance(rng, 93):
        since = _unemployed_since(rng, entry).isoformat()
    if employment == "employed" and chance(rng, 5):
        since = entry.isoformat()
    return {"employment": employment, "unemployed_since": since}


def _unemployed_since(rng: Random, entry: date) -> date:
    if chance(rng, 45):
        return add_months(entry, -12) + timedelta(days=rng.randint(-1, 1))
    return entry - timedelta(days=rng.choice((0, rng.randint(1, 1500))))


def _traits(rng: Random) -> Cells:
    asked = ("yes", "no", "no", "refused")
    citizens = ("german", "german", "eu", "third_country", "stateless", "undetermined", "refused")
    homes = ("housed", "housed", "roofless", "houseless", "insecure", "inadequate", "refused")
    return {
        "disability": answer(rng, asked),
        "foreign_background": answer(rng, asked),
        "minority": answer(rng, asked),
        "citizenship": answer(rng, citizens),
        "housing": answer(rng, homes),
        "residence_ags": answer(rng, RURAL_AGS + OTHER_AGS),
    }
