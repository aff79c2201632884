"""How long a test waits for what must come: far longer than it takes, for a machine that has other work to do.

A wait ends as soon as it may, so patience costs nothing where all is well. How long things do take is measured:
`make bench`, and the seconds that tests write into `docs/proof.md`.
"""

from typing import Final

PATIENCE_S: Final = 300.0

# What is promised within 10 s on a machine that is not busy (G5).
SEEN_S: Final = 120.0
