"""An office that knows partners: intake, districts and referral of one district on the real database."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.districts.application import districts, operator
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.application import Referral, referral
from services.referral.domain.book_ids import book_of_case
from services.referral.referrals_desk import ReferralsDesk
from tests.api.conftest import OPENING, OPERATION, Town, app, client, new_town, place, town
from tests.api.office import Office, Person, office

__all__ = ["app", "client", "new_town", "place", "town"]

FIELDS = ("family_name", "phone")


def ago(days: int) -> str:
    return str(today() - timedelta(days=days))


def done(answer: Any) -> dict[str, Any]:
    """The body of a command that was taken."""
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


@dataclass(frozen=True, slots=True)
class Network:
    """The office and two partners, the first of them with an offer."""

    office: Office
    partner: str
    offer: str
    other: str

    @property
    def anna(self) -> Person:
        return self.office.anna

    @property
    def town(self) -> Town:
        return self.office.town

    @property
    def referral(self) -> Referral:
        return referral(self.town.settings)

    @property
    def desk(self) -> ReferralsDesk:
        return ReferralsDesk(self.referral, self.town.district)

    def case(self) -> str:
        """A new case of Anna's team, opened a while ago."""
        opening = {"operation": OPERATION, "sozialraum": "rieth", "on": ago(60), "team": str(self.office.north)}
        return str(done(self.anna.post("/intake/cases", opening))["case_id"])

    def consent(self, case: str, **more: Any) -> str:
        """To hand both fields to the first partner."""
        paper = {"text": "consent-referral", "text_version": 1, "form": "paper", "on": ago(50)}
        scope = {"purpose": "referral", "partner": self.partner, "fields": list(FIELDS)}
        return str(done(self.anna.post(f"/intake/cases/{case}/consents", {**paper, **scope, **more}))["consent_id"])

    def withdraw_consent(self, case: str, consent: str) -> None:
        done(self.anna.post(f"/intake/cases/{case}/consents/{consent}/withdrawal", {"on": ago(0)}))

    def propose(self, case: str | None, **more: Any) -> str:
        body = {"case": case, "partner": self.partner, "offer": self.offer, "topics": ["schulden"], "on": ago(50)}
        proposed = str(done(self.anna.post("/referral/referrals", {**body, **more}))["referral"])
        self.town.settle()
        return proposed

    def move(self, referral: str, what: str, **body: Any) -> Any:
        answer = self.anna.post(f"/referral/referrals/{referral}/{what}", body)
        self.town.settle()
        return answer

    def read(self, path: str, who: Person | None = None) -> Any:
        answer = (who or self.anna).get(f"/referral{path}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def book(self, case: str) -> UUID:
        return book_of_case(self.referral.ids(self.town.district), UUID(case))

    def facts(self, case: str) -> list[str]:
        """The names of all facts of a case's book, in order."""
        book = self.book(case)
        return [type(fact).__name__ for fact in self.referral.store.load(self.town.district, [book])[book]]


@pytest.fixture(scope="module")
def network(client: TestClient, settings: Settings, request: pytest.FixtureRequest) -> Network:
    """One for all tests of a module: each has cases of its own."""
    key = f"kreis-{request.module.__name__.rpartition('_')[2]}"
    open_district(settings, key, "Kreis der Partner")
    made = Town(client, settings, key)
    assert made.post("/districts/operations", OPENING, "betrieb").status_code == 201
    here = districts(settings)
    opening = (here.ids(key).derive("district"), OpenSozialraum(sozialraum="rieth"), operator("cli:test"))
    here.store.execute(key, DISTRICT, *opening)
    made.settle()
    people = office(made)
    partners = [
        done(made.post("/referral/partners", {"name": name, "kind": "beratungsstelle"}, "koordination"))["id"]
        for name in ("Beratung Eins", "Beratung Zwei")
    ]
    offer = {"name": "Sprechstunde", "topics": ["schulden"]}
    offered = done(made.post(f"/referral/partners/{partners[0]}/offers", offer, "koordination"))["id"]
    made.settle()
    return Network(people, partners[0], offered, partners[1])
