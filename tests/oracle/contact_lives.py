"""What is noted about one contact over the files of a population."""

from datetime import date, timedelta
from random import Random

from tests.oracle.entries import SOZIALRAEUME, answer, chance
from tests.oracle.faults import FAULTY_CONTACTS
from tests.oracle.lives import Cells, Step
from tests.oracle.plan import Stage
from tests.oracle.rows import Operation
from tests.oracle.vocabulary import CONTACT_KINDS, TOPICS

MISHAPS: tuple[str | None, ...] = (*FAULTY_CONTACTS, "twice_in_a_file")
TRACKS = ("social", "social_and_vocational")


def contact_life(
    rng: Random,
    index: int,
    operation: Operation,
    today: date,
    mishap: str | None = None,
    *,
    cases: int,
) -> list[Step]:
    """All rows about one contact; cases is the number of cases that come to the contact point."""
    contact = _contact(rng, index, cases, operation, today)
    steps = [Step(Stage.CONTACTS, dict(contact))]
    if mishap == "twice_in_a_file":
        steps.append(Step(Stage.CONTACTS, contact | {"minutes": "99"}))
    elif mishap is not None:
        steps = [Step(Stage.CONTACTS, contact | FAULTY_CONTACTS[mishap](contact))]
    if chance(rng, 12):
        contact |= {"topics": _topics(rng), "track": answer(rng, TRACKS, 40)}
        contact["migration_background"] = answer(rng, ("yes", "no"), 30)
        steps.append(Step(Stage.CONTACTS_CLARIFIED, dict(contact)))
    if chance(rng, 12):
        contact |= _corrected(rng, contact, cases)
        steps.append(Step(Stage.CONTACTS_CORRECTED, dict(contact)))
    return steps


def _contact(rng: Random, index: int, cases: int, operation: Operation, today: date) -> Cells:
    span = (today - operation.start).days
    return {
        "contact_no": f"K-{index:05}",
        "date": (operation.start + timedelta(days=rng.randint(0, span))).isoformat(),
        "sozialraum": rng.choice(SOZIALRAEUME),
        "case_no": "" if chance(rng, 20) else _case(rng, cases),
        "kind": answer(rng, CONTACT_KINDS),
        "site": rng.choice(("", "Bürgerbüro, Raum 3", "bei Familie Schmidt; 2. OG")),
        "minutes": answer(rng, ("0", "5", "45", "120")),
        "topics": _topics(rng),
        "migration_background": answer(rng, ("yes", "no"), 60),
        "track": answer(rng, TRACKS, 60),
    }


def _case(rng: Random, cases: int) -> str:
    return f"Fall {rng.randrange(cases):04}"


def _topics(rng: Random) -> str:
    return "|".join(rng.sample(TOPICS, rng.randint(0, 3)))


def _corrected(rng: Random, contact: Cells, cases: int) -> Cells:
    day = date.fromisoformat(contact["date"])
    changes: list[Cells] = [
        {},
        {"date": (day - timedelta(days=rng.randint(1, 40))).isoformat()},
        {"case_no": _case(rng, cases)},
        {"case_no": ""},
        {"kind": "", "minutes": "15", "site": ""},
        {"track": "", "migration_background": ""},
        {"sozialraum": rng.choice(SOZIALRAEUME)},
    ]
    return rng.choice(changes)
