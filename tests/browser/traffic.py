"""What a browser window asks for while it is looked at: hosts, bytes on the wire, and what it complains about."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

INSIDE = frozenset({"data", "blob", "about"})  # never leave the browser


@dataclass  # without slots: Playwright keeps its wrappers on whoever listens
class Traffic:
    """Everything since it was opened; ``received`` counts bytes on the wire, headers and all."""

    hosts: set[str] = field(default_factory=set)
    received: int = 0
    complaints: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, context: BrowserContext, page: Page) -> "Traffic":
        """Listen to a context (workers too) and to one page of it."""
        traffic = cls()
        context.on("request", traffic._asked)
        context.on("response", traffic._answered)
        page.on("console", traffic._said)
        page.on("pageerror", lambda error: traffic.complaints.append(str(error)))
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", traffic._finished)
        return traffic

    def forget(self) -> None:
        """Count anew."""
        self.hosts.clear()
        self.complaints.clear()
        self.statuses.clear()
        self.received = 0

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in INSIDE:
            self.hosts.add(address.netloc)

    def _answered(self, response: Response) -> None:
        self.statuses[response.url] = response.status

    def _finished(self, told: Any) -> None:
        self.received += int(told["encodedDataLength"])

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")
