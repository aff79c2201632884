"""Two districts on one platform: a caller's own one, and another that is full of things the caller must never see."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import pytest
from fastapi import FastAPI
from psycopg.sql import SQL, Identifier
from starlette.testclient import TestClient

from services.districts.application import operator
from services.intake.domain import access
from services.intake.domain.code_word import case_id_of
from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.feed import LogFeed
from services.kernel.ids import DistrictIds
from services.kernel.provision import KEYS, open_district
from services.kernel.settings import SERVICES, Settings
from services.referral.application import referral
from services.referral.domain.book_ids import book_of_case
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.links_desk import LinksDesk
from services.referral.partners_desk import PartnersDesk
from services.referral.proposals import Proposal
from services.referral.referral_inputs import HandOver
from services.referral.referrals_desk import ReferralsDesk
from services.web import platform
from tests.api.conftest import Town
from tests.api.office import Person
from tests.attack.calendar import OF_CALENDAR
from tests.attack.checking import OF_CHECKING
from tests.attack.directory import OF_DISTRICTS
from tests.attack.funding import OF_FUNDING, PERIOD
from tests.attack.groups import OF_GROUPS
from tests.attack.network import SURVEY
from tests.attack.partners import OFFER, PARTNER
from tests.attack.planning import OF_PLANNING
from tests.attack.proofs import OF_PROOFS
from tests.attack.referrals import TERMS
from tests.attack.routes import (
    CASE,
    CONTACT,
    ENTITY,
    ESTIMATE,
    OF_A_CASE,
    OPENING,
    PLACES,
    STATUS,
    entry,
    filled,
)
from tests.attack.statistics import OF_STATISTICS
from tests.attack.surveys import OF_SURVEYS
from tests.attack.volunteers import OF_VOLUNTEERS

KEPT: Final = (
    OF_FUNDING
    | OF_CALENDAR
    | OF_GROUPS
    | OF_VOLUNTEERS
    | OF_PLANNING
    | OF_SURVEYS
    | OF_STATISTICS
    | OF_PROOFS
    | OF_CHECKING
)
OWN: Final = "salzland-kreis"
OTHER: Final = "nachbar-kreis"
OPERATION: Final = "thinka-2022"
SECRET_OPERATION: Final = "kanarienvogel-2023"
SECRET_CODE_WORD: Final = "KANARIENVOGEL-Fall"
# What an answer says of the things that later addresses name.
PLACE_OF: Final = {
    "/intake/cases": ("case", "case_id"),
    "/intake/contacts": ("contact", "contact_id"),
    "/intake/cases/{case}/goals": ("goal", "goal"),
    "/intake/cases/{case}/consents": ("consent", "consent_id"),
    "/intake/cases/{case}/goals/{goal}/steps": ("step", "step"),
    "/intake/cases/{case}/appointments": ("appointment", "appointment"),
    "/intake/tasks": ("task", "task"),
}
OF_THE_LAND: Final = ("/reporting/land/", "/land")
CANARIES: Final = ("Kanarienvogel", "kanarienvogel", "KANARIENVOGEL", "16099999")
UUID_TEXT: Final = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Contents = Mapping[str, tuple[int, int]]


def stored_since(before: Contents, after: Contents) -> list[str]:
    """The tables that hold something else now."""
    return sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))


@dataclass(frozen=True, slots=True)
class World:
    """``own`` is the caller's; ``secrets`` are texts that stand in the other one's data and that nobody sends."""

    client: TestClient
    settings: Settings
    own: Town
    other: Town
    secrets: frozenset[bytes]

    def ids(self, district: str) -> DistrictIds:
        """How ids of a district are derived; nobody outside the platform can."""
        return DistrictIds(self.settings.secrets.district(district).id_key)

    def leaked(self, *answers: bytes) -> list[bytes]:
        """What of the other district stands in these answers."""
        return [secret for answer in answers for secret in self.secrets if secret in answer]

    def leaked_at(self, path: str, answer: bytes) -> list[bytes]:
        """The same of one answer; the Land may know which operations a district has not handed in, and no more."""
        known = SECRET_OPERATION.encode() if path.startswith(OF_THE_LAND) else b""
        return self.leaked(answer.replace(known, b"") if known else answer)

    def contents(self, district: str, *without: str) -> Contents:
        """Every table of the district in every database: how many rows, and a sum over what they hold."""
        found: dict[str, tuple[int, int]] = {}
        for database in (*SERVICES, KEYS):
            with closing(connect(self.settings.admin_database_url(f"lotse_{database}"))) as connection:
                schema = schema_of(district)
                tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
                for (table,) in tables.fetchall():
                    if table in without:
                        continue
                    statement = SQL("SELECT count(*), coalesce(sum(hashtext(t::text)), 0)::int8 FROM {} t")
                    counted = connection.execute(statement.format(Identifier(schema, table))).fetchone()
                    assert counted is not None
                    found[f"{database}.{table}"] = counted
        return found


@pytest.fixture(scope="session")
def app(settings: Settings) -> FastAPI:
    return platform(settings)


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture(autouse=True)  # in this folder only: what it patches must not reach the tests of others
def one_reading_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a case is recorded, and an attack may store nothing: a second reading within a day is the same."""
    monkeypatch.setattr(access, "SAME_READ", timedelta(days=1))


