"""The district wall: one schema and one role a district, entered inside a transaction only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg.sql import SQL, Identifier

key_pattern: Final = re.compile(r"[a-z][a-z0-9-]{1,30}", re.ASCII)


class InvalidDistrict(ValueError):
    """Not a district key: anything but 2 to 31 of a-z, 0-9 and hyphen, a letter first."""


class NoTransaction(AssertionError):
    """A district was entered outside a transaction, where SET LOCAL would do nothing."""


def valid_key(key: object) -> str:
    """The key itself; raises InvalidDistrict for every other value, before any SQL is made of it."""
    if not isinstance(key, str) or key_pattern.fullmatch(key) is None:
        raise InvalidDistrict(repr(key)[:80])
    return key


def suffix_of(key: str) -> str:
    """The key inside names of schemas and roles; no key holds an underscore, so no two meet."""
    return valid_key(key).replace("-", "_")


def schema_of(key: str) -> str:
    """``ilm-kreis`` -> ``d_ilm_kreis``; raises InvalidDistrict."""
    return f"d_{suffix_of(key)}"


def login_role(service: str) -> str:
    """The role a service logs in with; it may enter its district roles and call ``append``, nothing else."""
    return f"lotse_{service}"


def owner_role(service: str) -> str:
    """The role that owns a service's schemas and projection tables."""
    return f"lotse_{service}_owner"


def log_role(service: str, key: str) -> str:
    """The role that owns one log and its ``append``; nobody enters it but migrations."""
    return f"lotse_{service}_log_{suffix_of(key)}"


def district_role(service: str, key: str) -> str:
    """The role a service reads and folds one district with."""
    return f"lotse_{service}_d_{suffix_of(key)}"


@contextmanager
def district(connection: Connection[Any], key: str, *, service: str | None = None) -> Iterator[Identifier]:
    """Enter a district inside the open transaction; yields its schema for ``sql`` statements.

    The service is that of the connection's login role unless given. Raises InvalidDistrict, NoTransaction.
    """
    schema = Identifier(schema_of(key))
    if connection.info.transaction_status is not TransactionStatus.INTRANS:
        raise NoTransaction(key)
    role = district_role(service or connection.info.user.removeprefix("lotse_"), key)
    connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(role)))
    yield schema
    # After an error the transaction is aborted: its rollback resets the role.
    if connection.info.transaction_status is TransactionStatus.INTRANS:
        connection.execute("RESET ROLE")
