"""What the databases and reports say, held against a ledger that was written outside of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import httpx
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.ids import derived_id
from services.kernel.settings import SERVICES
from services.reporting.rebuild import fold_digests, rebuild
from tests.oracle.activity import activity_report
from tests.oracle.esf import comparable, digest, esf_report
from tests.oracle.judgements import judge_contact, judge_participation, judge_status
from tests.oracle.populations import TODAY
from tests.oracle.replay import Cells, Stored, record, replay
from tests.oracle.rows import Recorded
from tests.stack.commands import Command
from tests.stack.ledger import ACTOR, Answer, Ledger

STICHTAGE: Final = (date(2023, 12, 31), date(2026, 6, 30))
JUDGES: Final = {"participants": judge_participation, "statuses": judge_status, "contacts": judge_contact}
COMPLETE: Final = ("gender", "birth_date", "employment", "isced")
LOG: Final = "SELECT position, id, stream, version, topic, data, recorded, command_id FROM {s}.log ORDER BY position"
JOURNAL: Final = "SELECT index, source, sequence, body FROM {s}.journal ORDER BY index"
REMEMBERED: Final = "SELECT command_id FROM {s}.commands"
INCOMPLETE: Final = """
    SELECT sozialraum, state, entry_date::text, ARRAY(
        SELECT name FROM unnest(unknown) name WHERE name <> 'unemployed_since' OR employment = 'unemployed')
    FROM {s}.participation_records WHERE valid_to IS NULL
"""
OPENED: Final = "SELECT sozialraum FROM {s}.sozialraeume"


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a log, as far as the ledger can know it."""

    position: int
    id: UUID
    stream: UUID
    version: int
    topic: str
    data: bytes
    recorded: datetime
    command_id: UUID


@dataclass(slots=True)
class Found:
    """What was seen; ``complaints`` name each thing that is not as it has to be."""

    lost: int = 0
    doubled: int = 0
    foreign: int = 0
    complaints: list[str] = field(default_factory=list)

    def add(self, complaint: str, *, lost: int = 0, doubled: int = 0, foreign: int = 0) -> None:
        self.complaints.append(complaint)
        self.lost += lost
        self.doubled += doubled
        self.foreign += foreign

    def compare(self, what: str, ours: Iterable[Any], theirs: Iterable[Any]) -> None:
        """Two bags that have to be equal: too few is a loss, one too many a double, what nobody expects is foreign."""
        here, wanted = Counter(ours), Counter(theirs)
        for each in sorted(here.keys() | wanted.keys(), key=str):
            more = here[each] - wanted[each]
            if more < 0:
                self.add(f"{what}: {each} is missing", lost=-more)
            elif more > 0 and wanted[each]:
                self.add(f"{what}: {each} is there {more} times too often", doubled=more)
            elif more > 0:
                self.add(f"{what}: nobody expects {each}", foreign=more)


@dataclass(frozen=True, slots=True)
class Databases:
    """Reading as an operator; no service takes part in it."""

    ledger: Ledger

    def rows(self, service: str, statement: str) -> list[tuple[Any, ...]]:
        with closing(self.connect(service)) as connection:
            schema = Identifier(schema_of(self.ledger.district))
            return connection.execute(SQL(statement).format(s=schema)).fetchall()

    def log(self, service: str) -> list[Fact]:
        return [
            Fact(row[0], row[1], row[2], row[3], row[4], bytes(row[5]), *row[6:]) for row in self.rows(service, LOG)
        ]

    def connect(self, service: str) -> Connection[Any]:
        return connect(self.ledger.platform.settings.admin_database_url(f"lotse_{service}"))


def audit(ledger: Ledger) -> Found:
    """Everything, at rest; the ledger's district has to have no other writer."""
    found, databases = Found(), Databases(ledger)
    logs = {service: databases.log(service) for service in SERVICES}
    for complaint in ledger.otherwise:
        found.add(f"another answer: {complaint}")
    _judge(found, ledger)
    _hold_against_the_log(found, ledger, logs["intake"])
    _hold_in_order(found, ledger, logs)
    found.compare("commands", _strangers(ledger, databases), ())
    history = _history(ledger, logs["intake"])
    _hold_sozialraeume(found, history, logs["districts"], databases)
    _hold_journal(found, logs, databases.rows("reporting", JOURNAL))
    _hold_projections(found, ledger, history, databases)
    _hold_reports(found, ledger, history)
    return found


