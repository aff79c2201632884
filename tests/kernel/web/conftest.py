"""A tiny application with one room, no server behind it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.testclient import TestClient

from services.kernel import tokens
from services.kernel.database import DatabaseDown
from services.kernel.deciders import Context, RuleViolation
from services.kernel.health import Health
from services.kernel.log import Head
from services.kernel.requests import Session, command_context, require
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.kernel.web import Room, create_app

LOG_ID = UUID("01a2010e-940a-724b-905f-46a669c821ad")


class LampIsBroken(RuleViolation):
    title = "Die Lampe ist kaputt."
    field = "lamp"


class Lamp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(title="Name", max_length=20)
    bought: date | None = None
    bulbs: int = Field(default=1, ge=1, le=9)
    light: Literal["on", "off"] = "off"


class Shelf:
    """A feed of two envelopes."""

    def head(self, source: str, district: str) -> Head:
        assert (source, district) == ("intake", "erfurt")
        return Head(2, datetime(2026, 6, 30, tzinfo=UTC), LOG_ID)

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:
        assert (source, district) == ("intake", "erfurt")
        return [b'{"sequence":"1"}', b'{"sequence":"2"}'][position : position + limit]


class OnlyErfurt:
    def serves(self, service: str, district: str) -> bool:
        return service == "intake" and district == "erfurt"


def nobody_looks() -> Health:
    raise DatabaseDown("there is none")


router = APIRouter()


@router.post("/lamps")
def add_lamp(
    body: Lamp,
    asking: Annotated[Session, Depends(require(Role.FACHKRAFT))],
    context: Annotated[Context, Depends(command_context)],
) -> dict[str, str]:
    if body.name == "broken":
        raise LampIsBroken("Sie flackert.")
    if body.name == "down":
        raise DatabaseDown("connection refused")
    if body.name == "bug":
        raise ZeroDivisionError("Erika Mustermann")
    hashed = context.request_hash.hex()
    return {"district": asking.district, "command": str(context.command_id), "hash": hashed, "actor": context.actor}


@router.get("/lamps/{lamp}")
def find_lamp(
    lamp: str,
    asking: Annotated[Session, Depends(require(Role.FACHKRAFT))],
    as_of: Annotated[date | None, Query()] = None,
) -> dict[str, str]:
    return {"lamp": lamp, "district": asking.district, "as_of": str(as_of)}


@pytest.fixture
def web_settings(tmp_path: Path) -> Settings:
    made = Settings(home=tmp_path)
    made.secrets.create_token_key()
    made.secrets.create_district("erfurt")
    return made


@pytest.fixture
def client(web_settings: Settings) -> Iterator[TestClient]:
    room = Room("intake", "Aufnahme", router)
    app = create_app([room], web_settings, feed=Shelf(), districts=OnlyErfurt(), look=nobody_looks)
    with TestClient(app) as made:
        yield made


Bearer = Callable[..., dict[str, str]]


@pytest.fixture
def bearer(web_settings: Settings) -> Bearer:
    """The headers of a token for that role."""

    def headers(role: str = "fachkraft", district: str = "erfurt", **more: str) -> dict[str, str]:
        token = tokens.issue(web_settings, district, role, "cli:tester")
        return {"Authorization": f"Bearer {token}", **more}

    return headers
