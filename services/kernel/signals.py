"""How a process without an event loop is told to end."""

import signal
import threading


def stop_on_signals() -> threading.Event:
    """Set by SIGTERM and SIGINT; for the main thread of a process."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
