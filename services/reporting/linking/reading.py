"""Which participations of an operation are reported as one at a state of knowledge, from the tables."""

from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from services.kernel.district import schema_of
from services.reporting.knowledge import Knowledge
from services.reporting.linking.components import Link
from services.reporting.linking.groups import Linked, Member, linked

# A case that is linked with one participation joins nobody with anybody; there are as many of these as there are cases.
LINKS: Final = """
    WITH active AS (
        SELECT one, other, duplicate, since FROM {s}.person_links
        WHERE valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
    ), several AS (
        SELECT person FROM (SELECT one AS person FROM active UNION ALL SELECT other FROM active) AS ends
        GROUP BY person HAVING count(*) > 1
    )
    SELECT one, other, since FROM active
    WHERE duplicate OR one IN (SELECT person FROM several) OR other IN (SELECT person FROM several)"""
MEMBERS: Final = """
    SELECT participation, person, entry_date, exit_date, since, erased FROM {s}.participation_versions
    WHERE operation = %(operation)s AND person = ANY (%(persons)s) AND state = 'submitted'
        AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)"""


def linked_in(conn: Connection[Any], district: str, operation: str, knowledge: Knowledge) -> Linked:
    """Inside a transaction in the district; one small statement where nobody is linked."""
    cursor = conn.cursor(binary=True)
    links = [Link(*row) for row in cursor.execute(_in(district, LINKS), knowledge.positions)]
    if not links:
        return Linked()
    persons = list({person for link in links for person in (link.one, link.other)})
    values = {"operation": operation, "persons": persons, **knowledge.positions}
    members = [Member(*row) for row in cursor.execute(_in(district, MEMBERS), values)]
    return linked(links, members)


def _in(district: str, statement: str) -> Composed:
    return SQL(statement).format(s=Identifier(schema_of(district)))
