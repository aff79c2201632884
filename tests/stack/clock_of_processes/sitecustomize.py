"""Python imports this at its start where this folder is on its path: the wall clock then follows a file.

The monotonic clock stays what it is, as it does when an operator sets the clock of a machine. (libfaketime cannot do
that to Python: it takes the monotonic time until which ``time.sleep`` sleeps for one of its own.)
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import sleep  # not the green one, by which eventlet replaces it later

import time_machine

LOOK_S = 0.2


def follow(file: Path) -> None:
    """Be ahead of the real time by as many seconds as the file says."""
    clock = time_machine.travel(datetime.now(UTC), tick=True).start()
    ahead = None
    while True:
        told = float(file.read_text())
        if told != ahead:
            real = time_machine.escape_hatch.time.time()
            clock.move_to(datetime.fromtimestamp(real, UTC) + timedelta(seconds=told))
            time.time()  # the new clock begins to tick when it is first asked
            ahead = told
        sleep(LOOK_S)


Thread(target=follow, args=(Path(os.environ["LOTSE_TEST_CLOCK"]),), daemon=True).start()
