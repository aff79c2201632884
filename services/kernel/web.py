"""The application factory: a service's routes, and everything that all services answer alike."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

import psycopg
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.types import ExceptionHandler

from services.kernel import answers, feed_route, tokens
from services.kernel.asgi import Gate, Watch
from services.kernel.broker_watch import BrokerWatch
from services.kernel.database import DatabaseDown
from services.kernel.deciders import RuleViolation
from services.kernel.feed import Feed, LogFeed
from services.kernel.health import Health, HealthCheck
from services.kernel.metrics import MEDIA_TYPE, Metrics
from services.kernel.openapi import PROBLEM_ANSWERS, describe
from services.kernel.pages import front
from services.kernel.pages.menu import Entry
from services.kernel.pages.names import NoNames, StaffNames
from services.kernel.participant_numbers import NoNumbers, ParticipantNumbers
from services.kernel.problems import Problem
from services.kernel.requests import Districts
from services.kernel.served import ServedDistricts
from services.kernel.settings import Settings
from services.kernel.signed_in import NobodySignedIn, SignIns
from services.kernel.store import CommandReused, StreamContended
from services.kernel.telling import TellsOfPersons


@dataclass(frozen=True, slots=True)
class Room:
    """What a service brings to the one address: its routes, and what they need while the process runs.

    ``problems``: which of its exceptions are which problems; a broken rule is a 409 without being named here.
    ``pages``: what people see, under German addresses of its own; ``menu``: what of it stands in whose menu.
    ``open_to_strangers``: addresses of forms that one sends before one is signed in.
    ``staff_names``: the names of people at work, from the one service that knows them.
    ``participant_numbers``: what participants are called, from the one service that knows it.
    ``tells_of_persons``: what it keeps of persons of cases, for whom they ask.
    ``waiting_mails``: how many mails wait to be sent, from the one service that sends some.
    """

    service: str
    title: str
    router: APIRouter
    open: Callable[[Settings], AbstractContextManager[object]] | None = None
    problems: Mapping[type[Exception], Callable[[Any], Problem]] = field(default_factory=dict)
    pages: APIRouter = field(default_factory=APIRouter)
    menu: Sequence[Entry] = ()
    open_to_strangers: frozenset[str] = frozenset()
    staff_names: Callable[[Settings], StaffNames] | None = None
    participant_numbers: Callable[[Settings], ParticipantNumbers] | None = None
    tells_of_persons: Callable[[Settings], TellsOfPersons] | None = None
    waiting_mails: Callable[[Settings], int] | None = None


class Recorded(BaseModel):
    """The answer to a command: where its last fact stands; a read may name it in ``Lotse-Position``."""

    position: int | None = Field(
        title="Position", description="Stelle im Protokoll; null, wenn nichts Neues zu speichern war", examples=[42]
    )


def create_app(
    rooms: Sequence[Room],
    settings: Settings,
    *,
    feed: Feed | None = None,
    districts: Districts | None = None,
    look: Callable[[], Health] | None = None,
    sign_ins: SignIns | None = None,
    title: str = "Lotse",
) -> FastAPI:
    """One application for one service or several; each answers under ``/<service>``."""
    broker = BrokerWatch(settings)
    app = FastAPI(
        title=title,
        version="1",
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_life, rooms, broker),
        redirect_slashes=False,
        responses=cast("dict[int | str, dict[str, Any]]", PROBLEM_ANSWERS),
        generate_unique_id_function=_operation_id,
    )
    asked = look or HealthCheck(settings, broker.seen, mails=partial(_waiting_mails, rooms, settings)).look
    app.state.settings = settings
    app.state.feed = feed or LogFeed(settings)
    app.state.districts = districts or ServedDistricts(settings)
    app.state.look = asked
    app.state.metrics = Metrics(asked)
    app.state.rooms = {}
    app.state.menu = sorted((entry for room in rooms for entry in room.menu), key=lambda entry: entry.rank)
    _answer_problems(app)
    _add_rooms(app, rooms)
    app.include_router(_platform, tags=["platform"])
    app.include_router(front.router, tags=["platform"], include_in_schema=False)
    app.add_middleware(
        Gate,
        who=partial(tokens.read, settings),
        sign_ins=sign_ins or NobodySignedIn(),
        open_to_strangers=front.OPEN.union(*(room.open_to_strangers for room in rooms)),
    )
    app.add_middleware(Watch, observe=app.state.metrics.observe)
    describe(app, {room.service: room.title for room in rooms})
    return app


@asynccontextmanager
async def _life(rooms: Sequence[Room], broker: BrokerWatch, app: FastAPI) -> AsyncIterator[None]:
    """Open what the rooms need and watch the broker; end it in reverse order."""
    with ExitStack() as stack:
        app.state.staff_names = _staff_names(rooms, app.state.settings)
        app.state.participant_numbers = _participant_numbers(rooms, app.state.settings)
        app.state.tells_of_persons = [
            room.tells_of_persons(app.state.settings) for room in rooms if room.tells_of_persons is not None
        ]
        broker.start()
        stack.callback(broker.stop)
        for room in rooms:
            if room.open is not None:
                app.state.rooms[room.service] = stack.enter_context(room.open(app.state.settings))
        yield


def _add_rooms(app: FastAPI, rooms: Sequence[Room]) -> None:
    for room in rooms:
        for router in (room.router, feed_route.router):
            app.include_router(router, prefix=f"/{room.service}", tags=[room.service])
        app.include_router(room.pages, tags=[room.service], include_in_schema=False)
        for error, problem in room.problems.items():
            app.add_exception_handler(error, answers.answering(problem))


def _staff_names(rooms: Sequence[Room], settings: Settings) -> StaffNames:
    return next((room.staff_names(settings) for room in rooms if room.staff_names is not None), NoNames())


def _participant_numbers(rooms: Sequence[Room], settings: Settings) -> ParticipantNumbers:
    known = (room.participant_numbers(settings) for room in rooms if room.participant_numbers is not None)
    return next(known, NoNumbers())


def _waiting_mails(rooms: Sequence[Room], settings: Settings) -> int:
    return sum(room.waiting_mails(settings) for room in rooms if room.waiting_mails is not None)


def _operation_id(route: APIRoute) -> str:
    """``intake.enter_participation``; the name of the function is unique in its service."""
    service = str(route.tags[0]) if route.tags else "platform"
    return f"{service}.{route.name}"


def _answer_problems(app: FastAPI) -> None:
    handlers: Mapping[type[Exception], Any] = {
        Problem: answers.answer_problem,
        RuleViolation: answers.answer_rule,
        RequestValidationError: answers.answer_validation,
        HTTPException: answers.answer_http,
        DatabaseDown: answers.answer_unavailable,
        CommandReused: answers.answer_reused,
        StreamContended: answers.answer_unavailable,
        psycopg.OperationalError: answers.answer_unavailable,
        psycopg.DataError: answers.answer_unstorable,
    }
    for error, handler in handlers.items():
        app.add_exception_handler(error, cast("ExceptionHandler", handler))


# --- The platform's own routes --------------------------------------------------

_platform = APIRouter()


class Standing(BaseModel):
    """How far one service is; sums over all districts."""

    stored: int = Field(title="Gespeicherte Ereignisse", ge=0)
    published: int = Field(title="Davon verschickt", ge=0)
    processed: dict[str, int] = Field(title="Davon gelesen, je lesendem Dienst")
    lag: int = Field(title="Rückstand des langsamsten Lesers", ge=0)


class HealthDocument(BaseModel):
    """The answer of ``/health``."""

    status: str = Field(title="ok, oder degraded: etwas steht still", pattern="^(ok|degraded)$")
    services: dict[str, Standing] = Field(title="Dienste")
    parked: int = Field(title="Zurückgestellte Ereignisse, die auf eine Entscheidung warten", ge=0)
    broker: str = Field(title="Nachrichtendienst", pattern="^(reachable|unreachable)$")
    dead_letters: int | None = Field(title="Aussortierte Nachrichten; null, solange sie niemand zählen kann", ge=0)
    mails: int = Field(title="E-Mails an Partner, die auf den Versand warten", ge=0)


@_platform.get("/health", summary="Zustand der Plattform", response_model=HealthDocument)
def health(request: Request) -> dict[str, Any]:
    look: Callable[[], Health] = request.app.state.look
    return look().document()


@_platform.get("/metrics", summary="Kennzahlen des Betriebs", response_class=Response, include_in_schema=False)
def metrics(request: Request) -> Response:
    kept: Metrics = request.app.state.metrics
    return Response(kept.text(), media_type=MEDIA_TYPE)
