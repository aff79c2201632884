"""What reporting has of a person: the reports to the funder that counted her, and what was read for examinations."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.reporting import EvidenceKind, SampleDrawn
from services.kernel.district import schema_of
from services.kernel.pages.wording import day, moment
from services.kernel.settings import Settings
from services.kernel.telling import Part, Subject, Told
from services.reporting.application import Reporting
from services.reporting.auditing.samples_queries import SampleRow, samples_of
from services.reporting.esf import rules_of
from services.reporting.explaining.assessed import Assessed, assessed
from services.reporting.knowledge import reading
from services.reporting.submissions.queries import Submission, submissions
from services.reporting.submissions.recomputed import question_of
from services.reporting.submissions.wording import STATES

NO_WAIT_S: Final = 0.0  # what is handed in is read, nothing new is counted
KINDS: Final[Mapping[EvidenceKind, str]] = {
    "cell": "eine Zahl des Berichts mit denen, die sie zählt",
    "explanation": "die Erklärung einer Zahl",
    "record": "Ihre Angaben zur Teilnahme",
    "history": "der Verlauf Ihrer Angaben",
    "sample": "eine Stichprobe des Vorhabens",
    "bundle": "das Prüfpaket des Landkreises",
}
OPERATIONS: Final = "SELECT DISTINCT operation FROM {s}.participation_versions WHERE participation = ANY (%s)"
# What names her, and what may show her among all of her operation.
READS: Final = """
    SELECT kind, operation, code, actor, min(recorded), max(recorded), count(*) FROM {s}.evidence_reads
    WHERE participation = ANY (%(mine)s) OR case_id = ANY (%(cases)s)
        OR (operation = ANY (%(operations)s) AND participation IS NULL AND case_id IS NULL)
    GROUP BY kind, operation, code, actor ORDER BY min(recorded), kind, code"""


@dataclass(frozen=True, slots=True)
class PartsOfReporting:
    """The port ``services.kernel.telling.TellsOfPersons``."""

    service: Reporting
    about: str = "Berichte, in denen Sie gezählt wurden, und Prüfungen"

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(Reporting.of(settings, NO_WAIT_S))

    def parts(self, district: str, subject: Subject) -> list[Part]:
        mine = subject.participations
        with reading(self.service.pool, district) as conn:
            operations = _operations(conn, district, mine)
            handed_in = [one for one in submissions(conn, district) if one.operation in operations]
            counted = [told for one in reversed(handed_in) for told in _counted(conn, district, one, mine)]
            looked_at = list(_reads(conn, district, subject, operations))
        drawn = self._samples(district, mine, operations)
        return [
            Part(title="Berichte, in denen Sie gezählt wurden", told=tuple(counted)),
            Part(title="Prüfungen: wer Einblick hatte", told=(*drawn, *looked_at)),
        ]

    def _samples(self, district: str, mine: Collection[UUID], operations: Collection[str]) -> Iterator[Told]:
        rows = {row.sample: row for row in samples_of(self.service.pool, district, operations)}
        for stream, facts in self.service.store.load(district, list(rows)).items():
            if any(isinstance(fact, SampleDrawn) and set(fact.participations) & set(mine) for fact in facts):
                yield _drawn(rows[stream])


def _operations(conn: Connection[Any], district: str, mine: Collection[UUID]) -> list[str]:
    statement = SQL(OPERATIONS).format(s=Identifier(schema_of(district)))
    return [operation for (operation,) in conn.execute(statement, [list(mine)])]


def _counted(conn: Connection[Any], district: str, made: Submission, mine: Collection[UUID]) -> Iterator[Told]:
    """As the submission knew her; whose record was erased since is found in none."""
    question = question_of(made)
    rules = rules_of(conn, district, question, made.knowledge)
    for one in assessed(conn, district, question, made.knowledge, rules, participations=mine):
        if one.reason is None:
            entered = (known for known in rules.catalogue.indicators if known.code in one.codes)
            yield _told(made, one, [f"{known.code} {known.title_de}" for known in entered])


def _told(made: Submission, one: Assessed, titles: list[str]) -> Told:
    return Told(
        title="Bericht an den Zuwendungsgeber",
        recorded=made.created,
        by=made.created_by,
        said=(
            ("Vorhaben", made.operation),
            ("Stichtag", day(made.as_of)),
            ("Stand", STATES[made.state]),
            ("Teilnahme", str(one.participation)),
            ("Gezählt unter", "; ".join(titles)),
        ),
    )


def _drawn(row: SampleRow) -> Told:
    return Told(
        title="In eine Stichprobe gezogen",
        recorded=row.drawn,
        by=row.drawn_by,
        said=(("Vorhaben", row.operation), ("Stichtag", day(row.as_of))),
    )


def _reads(conn: Connection[Any], district: str, subject: Subject, operations: Collection[str]) -> Iterator[Told]:
    """One entry for everything that one examiner looked at in the same way."""
    statement = SQL(READS).format(s=Identifier(schema_of(district)))
    asked = {"mine": list(subject.participations), "cases": list(subject.cases), "operations": list(operations)}
    for kind, operation, code, actor, first, last, times in conn.execute(statement, asked):
        said = [("Vorhaben", operation), ("Was", KINDS[kind])]
        if code is not None:
            said.append(("Indikator", code))
        if times > 1:
            said.append(("Wie oft", f"{times}-mal, zuletzt am {moment(last)} Uhr"))
        yield Told(title="Einblick für eine Prüfung", recorded=first, by=actor, said=tuple(said))
