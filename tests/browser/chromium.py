"""Debian's chromium, driven by Playwright: a new profile each run, nothing that phones home, no way off the host."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.kit.apt import ensure

PROGRAM: Final = "/usr/bin/chromium"
GERMAN: Final = "/usr/lib/chromium/locales/de.pak"  # without it fields for days are drawn in English, whatever is asked
LOOPBACK: Final = "127.0.0.1"
# A proxy's environment, field trials and updates are no part of a page; every name but the host's own leads nowhere.
QUIET: Final = (
    "--lang=de-DE",  # fields for days and times are drawn in the browser's own language
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {LOOPBACK}",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Started, and gone at the end. Raises Failure where it is missing and cannot be installed."""
    ensure([PROGRAM], ["chromium", "chromium-l10n"], [GERMAN])
    as_root = ("--no-sandbox",) if os.geteuid() == 0 else ()
    browser = driver().chromium.launch(
        executable_path=PROGRAM, args=[*QUIET, *as_root], env={**os.environ, "LANGUAGE": "de"}
    )
    try:
        yield browser
    finally:
        browser.close()


@cache
def driver() -> Playwright:
    """One a process: a second one would find the first one's loop running, and refuse to start."""
    started = sync_playwright().start()
    atexit.register(started.stop)
    return started