# --- answers ---------------------------------------------------------------------


def _judge(found: Found, ledger: Ledger) -> None:
    """Each answer to a client's own rows is the one the interface page demands: refused, nothing new, or stored."""
    stored = Stored()
    for command in ledger.sent.values():
        answer = ledger.answers.get(command.key)
        if answer is None:
            found.add(f"{command.key}: never answered", lost=1)
        elif not command.shared:
            verdict = JUDGES[command.kind](stored, command.row, ledger.operation, TODAY)
            if _in_a_word(answer) != {"refused": "refused", "unchanged": "unchanged"}.get(verdict.result, "stored"):
                found.add(f"{command}: {answer}, but the oracle says {verdict}")
            if answer.position is not None:
                record(stored, _recorded(ledger, command, datetime.now().astimezone()))


def _in_a_word(answer: Answer) -> str:
    if not answer.acknowledged:
        return "refused"
    return "unchanged" if answer.position is None else "stored"


# --- the store --------------------------------------------------------------------


def command_ids(ledger: Ledger) -> dict[str, UUID]:
    """The id under which each command must stand in the log."""
    id_key = ledger.platform.settings.secrets.district(ledger.district).id_key
    return {key: derived_id(id_key, "command", ACTOR, key) for key in ledger.sent}


def _hold_against_the_log(found: Found, ledger: Ledger, log: list[Fact]) -> None:
    by_command: defaultdict[UUID, list[int]] = defaultdict(list)
    for fact in log:
        by_command[fact.command_id].append(fact.position)
    for key, command_id in command_ids(ledger).items():
        positions, answer = by_command.pop(command_id, []), ledger.answers.get(key)
        told = [] if answer is None or answer.position is None else [answer.position]
        found.compare(f"{key}, answered {answer}, in the log at", positions, told)
    found.compare("facts without a command", [each for rest in by_command.values() for each in rest], ())


def _strangers(ledger: Ledger, databases: Databases) -> Iterator[UUID]:
    """Commands that intake remembers and that nobody sent."""
    known = set(command_ids(ledger).values())
    return (row[0] for row in databases.rows("intake", REMEMBERED) if row[0] not in known)


def _hold_in_order(found: Found, ledger: Ledger, logs: Mapping[str, list[Fact]]) -> None:
    """Dense positions and rising times in every log, dense versions in every stream, and no client is overtaken."""
    for service, log in logs.items():
        found.compare(f"positions of {service}", [fact.position for fact in log], range(1, len(log) + 1))
        times = [fact.recorded for fact in log]
        if times != sorted(set(times)):
            found.add(f"{service}: recorded times do not rise")
        versions: Counter[UUID] = Counter()
        for fact in log:
            versions[fact.stream] += 1
            if fact.version != versions[fact.stream]:
                found.add(f"{service}: stream {fact.stream} has version {fact.version} at {fact.position}")
    _hold_clients_in_order(found, ledger)


def _hold_clients_in_order(found: Found, ledger: Ledger) -> None:
    """Who has an answer before sending the next command finds both in that order."""
    last: Counter[int] = Counter()
    for command in ledger.sent.values():
        answer = ledger.answers.get(command.key)
        if answer is not None and answer.position is not None:
            if answer.position <= last[command.client]:
                found.add(f"{command.key} stands before a command that was answered before it was sent")
            last[command.client] = answer.position


def _history(ledger: Ledger, log: list[Fact]) -> list[Recorded]:
    """The rows that were acknowledged with a position, in that order."""
    recorded = {fact.position: fact.recorded for fact in log}
    taken = [(answer.position, ledger.sent[key]) for key, answer in ledger.answers.items()]
    placed = sorted((position, command.key, command) for position, command in taken if position is not None)
    return [_recorded(ledger, command, recorded[at]) for at, _, command in placed if at in recorded]


def _recorded(ledger: Ledger, command: Command, at: datetime) -> Recorded:
    return Recorded(at, ledger.operation.key, command.kind, tuple(command.row), command.row)


