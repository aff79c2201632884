"""What PostgreSQL lets every role do, and no guest of ours shall: fill disks, and take the locks of the service.

Only a superuser can take that from PUBLIC: of a private server it is ours, of a given one perhaps the operator.
"""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

# Large objects, and messages in the write-ahead log.
FILLING: Final = (
    "lo_creat", "lo_create", "lo_from_bytea", "lo_put", "lo_unlink", "lowrite", "lo_truncate", "lo_truncate64",
    "pg_logical_emit_message",
)  # fmt: skip
# By these a relay and a rebuild know that they are alone.
LOCKING: Final = "^pg_(try_)?advisory_"
# Room for sorting on disk; whoever may set it may set it for a guest.
ROOM: Final = "temp_file_limit"
OPEN_TO_ALL: Final = """
    SELECT p.oid::regprocedure::text, p.proname ~ %(locking)s FROM pg_proc AS p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND (p.proname = ANY (%(filling)s) OR p.proname ~ %(locking)s)
        AND has_function_privilege('public', p.oid, 'EXECUTE')"""


def take_from_public(superuser: Connection[Any], operator: str, service_roles: Sequence[str]) -> None:
    """In the database of that connection; locks stay open to the operator and the service. Again changes nothing."""
    if superuser.info.parameter_status("is_superuser") != "on":
        return
    keepers = SQL(", ").join(map(Identifier, (operator, *service_roles)))
    asked = {"filling": list(FILLING), "locking": LOCKING}
    with superuser.transaction():
        for signature, locks in superuser.execute(OPEN_TO_ALL, asked).fetchall():
            function = SQL(signature)
            superuser.execute(SQL("REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC").format(function))
            if locks:
                superuser.execute(SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(function, keepers))
        superuser.execute(SQL("GRANT SET ON PARAMETER {} TO {}").format(SQL(ROOM), Identifier(operator)))


def may_limit_room(operator: Connection[Any]) -> bool:
    """Whether this operator may say how much room on disk a role's sorting may take."""
    row = operator.execute("SELECT has_parameter_privilege(current_user, %s, 'SET')", (ROOM,)).fetchone()
    return row is not None and bool(row[0])
