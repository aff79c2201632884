"""A person who cannot be mistaken for anybody, through intake, referral and reports; and where her bytes are sought."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from infra.backup.programs import run_program
from services.districts.application import districts, operator
from services.intake.application import Intake, intake
from services.intake.cases_desk import CaseDesk, Opening
from services.intake.casework import casework
from services.intake.consents_desk import ConsentsDesk, Paper, Scope
from services.intake.erasing.desk import ErasingDesk, Wish
from services.intake.erasing.knowing import catch_up
from services.intake.erasing.persons import Linked, Persons
from services.intake.participant_links_desk import LinksDesk
from services.intake.persons_desk import PersonsDesk, index_of
from services.intake.search_words import code_words, name_words
from services.kernel.deciders import Context
from services.kernel.feed import LogFeed
from services.kernel.ids import uuid7
from services.kernel.settings import SERVICES, Settings
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.domain.book_commands import HandOverReferral
from services.referral.letter_bodies import LetterBodies
from services.referral.letter_rows import UncarriedRow
from services.referral.reading import policy_reader, projections_reader
from services.referral.referrals_desk import NOTE as REFERRAL_NOTE
from services.reporting.esf import EsfQuestion
from services.reporting.folding import folding
from services.reporting.reading import journal_reader
from services.reporting.reports import Reports, heads_of
from tests.referral.network.post_office import House, Somebody

OPERATION: Final = "thinka"
FAMILY_NAME: Final = "Zyxqanarius"
GIVEN_NAME: Final = "Wendelgardine"
PHONE: Final = "0999-7654321"
CODE_WORD: Final = "kanarienzwitscher"
NOTE: Final = "Qanarientext: erzählt von der Voliere am Ufer"
NUMBER: Final = "QNR-4711-KANARIE"
EVERY: Final = (FAMILY_NAME, GIVEN_NAME, PHONE, CODE_WORD, "Qanarientext", NUMBER)
COLUMNS: Final = "participant_no;sozialraum;entry_date;gender;birth_date;employment;isced;disability"
HEX: Final = re.compile(rb"\\\\x([0-9a-f]{8,})")
BASE64: Final = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def asked() -> Context:
    command = uuid7()
    return Context(actor="cli:canary", command_id=command, correlation_id=command)


@dataclass
class Canary:
    """In one district, with a second one that letters go to."""

    settings: Settings
    district: str
    neighbour: str
    service: Intake = field(init=False)
    case: UUID = field(init=False)

    def __post_init__(self) -> None:
        period = (date(2022, 1, 1), date(2027, 12, 31))
        districts(self.settings).open_operation(self.district, OPERATION, "Th.INKA", period, operator("cli:canary"))
        self.service = intake(self.settings)

    def live(self) -> None:
        """Known, named, noted, linked to a participation, and referred by a letter that waits."""
        self.catch_up()
        opening = Opening(operation=OPERATION, sozialraum="rieth", on=today(), code_word=CODE_WORD)
        self.case = CaseDesk(self.service, self.district, asked()).open(opening).case_id
        consent = self._consent("consent-named-file", Scope(purpose="named_file"))
        words = {"family_name": FAMILY_NAME, "given_name": GIVEN_NAME, "phone": PHONE}
        PersonsDesk(self.service, self.district, self.case).name(words, consent, today(), asked())
        CaseDesk(self.service, self.district, asked()).write_note(self.case, today(), NOTE)
        row = f"{NUMBER};rieth;2026-03-02;female;1990-05-05;inactive;3;yes"
        people = [f"A-{each};rieth;2026-03-02;male;1980-01-01;employed;4;no" for each in range(5)]
        table = "\n".join([COLUMNS, row, *people])
        taken = self.service.import_file(
            "participants", table.encode(), self.district, OPERATION, actor="cli:canary", today=today()
        )
        assert not taken.refused
        self._consent("consent-esf-data", Scope(purpose="esf_data"))
        LinksDesk(self.service, self.district, self.case).link(OPERATION, NUMBER, asked())
        self.refer()
        self.catch_up()

    def refer(self) -> None:
        """Handed over to the neighbour by a letter that nobody has carried yet."""
        person = casework(self.service, self.district, self.case).person
        house = House(self.settings, self.district)
        one = Somebody(house, self.neighbour, person_id=person, case_id=self.case)
        one.propose()
        texts = {"given_name": GIVEN_NAME, "phone": PHONE}
        entries = [Entry(person, name, one.share_id, text) for name, text in texts.items()]
        house.referral.vault.put(self.district, [*entries, Entry(person, REFERRAL_NOTE, uuid4(), NOTE)])
        one.book(
            HandOverReferral(
                referral_id=one.referral_id,
                on=today(),
                today=today(),
                channel="district_letter",
                fields=tuple(texts),
                share_id=one.share_id,
            )
        )
        house.work()
        self.letters = house

    def letters_waiting(self) -> int:
        return len(self.letters.rows("letter_outbox"))

    def refer_somebody_else(self) -> Somebody:
        """Her letter waits, too; who she is does not matter."""
        one = Somebody(self.letters, self.neighbour)
        one.propose()
        one.hand_over()
        self.letters.work()
        return one

    def letters_open(self) -> list[bool]:
        """Of every letter that was sealed, in order, whether its keys are still there."""
        house = self.letters
        persons = dict(house.rows("referrals", "referral, person"))
        rows = [
            UncarriedRow(
                fact.letter_id, fact.digest, fact.thread, persons[fact.referral_id], released=True, recalled=False
            )
            for fact in house.sealed()
        ]
        return [LetterBodies(house.referral, house.key).read(row) is not None for row in rows]

    def catch_up(self) -> None:
        """What the workers would do, without a broker."""
        feed = LogFeed(self.settings)
        catch_up(self.settings, self.district)
        for reader in (projections_reader(self.settings, feed), policy_reader(self.settings, feed)):
            reader.catch_up_with("intake", self.district)
        House(self.settings, self.district).work()
        journal = journal_reader(self.settings, feed)
        for source in SERVICES:
            journal.catch_up_with(source, self.district)
        folding(self.settings).step(self.district)

    @cached_property
    def linked(self) -> Linked:
        return Persons(self.service, self.district).named(CODE_WORD)

    def erase(self, scope: Any) -> None:
        wish = Wish(scope=scope, grounds="consent_withdrawn", reason="Wunsch der Person")
        ErasingDesk(self.service, self.district).order(self.linked, wish, asked())
        self.catch_up()

    def figures(self, as_of: date | None = None) -> Any:
        """The ESF report of the operation."""
        self.catch_up()
        question = EsfQuestion(operation=OPERATION, as_of=as_of or today() + timedelta(days=1))
        return Reports.of(self.settings).esf(self.district, question, heads_of(LogFeed(self.settings), self.district))

    def readable(self) -> set[str]:
        """Words of the vaults of intake and referral that still unseal."""
        found: set[str] = set()
        for vault, service in ((self.service.vault, "intake"), (self.letters.referral.vault, "referral")):
            addresses = self._addresses(service)
            found |= {text for text in vault.get(self.district, addresses).values() if text is not None}
        return found

    def found_by_search(self) -> bool:
        words = [*name_words(FAMILY_NAME), *code_words(CODE_WORD)]
        return bool(index_of(self.service).find(self.service.pool, self.district, words))

    def _addresses(self, service: str) -> list[tuple[UUID, str, UUID]]:
        from psycopg.sql import SQL  # noqa: PLC0415

        from services.kernel.database import pool  # noqa: PLC0415
        from services.kernel.district import district as enter  # noqa: PLC0415

        connections = pool(self.settings.service_database_url(service))
        with connections.transaction() as connection, enter(connection, self.district) as schema:
            statement = SQL("SELECT person, field, entry FROM {}.vault WHERE person = ANY (%s)").format(schema)
            return connection.execute(statement, [list(self.linked.persons)]).fetchall()

    def _consent(self, text: str, scope: Scope) -> UUID:
        paper = Paper(text=text, text_version=1, form="paper", on=today())
        return ConsentsDesk(self.service, self.district, self.case).give(paper, scope, asked()).id


# --- searching ----------------------------------------------------------------------


def heard_in(settings: Settings, *folders: Path) -> list[str]:
    """Every place where a word of the canary can be read: dumps of all databases, decoded, and all files."""
    places = [f"database {name}" for name in (*SERVICES, "keys") if sings(_dumped(settings, name))]
    files = [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    return [*places, *(str(path) for path in files if sings(path.read_bytes()))]


def _dumped(settings: Settings, name: str) -> bytes:
    url = settings.admin_database_url(f"lotse_{name}")
    return run_program(settings.home, "pg_dump", url, ["--format=plain"]).encode()


def sings(raw: bytes) -> bool:
    return any(word.encode() in text for text in _readings(raw) for word in EVERY)


def _readings(raw: bytes) -> Iterator[bytes]:
    """The bytes as they are, what stands in them as hexadecimal or base64, and what stands in that."""
    yield raw
    decoded = b"\n".join(bytes.fromhex(each.decode()[: len(each) // 2 * 2]) for each in HEX.findall(raw))
    yield decoded
    for text in (raw, decoded):
        yield b"\n".join(base64.b64decode(each[: len(each) // 4 * 4]) for each in BASE64.findall(text))
