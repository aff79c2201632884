"""``python -m infra VERB``: what make calls."""

import sys
from collections.abc import Callable
from typing import Final

from infra import verbs
from infra.failure import Failure
from infra.generate import generate
from infra.runner.control import pids
from infra.servers import status_of_servers
from services.kernel.logging import quiet
from services.kernel.settings import Settings, load_settings


def main(arguments: list[str]) -> int:
    """Runs one verb; a failure is one line and exit 1."""
    if len(arguments) != 1 or arguments[0] not in VERBS:
        sys.stderr.write(f"Aufruf: python -m infra {'|'.join(VERBS)}\n")
        return 2
    quiet()
    settings = load_settings()
    settings.home = settings.home.resolve()
    try:
        VERBS[arguments[0]](settings)
    except Failure as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Abgebrochen. `make down` beendet, was schon läuft.\n")
        return 130
    return 0


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

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
