"""A stretch of a source's log, and the rows of versioned tables that were known in it."""

from typing import Final, NamedTuple

from psycopg import sql

from services.kernel.district import schema_of

# Began or ended in the stretch; were there at its start or came in it.
MOVED: Final = sql.SQL("""(
        valid_from > %(after)s AND valid_from <= %(until)s OR valid_to > %(after)s AND valid_to <= %(until)s)""")
KNOWN: Final = sql.SQL("(valid_from <= %(until)s AND (valid_to IS NULL OR valid_to > %(after)s))")


class Stretch(NamedTuple):
    """The facts after one position of a log and up to another, and the operation that is asked about."""

    operation: str
    after: int
    until: int

    def holds(self, position: int) -> bool:
        return self.after < position <= self.until


def in_stretch(district: str, statement: str) -> sql.Composed:
    """A statement on the tables of a district with ``{moved}`` and ``{known}`` for rows of the stretch."""
    return sql.SQL(statement).format(s=sql.Identifier(schema_of(district)), moved=MOVED, known=KNOWN)
