"""What districts has of a person: only of somebody who works here, with roles, teams and the account to sign in with.

People at work are known under ids of their own. Somebody is found by that, or by the same name with an e-mail address
that is the account's log-in name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.districts import StaffJoined, StaffRenamed
from services.districts.application import Districts
from services.districts.application import districts as open_service
from services.districts.pages.words import ROLES
from services.districts.sign_in.accounts import Account, Accounts
from services.districts.sign_in.keys import SignInKeys
from services.districts.staff_desk import NAME
from services.districts.staff_queries import StaffRow, names_of, staff_list
from services.kernel.pages.wording import moment
from services.kernel.settings import Settings
from services.kernel.telling import Part, Subject, Told, Wording

TITLES: Final[Mapping[str, str]] = {
    "districts.role_granted": "Rolle erhalten",
    "districts.role_revoked": "Rolle beendet",
    "districts.staff_joined": "Mitarbeit begonnen",
    "districts.staff_left": "Mitarbeit beendet",
    "districts.staff_renamed": "Name geändert",
    "districts.staff_stayed": "Ende der Mitarbeit zurückgenommen",
    "districts.team_joined": "In ein Team gekommen",
    "districts.team_left": "Aus einem Team gegangen",
}
SESSIONS: Final = SQL("SELECT created, seen, ended FROM platform.sessions WHERE account = %s ORDER BY created, session")


@dataclass(frozen=True, slots=True)
class PartsOfDistricts:
    """The port ``services.kernel.telling.TellsOfPersons``."""

    service: Districts
    accounts: Accounts
    about: str = "Mitarbeit und Zugang"

    @classmethod
    def of(cls, settings: Settings) -> Self:
        service = open_service(settings)
        return cls(service, Accounts(service.pool, SignInKeys(settings.secrets)))

    def parts(self, district: str, subject: Subject) -> list[Part]:
        """Nothing of somebody who does not work here, not even a heading."""
        hers = list(self._found(district, subject))
        if not hers:
            return []
        told = tuple(told for staff, _ in hers for told in self._work(district, staff))
        signs_in = tuple(told for _, account in hers if account is not None for told in self._account(account))
        return [Part(title="Mitarbeit", told=told), Part(title="Zugang", told=signs_in)]

    def _found(self, district: str, subject: Subject) -> Iterator[tuple[UUID, Account | None]]:
        rows = staff_list(self.service.pool, district)
        names = names_of(self.service.vault, district, rows)
        for row in rows:
            account = self._account_of(district, row)
            login = None if account is None else self.accounts.login_of(account)
            is_same = subject.identity.is_same(names.get(row.staff_id), email=login)
            if row.staff_id in subject.persons or is_same:
                yield row.staff_id, account

    def _account_of(self, district: str, row: StaffRow) -> Account | None:
        place = self.accounts.place_of(district, row.staff_id)
        return None if place is None else self.accounts.by_id(place.account)

    def _work(self, district: str, staff: UUID) -> Iterator[Told]:
        rows = self.service.store.log.streams(district, [staff])[staff]
        facts = self.service.store.mapper.open(district, rows)
        entries = [fact.name_id for fact in facts if isinstance(fact, StaffJoined | StaffRenamed)]
        names = self.service.vault.get(district, [(staff, NAME, entry) for entry in entries])
        texts = {entry: text for (_, _, entry), text in names.items()}
        wording = Wording(titles=TITLES, values={"role": ROLES}, texts=texts)
        for row, fact in zip(rows, facts, strict=True):
            yield wording.told(fact, row.recorded, row.actor)

    def _account(self, account: Account) -> Iterator[Told]:
        said = [
            ("Anmeldename", self.accounts.login_of(account) or "keiner"),
            ("Zweiter Faktor", "nein" if account.totp_sealed is None else "ja"),
            ("Gesperrt", "nein" if account.locked is None else f"seit {moment(account.locked)} Uhr"),
        ]
        if providers := self.accounts.providers_of(account.account):
            said.append(("Anmeldung über", ", ".join(providers)))
        yield Told(title="Zugang eingerichtet", recorded=account.created, by=None, said=tuple(said))
        with self.service.pool.connection() as connection:
            sessions = connection.execute(SESSIONS, [account.account]).fetchall()
        for created, seen, ended in sessions:
            until = [("Abgemeldet", f"{moment(ended)} Uhr")] if ended is not None else []
            times = (("Zuletzt benutzt", f"{moment(seen)} Uhr"), *until)
            yield Told(title="Angemeldet", recorded=created, by=None, said=times)
