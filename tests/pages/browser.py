"""A browser without JavaScript: whose session it has, what it sends, and what stands on the page it gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from services.intake.folding import fold as fold_intake
from services.kernel.ids import uuid7
from services.kernel.pages.asking import COMMAND_KEY
from services.kernel.pages.seen import COOKIE as STAND
from services.kernel.signed_in import COOKIE, SignedIn
from services.referral.folding import fold as fold_referral
from tests.api.conftest import Town

FROM_OUR_PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
Form = Mapping[str, str | Sequence[str]]


@dataclass
class KnownSessions:
    """Sessions as tests hand them out, in place of those that ``districts`` keeps."""

    by_cookie: dict[str, SignedIn] = field(default_factory=dict)

    def find(self, cookie: str) -> SignedIn | None:
        return self.by_cookie.get(cookie)


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser; it follows no redirect by itself, so that tests see where one leads."""

    client: TestClient
    town: Town
    cookie: str

    def get(self, path: str, **headers: str) -> Response:
        return self.client.get(path, headers=self._headers(headers), follow_redirects=False)

    def post(self, path: str, form: Form | None = None, *, key: str | None = None, **headers: str) -> Response:
        """Send a form with the key that was made when it was shown; the same ``key`` again is a reload."""
        fields = {COMMAND_KEY: key or str(uuid7()), **(form or {})}
        return self.client.post(path, data=fields, headers=self._headers(headers), follow_redirects=False)

    def send(self, path: str, body: Any, key: str, **headers: str) -> Response:
        """What a script of a page sends."""
        given = {"Accept": "application/json", "Idempotency-Key": key, **headers}
        return self.client.post(path, json=body, headers=self._headers(given))

    def does(self, path: str, form: Form | None = None) -> Response:
        """Send a form that is taken, let everything read it, and answer with the page that it leads to."""
        answer = self.post(path, form)
        assert answer.status_code == 303, answer.text
        self._wait(answer.cookies.get(STAND, ""))
        return self.get(answer.headers["location"])

    def _wait(self, stand: str) -> None:
        """Until pages show it: intake and referral read what they store, everybody what districts store."""
        if stand.startswith("intake."):
            fold_intake(self.town.settings, self.town.district)
        elif stand.startswith("referral."):
            fold_referral(self.town.settings, self.town.district)
        elif stand:
            self.town.settle()

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        given = {name.replace("_", "-"): value for name, value in more.items()}
        return {**FROM_OUR_PAGE, "Cookie": f"{COOKIE}={self.cookie}", **given}


# --- What stands on a page ---------------------------------------------------------


class _Fields(HTMLParser):
    """Every field of the page's own forms, with the value that it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._is_main = False
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_main |= tag == "main"
        if not self._is_main:
            return
        given: dict[str, Any] = dict(attrs)
        name, kind = given.get("name"), given.get("type")
        if tag == "textarea":
            self._area = name
            self.values.setdefault(name, []).append("")
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.values.setdefault(self._select, []).append(given.get("value") or "")
        elif tag == "input" and name and (kind not in ("radio", "checkbox") or "checked" in given):
            self.values.setdefault(name, []).append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self._is_main &= tag != "main"
        self._area = None if tag == "textarea" else self._area
        self._select = None if tag == "select" else self._select

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.values[self._area][-1] += data


def fields_of(page: Response) -> dict[str, list[str]]:
    """Field -> the values that the page shows in it: typed, chosen or ticked."""
    reader = _Fields()
    reader.feed(page.text)
    return reader.values
