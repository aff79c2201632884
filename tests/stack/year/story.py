"""What happened in a year at KOMPASS Arnstadt and KOMPASS Ilmenau: 400 people, 750 conversations, told by a seed.

The scale is that of ten years in one: over 4,000 people and 7,500 talks (IKL Ilmenau, 15 March 2023). Most people come
once and stay a tally; some keep a code word and come back; some give their name; some of those become participants.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final, Literal

START: Final = date(2025, 11, 3)
END: Final = date(2026, 10, 30)
PEOPLE: Final = 400
TALKS: Final = 750
CASES: Final = 150
NAMED: Final = 60
PARTICIPANTS: Final = 36
ON_PAPER_UNTIL: Final = date(2026, 1, 16)  # Ilmenau wrote lists before it had the platform
KINDS: Final = ("sprechstunde", "sprechstunde", "sprechstunde", "telefon", "begleitung", "aufsuchend", "email")
TOPICS: Final = (
    "schulden",
    "behoerden",
    "wohnen_suche",
    "bewerbung",
    "isolation",
    "gesundheit",
    "motivation",
    "familie",
)

Office = Literal["arnstadt", "ilmenau"]
OFFICES: Final[tuple[Office, ...]] = ("arnstadt", "ilmenau")


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as it really was; ``first`` is what was recorded at first, where that was wrong.

    ``person`` None: nobody will ever know who it was. ``tally``: recorded without a case, and joined to it later where
    ``joined``. ``undone``: recorded by mistake, and undone at once.
    """

    number: int
    day: date
    office: Office
    kind: str
    minutes: int
    topics: tuple[str, ...]
    person: int | None
    migration: bool
    tally: bool = False
    joined: bool = False
    undone: bool = False
    first_minutes: int | None = None

    @property
    def on_paper(self) -> bool:
        return self.office == "ilmenau" and self.day <= ON_PAPER_UNTIL


@dataclass(frozen=True, slots=True)
class Participant:
    """A questionnaire, in the words of the import file; None: the person is no participant."""

    number: str
    entry: date
    cells: dict[str, str]
    exit: date | None = None
    status: str | None = None
    status_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who came back: from which talk on under a code word, from which on under a name."""

    number: int
    office: Office
    talks: tuple[Talk, ...]
    code_word: str
    named_at: int | None = None  # index of a talk
    participant: Participant | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """Everything, in the order of days."""

    people: tuple[Person, ...]
    once: tuple[Talk, ...]
    mistakes: tuple[Talk, ...] = field(default=())

    @property
    def talks(self) -> list[Talk]:
        """All that really took place."""
        return sorted((*self.once, *(talk for one in self.people for talk in one.talks)), key=_when)


def _when(talk: Talk) -> tuple[date, int]:
    return talk.day, talk.number


def the_year(seed: int = 1) -> Year:
    """The same year for the same seed; exactly PEOPLE people and TALKS conversations."""
    chance = Random(f"Ilm-Kreis {seed}")
    sizes = _sizes(chance)
    numbers = iter(range(1, 10_000))
    people = tuple(_person(chance, number, size, numbers) for number, size in enumerate(sizes, start=1))
    once = tuple(
        _talk(chance, next(numbers), _day(chance, START, END), chance.choice(OFFICES), None)
        for _ in range(PEOPLE - CASES)
    )
    mistakes = tuple(
        Talk(next(numbers), day, "arnstadt", "telefon", 15, ("behoerden",), None, migration=False, undone=True)
        for day in (date(2026, 3, 3), date(2026, 6, 9), date(2026, 9, 1))
    )
    return Year(people, once, mistakes)


def _sizes(chance: Random) -> Sequence[int]:
    """How often each person with a case came; together with those who came once they make TALKS."""
    sizes = [2] * CASES
    for _ in range(TALKS - (PEOPLE - CASES) - 2 * CASES):
        sizes[min(int(chance.expovariate(1 / 40)), CASES - 1)] += 1
    return sizes


def _person(chance: Random, number: int, size: int, numbers: Iterator[int]) -> Person:
    office = chance.choice(OFFICES)
    first = _day(chance, START, END - timedelta(days=14 * size))
    days = sorted(_day(chance, first, END) for _ in range(size))
    began_as_tally = number % 5 == 0  # a first talk without a case, on which the person agrees later, or not
    talks = tuple(
        _talk(
            *(chance, next(numbers), day, office, number),
            tally=began_as_tally and place == 0,
            joined=began_as_tally and place == 0 and number % 10 == 0,
        )
        for place, day in enumerate(days)
    )
    named = number <= NAMED
    participant = _participant(chance, number, talks[-1].day) if number <= PARTICIPANTS else None
    closed = talks[-1].day if number % 7 == 0 else None
    return Person(number, office, talks, f"Kompass-{number:03d}", 1 if named else None, participant, closed)


def _talk(
    chance: Random,
    number: int,
    day: date,
    office: Office,
    person: int | None,
    *,
    tally: bool = False,
    joined: bool = False,
) -> Talk:
    minutes = chance.choice((10, 15, 20, 30, 45, 60, 90))
    return Talk(
        number=number,
        day=day,
        office=office,
        kind=chance.choice(KINDS),
        minutes=minutes,
        topics=tuple(sorted(chance.sample(TOPICS, chance.choice((1, 1, 2, 3))))),
        person=person,
        migration=chance.random() < 0.2,
        tally=tally or person is None,
        joined=joined,
        first_minutes=minutes * 10 if number % 40 == 0 else None,
    )


def _participant(chance: Random, number: int, entry: date) -> Participant:
    employment = chance.choice(("unemployed", "unemployed", "inactive", "employed"))
    cells = {
        "gender": chance.choice(("female", "male", "male", "non_binary")),
        "birth_date": date(chance.randint(1950, 2007), chance.randint(1, 12), chance.randint(1, 28)).isoformat(),
        "employment": employment,
        "unemployed_since": f"{chance.randint(2019, 2024)}-05-01" if employment == "unemployed" else "",
        "in_education": chance.choice(("yes", "no")),
        "isced": "" if number % 9 == 0 else str(chance.randint(0, 8)),
        "disability": chance.choice(("yes", "no", "no", "refused")),
        "foreign_background": chance.choice(("yes", "no")),
        "minority": chance.choice(("yes", "no", "refused")),
        "citizenship": chance.choice(("german", "german", "eu", "third_country", "stateless")),
        "housing": chance.choice(("housed", "housed", "insecure", "houseless")),
    }
    left = entry + timedelta(days=chance.randint(1, 20)) if number % 3 == 0 and entry < date(2026, 8, 1) else None
    became = chance.choice(("employed", "job_seeking", "inactive")) if left else None
    return Participant(
        f"IK-{number:04d}", entry, cells, left, became, left + timedelta(days=chance.randint(0, 28)) if left else None
    )


def _day(chance: Random, first: date, last: date) -> date:
    """A working day."""
    while True:
        day = first + timedelta(days=chance.randint(0, max(0, (last - first).days)))
        if day.isoweekday() <= 5 or first == last:
            return day
