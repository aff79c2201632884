"""What a person wants to know after ``make up``."""

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
        ("Anmelden", ".venv/bin/lotse token --district LANDKREIS --role fachkraft"),
        ("Rollen", "fachkraft, koordination, planung, pruefung, auswertung, betrieb"),
        ("Befehle", ".venv/bin/lotse --help"),
        ("Datenbank", f"PostgreSQL, {_place(record.database_url)} (Zugang: .venv/bin/lotse env)"),
        ("Nachrichten", f"RabbitMQ, {_place(record.amqp_url)}"),
        ("Protokolle", str(settings.home / "logs")),
        ("Beenden", "make down"),
    ):
        table.add_row(name, value)
    return table


def _place(url: str | None) -> str:
    """Host and port, without the log-in."""
    return (url or "").rpartition("@")[2].partition("/")[0]
