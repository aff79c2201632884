"""How often one address may send to the public forms of surveys and findings.

Other public forms note attempts for a while (``strangers``). Whoever answers a survey is promised that nothing is kept,
not even a hash of an address with a time: this stays in the memory of the process and is forgotten with it.
"""

import time
from typing import Final

from services.kernel.problems import Problem
from services.kernel.public_answers import Bucket

BURST: Final = 60  # a class, a festival: many people at once behind one address
A_SECOND: Final = 0.2
TOO_MANY: Final = 429

_pace: Final = Bucket(BURST, A_SECOND)


def expect_not_too_often(address: str) -> None:
    """Raises a Problem (429)."""
    wait_s = _pace.wait_s(address, time.monotonic())
    if wait_s:
        headers = {"Retry-After": str(max(1, round(wait_s)))}
        words = "Von Ihrem Anschluss kam gerade sehr viel. Bitte versuchen Sie es in einer Minute noch einmal."
        raise Problem("too-many-requests", TOO_MANY, "Bitte einen Moment warten", words, headers=headers)
