"""How many wrong tries close a name or a second factor; what a limit does stands in ``kernel.attempt_limits``."""

from typing import Final

PASSWORDS: Final = 10
CODES: Final = 5