def _hold_sozialraeume(found: Found, history: list[Recorded], log: list[Fact], databases: Databases) -> None:
    """The policy opened each Sozialraum that was named, once."""
    named = {recorded.row["sozialraum"] for recorded in history if recorded.kind != "statuses"}
    facts = [json.loads(fact.data) for fact in log if fact.topic.startswith("districts.sozialraum_opened")]
    found.compare("Sozialräume in the log", [fact["sozialraum"] for fact in facts], named)
    found.compare("Sozialräume in the table", [row[0] for row in databases.rows("districts", OPENED)], named)


# --- the journal --------------------------------------------------------------------


def _hold_journal(found: Found, logs: Mapping[str, list[Fact]], rows: list[tuple[Any, ...]]) -> None:
    """Every fact of every log once, under its own number, each source in its own order."""
    stored = [(service, fact.position, str(fact.id)) for service, log in logs.items() for fact in log]
    kept = [(source, sequence, json.loads(body)["id"]) for _, source, sequence, body in rows]
    found.compare("journal", kept, stored)
    found.compare("numbers of the journal", [row[0] for row in rows], range(1, len(rows) + 1))
    for service, log in logs.items():
        if [sequence for source, sequence, _ in kept if source == service] != [fact.position for fact in log]:
            found.add(f"the journal does not hold {service} in its order")


# --- what is shown ---------------------------------------------------------------


def _hold_projections(found: Found, ledger: Ledger, history: list[Recorded], databases: Databases) -> None:
    """Reporting's tables equal their rebuild; intake's list of work equals what the rows say."""
    with closing(databases.connect("reporting")) as connection:
        live = fold_digests(connection, schema_of(ledger.district))
    (built,) = rebuild(ledger.platform.settings, ledger.district)
    found.compare("digests of the projections", live.items(), built.digests.items())
    shown = [(*row[:3], *row[3]) for row in databases.rows("intake", INCOMPLETE) if row[3]]
    found.compare("incomplete participations", shown, _incomplete(replay(history)))


def _incomplete(stored: Stored) -> Iterator[tuple[str, ...]]:
    for cells in stored.participations.values():
        missing = list(_missing(cells))
        if missing and cells["state"] != "cancelled":
            yield (cells["sozialraum"], cells["state"], cells["entry_date"], *missing)


def _missing(cells: Cells) -> Iterator[str]:
    for column in COMPLETE:
        if not cells[column]:
            yield column
        if column == "employment" and cells[column] == "unemployed" and not cells["unemployed_since"]:
            yield "unemployed_since"


def _hold_reports(found: Found, ledger: Ledger, history: list[Recorded]) -> None:
    """The ESF report of two days and of half of the history, and the activity report."""
    halfway = _halfway(history)
    with httpx.Client(base_url=ledger.platform.address, headers=ledger.headers(), timeout=60, trust_env=False) as http:
        for as_of, known_at in ((STICHTAGE[0], None), (STICHTAGE[1], None), (STICHTAGE[1], halfway)):
            ours = _esf(http, ledger, as_of, known_at)
            theirs = esf_report(history, ledger.operation, (), as_of, known_at)
            _equal(found, f"ESF report of {as_of} known at {known_at}", comparable(ours), comparable(theirs))
            if digest(ours) != ours["digest"]:
                found.add(f"digest of {as_of}")
        period = {"from": "2022-01-01", "to": "2026-06-30"}
        ours = http.get("/reporting/reports/activity", params=period).json()
        theirs = activity_report(history, ledger.district, date(2022, 1, 1), date(2026, 6, 30))
        _equal(found, "activity report", ours, theirs)


def _halfway(history: list[Recorded]) -> datetime | None:
    """A moment in the middle; where the database's clock is ahead, the last one before it that may be asked for."""
    past = [fact.recorded_at for fact in history[: len(history) // 2 + 1] if fact.recorded_at < datetime.now(UTC)]
    return past[-1] if past else None


def _esf(http: httpx.Client, ledger: Ledger, as_of: date, known_at: datetime | None) -> dict[str, Any]:
    known = {"known_at": known_at.isoformat()} if known_at else {}
    address = f"/reporting/operations/{ledger.operation.key}/reports/esf"
    answer = http.get(address, params={"as_of": as_of.isoformat(), **known})
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def _equal(found: Found, what: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            found.add(f"{what}, {name}: {ours.get(name)} is not {theirs.get(name)}")
