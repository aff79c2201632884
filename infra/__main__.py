"""``python -m infra VERB``: what make calls."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from infra import verbs
from infra.failure import Failure
from infra.generate import generate
from infra.runner.control import pids
from infra.say import say
from infra.servers import status_of_servers
from services.kernel.logging import quiet
from services.kernel.settings import Settings, load_settings


def main(arguments: list[str]) -> int:
    """Runs one verb; a failure is one line and exit 1."""
    if not (is_alone := len(arguments) == 1 and arguments[0] in VERBS) and not _names_a_folder(arguments):
        sys.stderr.write(f"Aufruf: python -m infra {'|'.join(VERBS)}, oder {'|'.join(WITH_FOLDER)} ORDNER\n")
        return 2
    quiet()
    settings = load_settings()
    settings.home = settings.home.resolve()
    try:
        if is_alone:
            VERBS[arguments[0]](settings)
        else:
            WITH_FOLDER[arguments[0]](settings, Path(arguments[1]).resolve())
    except Failure as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Abgebrochen. `make down` beendet, was schon läuft.\n")
        return 130
    return 0


def _names_a_folder(arguments: list[str]) -> bool:
    return len(arguments) == 2 and arguments[0] in WITH_FOLDER


def _backup(settings: Settings, folder: Path) -> None:
    from infra.backup import backup  # noqa: PLC0415  (`make down` must work without the services)

    say(f"Gesichert: {backup(settings, folder)}")
    say(f"Nicht darin: {settings.secrets.folder}. Bitte an einem anderen Ort sichern; ohne ist nichts lesbar.")


def _restore(settings: Settings, folder: Path) -> None:
    from infra.backup import restore  # noqa: PLC0415

    restore(settings, folder)
    say("Wiederhergestellt. `make up` startet die Plattform.")


def _status(settings: Settings) -> None:
    for name, pid in {**status_of_servers(settings.home), **pids(settings)}.items():
        sys.stdout.write(f"{name:20} {pid or 'läuft nicht'}\n")


def _generate(_settings: Settings) -> None:
    generate()


VERBS: Final[dict[str, Callable[[Settings], None]]] = {
    "up": verbs.up,
    "down": verbs.down,
    "clean": verbs.clean,
    "status": _status,
    "provision": verbs.provision,
    "generate": _generate,
}

WITH_FOLDER: Final[dict[str, Callable[[Settings, Path], None]]] = {"backup": _backup, "restore": _restore}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
