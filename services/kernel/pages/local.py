"""Addresses that a browser brings along: they lead to pages of ours and nowhere else."""

import re
from typing import Final

HOME: Final = "/"
# One slash at the start, no second one and no backslash: browsers read both as another host. No control characters.
LOCAL: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", re.ASCII)


def local_path(wished: str | None) -> str:
    """The wished address, if it is a path on this host; otherwise the start."""
    return wished if wished and LOCAL.fullmatch(wished) else HOME
