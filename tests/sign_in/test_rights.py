"""The tables of the log-in: made once, out of reach of districts and other services, and no more rights than needed."""

from contextlib import closing

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect
from services.kernel.district import district_role
from services.kernel.provision import prepare_platform
from services.kernel.settings import Settings
from tests.sign_in.conftest import Office

pytestmark = pytest.mark.server

TABLES = ("accounts", "places", "external_identities", "invitations", "recovery_codes", "sessions", "attempts")
DENIED = psycopg.errors.InsufficientPrivilege


def test_preparing_the_platform_again_changes_nothing(settings: Settings) -> None:
    with closing(connect(settings.admin_database_url("lotse_districts"))) as admin:
        before = admin.execute("SELECT name, applied FROM platform.migrations ORDER BY name").fetchall()
        key = settings.secrets.sign_in_key()
        prepare_platform(settings)

        assert before
        assert admin.execute("SELECT name, applied FROM platform.migrations ORDER BY name").fetchall() == before
        assert settings.secrets.sign_in_key() == key


@pytest.mark.parametrize("table", TABLES)
def test_nothing_that_happens_inside_a_district_reaches_the_log_in(
    settings: Settings, office: Office, table: str
) -> None:
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role("districts", office.district)))
    with closing(connect(settings.service_database_url("districts"))) as connection:
        for statement in ("SELECT FROM platform.{} LIMIT 0", "DELETE FROM platform.{}", "TRUNCATE platform.{}"):
            connection.execute("BEGIN")
            connection.execute(inside)
            with pytest.raises(DENIED):
                connection.execute(SQL(statement).format(Identifier(table)))
            connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM platform.accounts",
        "DELETE FROM platform.invitations",
        "DELETE FROM platform.places",
        "UPDATE platform.places SET staff = gen_random_uuid()",
        "TRUNCATE platform.sessions",
        "DROP TABLE platform.sessions",
        "ALTER TABLE platform.accounts DISABLE TRIGGER ALL",
        "UPDATE platform.migrations SET name = 'x'",
        "CREATE TABLE platform.mine (x int)",
        "UPDATE platform.districts SET name = 'x'",
    ],
)
@pytest.mark.usefixtures("office")
def test_the_service_itself_can_do_no_more_than_it_does(settings: Settings, statement: str) -> None:
    with closing(connect(settings.service_database_url("districts"))) as connection, pytest.raises(DENIED):
        connection.execute(statement.encode())


@pytest.mark.parametrize("service", ["intake", "reporting"])
@pytest.mark.usefixtures("office")
def test_no_other_service_comes_near(settings: Settings, service: str) -> None:
    url = settings.service_database_url(service).rpartition("/")[0] + "/lotse_districts"

    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        psycopg.connect(url)
