"""Which providers people may sign in with: ``LOTSE_HOME/oidc.toml``, one table ``[provider.<key>]`` each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

FILE: Final = "oidc.toml"


class ProvidersMisconfigured(ValueError):
    """The file cannot be used; the message is German and says where."""


class ProviderTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One table of the file; ``client_secret_file`` is relative to ``LOTSE_HOME``, none is a public client.

    ``second_factor``: whoever comes from there has shown a second factor already.
    """

    title: str
    issuer: str
    client_id: str
    client_secret_file: str | None = None
    scopes: Annotated[tuple[str, ...], Meta(min_length=1)] = ("openid",)
    second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider; ``title`` is German, as in ``Mit <title> anmelden``."""

    key: str
    title: str
    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    scopes: tuple[str, ...]
    second_factor: bool


def providers(home: Path) -> Mapping[str, Provider]:
    """By key, in the order of the file; none without a file. Raises ProvidersMisconfigured."""
    path = home / FILE
    if not path.exists():
        return {}
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8")).get("provider", {})
        return {key: _provider(home, key, msgspec.convert(table, ProviderTable)) for key, table in tables.items()}
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, OSError, UnicodeDecodeError) as wrong:
        raise ProvidersMisconfigured(f"{path} ist so nicht zu verwenden: {wrong}") from None


def is_trustworthy(address: str) -> bool:
    """https; on this very machine http will do."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))
    )


def _is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _provider(home: Path, key: str, table: ProviderTable) -> Provider:
    if not is_trustworthy(table.issuer):
        raise ProvidersMisconfigured(f"{FILE}, provider.{key}: issuer muss mit https:// beginnen.")
    if "openid" not in table.scopes:
        raise ProvidersMisconfigured(f"{FILE}, provider.{key}: scopes müssen openid enthalten.")
    file = table.client_secret_file
    return Provider(
        key=key,
        title=table.title,
        issuer=table.issuer,
        client_id=table.client_id,
        client_secret=None if file is None else (home / file).read_text(encoding="utf-8").strip(),
        scopes=table.scopes,
        second_factor=table.second_factor,
    )
