"""The courses of participations that are reported as one with nobody: where each counts, from fact to fact.

All of them are judged in one statement, the report's own, so that a difference costs what reports cost. There are
thousands of participations and few different courses: what moved is found out once a course.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress, pairwise, repeat
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

# The start of the stretch, and every position in it at which something about a participation began or ended. Numbered
# in the order of participations, of one participation in the order of recording.
MOMENTS: Final = """
edges AS (
    SELECT participation, position FROM (
        SELECT participation, unnest(ARRAY[valid_from, valid_to]) AS position FROM {s}.participation_versions
        WHERE operation = %(operation)s AND {moved}
        UNION ALL
        SELECT participation, unnest(ARRAY[valid_from, valid_to]) FROM {s}.status_versions
        WHERE {moved} AND participation IN (
            SELECT participation FROM {s}.participation_versions WHERE operation = %(operation)s)) AS every
    WHERE position > %(after)s AND position <= %(until)s AND participation <> ALL (%(together)s::uuid[])
), moments AS MATERIALIZED (
    SELECT row_number() OVER (ORDER BY participation, position) - 1 AS moment, participation, position
    FROM (SELECT participation, position FROM edges UNION SELECT participation, %(after)s FROM edges) AS every
)"""
WHERE_EACH_COUNTS: Final = SQL("""
SELECT j.moment IS NOT NULL AS there, j.reason, j.gender, {codes}, array_agg(m.moment), array_agg(m.position)
FROM moments AS m LEFT JOIN judged AS j ON j.moment = m.moment
GROUP BY there, j.reason, j.gender, {codes}""")


def alone_moves(
    conn: Connection[Any], district: str, state: State, stretch: Stretch, together: Collection[UUID]
) -> Iterator[Moves]:
    """The moves of everybody whom a fact of the stretch touched; ``together``: whom it leaves out."""
    verdicts = list(_verdicts(conn, district, state, stretch, together))
    position_of, number_of = dict[int, int](), dict[int, int]()
    for number, verdict in enumerate(verdicts):
        position_of.update(zip(verdict.moments, verdict.positions, strict=True))
        number_of.update(zip(verdict.moments, repeat(number)))
    for course, starts in _courses(position_of, number_of, stretch.after).items():
        stations = [verdicts[number].places for number in course]
        for step, values in moves_between(range(len(course)), stations.__getitem__):
            yield Moves([position_of[start + step] for start in starts], values)


class _Verdict(NamedTuple):
    """Where whoever was judged so counts; the moments with this verdict, and beside each its position."""

    places: Values
    moments: Sequence[int]
    positions: Sequence[int]


def _verdicts(
    conn: Connection[Any], district: str, state: State, stretch: Stretch, together: Collection[UUID]
) -> Iterator[_Verdict]:
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
    for there, reason, gender, *holds, moments, positions in conn.execute(statement, asked, binary=True):
        entered = compress(codes, holds)
        places = places_of(reason or everybody, entered, gender, rules) if there else NOWHERE
        yield _Verdict(dict.fromkeys(places, 1), moments, positions)


def _courses(
    position_of: Mapping[int, int], number_of: Mapping[int, int], after: int
) -> Mapping[tuple[int, ...], Sequence[int]]:
    """The numbers of verdicts that followed each other in a life, and the moments at which such lives begin."""
    numbers = [number_of[moment] for moment in range(len(number_of))]
    begins = [moment for moment in range(len(numbers)) if position_of[moment] == after]
    found = defaultdict[tuple[int, ...], list[int]](list)
    for start, end in pairwise((*begins, len(numbers))):
        found[tuple(numbers[start:end])].append(start)
    return found
