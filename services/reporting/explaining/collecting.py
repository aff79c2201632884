"""Garbage collection put off while tens of thousands of rows are made that hold no cycle."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Nothing in an explanation refers back to itself, so reference counting frees all of it.

    The collector would go through the growing rows again and again: at 20,000 participations that doubles the time
    (1.2 s against 0.65 s). Other threads' cycles wait for as long; whoever put it off first ends it.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
