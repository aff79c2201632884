"""The profile of a Sozialraum: figures of others beside our own, over time and beside the other Sozialräume.

Own figures count whole years, the last one up to the day of the question; figures of others count when their period had
begun by then. Both as they were known at ``known_at``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.kernel.times import rfc3339
from services.reporting.domain.gaps import ENOUGH
from services.reporting.esf import Document
from services.reporting.gaps import GapsQuestion, gaps_report
from services.reporting.knowledge import knowledge_at
from services.reporting.own_figures import KEYS, OwnFigures, own_figures
from services.reporting.social_figures import Figure, SocialFigures, Statistic, social_figures

SOURCES: Final = ("districts", "intake", "referral", "events")
YEARS_BACK: Final = 4
OF_DEMAND: Final = frozenset({"gap", "full"})


CHOICES: Final = SQL("""
    SELECT sozialraum FROM {s}.sozialraeume WHERE valid_to IS NULL
    UNION SELECT sozialraum FROM {s}.contact_versions WHERE valid_to IS NULL ORDER BY 1
""")
STATISTICS: Final = SQL(
    "SELECT statistic, label FROM {s}.statistic_versions WHERE valid_to IS NULL ORDER BY label, statistic"
)


class UnknownSozialraum(RuleViolation):
    title = "Diesen Sozialraum gibt es hier nicht."


class UnknownStatistic(RuleViolation):
    title = "Diese Kennzahl gibt es nicht."


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileQuestion:
    """Which Sozialraum, up to which day, by which knowledge (None: now)."""

    sozialraum: str
    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonQuestion:
    """One indicator in all areas that it is known of."""

    statistic: str
    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProfileChoices:
    """What can be asked for now."""

    sozialraeume: Sequence[str]
    statistics: Sequence[tuple[str, str]]  # key, label


def profile_choices(conn: Connection[Any], district: str) -> ProfileChoices:
    """By name; inside a transaction in the district."""
    schema = Identifier(schema_of(district))
    places = [place for (place,) in conn.execute(CHOICES.format(s=schema)).fetchall()]
    statistics = conn.execute(STATISTICS.format(s=schema)).fetchall()
    return ProfileChoices(places, statistics)


def profile_report(conn: Connection[Any], district: str, question: ProfileQuestion) -> Document:
    """The document, inside a transaction in the district that sees one snapshot. Raises UnknownSozialraum."""
    positions = knowledge_at(conn, district, SOURCES, question.known_at).positions
    years = range(question.as_of.year - YEARS_BACK, question.as_of.year + 1)
    own = own_figures(conn, district, positions, years, question.as_of)
    others = social_figures(conn, district, positions, question.as_of)
    if question.sozialraum not in own.sozialraeume:
        raise UnknownSozialraum
    return {
        **_head(district, question),
        "sozialraum": question.sozialraum,
        "threshold": own.smallest,
        "years": list(years),
        "own": _over_time(own, years, question.sozialraum),
        "compared": _compared(own, question.as_of.year),
        "topics": _topics(own, conn, district, question),
        "statistics": _statistics(others, question.sozialraum, district),
    }


def comparison_report(conn: Connection[Any], district: str, question: ComparisonQuestion) -> Document:
    """The last figure of each area, by value, in exact decimals. Raises UnknownStatistic."""
    positions = knowledge_at(conn, district, ("events",), question.known_at).positions
    others = social_figures(conn, district, positions, question.as_of)
    statistic = others.statistics.get(question.statistic)
    if statistic is None:
        raise UnknownStatistic
    figures = [_told(each) for each in others.latest(statistic.statistic)]
    return {**_head(district, question), **asdict(statistic), "figures": figures}


def _head(district: str, question: ProfileQuestion | ComparisonQuestion) -> Document:
    known_at = None if question.known_at is None else rfc3339(question.known_at)
    return {"district": district, "as_of": question.as_of.isoformat(), "known_at": known_at}


def _over_time(own: OwnFigures, years: Sequence[int], sozialraum: str) -> list[Document]:
    return [{"figure": key, "years": {str(year): own.number(key, year, sozialraum) for year in years}} for key in KEYS]


def _compared(own: OwnFigures, year: int) -> list[Document]:
    return [
        {"figure": key, "sozialraeume": {place: own.number(key, year, place) for place in own.sozialraeume}}
        for key in KEYS
    ]


def _topics(own: OwnFigures, conn: Connection[Any], district: str, question: ProfileQuestion) -> list[Document]:
    """What came up in the last year, and which offers stand against it; a verdict tells nothing that is hidden."""
    start = date(question.as_of.year, 1, 1)
    gaps = gaps_report(conn, district, GapsQuestion(start, question.as_of, question.known_at))
    cells = {each["topic"]: each for each in gaps["cells"] if each["sozialraum"] == question.sozialraum}
    came_up = {topic: said for (topic, place), said in own.topics.items() if place == question.sozialraum}
    found = []
    for topic in sorted(came_up.keys() | cells.keys()):
        contacts, cases = came_up.get(topic, (None, None))
        offers = {name: cells[topic][name] if topic in cells else 0 for name in ("offers", "taking")}
        found.append(
            {"topic": topic, "contacts": contacts, "cases": cases, **offers, "verdict": _verdict(own, cells, topic)}
        )
    return found


def _verdict(own: OwnFigures, cells: Mapping[str, Any], topic: str) -> str | None:
    """A gap says that a topic came up often enough: not where the district tells of such numbers later only."""
    verdict = cells[topic]["verdict"] if topic in cells else None
    return None if verdict in OF_DEMAND and own.smallest > ENOUGH else verdict


def _statistics(others: SocialFigures, sozialraum: str, district: str) -> list[Document]:
    """Indicators that speak of the Sozialraum, each over time, and beside it the last figures of the other areas."""
    mine = others.of_area("sozialraum", sozialraum)
    found = []
    for statistic in others.statistics.values():
        series = [each for each in mine if each.statistic == statistic.statistic]
        others_last = [each for each in others.latest(statistic.statistic) if _stands_beside(each, sozialraum)]
        if series or any(_is_district(each, district) for each in others_last):
            found.append(_statistic(statistic, series, others_last))
    return found


def _statistic(statistic: Statistic, series: Sequence[Figure], others_last: Sequence[Figure]) -> Document:
    return {
        **asdict(statistic),
        "figures": [_told(each) for each in series],
        "others": [_told(each) for each in others_last],
    }


def _stands_beside(figure: Figure, sozialraum: str) -> bool:
    """Other Sozialräume and the district; municipalities are many, and stand in the comparison."""
    return figure.area_kind != "municipality" and (figure.area_kind, figure.area) != ("sozialraum", sozialraum)


def _is_district(figure: Figure, district: str) -> bool:
    return figure.area_kind == "district" and figure.area == district


def _told(figure: Figure) -> Document:
    told = asdict(figure)
    return {name: told[name] for name in told if name not in {"statistic", "persons"}}
