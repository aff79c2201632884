"""Reading lives: what was known of the participations about which something was recorded between two positions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row

from services.reporting.deltas.clans import Clan, clans
from services.reporting.deltas.lives import Life, Span
from services.reporting.deltas.stretches import Stretch, in_stretch
from services.reporting.deltas.units import Unit
from services.reporting.domain.answers import Status

TOUCHED: Final = """
    SELECT participation FROM {s}.participation_versions
    WHERE operation = %(operation)s AND participation = ANY (%(of)s) AND {moved}
    UNION SELECT participation FROM {s}.status_versions WHERE participation = ANY (%(of)s) AND {moved}"""
ENTRIES: Final = """
    SELECT participation, person, since, valid_from, valid_to, state, erased, entry_date, exit_date, gender, birth_date,
        employment, unemployed_since, in_education, isced, disability, foreign_background, minority, citizenship,
        housing, residence_ags
    FROM {s}.participation_versions
    WHERE operation = %(operation)s AND participation = ANY (%(touched)s) AND {known} ORDER BY since, participation"""
STATUSES: Final = """
    SELECT participation, valid_from, valid_to, kind, date, since AS place, status, in_education, qualification,
        improved
    FROM {s}.status_versions WHERE participation = ANY (%(touched)s) AND {known}"""
RURAL: Final = """
    SELECT ags FROM {s}.rural_municipalities WHERE valid_from <= %(at)s AND (valid_to IS NULL OR valid_to > %(at)s)"""

Spans = defaultdict[UUID, list[tuple[Span, dict[str, Any]]]]


def units_touched(conn: Connection[Any], district: str, stretch: Stretch, together: Sequence[Clan]) -> list[Unit]:
    """Those of them whom a fact of the stretch touched, a link included."""
    members = {one for clan in together for one in clan.participations}
    asked = {**stretch._asdict(), "of": list(members)}
    touched = {row[0] for row in conn.execute(in_stretch(district, TOUCHED), asked, binary=True)}
    moved = [clan for clan in together if clan.moved(stretch.after, stretch.until) or clan.participations & touched]
    return list(_units(_lives(conn, district, stretch, members), moved))


def units_of(conn: Connection[Any], district: str, stretch: Stretch, touched: Collection[UUID]) -> list[Unit]:
    """These participations and those whose links moved, with all who were one with them; few statements for all."""
    together = [
        clan
        for clan in clans(conn, district, stretch)
        if clan.moved(stretch.after, stretch.until) or not clan.participations.isdisjoint(touched)
    ]
    asked = set(touched).union(*(clan.participations for clan in together))
    return list(_units(_lives(conn, district, stretch, asked), together)) if asked else []


def _lives(conn: Connection[Any], district: str, stretch: Stretch, of: Collection[UUID]) -> dict[UUID, Life]:
    """What was known of these participations in the stretch, in the order in which they were recorded first."""
    asked = {**stretch._asdict(), "touched": list(of)}
    cursor = conn.cursor(row_factory=dict_row, binary=True)
    entries = _spans(cursor.execute(in_stretch(district, ENTRIES), asked).fetchall())
    statuses = _spans(cursor.execute(in_stretch(district, STATUSES), asked).fetchall())
    return {one: _life(one, known, statuses[one]) for one, known in entries.items()}


def rural_places(conn: Connection[Any], district: str, position: int) -> frozenset[str]:
    """The municipalities that were marked as rural at a position of districts' log."""
    rows = conn.execute(in_stretch(district, RURAL), {"at": position})
    return frozenset(row[0] for row in rows)


def _units(of: dict[UUID, Life], together: Sequence[Clan]) -> Iterator[Unit]:
    for clan in together:
        members = [of.pop(one) for one in clan.participations if one in of]
        yield Unit(sorted(members, key=lambda life: (life.since, life.participation)), clan.links)
    for life in of.values():
        yield Unit((life,))


def _life(participation: UUID, known: list[tuple[Span, dict[str, Any]]], statuses: Iterable[Any]) -> Life:
    (_, first), *_ = known
    said = [(span, Status(**cells)) for span, cells in statuses]
    return Life(participation, first["person"], first["since"], known, said)


def _spans(rows: Iterable[dict[str, Any]]) -> Spans:
    found: Spans = defaultdict(list)
    for row in rows:
        span = Span(row.pop("valid_from"), row.pop("valid_to"))
        found[row.pop("participation")].append((span, row))
    return found