@pytest.fixture(scope="session")  # one per process: files of other folders run between the files of this one
def world(client: TestClient, settings: Settings) -> World:
    own, other = (_opened(client, settings, key) for key in (OWN, OTHER))
    _fill(own, OPERATION, "rieth", "E", 2)
    other.post("/districts/operations", OPENING | {"operation": SECRET_OPERATION, "name": "Kanarienvogel"}, "betrieb")
    other.post("/districts/rural-municipalities", {"ags": ["16099999"]}, "betrieb")
    traeger = other.post("/districts/traeger", {"name": "Kanarienvogel e. V."}, "betrieb").json()["id"]
    staff = {"traeger_id": traeger, "name": "Kanarienvogel", "start": "2024-01-01"}
    assert other.post("/districts/staff", staff, "betrieb").status_code == 201
    other.settle()
    _open_a_case(own)
    _ask_the_partners(own)
    _send_what_is_kept(own)
    secret = CASE | {"operation": SECRET_OPERATION, "code_word": SECRET_CODE_WORD, "team": None}
    assert _stored(other, "/intake/cases", secret)
    _list_a_partner(other)
    _fund_another(other)
    _refer_somebody(other)
    for operation in (OPERATION, SECRET_OPERATION):
        _fill(other, operation, "kanarienvogel-sued", f"KANARIENVOGEL-{operation}", 5)
    own.settle()
    other.settle()
    bodies = [body for service in SERVICES for body in LogFeed(settings).after(service, OTHER, 0, 1000)]
    secrets = {text.encode() for text in CANARIES} | {text for body in bodies for text in UUID_TEXT.findall(body)}
    mine = [body for service in SERVICES for body in LogFeed(settings).after(service, OWN, 0, 1000)]
    shared = {text for body in mine for text in UUID_TEXT.findall(body)}
    assert len(secrets - shared) > 50
    return World(client, settings, own, other, frozenset(secrets - shared))


def _opened(client: TestClient, settings: Settings, key: str) -> Town:
    open_district(settings, key, f"Landkreis {key}")
    town = Town(client, settings, key)
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.post("/districts/rural-municipalities", {"ags": ["16070004"]}, "betrieb")
    assert town.post("/referral/terms", TERMS, "koordination").status_code == 201
    assert town.post("/referral/partners", PARTNER, "koordination").status_code == 201
    for path, fields in ((path, fields) for (method, path), fields in OF_DISTRICTS.items() if method == "POST"):
        if "answers" not in fields:
            assert town.post(filled(path), fields["body"], "betrieb").status_code == 201
    town.settle()
    return town


def _fill(town: Town, operation: str, sozialraum: str, number: str, count: int) -> None:
    where = f"/intake/operations/{operation}"
    for n in range(1, count + 1):
        row = entry(participant_no=f"{number}-{n}", sozialraum=sozialraum, gender="female", residence_ags="16070004")
        assert _stored(town, f"{where}/participations", row)
        assert _stored(town, f"{where}/statuses", STATUS | {"participant_no": f"{number}-{n}", "reason": number})
    contact = CONTACT | {
        "contact_no": f"{number}-K",
        "case_no": f"{number}-F",
        "sozialraum": sozialraum,
        "site": number,
    }
    assert _stored(town, f"{where}/contacts", contact)
    if town.district == OWN:  # what the table of routes says, so that asking for it again stores nothing
        assert _stored(town, f"{where}/participations", entry())
        assert _stored(town, f"{where}/statuses", STATUS)
        assert _stored(town, f"{where}/contacts", CONTACT)
        for place, body in (("estimates", ESTIMATE), ("entities", ENTITY)):
            assert town.post(f"{where}/{place}", body, "koordination").status_code == 201


