"""Who is called the same? Compared here, in memory: neither the names nor what they fold to is stored or handed on."""

from collections import defaultdict
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.domain.person import is_named
from services.intake.identity_reading import KnownPerson, known_persons
from services.intake.search_words import NAME, parts
from services.kernel.district import district as enter
from services.kernel.times import today
from services.kernel.vault import Address

COMPARED: Final = ("family_name", "given_name")
# The blind index says who shares two words of a name at least, and not which words those are.
ALIKE: Final = SQL("""
    WITH words AS (SELECT DISTINCT token, person FROM {0}.blind_index WHERE kind = %(kind)s),
    alike AS (
        SELECT a.person AS one, b.person AS other FROM words a JOIN words b USING (token)
        WHERE a.person < b.person GROUP BY 1, 2 HAVING count(*) >= %(least)s
    )
    SELECT case_id FROM {0}.cases WHERE person IN (SELECT one FROM alike UNION SELECT other FROM alike)""")


def names_alike(service: Intake, district: str) -> dict[UUID, str]:
    """Person of a case -> her folded name, where another case has the same one; only names that may be shown today."""
    known = known_persons(service, district, _cases_alike(service, district))
    day = today()
    named = [each for each in known.values() if is_named(each.person, day)]
    texts = service.vault.get(district, [address for each in named for address in _addresses(each)])
    folded = {each.person_id: _folded(each, texts) for each in named}
    called = defaultdict[str, list[UUID]](list)
    for person, name in folded.items():
        if person is not None and name is not None:
            called[name].append(person)
    return {person: name for name, persons in called.items() if len(persons) > 1 for person in persons}


def _cases_alike(service: Intake, district: str) -> list[UUID]:
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        values = {"kind": NAME, "least": len(COMPARED)}
        return [case for (case,) in connection.execute(ALIKE.format(schema), values)]


def _addresses(known: KnownPerson) -> list[Address]:
    person = known.person_id
    if person is None:
        return []
    return [(person, field, entry) for field in COMPARED if (entry := known.person.entries.get(field)) is not None]


def _folded(known: KnownPerson, texts: dict[Address, str | None]) -> str | None:
    """All words of both names in one order, so that first and last name may have changed places; None once erased."""
    found = [texts.get(address) for address in _addresses(known)]
    if len(found) < len(COMPARED) or None in found:
        return None
    return " ".join(sorted(word for text in found if text is not None for word in parts(text)))
