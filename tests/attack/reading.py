"""A process that reads hostile import files under a limit of memory: ``python -m tests.attack.reading FILE …``.

One JSON line a file: how it ended, and after how many seconds.
"""

import json
import resource
import sys
import time
from pathlib import Path

from services.kernel.files.failures import FileRefused
from tests.intake.memory import MemoryLedger, take

LARGEST_MEMORY = 1536 * 1024 * 1024


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    for name in sys.argv[1:]:
        started, ledger = time.monotonic(), MemoryLedger()
        try:
            ended = f"rows {take(ledger, 'participants', Path(name).read_bytes()).rows}"
        except FileRefused as refused:
            ended = f"refused {refused}"
        line = {"file": name, "ended": ended, "seconds": time.monotonic() - started, "stored": len(ledger.log)}
        print(json.dumps(line), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
