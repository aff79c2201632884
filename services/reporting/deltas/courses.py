"""The courses of participations that are reported as one with nobody: where each counts, from fact to fact.

All of them are judged in one statement, the report's own, so that a difference costs what reports cost. There are
thousands of participations and few different courses: what moved is found out once a course.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import compress
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.deltas.lives import Moves, moves_between
from services.reporting.deltas.places import Place, Values, places_of
from services.reporting.deltas.states import State
from services.reporting.deltas.stretches import Stretch, in_stretch
from services.reporting.domain.figures import STRUCTURE_BASED
from services.reporting.esf_sql import of_judged

NOWHERE: Final = frozenset[Place]()

# The start of the stretch, and every position in it at which something about a participation began or ended.
MOMENTS: Final = """
edges AS (
    SELECT DISTINCT participation, position FROM (
        SELECT participation, unnest(ARRAY[valid_from, valid_to]) AS position FROM {s}.participation_versions
        WHERE operation = %(operation)s AND {moved}
        UNION ALL
        SELECT participation, unnest(ARRAY[valid_from, valid_to]) FROM {s}.status_versions
        WHERE {moved} AND participation IN (
            SELECT participation FROM {s}.participation_versions WHERE operation = %(operation)s)) AS every
    WHERE position > %(after)s AND position <= %(until)s AND participation <> ALL (%(together)s::uuid[])
), lives AS (
    SELECT participation, row_number() OVER () AS life FROM edges GROUP BY participation
), moments AS MATERIALIZED (
    SELECT row_number() OVER () AS moment, participation, life, position
    FROM (SELECT participation, position FROM edges UNION ALL SELECT participation, %(after)s FROM lives) AS places
    JOIN lives USING (participation)
)"""
WHERE_EACH_COUNTS: Final = SQL("""
SELECT j.moment IS NOT NULL AS there, j.reason, j.gender, {codes}, array_agg(m.life), array_agg(m.position)
FROM moments AS m LEFT JOIN judged AS j ON j.moment = m.moment
GROUP BY there, j.reason, j.gender, {codes}""")


def alone_moves(
    conn: Connection[Any], district: str, state: State, stretch: Stretch, together: Collection[UUID]
) -> Iterator[Moves]:
    """The moves of everybody whom a fact of the stretch touched; ``together``: whom it leaves out."""
    verdicts = _verdicts(conn, district, state, stretch, together)
    places = [each.places for each in verdicts]
    for course, taken in _courses(verdicts).items():
        stations = [places[number] for number in course]
        for step, values in moves_between(range(len(course)), stations.__getitem__):
            yield Moves([positions[step] for positions in taken], values)


class _Verdict(NamedTuple):
    """Where whoever was judged so counts, and the lives and positions that it is the verdict on, side by side."""

    places: Values
    lives: Sequence[int]
    positions: Sequence[int]


def _verdicts(
    conn: Connection[Any], district: str, state: State, stretch: Stretch, together: Collection[UUID]
) -> list[_Verdict]:
    rules = state.rules
    everybody = None if rules.settings.participant_based else STRUCTURE_BASED
    codes = [one.code for one in rules.catalogue.indicators if rules.catalogue.counts(one, eso_4_12=rules.eso_4_12)]
    statement = of_judged(
        rules.catalogue,
        schema_of(district),
        WHERE_EACH_COUNTS.format(codes=SQL(", ").join(Identifier("j", code) for code in codes)),
        eso_4_12=rules.eso_4_12,
        settled=rules.settings.settled,
        carried=("moment",),
        moments=in_stretch(district, MOMENTS),
    )
    dates = {"as_of": state.as_of, "before": state.as_of}
    asked = {**stretch._asdict(), **dates, "districts": state.districts, "together": list(together)}
    found = []
    for there, reason, gender, *holds, lives, positions in conn.execute(statement, asked, binary=True):
        entered = compress(codes, holds)
        places = places_of(reason or everybody, entered, gender, rules) if there else NOWHERE
        found.append(_Verdict(dict.fromkeys(places, 1), lives, positions))
    return found


def _courses(verdicts: Sequence[_Verdict]) -> dict[tuple[int, ...], list[tuple[int, ...]]]:
    """By the numbers of the verdicts, moment after moment: the positions of each life that took this course."""
    stations = defaultdict[int, list[tuple[int, int]]](list)
    for number, verdict in enumerate(verdicts):
        for life, position in zip(verdict.lives, verdict.positions, strict=True):
            stations[life].append((position, number))
    courses = defaultdict[tuple[int, ...], list[tuple[int, ...]]](list)
    for each in stations.values():
        each.sort()
        positions, course = zip(*each, strict=True)
        courses[course].append(positions)
    return courses
