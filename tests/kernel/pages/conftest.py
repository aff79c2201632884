"""A tiny application with one page and one form, and somebody signed in without a database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.testclient import TestClient

from services.kernel.database import DatabaseDown
from services.kernel.deciders import Context, RuleViolation
from services.kernel.health import Health
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.pages.forms import fill
from services.kernel.pages.menu import Entry, Group
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import position_seen, see_other
from services.kernel.requests import Session, require
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.kernel.signed_in import COOKIE, SignedIn
from services.kernel.tokens import Caller
from services.kernel.web import Room, create_app

HOST = "http://testserver"


class LampIsBroken(RuleViolation):
    title = "Die Lampe ist kaputt."
    field = "name"


class Lamp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=20)
    bulbs: int = Field(default=1, ge=1, le=9)
    rooms: list[str] = Field(default_factory=list)


class OnlyErfurt:
    def serves(self, service: str, district: str) -> bool:
        return service == "intake" and district == "erfurt"


class Sessions:
    """Cookies ``<role>`` and ``elsewhere``; ``down`` is a database that does not answer."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def find(self, cookie: str) -> SignedIn | None:
        self.asked.append(cookie)
        if cookie == "down":
            raise DatabaseDown("connection refused")
        if cookie == "elsewhere":
            return SignedIn(Caller("gera", "fachkraft", "a-1"), "Erika <b>Muster</b>", "Gera", 1)
        if cookie not in set(Role):
            return None
        return SignedIn(Caller("erfurt", cookie, "a-1"), "Erika <b>Muster</b>", "Erfurt", 1)


def nobody_looks() -> Health:
    raise DatabaseDown("there is none")


pages = APIRouter()
programs = APIRouter()
Here = Annotated[Session, Depends(signed_in("intake", Role.FACHKRAFT))]


@pages.get("/lampen")
def lamps(request: Request, asking: Here) -> Response:
    problem = {"title": "Lampen", "detail": asking.district, "errors": [], "status": 200}
    return rendered(request, "lotse/problem.html", {"problem": problem})


@pages.post("/lampen", response_model=None)
async def add_lamp(
    request: Request, asking: Here, context: Annotated[Context, Depends(form_context)]
) -> Response | dict[str, Any]:
    filled = await fill(request, Lamp)
    if filled.model is None:
        return {"typed": dict(filled.typed), "errors": [each.document() for each in filled.errors]}
    if filled.model.name == "kaputt":
        return {"errors": [each.document() for each in filled.refused(LampIsBroken()).errors]}
    if filled.model.name == "fehler":
        raise ZeroDivisionError("Erika")
    assert asking.district == "erfurt"
    return see_other(f"/lampen?{context.command_id}&{len(filled.model.rooms)}", "intake", 7)


@programs.get("/lamps")
def read_lamps(asking: Annotated[Session, Depends(require(Role.FACHKRAFT))]) -> dict[str, str]:
    return {"district": asking.district}


@programs.post("/lamps")
def write_lamps(asking: Annotated[Session, Depends(require(Role.FACHKRAFT))]) -> dict[str, str]:
    return {"district": asking.district}


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def client(tmp_path: Path, sessions: Sessions) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path)
    settings.secrets.create_token_key()
    settings.secrets.create_district("erfurt")
    room = Room(
        "intake",
        "Aufnahme",
        programs,
        pages=pages,
        menu=(Entry("Lampen", "/lampen", frozenset({Role.FACHKRAFT}), 1, Group.WORK),),
        open_to_strangers=frozenset({"/anmeldung"}),
    )
    app = create_app([room], settings, districts=OnlyErfurt(), look=nobody_looks, sign_ins=sessions)
    with TestClient(app, follow_redirects=False) as made:
        yield made


Browser = Callable[..., dict[str, str]]


@pytest.fixture
def browser() -> Browser:
    """The headers that a browser sends from a page of ours."""

    def headers(cookie: str | None = "fachkraft", **more: str) -> dict[str, str]:
        signed = {} if cookie is None else {"Cookie": f"{COOKIE}={cookie}"}
        return {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", **signed, **more}

    return headers


@pytest.fixture(autouse=True)
def arrived(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Positions that pages waited for; there is no database to wait at."""
    asked: list[int] = []

    def wait(request: Request, service: str, district: str) -> None:
        assert district == "erfurt"
        asked.append(position_seen(request, service) or 0)

    monkeypatch.setattr("services.kernel.pages.asking._wait", wait)
    return asked
