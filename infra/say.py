"""German progress lines on standard error, so that standard output stays for results."""

import sys


def say(line: str) -> None:
    sys.stderr.write(f"· {line}\n")
    sys.stderr.flush()
