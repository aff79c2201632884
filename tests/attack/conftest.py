"""Two districts on one platform: a caller's own one, and another that is full of things the caller must never see."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import pytest
from fastapi import FastAPI
from psycopg.sql import SQL, Identifier
from starlette.testclient import TestClient

from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.feed import LogFeed
from services.kernel.provision import KEYS, open_district
from services.kernel.settings import SERVICES, Settings
from services.web import platform
from tests.api.conftest import Town
from tests.attack.routes import CONTACT, OPENING, STATUS, entry

OWN: Final = "salzland-kreis"
OTHER: Final = "nachbar-kreis"
OPERATION: Final = "thinka-2022"
SECRET_OPERATION: Final = "kanarienvogel-2023"
CANARIES: Final = ("Kanarienvogel", "kanarienvogel", "KANARIENVOGEL", "16099999")
UUID_TEXT: Final = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class World:
    """``own`` is the caller's; ``secrets`` are texts that stand in the other one's data and that nobody sends."""

    client: TestClient
    settings: Settings
    own: Town
    other: Town
    secrets: frozenset[bytes]

    def leaked(self, *answers: bytes) -> list[bytes]:
        """What of the other district stands in these answers."""
        return [secret for answer in answers for secret in self.secrets if secret in answer]

    def contents(self, district: str, *without: str) -> dict[str, tuple[int, int]]:
        """Every table of the district in every database: how many rows, and a sum over what they hold."""
        found: dict[str, tuple[int, int]] = {}
        for database in (*SERVICES, KEYS):
            with closing(connect(self.settings.admin_database_url(f"lotse_{database}"))) as connection:
                schema = schema_of(district)
                tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
                for (table,) in tables.fetchall():
                    if table in without:
                        continue
                    statement = SQL("SELECT count(*), coalesce(sum(hashtext(t::text)), 0)::int8 FROM {} t")
                    counted = connection.execute(statement.format(Identifier(schema, table))).fetchone()
                    assert counted is not None
                    found[f"{database}.{table}"] = counted
        return found


@pytest.fixture(scope="session")
def app(settings: Settings) -> FastAPI:
    return platform(settings)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(scope="session")
def world(client: TestClient, settings: Settings) -> World:
    own, other = (_opened(client, settings, key) for key in (OWN, OTHER))
    _fill(own, OPERATION, "rieth", "E", 2)
    other.post("/districts/operations", OPENING | {"operation": SECRET_OPERATION, "name": "Kanarienvogel"}, "betrieb")
    other.post("/districts/rural-municipalities", {"ags": ["16099999"]}, "betrieb")
    other.settle()
    for operation in (OPERATION, SECRET_OPERATION):
        _fill(other, operation, "kanarienvogel-sued", f"KANARIENVOGEL-{operation}", 5)
    own.settle()
    other.settle()
    bodies = [body for service in SERVICES for body in LogFeed(settings).after(service, OTHER, 0, 1000)]
    secrets = {text.encode() for text in CANARIES} | {text for body in bodies for text in UUID_TEXT.findall(body)}
    mine = [body for service in SERVICES for body in LogFeed(settings).after(service, OWN, 0, 1000)]
    shared = {text for body in mine for text in UUID_TEXT.findall(body)}
    assert len(secrets - shared) > 50
    return World(client, settings, own, other, frozenset(secrets - shared))


def _opened(client: TestClient, settings: Settings, key: str) -> Town:
    open_district(settings, key, f"Landkreis {key}")
    town = Town(client, settings, key)
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.post("/districts/rural-municipalities", {"ags": ["16070004"]}, "betrieb")
    town.settle()
    return town


def _fill(town: Town, operation: str, sozialraum: str, number: str, count: int) -> None:
    where = f"/intake/operations/{operation}"
    for n in range(1, count + 1):
        row = entry(participant_no=f"{number}-{n}", sozialraum=sozialraum, gender="female", residence_ags="16070004")
        assert _stored(town, f"{where}/participations", row)
        assert _stored(town, f"{where}/statuses", STATUS | {"participant_no": f"{number}-{n}", "reason": number})
    contact = CONTACT | {
        "contact_no": f"{number}-K",
        "case_no": f"{number}-F",
        "sozialraum": sozialraum,
        "site": number,
    }
    assert _stored(town, f"{where}/contacts", contact)
    if town.district == OWN:  # what the table of routes says, so that asking for it again stores nothing
        assert _stored(town, f"{where}/participations", entry())
        assert _stored(town, f"{where}/statuses", STATUS)
        assert _stored(town, f"{where}/contacts", CONTACT)


def _stored(town: Town, path: str, body: dict[str, Any]) -> bool:
    return bool(town.post(path, body).status_code == 201)
