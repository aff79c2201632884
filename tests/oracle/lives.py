"""What happens to one person over the files of a population."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.oracle.entries import answer, chance, entry_of
from tests.oracle.faults import FAULTY_ENTRIES, FAULTY_STATUSES
from tests.oracle.plan import Stage
from tests.oracle.rows import Operation
from tests.oracle.stories import exit_rows, followup_rows

Cells = dict[str, str]

# Turns that no single faulty cell describes.
TURNS = ("twice_in_a_file", "back_to_draft", "revived", "changed_when_cancelled", "no_exit_date")
MISHAPS: tuple[str | None, ...] = (
    *(f"entry {name}" for name in FAULTY_ENTRIES),
    *(f"status {name}" for name in FAULTY_STATUSES),
    *TURNS,
)


@dataclass(frozen=True, slots=True)
class Step:
    """A row and the file it stands in; dates as YYYY-MM-DD, absent cells are empty."""

    stage: Stage
    row: Cells


def life(rng: Random, index: int, operation: Operation, today: date, mishap: str | None = None) -> list[Step]:
    """All rows about one person, in the order of the files; a mishap adds rows to be refused."""
    person = entry_of(rng, _number(index), operation, today)
    if mishap is not None and not mishap.startswith("entry "):
        person |= _ready_for(mishap, operation)
    steps = _entered(rng, person, mishap)
    steps += _statuses(rng, person)
    steps += _corrections(rng, person)
    steps += _turn(person, mishap)
    return [step for step in steps if _is_possible(step, today)]


def _number(index: int) -> str:
    # Somebody always types a name here: it must never leave the service.
    return f'Özdemir, "Anni" {index}' if index % 50 == 7 else f"T{index:05}"


def _ready_for(mishap: str, operation: Operation) -> Cells:
    """A sound participation, so that nothing but the mishap is wrong."""
    entry = operation.start + timedelta(days=40)
    exit_day = "" if mishap == "no_exit_date" else (entry + timedelta(days=100)).isoformat()
    state = "cancelled" if mishap in {"revived", "changed_when_cancelled"} else "submitted"
    return {
        "state": state,
        "cancel_reason": "doppelt" if state == "cancelled" else "",
        "birth_date": "1990-10-10",
        "entry_date": entry.isoformat(),
        "unemployed_since": "",
        "exit_date": exit_day,
    }


def _entered(rng: Random, person: Cells, mishap: str | None) -> list[Step]:
    if mishap is None or not mishap.startswith("entry "):
        return [Step(Stage.ENTRIES, dict(person))]
    fault = FAULTY_ENTRIES[mishap.removeprefix("entry ")]
    steps = [Step(Stage.ENTRIES, person | fault(person))]
    if chance(rng, 60):
        steps.append(Step(Stage.CORRECTIONS, dict(person)))
    return steps


# --- statuses ---------------------------------------------------------------


def _statuses(rng: Random, person: Cells) -> list[Step]:
    number = person["participant_no"]
    if not person["exit_date"]:
        return []
    exit_day = date.fromisoformat(person["exit_date"])
    rows = exit_rows(number, exit_day, rng.randrange(1000)) if chance(rng, 80) else []
    if chance(rng, 65):
        rows += followup_rows(number, exit_day, rng.randrange(1000))
    steps = []
    for row in rows:
        late = chance(rng, 20)
        steps.append(Step(Stage.LATE_STATUSES if late else Stage.STATUSES, row))
        steps += _second_thoughts(rng, row)
    return steps


def _second_thoughts(rng: Random, row: Cells) -> list[Step]:
    """The same status again, taken back, recorded again, or said with fewer cells."""
    steps = []
    if chance(rng, 6):
        steps.append(Step(Stage.STATUSES, dict(row)))
    if chance(rng, 12):
        steps.append(Step(Stage.LATE_STATUSES, row | {"state": "cancelled"}))
        if chance(rng, 50):
            steps.append(Step(Stage.STATUSES_AGAIN, dict(row)))
    elif chance(rng, 12):
        steps.append(Step(Stage.STATUSES_AGAIN, row | {"state": "cancelled"}))
        if chance(rng, 30):
            steps.append(Step(Stage.STATUSES_AGAIN, dict(row)))
    if chance(rng, 10) and row["status"] != "no_answer":
        steps.append(Step(Stage.SHORT_STATUSES, dict(row)))
    return steps


# --- corrections ------------------------------------------------------------


def _corrections(rng: Random, person: Cells) -> list[Step]:
    """Corrected rows; the person is kept up to date for the shorter files after them."""
    steps = []
    if chance(rng, 18):
        person |= _second_look(rng, person)
        steps.append(Step(Stage.CORRECTIONS, dict(person)))
    if chance(rng, 15):
        person |= _exit_moved(rng, person)
        steps.append(Step(Stage.EXITS_MOVED, dict(person)))
    moved = _state_moved(rng, person)
    if moved:
        person |= moved
        steps.append(Step(Stage.STATES_MOVED, dict(person)))
    if chance(rng, 10) or (_has_gaps(person) and chance(rng, 60)):
        person |= _gaps_filled(rng, person)
        steps.append(Step(Stage.GAPS_FILLED, dict(person)))
    return steps


def _second_look(rng: Random, person: Cells) -> Cells:
    entry = date.fromisoformat(person["entry_date"])
    changes: list[Cells] = [
        {},
        {"bemerkung": "Name steht im Ordner"},
        {"entry_date": (entry + timedelta(days=rng.choice((-30, -1, 1, 30)))).isoformat()},
        {"employment": "inactive", "unemployed_since": ""},
        {"employment": "employed", "in_education": "no"},
        {"gender": "", "isced": ""},
        {"gender": rng.choice(("female", "male", "non_binary"))},
        {"in_education": "no", "disability": "yes", "housing": "refused"},
        {"birth_date": (entry - timedelta(days=rng.randint(17 * 365, 19 * 365))).isoformat()},
        {"residence_ags": "", "citizenship": "stateless", "minority": "yes"},
    ]
    return rng.choice(changes)


def _exit_moved(rng: Random, person: Cells) -> Cells:
    """Re-entry ends later; some exits were noted too late, some people never left."""
    base = date.fromisoformat(person["exit_date"] or person["entry_date"])
    days = rng.choice((1, 7, 28, 29, 200, -1, -28, -29, -100, 0))
    if chance(rng, 8):
        return {"exit_date": ""}
    return {"exit_date": (base + timedelta(days=days)).isoformat()}


def _state_moved(rng: Random, person: Cells) -> Cells:
    if person["state"] == "draft":
        if chance(rng, 45):
            return {"state": rng.choice(("submitted", "")), "cancel_reason": ""}
        return {"state": "cancelled", "cancel_reason": "nie erschienen"} if chance(rng, 30) else {}
    if person["state"] != "cancelled" and chance(rng, 5):
        return {"state": "cancelled", "cancel_reason": 'Storno, "doppelt"; siehe Ordner'}
    return {}


def _has_gaps(person: Cells) -> bool:
    return not (person["gender"] and person["birth_date"] and person["isced"])


def _gaps_filled(rng: Random, person: Cells) -> Cells:
    work = person["employment"] or answer(rng, ("inactive", "employed"), 20)
    return {
        "gender": person["gender"] or rng.choice(("female", "male", "non_binary")),
        "birth_date": person["birth_date"] or "1999-09-09",
        "isced": person["isced"] or answer(rng, "012345678", 20),
        "employment": work,
    }


# --- turns ------------------------------------------------------------------


def _turn(person: Cells, mishap: str | None) -> list[Step]:
    if mishap is None or mishap.startswith("entry "):
        return []
    if mishap.startswith("status "):
        fault = FAULTY_STATUSES[mishap.removeprefix("status ")]
        sound = _sound_status(person)
        return [Step(Stage.LATE_STATUSES, sound | fault(sound))]
    return _TURNS[mishap](person)


def _sound_status(person: Cells) -> Cells:
    day = person["exit_date"] or person["entry_date"]
    return {
        "participant_no": person["participant_no"],
        "kind": "exit",
        "date": day,
        "status": "inactive",
    }


_TURNS = {
    "twice_in_a_file": lambda person: [Step(Stage.ENTRIES, person | {"isced": "8"})],
    "back_to_draft": lambda person: [Step(Stage.STATES_MOVED, person | {"state": "draft"})],
    "revived": lambda person: [Step(Stage.STATES_MOVED, person | {"state": ""})],
    "changed_when_cancelled": lambda person: [
        Step(Stage.CORRECTIONS, person | {"isced": "", "gender": "", "disability": "yes"}),
        Step(Stage.GAPS_FILLED, person | {"birth_date": "1991-01-01"}),
    ],
    "no_exit_date": lambda person: [Step(Stage.STATUSES, _sound_status(person))],
}


def _is_possible(step: Step, today: date) -> bool:
    """Nothing but the faults says a day that has not come yet."""
    for column in ("date", "exit_date", "entry_date"):
        text = step.row.get(column, "")
        if today.isoformat() < text < "2100":
            return False
    return True