def _open_a_case(town: Town) -> None:
    """What the table of routes says of cases, once and under the keys that it will be asked with again."""
    asker = Person(town, "cli:x")
    for (method, path), row in OF_A_CASE.items():
        if method == "GET" and "{case}" not in path:
            continue
        may = row.roles or frozenset({"fachkraft"})
        role = next(each for each in ("fachkraft", "pruefung", "koordination") if each in may)
        who = replace(asker, role=role)
        key = {"Idempotency-Key": path}
        answer = who.post(filled(path), row.body, **key) if method == "POST" else who.get(filled(path))
        assert answer.status_code in row.answers, (path, answer.text)
        if method == "POST" and path in PLACE_OF:
            place, field = PLACE_OF[path]
            PLACES[place] = answer.json()[field]


def _ask_the_partners(town: Town) -> None:
    """What the table of routes says of surveys, once and under the key that it will be asked with again."""
    leader = replace(Person(town, "cli:x"), role="koordination")
    assert leader.post("/referral/surveys", SURVEY, **{"Idempotency-Key": "/referral/surveys"}).status_code == 201


def _send_what_is_kept(town: Town) -> None:
    """What the tables of funding and of events store, once and under the keys that it will be asked with again."""
    leader = replace(Person(town, "cli:x"), role="koordination")
    for (_, path), fields in KEPT.items():
        if "keyed" in fields:
            answer = leader.post(filled(path), fields["body"], **{"Idempotency-Key": path})
            assert answer.status_code == 201, (path, answer.text)


def _fund_another(town: Town) -> None:
    """Money of the other district, with a payer and a document of its own."""
    where = f"/districts/operations/{SECRET_OPERATION}/funding"
    paid = {"shares": [{"source": "own", "cents": 100, "payer": "Kanarienvogel KG"}]}
    plan = PERIOD | paid | {"costs": [{"kind": "staff", "cents": 100}]}
    assert town.post(f"{where}/plans", plan, "koordination").status_code == 201
    document = {"kind": "grant", "title": "Bescheid Kanarienvogel", "on": "2024-01-01"}
    assert town.post(f"{where}/documents", document, "koordination").status_code == 201


def _list_a_partner(town: Town) -> None:
    """A partner of the other district, with everything that partners have."""
    body = PARTNER | {"name": "Kanarienvogel-Hilfe", "phone": "Kanarienvogel 1", "public": False}
    partner = town.post("/referral/partners", body).json()["id"]
    one = f"/referral/partners/{partner}"
    assert _stored(town, f"{one}/locations", {"name": "Haus Kanarienvogel", "sozialraum": "kanarienvogel-sued"})
    assert _stored(town, f"{one}/contact-persons", {"name": "Frau Kanarienvogel"})
    assert _stored(town, f"{one}/agreements", {"kind": "cooperation", "on": "2024-03-04", "wording": "Kanarienvogel"})
    assert _stored(town, f"{one}/offers", OFFER | {"name": "Kanarienvogel-Treff"})


def _refer_somebody(town: Town) -> None:
    """Somebody in the other district is on the way to a partner whom the district does not make public."""
    service, who = referral(town.settings), operator("cli:test")
    details = PartnerDetails(name="Beratung", kind="beratungsstelle")
    partner = PartnersDesk(service, town.district).list_partner(details, {}, who).id
    town.settle()
    case_id = case_id_of(service.ids(town.district), SECRET_CODE_WORD)
    desk = ReferralsDesk(service, town.district)
    made = desk.propose(Proposal(partner_id=partner, case_id=case_id), operator("cli:test"))
    desk.hand_over(made.id, HandOver(channel="link_on_paper"), {}, operator("cli:test"))
    in_book = book_of_case(service.ids(town.district), case_id)
    LinksDesk(service, town.district).for_referral(in_book, made.id, "link_on_paper", operator("cli:test"))


def _stored(town: Town, path: str, body: dict[str, Any]) -> bool:
    return bool(town.post(path, body).status_code == 201)
