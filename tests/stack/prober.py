"""Somebody who asks every address of the platform again and again, and writes down how it answered."""

import itertools
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, Final

import httpx

from services.kernel.roles import Role
from services.kernel.tokens import issue, service_token
from tests.kit.patience import PATIENCE_S
from tests.stack.commands import commands
from tests.stack.ledger import Ledger

UNAVAILABLE: Final = "Vorübergehend nicht verfügbar"


@dataclass(frozen=True, slots=True)
class Question:
    """One request; ``body`` None: a GET."""

    path: str
    body: Any = None
    query: tuple[tuple[str, str], ...] = ()
    for_services: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What came back; ``status`` 0: nothing."""

    path: str
    status: int
    seconds: float
    retry_after: str | None
    kind: str | None
    title: str | None

    @property
    def says_later(self) -> bool:
        """503, when to come again, and why, in German."""
        problem = (self.kind, self.title) == ("application/problem+json", UNAVAILABLE)
        return self.status == 503 and problem and int(self.retry_after or 0) > 0


@dataclass(slots=True)
class Prober:
    """Asks with a token of the ledger's district; what it sends is refused or known already, so nothing is stored."""

    ledger: Ledger
    told: list[Told] = field(default_factory=list)

    def questions(self) -> list[Question]:
        """Every address of the platform, writing ones with a body that is stored already."""
        operation = f"/intake/operations/{self.ledger.operation.key}"
        days = (("from", "2022-01-01"), ("to", "2026-06-30"))
        esf = f"/reporting/operations/{self.ledger.operation.key}/reports/esf"
        known = next(commands(self.ledger.seed, 0, self.ledger.operation))
        return [
            Question("/health"),
            Question("/districts/operations"),
            Question("/districts/sozialraeume"),
            *(Question(f"/{service}/feed", for_services=True) for service in ("districts", "intake", "reporting")),
            Question(esf, query=(("as_of", "2026-06-30"),)),
            Question("/reporting/reports/activity", query=days),
            Question(f"{operation}/{known.path}", body=(known.key, known.body)),
        ]

    def ask_all(self) -> list[Told]:
        """Every question once, one after the other."""
        with httpx.Client(timeout=PATIENCE_S, trust_env=False) as http:
            answers = [self._ask(http, question) for question in self.questions()]
        self.told += answers
        return answers

    @contextmanager
    def asking(self, threads: int = 2) -> Iterator[None]:
        """Ask while the block runs."""
        over = Event()

        def ask() -> None:
            with httpx.Client(timeout=PATIENCE_S, trust_env=False) as http:
                for question in itertools.cycle(self.questions()):
                    if over.wait(0.1):
                        return
                    self.told.append(self._ask(http, question))

        running = [Thread(target=ask) for _ in range(threads)]
        for thread in running:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in running:
                thread.join()

    def complaints(self) -> list[Told]:
        """Answers that are neither right nor a right 503."""
        return [told for told in self.told if told.status != 0 and told.status >= 500 and not told.says_later]

    def longest_s(self) -> float:
        return max((told.seconds for told in self.told), default=0.0)

    def _ask(self, http: httpx.Client, question: Question) -> Told:
        settings, district = self.ledger.platform.settings, self.ledger.district
        role = Role.KOORDINATION
        token = service_token(settings, district, "reporting") if question.for_services else None
        headers = {"Authorization": f"Bearer {token or issue(settings, district, role, 'cli:ledger')}"}
        address, start = self.ledger.platform.address + question.path, time.monotonic()
        try:
            if question.body is None:
                answer = http.get(address, params=dict(question.query), headers=headers)
            else:
                key, body = question.body
                answer = http.post(address, json=body, headers={**headers, "Idempotency-Key": key})
        except httpx.TransportError:
            return Told(question.path, 0, time.monotonic() - start, None, None, None)
        said = answer.headers
        problem = json.loads(answer.content).get("title") if answer.status_code >= 500 else None
        return Told(
            question.path,
            answer.status_code,
            time.monotonic() - start,
            said.get("retry-after"),
            said.get("content-type"),
            problem,
        )
