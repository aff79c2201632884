"""The OData service: read by a client of the npm registry, with the BI role's rights, for a limited time."""

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import psycopg
import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from services.kernel import tokens
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.reporting.bi.contract import VIEWS
from services.reporting.bi.odata import reading
from services.web import platform
from tests.kit.npm import node_modules
from tests.kit.patience import PATIENCE_S, until
from tests.reporting.bi.conftest import publish
from tests.reporting.bi.told import AREAS, tell
from tests.reporting.conftest import Side
from tests.reporting.facts import contacted
from tests.reporting.history import Source

pytestmark = pytest.mark.server
SCRIPT: Final = Path(__file__).with_name("odata_reader.mjs")
EDM: Final = "{http://docs.oasis-open.org/odata/ns/edm}"
ROOT: Final = "/reporting/odata/"


@pytest.fixture(scope="module")
def app(settings: Settings, side: Side) -> FastAPI:
    tell(side)
    publish(side)
    return platform(settings)


@pytest.fixture(scope="module")
def token(settings: Settings, side: Side) -> str:
    return tokens.issue(settings, side.district, Role.AUSWERTUNG, "test")


@pytest.fixture(scope="module")
def client(app: FastAPI, token: str) -> Iterator[TestClient]:
    with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as made:
        yield made


def test_metadata_names_every_view_with_its_columns(client: TestClient) -> None:
    sets = client.get(ROOT).json()["value"]
    schema = ET.fromstring(client.get(f"{ROOT}$metadata").text)  # noqa: S314 - our own

    assert [one["name"] for one in sets] == list(VIEWS)
    for kind in schema.iter(f"{EDM}EntityType"):
        columns = {one.get("Name"): one.get("Type") for one in kind.iter(f"{EDM}Property")}
        assert columns == {"id": "Edm.String", **VIEWS[str(kind.get("Name"))].columns}


def test_rows_are_those_of_the_view(client: TestClient, bi: psycopg.Connection[Any]) -> None:
    answer = client.get(f"{ROOT}contacts_monthly", params={"$count": "true", "$orderby": "month,kind"})

    rows = bi.execute("SELECT operation, sozialraum, month::text, kind, contacts, minutes FROM contacts_monthly")
    told = [tuple(list(row.values())[1:]) for row in answer.json()["value"]]
    assert sorted(told, key=str) == sorted(rows.fetchall(), key=str)
    assert answer.json()["@odata.count"] == len(told)
    assert answer.headers["OData-Version"] == "4.0"
    assert "intake=" in answer.headers["Lotse-Freshness"]
    assert {one["source"] for one in answer.json()["@lotse.freshness"]} >= {"intake", "districts"}


def test_filter_select_order_top_and_skip_are_carried_out(client: TestClient, bi: psycopg.Connection[Any]) -> None:
    asked = {
        "$filter": "indicator eq 'EECO01' and sozialraum eq null and not (gender eq 'non_binary')",
        "$select": "year,gender,value",
        "$orderby": "year desc,gender",
        "$top": "3",
        "$skip": "1",
    }

    found = client.get(f"{ROOT}esf_indicators", params=asked).json()["value"]

    rows = bi.execute(
        "SELECT year, gender, value FROM esf_indicators WHERE indicator = 'EECO01' AND sozialraum IS NULL"
        " AND gender <> 'non_binary' ORDER BY year DESC, gender LIMIT 3 OFFSET 1"
    ).fetchall()
    assert [(row["year"], row["gender"], row["value"]) for row in found] == rows
    number = client.get(f"{ROOT}esf_indicators/$count", params={"$filter": "sozialraum eq null"})
    assert int(number.text) == len(bi.execute("SELECT FROM esf_indicators WHERE sozialraum IS NULL").fetchall())


def test_what_cannot_be_asked_is_told_in_the_form_of_odata(client: TestClient) -> None:
    for options in ({"$filter": "name eq 'x'"}, {"$expand": "x"}, {"$top": "viele"}):
        answer = client.get(f"{ROOT}outcomes", params=options)
        assert answer.status_code == 400
        assert answer.json()["error"].keys() == {"code", "message", "target"}
    assert client.get(f"{ROOT}journal").status_code == 404


