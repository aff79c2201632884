"""The verbs behind make: up, down, clean, status. Each may be repeated."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from infra.failure import Failure
from infra.health import wait_until
from infra.runner.control import pids, start_runner, stop_runner
from infra.say import say
from infra.servers import Servers, start_servers, stop_servers
from infra.servers.ports import bindable
from infra.servers.record import Record
from infra.table import print_table
from infra.unfinished import expect_none
from services.kernel.settings import Settings

HEALTH_SECONDS: Final = 300.0
CATCH_UP_SECONDS: Final = 600
OURS: Final = (
    "servers.json",
    "demo.loaded",
    "postgres",
    "postgres.half",
    "rabbitmq",
    "run",
    "logs",
    "secrets",
    "erasures.jsonl",
    "restoring",
)


def up(settings: Settings) -> None:
    """Starts everything that does not run yet and prints where it is. Raises Failure."""
    settings.home.mkdir(parents=True, exist_ok=True)
    keep_port(settings)
    start_servers(Servers(settings.home, settings.database_url, settings.amqp_url))
    settings.__dict__.pop("servers", None)  # a cached property, read before the servers were there
    provision(settings)
    if start_runner(settings):
        say("Dienste starten …")
    if not wait_until(f"{settings.address}/health", HEALTH_SECONDS):
        raise Failure(f"Die Plattform antwortet nicht; der Grund steht in {settings.home / 'logs'}.")
    load_demo(settings)
    wait_until_caught_up()
    print_table(settings)


def keep_port(settings: Settings) -> None:
    """A running platform keeps its port; else the wished one has to be free. Raises Failure."""
    record = Record.read(settings.home)
    if pids(settings)["platform-web"] is not None and record.port:
        settings.port = record.port
        return
    if "port" not in settings.model_fields_set and record.port:
        settings.port = record.port
    if not bindable(settings.port):
        raise Failure(f"Port {settings.port} ist belegt. Bitte einen anderen wählen: LOTSE_PORT=8081 make up")
    replace(record, port=settings.port).write(settings.home)


def provision(settings: Settings) -> None:
    """Secrets, databases, roles, migrations and the broker's topology. Raises Failure for settings that cannot be."""
    from services.districts.sign_in.providers import ProvidersMisconfigured, providers  # noqa: PLC0415
    from services.kernel.broker import declare_topology  # noqa: PLC0415  (`make down` must work without the services)
    from services.kernel.provision import migrate_all, prepare_platform  # noqa: PLC0415

    expect_none(settings.home)
    try:
        providers(settings.home)
    except ProvidersMisconfigured as wrong:
        raise Failure(str(wrong)) from None
    say("Datenbanken und Warteschlangen werden eingerichtet …")
    prepare_platform(settings)
    migrate_all(settings)
    declare_topology(settings.admin_amqp_url())


def load_demo(settings: Settings) -> None:
    """Once an edition of the demo: a later one adds districts, and leaves alone what people changed since."""
    if not settings.demo:
        return
    import demo  # noqa: PLC0415

    marker = settings.home / "demo.loaded"
    if marker.exists() and marker.read_text() == demo.EDITION:
        return
    say("Demo-Landkreise werden geladen …")
    demo.hand_in(settings, demo.load(settings))
    marker.write_text(demo.EDITION)


def wait_until_caught_up() -> None:
    """Everything stored is visible everywhere. Raises Failure."""
    lotse = Path(sys.executable).with_name("lotse")
    answer = subprocess.run([lotse, "wait", "--timeout", str(CATCH_UP_SECONDS)], check=False)
    if answer.returncode != 0:
        raise Failure("Die Auswertungen sind nicht auf dem Stand; `.venv/bin/lotse wait` zeigt, worauf sie warten.")


def down(settings: Settings) -> None:
    """Ends what ``up`` started, keeps the data."""
    if not settings.home.exists():
        return
    if stop_runner(settings):
        say("Dienste sind beendet.")
    stop_servers(settings.home)


def clean(settings: Settings) -> None:
    """Also removes the local data; of a folder that holds other things only what is ours."""
    down(settings)
    for name in OURS:
        _remove(settings.home / name)
    if settings.home.exists() and not any(settings.home.iterdir()):
        settings.home.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
