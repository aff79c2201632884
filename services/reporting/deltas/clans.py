"""Whose participations of an operation links made one at some time of a stretch, from the tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.lives import Span
from services.reporting.deltas.stretches import Stretch, in_stretch
from services.reporting.linking.components import Link, components

# A case that is linked with one participation joins nobody with anybody (as in linking.reading).
LINKS: Final = """
    WITH known AS (
        SELECT link, one, other, duplicate, since, valid_from, valid_to FROM {s}.person_links WHERE {known}
    ), several AS (
        SELECT person FROM (
            SELECT link, one AS person FROM known UNION SELECT link, other FROM known) AS ends
        GROUP BY person HAVING count(*) > 1
    )
    SELECT one, other, since, valid_from, valid_to FROM known
    WHERE duplicate OR one IN (SELECT person FROM several) OR other IN (SELECT person FROM several)"""
PARTICIPATIONS: Final = """
    SELECT DISTINCT participation, person FROM {s}.participation_versions
    WHERE operation = %(operation)s AND person = ANY (%(persons)s) AND {known}"""


@dataclass(frozen=True, slots=True)
class Clan:
    """Participations of persons who were linked with each other, and the links, each as long as it was active."""

    participations: frozenset[UUID]
    links: Sequence[tuple[Span, Link]]

    def moved(self, after: int, until: int) -> bool:
        """Whether a link began or ended after the one position and up to the other."""
        return any(True for span, _ in self.links for _ in span.edges(after, until))


def clans(conn: Connection[Any], district: str, stretch: Stretch) -> list[Clan]:
    """Those with several participations; one small statement in a district where nobody is linked."""
    rows = conn.execute(in_stretch(district, LINKS), stretch._asdict(), binary=True).fetchall()
    if not rows:
        return []
    active = defaultdict[Link, list[Span]](list)
    for one, other, since, start, end in rows:
        active[Link(one, other, since)].append(Span(start, end))
    participations = _participations(conn, district, stretch, {person for link in active for person in link[:2]})
    found = (
        Clan(
            frozenset(one for person in each.persons for one in participations.get(person, ())),
            [(span, link) for link in each.links for span in active[link]],
        )
        for each in components(active)
    )
    return [clan for clan in found if len(clan.participations) > 1]


def _participations(
    conn: Connection[Any], district: str, stretch: Stretch, persons: set[UUID]
) -> dict[UUID, list[UUID]]:
    found = defaultdict[UUID, list[UUID]](list)
    asked = {**stretch._asdict(), "persons": list(persons)}
    for participation, person in conn.execute(in_stretch(district, PARTICIPATIONS), asked, binary=True):
        found[person].append(participation)
    return found
