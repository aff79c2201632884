"""ESF Plus participations of the invented contact points in Erfurt from 2022 on, and what became of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.calendar import chance, open_day
from demo.rows import Row

FIRST_DAY: Final = date(2022, 1, 10)
LAST_DAY: Final = date(2026, 6, 30)
PARTICIPATIONS: Final = 180
GROWN_UP: Final = timedelta(days=25 * 366)
DRAFTS: Final = range(7, PARTICIPATIONS, 23)
CANCELLED: Final = range(11, PARTICIPATIONS, 29)
INCOMPLETE: Final = range(5, PARTICIPATIONS, 13)
CANCEL_REASONS: Final = ("doppelt erfasst", "nicht förderfähig", "versehentlich angelegt")
NO_ANSWER: Final = ("nicht erreicht", "unbekannt verzogen", "möchte nichts angeben")

GENDERS: Final = ["female"] * 52 + ["male"] * 46 + ["non_binary"] * 2
CITIZENSHIPS: Final = ["german"] * 74 + ["third_country"] * 14 + ["eu"] * 8 + ["stateless", "undetermined", "refused"]
HOUSING: Final = ["housed"] * 84 + ["insecure"] * 7 + ["inadequate"] * 4 + ["roofless", "houseless"] + ["refused"] * 3
AFTER: Final = {
    "unemployed": ["employed"] * 5 + ["unemployed"] * 7 + ["job_seeking"] * 3 + ["inactive"] * 2,
    "inactive": ["job_seeking"] * 5 + ["inactive"] * 6 + ["employed"] * 2 + ["unemployed"] * 3,
    "employed": ["employed"] * 8 + ["unemployed"],
}


def participations() -> list[Row]:
    """All participations in the order of their entry; the same at every call."""
    rng = Random(2022)
    span = (date(2026, 6, 15) - FIRST_DAY).days
    days = sorted(open_day(FIRST_DAY + timedelta(days=rng.randint(2, span))) for _ in range(PARTICIPATIONS))
    return [_participation(rng, number, entry) for number, entry in enumerate(days, start=1)]


def statuses() -> list[Row]:
    """What became of those who left, by participation; the same at every call."""
    rng = Random(2023)
    return [status for row in participations() if row["exit_date"] for status in _statuses(rng, row)]


def _participation(rng: Random, number: int, entry: date) -> Row:
    birth = entry - timedelta(days=rng.randint(17 * 366, 66 * 365))
    row = {
        "participant_no": f"EF-{number:04}",
        "sozialraum": rng.choice(["berliner-platz", "rieth"]),
        "state": "submitted",
        "gender": rng.choice(GENDERS),
        "birth_date": birth.isoformat(),
        "entry_date": entry.isoformat(),
        **_work(rng, entry),
        "isced": _isced(rng, entry - birth),
        **_traits(rng),
        "exit_date": _exit_date(rng, entry),
        "cancel_reason": "",
    }
    return {**row, **_oddity(rng, number, row)}


def _isced(rng: Random, age: timedelta) -> str:
    """Who is young has not studied yet."""
    weights = [1, 6, 22, 34, 8, 4, 6, 4, 1] if age > GROWN_UP else [1, 12, 60, 8]
    return rng.choices("012345678"[: len(weights)], weights)[0]


def _work(rng: Random, entry: date) -> dict[str, str]:
    employment = rng.choices(["unemployed", "inactive", "employed"], [60, 30, 10])[0]
    since = entry - timedelta(days=rng.choice([rng.randint(20, 360), rng.randint(370, 2600)]))
    return {
        "employment": employment,
        "unemployed_since": since.isoformat() if employment == "unemployed" else "",
        "in_education": "yes" if employment == "inactive" and chance(rng, 15) else "no",
    }


def _traits(rng: Random) -> dict[str, str]:
    citizenship = rng.choice(CITIZENSHIPS)
    foreign = "yes" if citizenship not in {"german", "refused"} or chance(rng, 6) else "no"
    return {
        "disability": rng.choices(["no", "yes", "refused"], [82, 13, 5])[0],
        "foreign_background": rng.choices([foreign, "refused"], [95, 5])[0],
        "minority": rng.choices(["no", "yes", "refused"], [90, 3, 7])[0],
        "citizenship": citizenship,
        "housing": rng.choice(HOUSING),
        "residence_ags": "16051000",
    }


def _exit_date(rng: Random, entry: date) -> str:
    exit_day = open_day(entry + timedelta(days=rng.randint(60, 430)))
    return exit_day.isoformat() if exit_day <= LAST_DAY and chance(rng, 85) else ""


def _oddity(rng: Random, number: int, row: dict[str, str]) -> dict[str, str]:
    """Drafts, cancelled ones, and those of whom something is not known."""
    if number in CANCELLED:
        return {"state": "cancelled", "cancel_reason": rng.choice(CANCEL_REASONS)}
    if number in DRAFTS:
        return {"state": "draft", "exit_date": "", "isced": ""}
    if number in INCOMPLETE:
        missing = rng.choice(["birth_date", "isced", "gender", "unemployed_since"])
        return {missing: ""} if row[missing] else {"isced": ""}
    return {}


def _statuses(rng: Random, row: Row) -> Iterator[Row]:
    exit_day = date.fromisoformat(row["exit_date"])
    answers = AFTER[row["employment"]]
    asked = exit_day + timedelta(days=rng.randint(0, 28))
    if asked <= LAST_DAY and chance(rng, 93):
        yield _status(rng, row, "exit", asked, rng.choice(answers))
    called = exit_day + timedelta(days=rng.randint(190, 265))
    if called <= LAST_DAY and chance(rng, 80):
        yield _status(rng, row, "followup", called, rng.choice([*answers, "no_answer"]))


def _status(rng: Random, row: Row, kind: str, day: date, status: str) -> Row:
    answered = status != "no_answer"
    at_exit, at_work = answered and kind == "exit", answered and kind == "followup" and row["employment"] == "employed"
    return {
        "participant_no": row["participant_no"],
        "kind": kind,
        "date": day.isoformat(),
        "status": status,
        "in_education": rng.choices(["no", "yes"], [85, 15])[0] if at_exit else "",
        "qualification": rng.choices(["no", "yes"], [78, 22])[0] if at_exit else "",
        "improved": rng.choice(["yes", "no"]) if at_work else "",
        "reason": "" if answered else rng.choice(NO_ANSWER),
    }
