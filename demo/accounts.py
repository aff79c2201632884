"""Log-ins for some of the demo's people: one of each role a district, who works in two, and who came later.

Their passwords are random, another in every installation, and stand in ``LOTSE_HOME/secrets/demo``.
"""

import secrets as random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from demo.districts import DISTRICTS
from demo.newcomers import newcomers_of
from demo.workplaces import Person
from services.contracts.districts import StaffRole
from services.districts.application import districts
from services.districts.sign_in.accounts import Accounts
from services.districts.sign_in.keys import SignInKeys
from services.districts.sign_in.passwords import Passwords
from services.kernel.secrets import Secrets
from services.kernel.settings import Settings

FOLDER: Final = "demo"
ROLES: Final = ("fachkraft", "koordination", "planung")
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
GROUPS: Final = 4


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody of the demo who can sign in; ``places`` are (district, name of the person there)."""

    login: str
    role: StaffRole
    places: tuple[tuple[str, str], ...]


def demo_accounts() -> list[DemoAccount]:
    """Who of the demo's people can sign in."""
    at_work = [(district.key, person) for district in DISTRICTS for person in district.directory.people]
    newcomers = [(district.key, person) for district in DISTRICTS for person in newcomers_of(district.key)]
    chosen = dict(_chosen(at_work)) | {person.login: person.roles[0] for _, person in newcomers}
    at_work += newcomers
    return [
        DemoAccount(login, role, tuple((district, one.name) for district, one in at_work if one.login == login))
        for login, role in chosen.items()
    ]


def give_accounts(settings: Settings, people: Mapping[str, Mapping[str, UUID]]) -> None:
    """``people``: district -> name -> staff id. Whoever has an account keeps it as it is."""
    accounts = Accounts(districts(settings).pool, SignInKeys(settings.secrets))
    passwords = Passwords()
    for one in demo_accounts():
        places = [
            (district, people[district][name]) for district, name in one.places if name in people.get(district, ())
        ]
        if places:
            _give(accounts, passwords, settings.secrets, one.login, places)


def password_of(secrets: Secrets, login: str) -> str | None:
    """The password that an account of the demo was made with; None before it was."""
    return secrets.password(FOLDER, login) if secrets.has_password(FOLDER, login) else None


def _chosen(at_work: list[tuple[str, Person]]) -> Iterator[tuple[str, StaffRole]]:
    """(log-in name, role): the first of each role in a district, then those who work in several."""
    seen = set()
    for district, person in at_work:
        for role in person.roles:
            if role in ROLES and (district, role) not in seen:
                seen.add((district, role))
                yield person.login, role
    often = Counter(person.login for _, person in at_work)
    yield from ((person.login, person.roles[0]) for _, person in at_work if often[person.login] > 1)


def _give(
    accounts: Accounts, passwords: Passwords, secrets: Secrets, login: str, places: list[tuple[str, UUID]]
) -> None:
    first, *others = places
    known = accounts.place_of(*first)
    account = accounts.by_id(known.account) if known else accounts.make(*first, login)
    if account is None or accounts.login_of(account) != login:
        return  # people gave that person an account of their own
    if account.password_hash is None:
        password = secrets.create_password(FOLDER, login, _readable())
        accounts.set_password(account.account, passwords.hash(password))
    for district, staff in others:
        if accounts.place_of(district, staff) is None:
            accounts.add_place(account.account, district, staff)


def _readable() -> str:
    """79 random bits that can be typed."""
    return "-".join("".join(random.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))
