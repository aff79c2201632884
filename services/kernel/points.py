"""Named points on a fact's way where a process may be made to die, so that tests prove that nothing is lost there.

On a platform nothing happens at a point. A test arms one: with LOTSE_CRASH_FOLDER set, the process LOTSE_PROCESS that
reaches a point whose file ``<process>.<point>`` lies in that folder removes the file and dies as in a power cut; a
number in the file says at which time (default: the first). The simulator hangs its own scheduler on the same points.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

POINTS: Final = {
    "store.sealed": "decided and sealed, keys made; nothing appended",
    "log.appended": "committed; nobody was told, and the caller does not know",
    "log.told": "committed and NOTIFY is due; the caller does not know",
    "vault.kept": "texts are kept that no fact refers to yet",
    "import.batch_taken": "a batch of an import file is stored, the next one is not",
    "web.answering": "the answer is ready and not sent",
    "relay.read": "facts are read and not sent",
    "relay.sent": "a message is on its way and not confirmed",
    "relay.confirmed": "all is confirmed, the position has not moved",
    "relay.moved": "the position has moved",
    "consume.received": "a batch is here and nobody has looked at it",
    "consume.handled": "a batch is through and not acknowledged",
    "consume.acknowledged": "a batch is acknowledged",
    "consume.rejected": "a message went to the dead letters",
    "reader.locked": "the transaction is open, nothing is written",
    "reader.moved": "the position has moved in the open transaction, the rows are missing",
    "reader.applied": "rows and position are written and not committed",
    "reader.committed": "rows and position are committed",
    "reader.fetched": "missing facts were fetched from the source and not applied",
    "policy.carried_out": "the policy's command is stored; the position of its cause is not",
    "projection.locked": "the transaction is open, nothing is folded",
    "projection.written": "rows are written, the position has not moved",
    "projection.moved": "rows and position are written and not committed",
    "projection.committed": "rows and position are committed",
    "erasure.ordered": "an erasure is ordered, no key is destroyed",
    "erasure.noted": "the erasure journal names the persons, their keys are there",
    "erasure.keys_destroyed": "keys are destroyed, no fact says so",
    "erasure.forgotten": "nothing finds the person any more; no fact says that the keys are gone",
    "mail.handed": "the mail server took a mail; no fact says so",
    "carrier.read": "letters are read from an outbox and lie nowhere else",
    "letter.stopped": "a recalled letter will not go any more, its key is there",
    "carrier.posted": "the sender's receipt and the letter in the inbox are written and not committed",
    "carrier.carried": "letter and receipt are committed",
    "rebuild.built": "the shadow is complete, the switch has not begun",
    "rebuild.switching": "tables are exchanged in the open transaction",
    "rebuild.switched": "the switch is committed",
    "district.keyed": "a new district has keys and nothing else",
    "district.roles_made": "a new district has roles and no schema",
    "district.built": "a new district has schemas and is not registered",
    "district.registered": "a new district is registered with some services only",
}

Hook = Callable[[str], None]
_hooks: list[Hook] = []


def reached(point: str) -> None:
    """Say that this point of the way is reached."""
    for hook in _hooks:
        hook(point)


def watch(hook: Hook) -> Callable[[], None]:
    """Call ``hook`` at every point from now on; returns what ends that."""
    _hooks.append(hook)
    return lambda: _hooks.remove(hook)


def _die_by_file(folder: Path, process: str) -> Hook:
    times: Counter[str] = Counter()

    def die(point: str) -> None:
        order = folder / f"{process}.{point}"
        if not order.exists():
            return
        times[point] += 1
        if times[point] >= int(order.read_text() or 1):
            order.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def _arm_from_environment() -> None:
    if folder := os.environ.get("LOTSE_CRASH_FOLDER"):
        watch(_die_by_file(Path(folder), os.environ.get("LOTSE_PROCESS", "cli")))


_arm_from_environment()
