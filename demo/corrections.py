"""What was recorded wrong, late or too early, and what was written instead.

Contact points mend their records all the time: somebody comes back after leaving, a birth date was mistyped, a missing
answer comes in, a draft is handed in, a person stands twice in the list, a status was another one's.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.participations import AFTER, CANCEL_REASONS, isced, statuses
from demo.profiles import LAST_DAY, ParticipationProfile
from demo.rows import Row

BACK_EVERY: Final = 9
TWICE_EVERY: Final = 31
MISTYPED_EVERY: Final = 17
OTHERS_STATUS_EVERY: Final = 23
LONGER_CONTACT_EVERY: Final = 37
A_YEAR: Final = timedelta(days=365)
DRAWN_APART: Final = 10_000  # seeds of corrections are this far from those of the records


def corrected_participations(profile: ParticipationProfile, rows: Sequence[Row]) -> list[Row]:
    """The rows that are said anew, whole; one of every five or so."""
    rng = Random(profile.seed + DRAWN_APART)
    changes = ((row, _change(rng, profile, number, row)) for number, row in enumerate(rows, start=1))
    return [{**row, **change} for row, change in changes if change]


def corrected_statuses(profile: ParticipationProfile, corrected: Sequence[Row], told: Sequence[Row]) -> list[Row]:
    """What became of those who came back and left again, and statuses that are taken back for another one."""
    again = [row for row in corrected if row["exit_date"] and row["state"] == "submitted"]
    moved = {row["participant_no"] for row in corrected}
    settled = [status for status in told if status["participant_no"] not in moved and status["status"] in AFTER]
    new = [{**status, "state": ""} for status in statuses(profile, again) if status not in told]
    return [*_other_statuses(profile, settled[::OTHERS_STATUS_EVERY]), *new]


def corrected_contacts(rows: Sequence[Row]) -> list[Row]:
    """Some contacts took longer than was written down first."""
    cases = [row for row in rows if row["case_no"]]
    return [{**row, "minutes": str(int(row["minutes"]) + 15)} for row in cases[::LONGER_CONTACT_EVERY]]


def _change(rng: Random, profile: ParticipationProfile, number: int, row: Row) -> Mapping[str, str]:
    match row["state"]:
        case "cancelled":
            return {}
        case "draft":
            return {**_answer(rng, profile, row), "state": "submitted"} if number % 2 else {}
    if answer := _answer(rng, profile, row):
        return answer if number % 2 else {}
    if number % TWICE_EVERY == 0:
        return {"state": "cancelled", "cancel_reason": CANCEL_REASONS[0]}
    if number % MISTYPED_EVERY == 0:
        return {"birth_date": (date.fromisoformat(row["birth_date"]) - A_YEAR).isoformat()}
    return _back_again(rng, profile, row) if number % BACK_EVERY == 0 and row["exit_date"] else {}


def _back_again(rng: Random, profile: ParticipationProfile, row: Row) -> Mapping[str, str]:
    """Who comes back keeps the entry; the day of leaving moves, unless that day has not come yet."""
    last = profile.opening(date.fromisoformat(row["exit_date"]) + timedelta(days=rng.randint(90, 180)))
    return {"exit_date": last.isoformat() if last <= LAST_DAY else ""}


def _answer(rng: Random, profile: ParticipationProfile, row: Row) -> Mapping[str, str]:
    """The answer that was missing so far, if one was."""
    entry = date.fromisoformat(row["entry_date"])
    if "isced" not in profile.unasked and not row["isced"]:
        return {"isced": isced(rng, entry - date.fromisoformat(row["birth_date"]))}
    if not row["gender"]:
        return {"gender": rng.choice(["female", "male"])}
    if not row["birth_date"]:
        return {"birth_date": (entry - timedelta(days=rng.randint(25 * 366, 60 * 365))).isoformat()}
    if row["employment"] == "unemployed" and not row["unemployed_since"]:
        return {"unemployed_since": (entry - timedelta(days=rng.randint(20, 900))).isoformat()}
    return {}


def _other_statuses(profile: ParticipationProfile, wrong: Sequence[Row]) -> Iterator[Row]:
    rng = Random(profile.seed + DRAWN_APART + 1)
    for status in wrong:
        others = [other for other in ("employed", "unemployed", "inactive") if other != status["status"]]
        yield {**status, "state": "cancelled"}
        yield {**status, "status": rng.choice(others), "state": ""}
