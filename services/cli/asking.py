"""What several commands ask for: the district, dates, the settings, and who is typing."""

import getpass
import os
import re
from datetime import date, datetime
from typing import Annotated

import typer

from services.cli.failures import wrong_usage
from services.kernel.database import pool
from services.kernel.district import InvalidDistrict, valid_key
from services.kernel.registry import District, registered_districts
from services.kernel.settings import Settings, load_settings
from services.kernel.times import NotAnInstant, now, read_known_at

DistrictOption = Annotated[str, typer.Option("--district", help="Schlüssel des Landkreises", metavar="KEY")]
Instant = Annotated[str | None, typer.Option(help="Kenntnisstand (RFC 3339; ohne Zone: Europe/Berlin)", metavar="ZEIT")]
OperationOption = Annotated[str, typer.Option("--operation", help="Schlüssel des Vorhabens", metavar="KEY")]


def settings() -> Settings:
    """The settings of this call."""
    return load_settings()


def actor() -> str:
    """Who types, as it is recorded: ``cli:<user>``."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container user without a name
        user = str(os.getuid())
    return f"cli:{re.sub(r'[^A-Za-z0-9._-]', '_', user)}"


def find_district(of: Settings, key: str) -> District | None:
    """The registered district, None if it was never opened. Exit 2 for what is no key."""
    try:
        valid_key(key)
    except InvalidDistrict:
        message = f"„{key}“ ist kein Schlüssel: 2 bis 31 Zeichen aus a–z, 0–9 und Bindestrich, vorn ein Buchstabe."
        raise wrong_usage(message) from None
    with pool(of.service_database_url("districts")).connection() as connection:
        return next((one for one in registered_districts(connection) if one.key == key), None)


def known_district(of: Settings, key: str) -> str:
    """The key of a district that is open; otherwise exit 2."""
    if find_district(of, key) is None:
        raise wrong_usage(
            f"Den Landkreis „{key}“ gibt es hier nicht. `lotse district add {key} --name …` eröffnet ihn."
        )
    return key


def read_date(text: str, option: str) -> date:
    """``2026-06-30`` or ``30.06.2026``; otherwise exit 2."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day has no time zone
        except ValueError:
            continue
    raise wrong_usage(f"{option}: „{text}“ ist kein Datum. Erwartet wird JJJJ-MM-TT oder TT.MM.JJJJ.")


def read_instant(text: str | None, option: str = "--known-at") -> datetime | None:
    """A state of knowledge, None where none was given; otherwise exit 2."""
    if text is None:
        return None
    try:
        return read_known_at(text, now())
    except NotAnInstant as refused:
        raise wrong_usage(f"{option}: {refused}") from refused
