"""The one address for people and programs: every service's routes in one process."""

import sys
from typing import Final

import uvicorn
from fastapi import FastAPI

from services.districts.room import ROOM as DISTRICTS
from services.districts.sign_in.providers import providers
from services.districts.sign_in.sessions import SessionsOf
from services.events.room import ROOM as EVENTS
from services.intake.room import ROOM as INTAKE
from services.kernel.database import close_pools, wait_for_locks
from services.kernel.logging import configure, get_logger
from services.kernel.settings import Settings, load_settings
from services.kernel.web import create_app
from services.referral.room import ROOM as REFERRAL
from services.reporting.room import ROOM as REPORTING

ROOMS: Final = (DISTRICTS, INTAKE, REFERRAL, EVENTS, REPORTING)
LAST_ANSWERS_S: Final = 10
# A command may queue behind another's for as long, and then wait as long itself; nobody waits longer than six seconds.
LOCK_WAIT_S: Final = 2.5

log = get_logger()


def platform(settings: Settings) -> FastAPI:
    """All services under one address and one ``/openapi.json``."""
    return create_app(ROOMS, settings, sign_ins=SessionsOf(settings))


def server(settings: Settings) -> uvicorn.Server:
    """Takes no new requests after SIGTERM and lets those in hand end, for at most ten seconds."""
    config = uvicorn.Config(
        platform(settings),
        host=settings.host,
        port=settings.port,
        access_log=False,  # its lines hold the raw path; ours hold the route
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS_S,
        timeout_keep_alive=30,
    )
    return uvicorn.Server(config)


def main() -> int:
    """Serve until SIGTERM."""
    configure("platform", "web")
    settings = load_settings()
    providers(settings.home)  # a file that cannot be right stops the start, not the first log-in
    log.info("process_started", port=settings.port)
    wait_for_locks(LOCK_WAIT_S)
    try:
        server(settings).run()
    finally:
        close_pools()
        log.info("process_stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
