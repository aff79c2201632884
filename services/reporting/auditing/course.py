"""How figures and records came to be: the state as of a day and as known then, and what the last fact changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from psycopg import Connection

from services.reporting.auditing.days import Days, days_around
from services.reporting.auditing.steps import SOURCE, Steps, Subject, steps_around
from services.reporting.domain.catalogues import catalogue
from services.reporting.esf import SOURCES, EsfQuestion, esf_report_at
from services.reporting.explaining.assessed import Assessed, assessed
from services.reporting.explaining.cell import UnknownIndicator
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.knowledge import Knowledge, knowledge_at
from services.reporting.sheets import GENDERS

NOT_COUNTED: Final = "wird nicht gezählt"
COUNTED: Final = "wird gezählt"
UNKNOWN: Final = "noch nicht erfasst"


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure, or whether a record enters a cell (1 or 0), here and before the last fact; None: does not apply."""

    code: str
    title: str
    now: int | None
    before: int | None

    @property
    def difference(self) -> int | None:
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True, slots=True)
class Course:
    """The state at a point; ``stands``: of a record, whether it is counted here and before the last fact.

    ``single``: of one indicator, its cell of each gender, by the gender's key.
    """

    steps: Steps
    days: Days
    knowledge: Knowledge
    cells: Sequence[Moved]
    stands: tuple[str, str] | None = None
    single: Sequence[Moved] = ()


def course_of(conn: Connection[Any], district: str, subject: Subject, question: EsfQuestion) -> Course:
    """Inside a transaction that sees one snapshot; ``question`` is about the subject's operation.

    Raises UnknownOperation, UnknownCatalogue, UnknownIndicator.
    """
    now = knowledge_at(conn, district, SOURCES, question.known_at)
    steps = steps_around(conn, district, subject, now.positions[SOURCE])
    days = days_around(conn, district, subject, now.positions[SOURCE], question.as_of)
    before = _before(now, steps)
    if subject.is_whole and subject.indicator is not None:
        return Course(steps, days, now, (), single=_genders(conn, district, question, (now, before), subject.indicator))
    if subject.is_whole:
        return Course(steps, days, now, _figures(conn, district, question, now, before))
    if subject.participation is None:
        return Course(steps, days, now, ())
    here, there = (_record(conn, district, subject, question, each) for each in (now, before))
    entered = _entered(conn, district, question, now, (here, there))
    return Course(steps, days, now, entered, (_stands(here), _stands(there)))


def _before(now: Knowledge, steps: Steps) -> Knowledge:
    """The state of knowledge right before the last fact."""
    current = steps.current
    return now if current is None else replace(now, positions={**now.positions, SOURCE: current.sequence - 1})


def _figures(
    conn: Connection[Any], district: str, question: EsfQuestion, now: Knowledge, before: Knowledge
) -> list[Moved]:
    document, earlier = (esf_report_at(conn, district, question, each) for each in (now, before))
    titles = {
        one.code: one.title_de for one in catalogue(document["catalogue"], document["catalogue_version"]).indicators
    }
    totals = {one["code"]: one["total"] for one in earlier["indicators"]}
    return [
        Moved(one["code"], titles[one["code"]], one["total"], totals.get(one["code"])) for one in document["indicators"]
    ]


def _genders(
    conn: Connection[Any], district: str, question: EsfQuestion, at: tuple[Knowledge, Knowledge], code: str
) -> list[Moved]:
    """One indicator of the report here and before the last fact, gender by gender and in all."""
    here, there = (
        {one["code"]: one for one in esf_report_at(conn, district, question, each)["indicators"]} for each in at
    )
    if code not in here:
        raise UnknownIndicator(code)
    before = there.get(code, {})
    return [
        Moved(gender, title, here[code][gender], before.get(gender))
        for gender, title in GENDERS.items()
        if gender in here[code]
    ]


def _record(
    conn: Connection[Any], district: str, subject: Subject, question: EsfQuestion, knowledge: Knowledge
) -> Assessed | None:
    assert subject.participation is not None, "asked before"
    rules = Standpoint.at(conn, district, question, knowledge).rules
    found = assessed(conn, district, question, knowledge, rules, participations=[subject.participation])
    return found[0] if found else None


def _entered(
    conn: Connection[Any],
    district: str,
    question: EsfQuestion,
    knowledge: Knowledge,
    of: tuple[Assessed | None, Assessed | None],
) -> list[Moved]:
    """The cells that the record enters here or entered before the last fact."""
    now, before = ([] if each is None or each.reason is not None else each.codes for each in of)
    indicators = Standpoint.at(conn, district, question, knowledge).rules.catalogue.indicators
    return [
        Moved(one.code, one.title_de, int(one.code in now), int(one.code in before))
        for one in indicators
        if one.code in now or one.code in before
    ]


def _stands(one: Assessed | None) -> str:
    if one is None:
        return UNKNOWN
    return COUNTED if one.reason is None else f"{NOT_COUNTED}: {one.reason[1]}"
