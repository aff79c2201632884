"""``python -m infra.health [--wait SECONDS] PATH``: ends with 0 when the platform answers 200 there."""

import os
import sys
import time
import urllib.error
import urllib.request


def answers(address: str) -> bool:
    """Whether that address answers 200 within five seconds; no proxy is asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def wait_until(address: str, seconds: float) -> bool:
    """Asks until the answer is 200 or the time is over."""
    deadline = time.monotonic() + seconds
    while not answers(address):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def main(arguments: list[str]) -> int:
    seconds = 0.0
    if arguments[:1] == ["--wait"]:
        seconds, arguments = float(arguments[1]), arguments[2:]
    address = f"http://127.0.0.1:{os.environ.get('LOTSE_PORT', '8080')}{arguments[0]}"
    return 0 if wait_until(address, seconds) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
