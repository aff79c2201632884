"""ESF Plus participations made from a profile, and what became of them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.calendar import Opening
from demo.chances import chance, laid_out, one_of, weighted
from demo.profiles import LAST_DAY, ParticipationProfile
from demo.rows import Row

GROWN_UP: Final = timedelta(days=25 * 366)
DRAFT_EVERY: Final = (7, 23)  # the seventh, and every twenty-third after it
CANCELLED_EVERY: Final = (11, 29)
INCOMPLETE_EVERY: Final = (5, 13)
CANCEL_REASONS: Final = ("doppelt erfasst", "nicht förderfähig", "versehentlich angelegt")
NO_ANSWER: Final = ("nicht erreicht", "unbekannt verzogen", "möchte nichts angeben")
AFTER: Final = {
    "unemployed": ["employed"] * 5 + ["unemployed"] * 7 + ["job_seeking"] * 3 + ["inactive"] * 2,
    "inactive": ["job_seeking"] * 5 + ["inactive"] * 6 + ["employed"] * 2 + ["unemployed"] * 3,
    "employed": ["employed"] * 8 + ["unemployed"],
}


def participations(profile: ParticipationProfile) -> list[Row]:
    """All participations in the order of their entry; the same at every call."""
    rng = Random(profile.seed)
    first, last = profile.entries
    span = (last - first).days
    days = sorted(profile.opening(first + timedelta(days=rng.randint(2, span))) for _ in range(profile.participations))
    return [_participation(rng, profile, number, entry) for number, entry in enumerate(days, start=1)]


def statuses(profile: ParticipationProfile, rows: Sequence[Row]) -> list[Row]:
    """What became of those who left, by participation; the same for the same rows."""
    rng = Random(profile.seed + 1)
    return [status for row in rows if row["exit_date"] for status in _statuses(rng, profile.asking, row)]


def _participation(rng: Random, profile: ParticipationProfile, number: int, entry: date) -> Row:
    birth = entry - timedelta(days=rng.randint(*one_of(rng, profile.ages)))
    row = {
        "participant_no": f"{profile.numbers}-{number:04}",
        "sozialraum": one_of(rng, profile.sozialraeume),
        "state": "submitted",
        "gender": rng.choice(laid_out(profile.genders)),
        "birth_date": birth.isoformat(),
        "entry_date": entry.isoformat(),
        **_work(rng, profile, entry),
        "isced": isced(rng, entry - birth),
        **_traits(rng, profile),
        "exit_date": _exit_date(rng, profile.opening, entry),
        "cancel_reason": "",
        **dict.fromkeys(profile.unasked, ""),
    }
    return {**row, **_oddity(rng, profile, number, row)}


def isced(rng: Random, age: timedelta) -> str:
    """Who is young has not studied yet."""
    weights = [1, 6, 22, 34, 8, 4, 6, 4, 1] if age > GROWN_UP else [1, 12, 60, 8]
    return rng.choices("012345678"[: len(weights)], weights)[0]


def _work(rng: Random, profile: ParticipationProfile, entry: date) -> dict[str, str]:
    employment = weighted(rng, profile.employment)
    shorter, longer = rng.randint(20, 360), rng.randint(370, 2600)
    days = rng.choice([shorter] * profile.long_term[0] + [longer] * profile.long_term[1])
    return {
        "employment": employment,
        "unemployed_since": (entry - timedelta(days=days)).isoformat() if employment == "unemployed" else "",
        "in_education": "yes" if employment == "inactive" and chance(rng, 15) else "no",
    }


def _traits(rng: Random, profile: ParticipationProfile) -> dict[str, str]:
    citizenship = rng.choice(laid_out(profile.citizenships))
    foreign = "yes" if citizenship not in {"german", "refused"} or chance(rng, 6) else "no"
    return {
        "disability": rng.choices(["no", "yes", "refused"], [82, 13, 5])[0],
        "foreign_background": rng.choices([foreign, "refused"], [95, 5])[0],
        "minority": rng.choices(["no", "yes", "refused"], [90, 3, 7])[0],
        "citizenship": citizenship,
        "housing": rng.choice(laid_out(profile.housing)),
        "residence_ags": one_of(rng, profile.residences),
    }


def _exit_date(rng: Random, opening: Opening, entry: date) -> str:
    exit_day = opening(entry + timedelta(days=rng.randint(60, 430)))
    return exit_day.isoformat() if exit_day <= LAST_DAY and chance(rng, 85) else ""


def _oddity(rng: Random, profile: ParticipationProfile, number: int, row: Row) -> dict[str, str]:
    """Drafts, cancelled ones, and those of whom something is not known."""
    if _is(number, CANCELLED_EVERY):
        return {"state": "cancelled", "cancel_reason": rng.choice(CANCEL_REASONS)}
    if _is(number, DRAFT_EVERY):
        return {"state": "draft", "exit_date": "", "isced": ""}
    if _is(number, INCOMPLETE_EVERY):
        missing = rng.choice(profile.missable)
        return {missing: ""} if row[missing] else {"isced": ""}
    return {}


def _is(number: int, every: tuple[int, int]) -> bool:
    first, step = every
    return number >= first and (number - first) % step == 0


def _statuses(rng: Random, asking: Opening, row: Row) -> Iterator[Row]:
    exit_day = date.fromisoformat(row["exit_date"])
    answers = AFTER[row["employment"]]
    asked = asking(exit_day + timedelta(days=rng.randint(0, 28)))
    if asked <= LAST_DAY and chance(rng, 93):
        yield _status(rng, row, "exit", asked, rng.choice(answers))
    called = asking(exit_day + timedelta(days=rng.randint(190, 265)))
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
