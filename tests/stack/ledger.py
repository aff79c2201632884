"""A client outside the system that writes down what it sent and what it was told, and later holds the platform to it.

``with ledger.writing(clients=4, per_second=40): ...faults...`` and then ``ledger.assert_kept()``. A command that was
not answered is sent again under its key until it is; some are sent again although they were answered, and some callers
hang up at once. Everything is also appended to a file, so that a broken run can be read afterwards.
"""

import json
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event, Lock, Thread
from typing import Any, Final

import httpx

from services.kernel.roles import Role
from services.kernel.tokens import issue
from tests.kit.patience import PATIENCE_S
from tests.oracle.populations import OPERATION
from tests.oracle.rows import Operation
from tests.stack.commands import Command, commands
from tests.stack.platform import Platform

ACTOR: Final = "cli:ledger"
ANSWER_S: Final = 30.0
AGAIN_S: Final = 0.5
HANG_UP_S: Final = 0.005
HANG_UP_EVERY: Final = 25
REPEAT_EVERY: Final = 8


class NeverAnswered(AssertionError):
    """A command got no answer within PATIENCE_S."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the platform said: 201 with a position (None: nothing new), or 4xx."""

    status: int
    body: Any

    @property
    def acknowledged(self) -> bool:
        return self.status == 201

    @property
    def position(self) -> int | None:
        position: int | None = self.body["position"] if self.acknowledged else None
        return position


@dataclass(slots=True)
class Ledger:
    """One district of the platform and everything that was ever sent to it. Other writers to it count as foreign."""

    platform: Platform
    district: str
    operation: Operation
    file: Path
    seed: int = 1
    sent: dict[str, Command] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    otherwise: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)
    _writers: dict[int, "_Client"] = field(default_factory=dict)

    @classmethod
    def arrive(cls, platform: Platform, folder: Path, seed: int = 1) -> "Ledger":
        """Open a fresh district with an operation of its own; the file lies in ``folder``."""
        district = f"kreis-{secrets.token_hex(3)}"
        operation = replace(OPERATION, district=district)
        platform.lotse("district", "add", district, "--name", f"Landkreis {district}")
        platform.lotse(
            *("operation", "add", operation.key, "--district", district, "--name", "ThINKA"),
            *("--from", operation.start.isoformat(), "--to", operation.end.isoformat()),
        )
        return cls(platform, district, operation, folder / f"{district}.ledger.jsonl", seed)

    @contextmanager
    def writing(self, clients: int = 4, per_second: float = 40) -> Iterator[None]:
        """Send commands while the block runs; ends when each has its answer. Raises NeverAnswered."""
        over, broken = Event(), list[BaseException]()
        interval = clients / per_second

        def write(client: _Client) -> None:
            try:
                client.work(over, interval)
            except BaseException as fault:  # noqa: BLE001 - raised below, in the test's own thread
                broken.append(fault)

        threads = [Thread(target=write, args=(self._client(number),)) for number in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()
        if broken:
            raise broken[0]

    def _client(self, number: int) -> "_Client":
        """The same client goes on where it stopped."""
        if number not in self._writers:
            todo = commands(self.seed, number, self.operation)
            self._writers[number] = _Client(self, number, todo, Random(f"client {self.seed} {number}"))
        return self._writers[number]

    def assert_kept(self) -> dict[str, int]:
        """Wait for rest and compare everything; the figures for ``proof.add``, all of them counted.

        Every acknowledged fact stands once at its position, nothing stands there that nobody sent, the journal holds
        each fact once and in order, every projection equals its rebuild, every report what the ledger says.
        """
        from tests.stack.audit import audit  # noqa: PLC0415  (it needs the ledger's own types)

        self.platform.wait()
        self.platform.await_web()
        found = audit(self)
        assert found.complaints == [], "\n".join([*found.complaints[:40], str(self.file)])
        return {"commands": len(self.answers), "lost": found.lost, "doubled": found.doubled, "foreign": found.foreign}

    def note(self, what: str, command: Command, **more: object) -> None:
        """One line in the file and one more in the count of ``what``."""
        line = {"at": datetime.now(UTC).isoformat(), "what": what, "key": command.key, **more}
        with self._lock:
            self.counted[what] += 1
            with self.file.open("a") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def send(self, command: Command) -> None:
        """Write down that this command is about to be sent for the first time."""
        self.note("sent", command, client=command.client, kind=command.kind, row=dict(command.row))
        with self._lock:
            self.sent[command.key] = command

    def keep(self, command: Command, answer: Answer) -> None:
        """The first answer counts; another status or position later is held against the platform."""
        self.note("answered", command, status=answer.status, body=answer.body)
        with self._lock:
            first = self.answers.setdefault(command.key, answer)
        if (first.status, first.position) != (answer.status, answer.position):
            self.otherwise.append(f"{command.key}: first {first}, then {answer}")

    def headers(self) -> dict[str, str]:
        """A token of somebody who may write and read; the actor is part of every command's id."""
        return {"Authorization": f"Bearer {issue(self.platform.settings, self.district, Role.KOORDINATION, ACTOR)}"}


@dataclass(slots=True)
class _Client:
    """One thread's worth of callers: a command after the other."""

    ledger: Ledger
    number: int
    todo: Iterator[Command]
    rng: Random
    again: list[Command] = field(default_factory=list)

    def work(self, over: Event, interval: float) -> None:
        """Send until ``over``, one command each ``interval`` seconds at most."""
        due = time.monotonic()
        with httpx.Client(headers=self.ledger.headers(), timeout=ANSWER_S, trust_env=False) as http:
            while not over.is_set():
                self._one(http)
                due = max(due + interval, time.monotonic() - interval)
                over.wait(max(0.0, due - time.monotonic()))
            for command in self.again:
                self._send(http, command)
            self.again.clear()

    def _one(self, http: httpx.Client) -> None:
        if self.again and self.rng.randrange(REPEAT_EVERY) == 0:
            self._send(http, self.again.pop(self.rng.randrange(len(self.again))))
            return
        command = next(self.todo)
        self.ledger.send(command)
        if self.rng.randrange(HANG_UP_EVERY) == 0:
            self._hang_up(http, command)
        self._send(http, command)
        if self.ledger.answers[command.key].acknowledged and self.rng.randrange(REPEAT_EVERY) == 0:
            self.ledger.note("repeated", command)
            self.again.append(command)

    def _hang_up(self, http: httpx.Client, command: Command) -> None:
        """Ask and do not wait for the answer."""
        try:
            answer = self._ask(http, command, HANG_UP_S)
        except httpx.TransportError as error:
            self.ledger.note("unanswered", command, why=type(error).__name__)
        else:
            if answer.status < 500:
                self.ledger.keep(command, answer)

    def _send(self, http: httpx.Client, command: Command) -> None:
        """Until it is answered. Raises NeverAnswered."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                answer = self._ask(http, command, ANSWER_S)
            except httpx.TransportError as error:
                self.ledger.note("unanswered", command, why=type(error).__name__)
            else:
                if answer.status < 500:
                    self.ledger.keep(command, answer)
                    return
                self.ledger.note("unanswered", command, why=answer.status)
            time.sleep(AGAIN_S)
        raise NeverAnswered(command.key)

    def _ask(self, http: httpx.Client, command: Command, seconds: float) -> Answer:
        address = f"{self.ledger.platform.address}/intake/operations/{self.ledger.operation.key}/{command.path}"
        said = http.post(address, json=command.body, headers={"Idempotency-Key": command.key}, timeout=seconds)
        return Answer(said.status_code, said.json())
