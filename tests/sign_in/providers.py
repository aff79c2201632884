"""Providers of others, started for the tests; and the pages of theirs that a person fills in."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import httpx
import oidc_provider_mock

from tests.kit.npm import node_modules

CLIENT: Final = "lotse"
SECRET: Final = "kein Geheimnis, nur zum Testen: /+%"
SCRIPT: Final = Path(__file__).with_name("provider.mjs")


@contextmanager
def mock_provider() -> Iterator[str]:
    """``oidc-provider-mock`` of the Python registry; its address."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@contextmanager
def node_provider(return_address: str) -> Iterator[str]:
    """``oidc-provider`` of the npm registry, which insists on PKCE; its address."""
    command = ["node", str(SCRIPT), str(node_modules()), CLIENT, SECRET, return_address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def consent(address: str, subject: str, back: str) -> str:
    """Fill in whatever the provider shows, as ``subject``, until it sends the browser back; where to."""
    with httpx.Client(follow_redirects=False) as browser:
        answer = browser.get(address)
        for _ in range(12):
            if answer.is_redirect:
                target = urljoin(str(answer.url), answer.headers["location"])
                if target.startswith(back):
                    return target
                answer = browser.get(target)
            else:
                answer = _fill_in(browser, answer, subject)
    raise AssertionError(answer.text)


def _fill_in(browser: httpx.Client, page: httpx.Response, subject: str) -> httpx.Response:
    assert page.status_code == 200, page.text
    action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    target = urljoin(str(page.url), action[1] if action else "")
    return browser.post(target, data={**hidden, "login": subject, "password": "x", "sub": subject})
