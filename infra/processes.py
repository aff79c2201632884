"""The one list of processes. The local runner, docker-compose.yml and the systemd units are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.kernel.settings import SERVICES

HEALTH: Final = ("python", "-m", "infra.health", "/health")
DATABASE: Final = "postgres"
BROKER: Final = "rabbitmq"


@dataclass(frozen=True, slots=True)
class Restart:
    """After a death, how long until the next start: ``first`` seconds, doubled up to ``longest``."""

    first: float = 1
    longest: float = 30

    def delay(self, deaths: int) -> float:
        """Seconds to wait after that many deaths in a row (from 1)."""
        return min(self.longest, self.first * 2.0 ** min(deaths - 1, 10))


@dataclass(frozen=True, slots=True)
class Process:
    """One process: ``health`` is a command that ends with 0 when it is well; empty where living is enough."""

    service: str
    process: str
    command: tuple[str, ...]
    needs: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    health: tuple[str, ...] = ()
    restart: Restart = Restart()

    @property
    def name(self) -> str:
        return f"{self.service}-{self.process}"


def _web() -> Process:
    return Process("platform", "web", ("python", "-m", "services.web"), (DATABASE,), health=HEALTH)


def _relay(service: str) -> Process:
    command = ("python", "-m", f"services.{service}.main", "relay")
    return Process(service, "relay", command, (DATABASE, BROKER))


def _worker(service: str) -> Process:
    command = ("python", "-m", f"services.{service}.main", "worker")
    # psycopg's own way of waiting blocks eventlet's hub
    return Process(service, "worker", command, (DATABASE, BROKER), {"PSYCOPG_WAIT_FUNC": "wait_select"})


def _carrier() -> Process:
    """Takes letters from one district to another."""
    return Process("referral", "carrier", ("python", "-m", "services.kernel.carrier"), (DATABASE,))


def _mailer() -> Process:
    """Sends mails to partners."""
    return Process("referral", "mailer", ("python", "-m", "services.referral.main", "mailer"), (DATABASE,))


def _publisher() -> Process:
    """Publishes what BI tools read; apart from the worker, so that folding never waits for it."""
    return Process("reporting", "publisher", ("python", "-m", "services.reporting.main", "publisher"), (DATABASE,))


PROCESSES: Final = (
    _web(),
    *(_relay(service) for service in SERVICES),
    *(_worker(service) for service in SERVICES),
    _carrier(),
    _mailer(),
    _publisher(),
)
