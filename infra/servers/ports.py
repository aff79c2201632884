"""Free ports on the loopback, chosen once and kept."""

import socket
import time
from typing import Final

LOOPBACK: Final = "127.0.0.1"
NEVER: Final = frozenset({5432, 5672})


def free_port() -> int:
    """A port nobody listens on now, never a server's usual one."""
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port: int = probe.getsockname()[1]
        if port not in NEVER:
            return port


def bindable(port: int) -> bool:
    """Whether we could listen there; a connection that lingers from before does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def becomes_bindable(port: int, seconds: float = 5) -> bool:
    """Whether we could listen there soon: a killed server's threads hold its port a moment longer than its pid."""
    deadline = time.monotonic() + seconds
    while not bindable(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
