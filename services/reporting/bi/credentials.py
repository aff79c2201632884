"""The log-in of a district's BI role: a password made once, and of it only the verifier is sent to the server."""

from contextlib import closing
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from psycopg.sql import SQL, Identifier, Literal

from services.kernel.database import connect
from services.kernel.open_views import role_of
from services.kernel.settings import Settings

SERVER: Final = "postgres"


@dataclass(frozen=True, slots=True)
class Credentials:
    """``url`` holds the password."""

    role: str
    url: str


def credentials(settings: Settings, district: str, *, rotate: bool = False) -> Credentials:
    """The same at every call; with ``rotate`` the password is a new one, and the old one is good no longer."""
    role = role_of(district)
    if rotate:
        settings.secrets.forget_password(SERVER, role)
    password = settings.secrets.create_password(SERVER, role)
    database = settings.admin_database_url("lotse_reporting")
    with closing(connect(database)) as admin:
        verifier = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        change = SQL("ALTER ROLE {} LOGIN PASSWORD {}")
        admin.execute(change.format(Identifier(role), Literal(verifier)))
    return Credentials(role, _url(database, role, password))


def _url(admin: str, role: str, password: str) -> str:
    """The operator's address with another name and password."""
    parts = urlsplit(admin)
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(password, safe='')}@{place}"))
