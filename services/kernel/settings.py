"""Settings from the environment (``LOTSE_…``) and from what ``make up`` wrote to ``LOTSE_HOME/servers.json``."""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from services.kernel.roles import Role
from services.kernel.secrets import Secrets

SERVICES: Final = ("districts", "intake", "referral", "events", "reporting")
SUPERUSER: Final = "postgres"  # of a private PostgreSQL
CHECKOUT: Final = Path(__file__).resolve().parents[2]


class NotSetUp(RuntimeError):
    """Neither an environment variable nor servers.json names the server."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} ist nicht eingerichtet: bitte zuerst `make up` aufrufen.")


class Settings(BaseSettings):
    """Every setting has a default; each is described in the README."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", extra="ignore", frozen=False)

    home: Path = Field(default=CHECKOUT / ".lotse", description="local data: servers, secrets, logs")
    host: str = Field(default="127.0.0.1", description="address the web process listens on")
    port: int = Field(default=8080, ge=1, le=65535, description="HTTP port of the one address")
    database_url: str | None = Field(default=None, description="use this PostgreSQL instead of a private one")
    amqp_url: str | None = Field(default=None, description="use this RabbitMQ instead of a private one")
    demo: bool = Field(default=True, description="load the demo districts")
    public_url: str | None = Field(default=None, description="address under which people reach the platform")
    second_factor: Annotated[frozenset[Role], NoDecode] = Field(
        default=frozenset(), description="roles that are entered with a second factor only, separated by commas"
    )
    link_days: int = Field(default=30, ge=1, le=90, description="how many days a partner's link is good for")
    smtp_url: str | None = Field(
        default=None, description="mail server: smtps://user:password@host:465, or smtp://… with STARTTLS"
    )
    mail_from: str | None = Field(default=None, description="sender of mails to partners")

    @field_validator("smtp_url", "mail_from", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("second_factor", mode="before")
    @classmethod
    def _separated_by_commas(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @cached_property
    def secrets(self) -> Secrets:
        return Secrets(self.home / "secrets")

    @cached_property
    def servers(self) -> dict[str, str]:
        """What ``make up`` keeps about the servers in use; empty before the first start."""
        path = self.home / "servers.json"
        return json.loads(path.read_text()) if path.exists() else {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def public_address(self) -> str:
        """Where people reach the platform, without a slash at the end; links and cookies are made for it."""
        return (self.public_url or self.address).rstrip("/")

    @property
    def is_https(self) -> bool:
        return self.public_address.startswith("https://")

    def admin_database_url(self, database: str = "postgres") -> str:
        """The operator's login (CREATEDB, CREATEROLE) on that database."""
        return _with_path(self._required("database_url", "PostgreSQL"), database)

    def superuser_database_url(self, database: str) -> str | None:
        """Of a private server, whose superuser is ours; None where a server was given."""
        if self.database_url is not None or not self.secrets.has_password("postgres", SUPERUSER):
            return None
        return _with_login(self.admin_database_url(database), SUPERUSER, self.secrets.password("postgres", SUPERUSER))

    def service_database_url(self, service: str) -> str:
        """The service's own login on its own database."""
        given = os.environ.get(f"LOTSE_{service.upper()}_DATABASE_URL")
        return given or self._login_url(service, f"lotse_{service}")

    def carrier_database_url(self) -> str:
        """The login of the carrier, on the database that the letter boxes lie in."""
        return os.environ.get("LOTSE_CARRIER_DATABASE_URL") or self._login_url("carrier", "lotse_referral")

    def keys_database_url(self, service: str) -> str:
        """The service's own login on the database of person keys."""
        given = os.environ.get(f"LOTSE_{service.upper()}_KEYS_DATABASE_URL")
        return given or self._login_url(service, "lotse_keys")

    def admin_amqp_url(self) -> str:
        return self._required("amqp_url", "RabbitMQ")

    def service_amqp_url(self, service: str) -> str:
        """The service's own broker user; on a broker given by URL without such users, that URL."""
        given = os.environ.get(f"LOTSE_{service.upper()}_AMQP_URL")
        if given:
            return given
        user = f"lotse_{service}"
        if not self.secrets.has_password("rabbitmq", user):
            return self.admin_amqp_url()
        return _with_login(self.admin_amqp_url(), user, self.secrets.password("rabbitmq", user))

    def _login_url(self, service: str, database: str) -> str:
        user = f"lotse_{service}"
        url = _with_path(self._required("database_url", "PostgreSQL"), database)
        return _with_login(url, user, self.secrets.password("postgres", user))

    def _required(self, name: str, what: str) -> str:
        value: str | None = getattr(self, name) or self.servers.get(name)
        if value is None:
            raise NotSetUp(what)
        return value


def load_settings() -> Settings:
    """The settings of this process; a platform that was started once keeps its port."""
    settings = Settings()
    if "port" not in settings.model_fields_set and settings.servers.get("port") is not None:
        settings.port = int(settings.servers["port"])
    return settings


def _with_path(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))


def _with_login(url: str, user: str, password: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{quote(user)}:{quote(password)}@{host}"))
