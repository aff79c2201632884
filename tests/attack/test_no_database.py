"""Without the database every route says 503 and when to come back, whether the process knew it before or not."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from services.web import platform
from tests.api.conftest import stopped_database
from tests.attack.conftest import World
from tests.attack.routes import TABLE, Row
from tests.attack.test_http_matrix import Ask, token_of
from tests.kit.proof import Proof

pytestmark = pytest.mark.server

WITHOUT_DATABASE = {"/openapi.json", "/metrics"}


def ask(world: World, client: TestClient, method: str, path: str, row: Row) -> Any:
    rightly = Ask.rightly(method, path, row)
    token = token_of(world, min(row.roles or {"koordination"}))
    headers = {**rightly.headers, "Authorization": f"Bearer {token}".encode()}
    return client.request(method, rightly.path, params=rightly.query, headers=headers, content=rightly.body)


def ask_everything(world: World, client: TestClient, every: int = 1) -> dict[tuple[str, str], Any]:
    """All routes (or one in ``every``) at once: each waits for the database as long as it may."""
    asked = list(TABLE.items())[::every]
    with ThreadPoolExecutor(len(asked)) as callers:
        waiting = {key: callers.submit(ask, world, client, *key, row) for key, row in asked}
        return {key: answer.result(timeout=200) for key, answer in waiting.items()}


def expect_answers(world: World) -> None:
    """With the database, routes answer as the table says: a sample, the HTTP matrix asks all of them."""
    for key, answer in ask_everything(world, world.client, every=5).items():
        assert answer.status_code in TABLE[key].answers, (key, answer.text)


def test_without_the_database_every_route_is_a_503_that_says_when_to_come_back(world: World, proof: Proof) -> None:
    for town in (world.own, world.other):
        town.settle()
    expect_answers(world)
    with stopped_database(world.settings.home):
        answers = [ask_everything(world, world.client)]
        with TestClient(platform(world.settings), raise_server_exceptions=False) as started_without:
            answers.append(ask_everything(world, started_without))
    wrong = 0
    for answered in answers:
        for (method, path), answer in answered.items():
            if path in WITHOUT_DATABASE:
                assert answer.status_code == 200
                continue
            right = answer.status_code == 503 and answer.headers.get("content-type") == "application/problem+json"
            wrong += not (right and int(answer.headers.get("retry-after", "0")) > 0)
            assert right, (method, path, answer.status_code, answer.text)
            assert int(answer.headers["retry-after"]) > 0
            assert world.leaked(answer.content) == []
        assert "lotse_up 0.0" in answered["GET", "/metrics"].text
    asked = sum(len(answered) for answered in answers) - len(answers) * len(WITHOUT_DATABASE)
    proof.add("Angriffe", "HTTP: ohne Datenbank", tried=asked, unexpected=wrong)
    expect_answers(world)
