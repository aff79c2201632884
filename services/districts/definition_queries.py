"""Questions about what a district defined for itself."""

from typing import Final, TypeVar

import msgspec
from psycopg.sql import SQL, Composable, Identifier

from services.contracts.districts import InstrumentReleased, OperationConfigured, Term, VocabularyReleased
from services.contracts.vocabularies import handlungsfelder_of, topics
from services.kernel.database import Pool
from services.kernel.district import district as enter

VERSION: Final = SQL(
    "SELECT definition::text FROM {}.{}"
    " WHERE {} = %(key)s AND (%(version)s::integer IS NULL OR version = %(version)s)"
    " ORDER BY version DESC LIMIT 1"
)
NEWEST: Final = SQL(
    "SELECT DISTINCT ON (instrument) definition::text FROM {}.instrument_versions ORDER BY instrument, version DESC"
)
SETTINGS: Final = SQL("SELECT definition::text FROM {}.operation_settings WHERE operation = %s")

R = TypeVar("R", bound=msgspec.Struct)


def released_topics(pool: Pool, district: str, version: int | None = None) -> VocabularyReleased | None:
    """The list of topics in that version, or the newest; version 0 is the common list; None for no such version."""
    found = _version(pool, district, ("vocabulary_versions", "vocabulary", "topics"), version, VocabularyReleased)
    return _common_list() if found is None and version in {None, 0} else found


def released_instrument(pool: Pool, district: str, key: str, version: int | None = None) -> InstrumentReleased | None:
    """An instrument in that version, or the newest."""
    return _version(pool, district, ("instrument_versions", "instrument", key), version, InstrumentReleased)


def instruments(pool: Pool, district: str) -> list[InstrumentReleased]:
    """The newest version of each instrument, by key."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(NEWEST.format(schema)).fetchall()
    return [msgspec.json.decode(row[0], type=InstrumentReleased) for row in rows]


def configured(pool: Pool, district: str, operation: str) -> OperationConfigured | None:
    """How an operation is set; None where it never was."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(SETTINGS.format(schema), (operation,)).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=OperationConfigured)


def _version(pool: Pool, district: str, place: tuple[str, str, str], version: int | None, kind: type[R]) -> R | None:
    table, column, key = place
    with pool.transaction() as connection, enter(connection, district) as schema:
        parts: list[Composable] = [schema, Identifier(table), Identifier(column)]
        row = connection.execute(VERSION.format(*parts), {"key": key, "version": version}).fetchone()
    return None if row is None else msgspec.json.decode(row[0], type=kind)


def _common_list() -> VocabularyReleased:
    """What counts where a district released nothing of its own; it is no fact, so it has the version 0."""
    terms = tuple(
        Term(key=key, label=label, core=key, handlungsfelder=handlungsfelder_of(key)) for key, label in topics().items()
    )
    return VocabularyReleased(vocabulary="topics", version=0, terms=terms)
