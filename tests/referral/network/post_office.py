"""Two districts whose letters are carried by hand: the worker's steps and the carrier, called one after another."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid4

from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier

from services.contracts.referral import LetterReceived, LetterSealed
from services.kernel.carrier import Carrier
from services.kernel.database import Pool, pool
from services.kernel.deciders import Context
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.facts import Contract
from services.kernel.settings import Settings
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral import post
from services.referral.application import Referral, referral
from services.referral.domain.book import BOOK
from services.referral.domain.book_commands import (
    Command,
    EndConsent,
    HandOverReferral,
    ProposeReferral,
    ReceiveConsent,
)
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_listing import ListPartner, PartnerDetails
from services.referral.folding import fold
from services.referral.letters_desk import LettersDesk
from services.referral.shared_texts import MESSAGE

TODAY: Final = today()
TEXTS: Final = {"given_name": "Mira", "phone": "03628 4711"}
WORDS: Final = "Bitte am Vormittag anrufen."


def asked(actor: str = "cli:tester") -> Context:
    return Context(actor=actor, command_id=uuid4(), correlation_id=uuid4(), request_hash=uuid4().bytes)


@dataclass(frozen=True)
class House:
    """Referral of one district."""

    settings: Settings
    key: str

    @cached_property
    def referral(self) -> Referral:
        return referral(self.settings)

    @property
    def desk(self) -> LettersDesk:
        return LettersDesk(self.referral, self.key)

    def work(self) -> None:
        """What the worker does when the log grew or the carrier was there."""
        fold(self.settings, self.key)
        post.work(self.referral, self.key)
        fold(self.settings, self.key)

    def facts(self) -> list[Contract]:
        """All of the log, in order."""
        store = self.referral.store
        return list(store.mapper.open(self.key, store.log.after(self.key, 0, 1000)))

    def rows(self, table: str, columns: str = "*") -> list[Any]:
        """A table of the district, as text."""
        statement = SQL(f"SELECT {columns} FROM {{}}.{{}}")  # noqa: S608 - the columns are this file's own
        with self.referral.pool.transaction() as connection, enter(connection, self.key) as schema:
            return connection.execute(statement.format(schema, Identifier(table))).fetchall()

    def outbox(self) -> list[str]:
        """What the carrier may take, in order."""
        return [sealed for (sealed,) in self.rows("letter_outbox", "sealed")]

    def received(self) -> list[LetterReceived]:
        return [fact for fact in self.facts() if isinstance(fact, LetterReceived)]

    def sealed(self) -> list[LetterSealed]:
        return [fact for fact in self.facts() if isinstance(fact, LetterSealed)]


@dataclass(frozen=True)
class Somebody:
    """A person with a case, a partner that is another district, and a consent for two fields."""

    house: House
    to: str
    person_id: UUID = field(default_factory=uuid4)
    case_id: UUID = field(default_factory=uuid4)
    referral_id: UUID = field(default_factory=uuid4)
    consent_id: UUID = field(default_factory=uuid4)
    share_id: UUID = field(default_factory=uuid4)
    partner_id: UUID = field(default_factory=uuid4)

    @property
    def book_id(self) -> UUID:
        return self.house.referral.ids(self.house.key).derive("book", str(self.case_id))

    def book(self, command: Command) -> None:
        self.house.referral.store.execute(self.house.key, BOOK, self.book_id, command, asked())

    def propose(self) -> None:
        """A partner of the directory that is the other district, a proposal, a consent."""
        house = self.house
        details = PartnerDetails(name=f"Landratsamt {self.to} {self.partner_id}", kind="landkreis")
        listing = ListPartner(partner_id=self.partner_id, details=details)
        house.referral.store.execute(house.key, PARTNER, self.partner_id, listing, asked())
        fold(house.settings, house.key)
        house.desk.assign_district(self.partner_id, self.to, asked())
        self.book(
            ProposeReferral(
                book_id=self.book_id,
                person_id=self.person_id,
                referral_id=self.referral_id,
                operation="thinka",
                sozialraum="nord",
                partner_id=self.partner_id,
                partner_kind="landkreis",
                case_id=self.case_id,
                topics=("schulden",),
                on=TODAY,
                today=TODAY,
            )
        )
        self.book(
            ReceiveConsent(
                book_id=self.book_id,
                person_id=self.person_id,
                consent_id=self.consent_id,
                partner_id=self.partner_id,
                fields=("given_name", "phone"),
                on=TODAY - timedelta(days=1),
            )
        )

    def hand_over(self) -> None:
        """By letter, with both fields and a word to the colleagues."""
        words = {**TEXTS, MESSAGE: WORDS}
        texts = [Entry(self.person_id, name, self.share_id, text) for name, text in words.items()]
        self.house.referral.vault.put(self.house.key, texts)
        self.book(
            HandOverReferral(
                referral_id=self.referral_id,
                on=TODAY,
                today=TODAY,
                channel="district_letter",
                fields=tuple(TEXTS),
                share_id=self.share_id,
                message=True,
            )
        )

    def end_consent(self) -> None:
        self.book(EndConsent(consent_id=self.consent_id, on=TODAY))

    def state(self) -> str:
        return self.house.referral.state(self.house.key, BOOK, self.book_id).referrals[self.referral_id].reached


def carrier(settings: Settings) -> Carrier:
    """With its own login, as the process has it."""
    return Carrier(pool(settings.carrier_database_url()))


def as_operator(settings: Settings, key: str, statement: str, *values: object) -> list[Any]:
    """A statement of somebody who owns the boxes, such as an attacker at the database."""
    own: Pool = pool(settings.admin_database_url("lotse_referral"))
    with own.transaction() as connection:
        _become_owner(connection)
        cursor = connection.execute(_in(key, statement), values)
        return cursor.fetchall() if cursor.description else []


def _become_owner(connection: Connection[Any]) -> None:
    connection.execute("SET LOCAL ROLE lotse_referral_owner")


def _in(key: str, statement: str) -> Composable:
    return SQL(statement.replace("{}", "{schema}")).format(schema=Identifier(schema_of(key)))  # type: ignore[arg-type]
