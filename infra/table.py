"""What a person wants to know after ``make up``."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from infra.servers.record import Record
from services.kernel.settings import Settings


def print_table(settings: Settings) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    console.print(_table(settings))


def _table(settings: Settings) -> Table:
    record = Record.read(settings.home)
    table = Table(title="Lotse läuft", show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in (
        ("Adresse", settings.address),
        ("Zustand", f"{settings.address}/health"),
        ("Schnittstelle", f"{settings.address}/openapi.json"),
        ("Anmelden", f"{settings.public_address}/anmeldung"),
        *_demo_accounts(settings),
        ("Zugang anlegen", ".venv/bin/lotse user add --district LANDKREIS --staff PERSON"),
        ("Zugangstoken", ".venv/bin/lotse token --district LANDKREIS --role fachkraft (für Programme)"),
        ("Rollen", "fachkraft, koordination, planung, pruefung, auswertung, betrieb, land"),
        ("Befehle", ".venv/bin/lotse --help"),
        ("Datenbank", f"PostgreSQL, {_place(record.database_url)} (Zugang: .venv/bin/lotse env)"),
        ("Nachrichten", f"RabbitMQ, {_place(record.amqp_url)}"),
        ("Protokolle", str(settings.home / "logs")),
        ("Beenden", "make down"),
    ):
        table.add_row(name, value)
    return table


def _demo_accounts(settings: Settings) -> Iterator[tuple[str, str]]:
    """Who of the demo can sign in, with which password, where."""
    # Here, for `make down` must work without the services.
    from demo.accounts import demo_accounts, password_of  # noqa: PLC0415
    from services.districts.pages.words import ROLES  # noqa: PLC0415

    for one in demo_accounts() if settings.demo else ():
        if password := password_of(settings.secrets, one.login):
            where = " und ".join(district for district, _ in one.places)
            yield f"Demo: {one.login}", f"{password} ({ROLES[one.role]}, {where})"


def _place(url: str | None) -> str:
    """Host and port, without the log-in."""
    return (url or "").rpartition("@")[2].partition("/")[0]
