"""Facts that changed not one participation but how all are counted: estimates, settings, rural marks, releases."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from psycopg import Connection

from services.reporting.deltas.stretches import Stretch, in_stretch
from services.reporting.explaining.events import Place as Fact

INTAKE: Final = "intake"
DISTRICTS: Final = "districts"
NO_FACTS: Final = frozenset[Fact]()

ESTIMATES: Final = """
    SELECT indicator, valid_from, valid_to FROM {s}.estimate_versions
    WHERE operation = %(operation)s AND on_day <= %(as_of)s AND {moved}"""
MARKS: Final = "SELECT DISTINCT valid_from FROM {s}.rural_municipalities WHERE {moved} AND valid_from = since"
SETTINGS: Final = """
    SELECT valid_from FROM {s}.setting_versions WHERE operation = %(operation)s AND {moved}
    UNION SELECT valid_from FROM {s}.operation_versions WHERE operation = %(operation)s AND {moved}"""
RELEASES: Final = "SELECT valid_from FROM {s}.catalogue_releases WHERE operation = %(operation)s AND {moved}"


def estimate_facts(
    conn: Connection[Any], district: str, stretch: Stretch, as_of: date
) -> Mapping[str, frozenset[Fact]]:
    """By indicator: the facts that recorded, replaced or took back an estimate made for that day or an earlier one."""
    found: defaultdict[str, set[Fact]] = defaultdict(set)
    asked = {**stretch._asdict(), "as_of": as_of}
    for indicator, *edges in conn.execute(in_stretch(district, ESTIMATES), asked):
        found[indicator] |= {Fact(INTAKE, edge) for edge in edges if edge and stretch.holds(edge)}
    return {indicator: frozenset(facts) for indicator, facts in found.items()}


def rural_facts(conn: Connection[Any], district: str, stretch: Stretch) -> frozenset[Fact]:
    """The facts that marked a municipality for the first time."""
    return _facts(conn, district, MARKS, stretch)


def setting_facts(conn: Connection[Any], district: str, stretch: Stretch) -> frozenset[Fact]:
    """The facts that said how the operation is run."""
    return _facts(conn, district, SETTINGS, stretch)


def release_facts(conn: Connection[Any], district: str, stretch: Stretch) -> frozenset[Fact]:
    """The facts that released a catalogue version to the operation."""
    return _facts(conn, district, RELEASES, stretch)


def _facts(conn: Connection[Any], district: str, statement: str, stretch: Stretch) -> frozenset[Fact]:
    rows = conn.execute(in_stretch(district, statement), stretch._asdict())
    return frozenset(Fact(DISTRICTS, row[0]) for row in rows if stretch.holds(row[0]))
