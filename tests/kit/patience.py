"""How long a test waits for what must come: far longer than it takes, for a machine that has other work to do.

A wait ends as soon as it may, so patience costs nothing where all is well. How long things do take is measured:
`make bench`, and the seconds that tests write into `docs/proof.md`.
"""

from typing import Final

PATIENCE_S: Final = 300.0

# The promise (G5): campaigns hold it against the clock. `make test` runs on busy machines, too, and only waits.
PROMISED_S: Final = 10.0
SEEN_S: Final = 120.0
