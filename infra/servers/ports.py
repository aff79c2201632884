"""Free ports on the loopback, chosen once and kept."""

import socket
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


def listening(port: int) -> bool:
    """Whether somebody accepts connections there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def bindable(port: int) -> bool:
    """Whether we could listen there; a connection that lingers from before does not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