def test_those_who_evaluate_plan_and_answer_for_figures_read_and_nobody_else(
    app: FastAPI, settings: Settings, side: Side
) -> None:
    addresses = [ROOT, f"{ROOT}$metadata", *(f"{ROOT}{name}" for name in VIEWS), f"{ROOT}outcomes/$count"]
    with TestClient(app) as client:
        assert {client.get(address).status_code for address in addresses} == {401}
        for role in Role:
            bearer = {"Authorization": f"Bearer {tokens.issue(settings, side.district, role, 'test')}"}
            allowed = role in {Role.AUSWERTUNG, Role.PLANUNG, Role.KOORDINATION}
            answers = {client.get(address, headers=bearer).status_code for address in addresses}
            assert answers == {200 if allowed else 403}, role
            assert client.post(f"{ROOT}outcomes", headers=bearer, json={}).status_code in {403, 405}


def test_pages_skip_and_repeat_nothing_while_figures_are_published(
    client: TestClient, side: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 3)
    before = {row["id"] for row in rows_of(client, "contacts_monthly", {})}
    first = client.get(f"{ROOT}contacts_monthly", params={"$orderby": "month desc,kind", "$skip": "2"}).json()
    told_again = numbered_page(client, "contacts_monthly")
    publish_more(client, side)

    ids = [row["id"] for row in first["value"]]
    while "@odata.nextLink" in first:
        first = client.get(first["@odata.nextLink"]).json()
        ids += [row["id"] for row in first["value"]]

    assert len(set(ids)) == len(ids)
    assert len(before - set(ids)) == 2, "those that were to be left out"
    assert len(set(ids) - before) == 3, "those of the earlier month; the later one was passed already"
    late = client.get(told_again)
    assert (late.status_code, late.json()["error"]["code"]) == (410, "Gone")
    assert "von vorn" in late.json()["error"]["message"]


def test_top_is_kept_over_pages_and_what_is_not_selected_is_not_sent(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 7)
    asked = {"$top": "16", "$orderby": "value desc,year", "$select": "indicator", "$filter": "sozialraum eq null"}

    paged = rows_of(client, "esf_indicators", asked)
    monkeypatch.setattr(reading, "PAGE", 100)

    assert paged == rows_of(client, "esf_indicators", asked)
    assert len(paged) == 16
    assert {tuple(row) for row in paged} == {("indicator",)}


def rows_of(client: TestClient, name: str, asked: dict[str, str]) -> list[dict[str, Any]]:
    page = client.get(f"{ROOT}{name}", params=asked).json()
    rows = page["value"]
    while "@odata.nextLink" in page:
        page = client.get(page["@odata.nextLink"]).json()
        rows += page["value"]
    return list(rows)


def numbered_page(client: TestClient, name: str) -> str:
    """The link to the second page, in an order that numbers decide."""
    page = client.get(f"{ROOT}{name}", params={"$orderby": "contacts desc"}).json()
    return str(page["@odata.nextLink"])


def publish_more(client: TestClient, side: Side) -> None:
    """Contacts of an earlier and of a later month, so that rows come before and behind every place."""
    freshness = client.get(f"{ROOT}freshness", params={"$filter": "source eq 'intake'"}).json()["value"]
    intake = Source("intake", side.district)
    for number in range(freshness[0]["position"]):
        intake.record(contacted(number, "2025-01-10"))
    new = [
        contacted(f"{on} {area}", on, sozialraum=area, kind="beratung")
        for on in ("2024-12-10", "2025-04-10")
        for area in AREAS
    ]
    side.take(intake.record_all(new))
    publish(side)


def test_a_question_that_takes_too_long_is_ended(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FRESHNESS", "SELECT 'x', 1, 2 FROM pg_sleep(60) -- {}")
    monkeypatch.setattr(reading, "STATEMENT_MS", 50)

    answer = client.get(f"{ROOT}outcomes")

    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


def test_a_client_of_the_registry_pages_through_a_view(
    app: FastAPI, token: str, monkeypatch: pytest.MonkeyPatch, bi: psycopg.Connection[Any]
) -> None:
    monkeypatch.setattr(reading, "PAGE", 200)
    with serving(app) as address:
        command = ["node", str(SCRIPT), str(node_modules()), f"{address}{ROOT}", "esf_indicators"]
        answer = subprocess.run(command, input=token.encode(), capture_output=True, check=False, timeout=PATIENCE_S)

    assert answer.returncode == 0, answer.stderr.decode()
    found = json.loads(answer.stdout)
    rows = bi.execute("SELECT count(*) FROM esf_indicators").fetchone()
    assert rows == (len(found["ids"]),)
    assert len(set(found["ids"])) == len(found["ids"])
    assert found["pages"] == -(-len(found["ids"]) // 200)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The app at an address of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        until(lambda: server.started)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
