"""Which indicators one participation counts for, question by question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.oracle import dates
from tests.oracle.replay import Cells

# Specific objective (l): indicators of the catalogue that apply there.
SOCIAL_INCLUSION = "ESO4.12"
APPLY_TO_SOCIAL_INCLUSION = (
    "EECO01",
    "EECO06",
    "EECO07",
    "EECO08",
    "EECO12",
    "EECO13",
    "EECO14",
    "EECO15",
    "EECO16",
    "EECO17",
)


@dataclass(frozen=True, slots=True)
class World:
    """What a report looks at a person with."""

    as_of: date
    specific_objective: str
    rural: frozenset[str]


def is_complete(person: Cells, specific_objective: str) -> bool:
    """Whether everything is known that Art. 17(5) of Regulation (EU) 2021/1057 asks for."""
    if not (person["gender"] and person["birth_date"] and person["entry_date"]):
        return False
    if specific_objective == SOCIAL_INCLUSION:
        return True
    if not person["employment"] or not person["isced"]:
        return False
    return person["employment"] != "unemployed" or person["unemployed_since"] != ""


def reason_not_counted(person: Cells, world: World, *, gone: bool = False) -> str | None:
    """The first reason that applies; who is linked is known before. ``gone``: the record was erased."""
    if person["state"] == "cancelled":
        return "cancelled"
    if person["state"] == "draft":
        return "draft"
    if gone:
        return "erased"
    if date.fromisoformat(person["entry_date"]) > world.as_of:
        return "after_as_of"
    if not is_complete(person, world.specific_objective):
        return "incomplete"
    return None


def indicators_of(person: Cells, statuses: Sequence[Cells], world: World) -> set[str]:
    """Codes that a counted participation counts for; statuses in recorded order."""
    codes = {"EECO01"} | _work(person) | _age(person) | _education(person) | _traits(person)
    if person["residence_ags"] in world.rural:
        codes.add("EECO17")
    exit_day = dates.parse_date(person["exit_date"])
    if exit_day is not None and exit_day <= world.as_of:
        codes |= _results_on_leaving(person, _read(statuses, "exit", exit_day, world))
        codes |= _results_later(person, _read(statuses, "followup", exit_day, world))
    if world.specific_objective == SOCIAL_INCLUSION:
        codes &= set(APPLY_TO_SOCIAL_INCLUSION)
    return codes


def _work(person: Cells) -> set[str]:
    codes = set()
    if person["employment"] == "unemployed":
        codes.add("EECO02")
        since = dates.parse_date(person["unemployed_since"])
        entry = date.fromisoformat(person["entry_date"])
        if since is not None and dates.is_long_term(since, entry):
            codes.add("EECO03")
    if person["employment"] == "inactive":
        codes.add("EECO04")
    if person["employment"] == "employed":
        codes.add("EECO05")
    return codes


def _age(person: Cells) -> set[str]:
    birth = date.fromisoformat(person["birth_date"])
    years = dates.completed_years(birth, date.fromisoformat(person["entry_date"]))
    if years < 18:
        return {"EECO06"}
    if years <= 29:
        return {"EECO07"}
    if years >= 55:
        return {"EECO08"}
    return set()


def _education(person: Cells) -> set[str]:
    if person["isced"] in {"0", "1", "2"}:
        return {"EECO09"}
    if person["isced"] in {"3", "4"}:
        return {"EECO10"}
    if person["isced"] in {"5", "6", "7", "8"}:
        return {"EECO11"}
    return set()


def _traits(person: Cells) -> set[str]:
    codes = set()
    if person["disability"] == "yes":
        codes.add("EECO12")
    if person["citizenship"] in {"third_country", "stateless", "undetermined"}:
        codes.add("EECO13")
    if person["foreign_background"] == "yes":
        codes.add("EECO14")
    if person["minority"] == "yes":
        codes.add("EECO15")
    if person["housing"] in {"roofless", "houseless", "insecure", "inadequate"}:
        codes.add("EECO16")
    return codes


def _read(statuses: Sequence[Cells], kind: str, exit_day: date, world: World) -> list[Cells]:
    """Statuses of that kind inside their window and dated until the report's day."""
    first, last = dates.window(kind, exit_day)
    read = []
    for status in statuses:
        day = date.fromisoformat(status["date"])
        if status["kind"] == kind and first <= day <= last and day <= world.as_of:
            read.append(status)
    return read


def last_answer(read: Sequence[Cells], question: str) -> str:
    """The answer of the latest date, then recorded last; no_answer and empty cells answer nothing."""
    answer, answer_day = "", date.min
    for status in read:
        if status[question] in {"", "no_answer"}:
            continue
        day = date.fromisoformat(status["date"])
        if day >= answer_day:
            answer, answer_day = status[question], day
    return answer


def _results_on_leaving(person: Cells, read: Sequence[Cells]) -> set[str]:
    codes = set()
    last = last_answer(read, "status")
    if person["employment"] == "inactive" and last in {"job_seeking", "unemployed"}:
        codes.add("EECR01")
    if person["in_education"] == "no" and last_answer(read, "in_education") == "yes":
        codes.add("EECR02")
    if any(status["qualification"] == "yes" for status in read):
        codes.add("EECR03")
    if person["employment"] in {"unemployed", "inactive"} and last == "employed":
        codes.add("EECR04")
    return codes


def _results_later(person: Cells, read: Sequence[Cells]) -> set[str]:
    codes = set()
    last = last_answer(read, "status")
    if person["employment"] in {"unemployed", "inactive"} and last == "employed":
        codes.add("EECR05")
    if person["employment"] == "employed" and last_answer(read, "improved") == "yes":
        codes.add("EECR06")
    return codes
