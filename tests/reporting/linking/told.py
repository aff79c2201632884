"""Histories in which persons stand twice, told as facts and as rows for the oracle; and a report without a database."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import structs

from services.contracts.intake import ParticipationCorrected, ParticipationEntered, StatusRecorded
from services.kernel.facts import Contract, Erased
from services.kernel.log import LogRow
from services.kernel.projection import folded, recorded
from services.reporting.esf import Document
from services.reporting.submissions.queries import Submission
from services.reporting.submissions.recounted import recounted
from services.reporting.submissions.refolded import NEEDED, Refolded
from tests.oracle.linked import Tie
from tests.oracle.rows import Recorded
from tests.reporting.facts import (
    OPERATION,
    case_linked,
    case_unlinked,
    corrected,
    entered,
    linked,
    marked,
    opened,
    released,
    retracted,
    status,
    unlinked,
)
from tests.reporting.history import START, Source, id_of
from tests.reporting.test_second_opinion import AGS, ENTRY_COLUMNS, STATUS_COLUMNS, Told, an_entry, row_of

PERSONS: Final = 14
CASES: Final = 3
ELSEWHERE: Final = "other-2022"
DAYS_LEFT: Final = [date(2024, 5, 31), date(2024, 8, 31), date(2024, 11, 30)]
EXITS: Final = [None, *DAYS_LEFT, *DAYS_LEFT]
OPENING: Final = [opened(), released(), marked(AGS[0])]


class LinkedTold(Told):
    """Few people, so that links meet: entries, corrections, statuses, and who is one with whom, in any order."""

    def __init__(self, seed: int, district: str = "kreis", *, with_links: bool = True) -> None:
        super().__init__(seed, district)
        self.with_links = with_links
        self.ties: list[Tie] = []
        self.known: set[object] = set()
        self.open: dict[UUID, tuple[StatusRecorded, dict[str, str]]] = {}
        self.standing: set[tuple[object, object]] = set()
        self.gone: set[str] = set()
        self.held: dict[int, int] = {}  # participant -> case

    def happen(self, facts: int) -> None:
        for _ in range(facts):
            links = [self.link, self.of_case] if self.with_links else []
            self.chance.choice([*[self.entry] * 2, *[self.said] * 6, *links])()

    def erase(self, *numbers: object) -> None:
        """Nobody can read these records any more, in no version: the facts are as a reader without keys has them."""
        self.gone |= {str(number) for number in numbers}
        persons = {id_of("person", number) for number in numbers}
        self.facts = [
            structs.replace(fact, traits=Erased())
            if isinstance(fact, ParticipationEntered | ParticipationCorrected) and fact.person_id in persons
            else fact
            for fact in self.facts
        ]

    def entry(self) -> None:
        number = self.chance.choice([*range(PERSONS), "elsewhere"])
        given = {**an_entry(self.chance), "exit_date": self.chance.choice(EXITS), "birth_date": date(1990, 3, 1)}
        given["gender"] = self.chance.choice([*["female", "male", "non_binary"] * 3, None])
        given["isced"] = self.chance.choice([*range(1, 7), None])
        operation = ELSEWHERE if number == "elsewhere" else OPERATION
        fact = (corrected if number in self.known else entered)(number, **given, operation=operation)
        self.known.add(number)
        row = {**row_of(0, fact, ENTRY_COLUMNS), "participant_no": str(number)}
        self.facts.append(fact)
        self.rows.append(Recorded(self.moment, operation, "participants", tuple(row), row))

    def said(self) -> None:
        """A status near an exit of anybody, or one taken back."""
        if self.open and self.chance.random() < 0.2:
            fact, row = self.open.pop(self.chance.choice(sorted(self.open)))
            self.tell(retracted(fact), "statuses", {**row, "state": "cancelled"})
        elif self.known - {"elsewhere"}:
            self.one_said(self.chance.choice(sorted(self.known - {"elsewhere"}, key=str)))

    def one_said(self, number: object) -> None:
        left = self.chance.choice(DAYS_LEFT)
        days, kind = self.chance.choice([(0, "exit"), (3, "exit"), (28, "exit"), (29, "exit"), (185, "followup")])
        cells = {name: self.chance.choice(["yes", "no", None]) for name in STATUS_COLUMNS[3:]}
        what = self.chance.choice(["employed", "job_seeking", "unemployed", "inactive", "no_answer"])
        fact = status(number, kind, left + timedelta(days=days), what, **cells)
        if fact.status_id not in self.open:
            self.open[fact.status_id] = (fact, {**row_of(0, fact, STATUS_COLUMNS), "participant_no": str(number)})
            self.tell(fact, "statuses", self.open[fact.status_id][1])

    def link(self) -> None:
        one, other = self.chance.sample([*range(PERSONS), "elsewhere"], 2)
        pair = (one, other) if str(one) < str(other) else (other, one)
        if self.standing and self.chance.random() < 0.5:
            pair = self.chance.choice(sorted(self.standing, key=str))
        holds = pair not in self.standing
        self.standing ^= {pair}
        self.tie((linked if holds else unlinked)(*pair), pair, holds=holds)

    def of_case(self) -> None:
        number = self.chance.randrange(PERSONS)
        if number in self.held:
            case = self.held.pop(number)
            self.tie(case_unlinked(case, number), (f"case {case}", number), holds=False)
        else:
            case = self.held[number] = self.chance.randrange(CASES)
            self.tie(case_linked(case, number), (f"case {case}", number))

    def tie(self, fact: Contract, pair: tuple[object, object], *, holds: bool = True) -> None:
        self.facts.append(fact)
        self.ties.append(Tie(self.moment, str(pair[0]), str(pair[1]), holds))

    @property
    def moment(self) -> Any:
        """When the last fact was recorded."""
        return START + self.intake.step * len(self.facts)


def report(facts: Sequence[Contract], as_of: str = "2024-12-31", opening: Sequence[Contract] = OPENING) -> Document:
    """From the facts alone, folded in memory."""
    made = submission_at(date.fromisoformat(as_of), {"districts": len(opening), "intake": len(facts)})
    return recounted("kreis", made, _state({"districts": opening, "intake": facts}))


def submission_at(as_of: date, positions: dict[str, int], district: str = "kreis", journal_size: int = 0) -> Submission:
    """A submission as far as it says what is to be counted."""
    return Submission(
        id=id_of("submission"),
        district=district,
        operation=OPERATION,
        as_of=as_of,
        period=None,
        known_at=None,
        positions=positions,
        journal_size=journal_size,
        catalogue="esf-plus-2021-2027",
        version=1,
        catalogue_content="",
        document="",
        digest="",
        checkpoint="",
        replaces=None,
        created_by="",
        created=START,
        replaced_by=None,
        state="created",
    )


def _state(sources: dict[str, Sequence[Contract]]) -> Refolded:
    state = Refolded()
    for source, facts in sources.items():
        log = Source(source)
        for fact in facts:
            log.record(fact)
        rows: list[LogRow] = log.rows
        known = [recorded(source, row, fact) for row, fact in zip(rows, facts, strict=True)]
        for projection in NEEDED:
            read = [one for one in known if isinstance(one.fact, projection.reads)]
            for table, changes in folded(projection, read).items():
                state.take(table, changes)
    return state
