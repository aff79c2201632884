"""The whole address with its real log-in, on a real database; nothing waits for readers or projections."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from services.contracts.districts import StaffRole
from services.districts.application import Districts, districts, operator
from services.districts.places_desk import PlacesDesk
from services.districts.sign_in.desk import SignInDesk, sign_in_desk
from services.districts.sign_in.passwords import Passwords
from services.districts.staff_desk import StaffDesk
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.signed_in import COOKIE
from services.kernel.times import today
from services.web import platform

FIRST_DAY = date(2022, 1, 1)
DAYS = count()
ADDRESSES = count()
PASSWORD = "Sieben Zwerge wandern"
FROM_OUR_PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[FastAPI]:
    made = platform(settings)
    made.state.sign_in_desk = desk_of(settings)
    with TestClient(made):  # opens the rooms
        yield made


def desk_of(settings: Settings) -> SignInDesk:
    """The desk with a hasher that is quick: what is slow about it is tested by itself."""
    made = sign_in_desk(settings)
    object.__setattr__(made, "passwords", Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)))
    return made


@pytest.fixture
def desk(app: FastAPI) -> SignInDesk:
    made: SignInDesk = app.state.sign_in_desk
    return made


@dataclass(frozen=True, slots=True)
class Office:
    """One district and whoever works there."""

    service: Districts
    district: str

    @property
    def staff(self) -> StaffDesk:
        return StaffDesk(self.service, self.district)

    def hire(self, name: str, *roles: StaffRole) -> UUID:
        """A name of somebody who works here already is another person's, too."""
        traeger = PlacesDesk(self.service, self.district).register_traeger("Caritas", operator("cli:test")).id
        start = FIRST_DAY + timedelta(days=next(DAYS))  # the same name and day would be the same person
        staff_id = self.staff.join(traeger, name, start, operator("cli:test")).id
        for role in roles:
            self.grant(staff_id, role)
        return staff_id

    def grant(self, staff_id: UUID, role: StaffRole) -> UUID:
        return self.staff.grant(staff_id, role, (today(), None), operator("cli:test")).id

    def revoke(self, staff_id: UUID, grant_id: UUID) -> None:
        """At once, in the log; no projection has read it."""
        self.staff.revoke(staff_id, grant_id, today() - timedelta(days=1), operator("cli:test"))


def _office(settings: Settings, key: str) -> Office:
    open_district(settings, key, f"Landkreis {key}")
    return Office(districts(settings), key)


@pytest.fixture(scope="session")
def office(app: FastAPI, settings: Settings) -> Office:
    """One district for all tests: each hires its own people."""
    assert app
    return _office(settings, "anmelde-kreis")


@pytest.fixture(scope="session")
def neighbours(app: FastAPI, settings: Settings) -> Office:
    """Another district on the same platform."""
    assert app
    return _office(settings, "nachbar-kreis")


class Browser:
    """A browser with cookies of its own; it follows no redirect by itself, so that tests see where one leads."""

    def __init__(self, app: FastAPI, address: str, host: str) -> None:
        self.client = TestClient(app, base_url=address, follow_redirects=False, client=(host, 50000))

    def get(self, path: str, **query: str) -> Response:
        return self.client.get(path, params=query or None, headers=FROM_OUR_PAGE)

    def post(self, path: str, **form: str) -> Response:
        return self.client.post(path, data=form, headers=FROM_OUR_PAGE)

    def sign_in(self, login: str, password: str = PASSWORD, path: str = "/anmeldung") -> Response:
        return self.post(path, login=login, password=password)

    @property
    def cookie(self) -> str | None:
        return self.client.cookies.get(COOKIE)

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.cookies.delete(COOKIE)
        self.client.cookies.set(COOKIE, value, domain="testserver.local", path="/")

    def is_in(self) -> bool:
        """Whether pages are open: the start leads on, and not to the log-in."""
        return self.get("/").headers["location"] != "/anmeldung"


@pytest.fixture
def new_browser(app: FastAPI) -> Callable[..., Browser]:
    """Each from an address of its own, so that no test slows another one down."""

    def make(address: str = "http://testserver") -> Browser:
        return Browser(app, address, f"address-{next(ADDRESSES)}")

    return make


@pytest.fixture
def browser(new_browser: Callable[..., Browser]) -> Browser:
    return new_browser()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, a log-in name of one's own, and the usual password."""

    office: Office
    staff_id: UUID
    account: UUID
    login: str


@pytest.fixture
def invite(desk: SignInDesk) -> Callable[[UUID], str]:
    """The path of a new invitation for an account."""

    def make(account: UUID) -> str:
        address = urlsplit(desk.invitations.invite(account).link("http://testserver"))
        return f"{address.path}?{address.query}"

    return make


def token_in(path: str) -> str:
    return parse_qs(urlsplit(path).query)["schluessel"][0]


@pytest.fixture
def new_person(desk: SignInDesk, office: Office) -> Callable[..., Person]:
    """Somebody who accepted an invitation: ``new_person("Anna Berg", "fachkraft")``."""

    def make(name: str = "Anna Berg", *roles: StaffRole, at: Office | None = None) -> Person:
        here = at or office
        staff_id = here.hire(name, *(roles or ("fachkraft",)))
        account = desk.accounts.make(here.district, staff_id, None).account
        login = f"a.{account}"
        session = desk.accept(desk.invitations.invite(account).token, login, PASSWORD)
        found = desk.sessions.find(session)
        assert found is not None
        desk.sign_out(found)
        return Person(here, staff_id, account, login)

    return make


@pytest.fixture
def anna(new_person: Callable[..., Person]) -> Person:
    return new_person("Anna Berg", "fachkraft")
