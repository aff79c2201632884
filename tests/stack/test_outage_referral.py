"""The broker is away between hand-over and answer: timeline and figures are right afterwards; consents hold."""

import math
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from infra.servers import Servers
from services.districts.application import operator
from services.kernel.roles import Role
from services.kernel.times import today
from services.kernel.tokens import issue
from services.referral.application import referral
from services.referral.domain.book_refusals import ConsentMissing
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.partners_desk import PartnersDesk
from services.referral.proposals import Proposal
from services.referral.referral_inputs import HandOver, Said
from services.referral.referrals_desk import ReferralsDesk
from tests.kit.patience import SEEN_S
from tests.kit.proof import Proof
from tests.stack import broker
from tests.stack.operator import health, seconds_until
from tests.stack.platform import Platform

pytestmark = pytest.mark.timeout(1800)

OPERATION = "thinka"
DAYS_AGO = {days: today() - timedelta(days=days) for days in (0, 1, 3, 8, 20)}
TEXTS = {"topics": "Schulden"}


@dataclass(frozen=True, slots=True)
class Town:
    """A district of the platform with one partner; cases at intake's address, referrals at their desk."""

    platform: Platform
    district: str
    partner_id: UUID

    @classmethod
    def found(cls, platform: Platform) -> "Town":
        district = f"kreis-{secrets.token_hex(3)}"
        platform.lotse("district", "add", district, "--name", f"Landkreis {district}")
        period = ("--from", "2022-01-01", "--to", "2027-12-31")
        platform.lotse("operation", "add", OPERATION, "--district", district, "--name", "ThINKA", *period)
        details = PartnerDetails(name="Schuldnerberatung", kind="beratungsstelle")
        partner = PartnersDesk(referral(platform.settings), district).list_partner(details, {}, operator("cli:test"))
        platform.wait()
        return cls(platform, district, partner.id)

    @property
    def desk(self) -> ReferralsDesk:
        return ReferralsDesk(referral(self.platform.settings), self.district)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        answer = httpx.post(
            self.platform.address + path,
            json=body,
            headers={**self._as(Role.FACHKRAFT), "Idempotency-Key": str(uuid4())},
            timeout=60,
            trust_env=False,
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    def get(self, path: str, role: Role = Role.FACHKRAFT) -> Any:
        answer = httpx.get(self.platform.address + path, headers=self._as(role), timeout=60, trust_env=False)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def case(self) -> str:
        opening = {"operation": OPERATION, "sozialraum": "rieth", "on": str(DAYS_AGO[20])}
        return str(self.post("/intake/cases", opening)["case_id"])

    def consent(self, case: str) -> str:
        paper = {"text": "consent-referral", "text_version": 1, "form": "paper", "on": str(DAYS_AGO[20])}
        what = {"purpose": "referral", "partner": str(self.partner_id), "fields": ["topics"]}
        return str(self.post(f"/intake/cases/{case}/consents", {**paper, **what})["consent_id"])

    def withdraw(self, case: str, consent: str) -> None:
        self.post(f"/intake/cases/{case}/consents/{consent}/withdrawal", {"on": str(DAYS_AGO[0])})

    def propose(self, case: str) -> UUID:
        proposal = Proposal(partner_id=self.partner_id, case_id=UUID(case), topics=("schulden",), on=DAYS_AGO[8])
        return self.desk.propose(proposal, operator("cli:test")).id

    def hand_over(self, referral_id: UUID, days_ago: int = 8) -> None:
        given = HandOver(channel="phone", on=DAYS_AGO[days_ago])
        self.desk.hand_over(referral_id, given, TEXTS, operator("cli:test"))

    def answer(self, referral_id: UUID) -> None:
        """Accepted, arrived and solved, on the partner's word."""
        desk, who = self.desk, operator
        desk.accept(referral_id, Said(provenance="partner_phone", on=DAYS_AGO[8]), who("cli:test"))
        desk.arrived(referral_id, Said(provenance="partner_phone", on=DAYS_AGO[3]), who("cli:test"))
        desk.outcome(referral_id, Said(provenance="person", on=DAYS_AGO[1]), "solved", who("cli:test"))

    def file(self, case: str) -> dict[str, Any]:
        sections: dict[str, Any] = self.get(f"/intake/cases/{case}")["sections"]
        return sections

    def states(self) -> dict[str, int]:
        period = f"from={DAYS_AGO[20]}&to={DAYS_AGO[0]}"
        report = self.get(f"/reporting/reports/activity?{period}", Role.KOORDINATION)
        assert sum(report["referrals_by_partner_kind"].values()) == sum(report["referrals_by_state"].values())
        states: dict[str, int] = report["referrals_by_state"]
        return states

    def _as(self, role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {issue(self.platform.settings, self.district, role, 'cli:test')}"}


@pytest.mark.guarantee("G1", "G2")
@pytest.mark.parametrize("seconds", [3, pytest.param(300, marks=pytest.mark.campaign)])
def test_answers_without_the_broker_arrive_and_consents_hold_meanwhile(
    platform: Platform, proof: Proof, seconds: int
) -> None:
    town = Town.found(platform)
    answered, taken_back, late = town.case(), town.case(), town.case()
    consents = {case: town.consent(case) for case in (answered, taken_back)}
    handed = {case: town.propose(case) for case in (answered, taken_back)}
    for referral_id in handed.values():
        town.hand_over(referral_id)
    platform.wait()

    broker.kill(platform.home)
    try:
        seconds_until(lambda: health(platform)["broker"] == "unreachable", SEEN_S)
        town.answer(handed[answered])
        town.withdraw(taken_back, consents[taken_back])
        # A consent that was given a moment ago counts, and so does that it was taken back again.
        consents[late], handed[late] = town.consent(late), town.propose(late)
        town.hand_over(handed[late])
        town.withdraw(late, consents[late])
        again = town.case()
        refused = (town.propose(again), town.consent(again))
        town.withdraw(again, refused[1])
        with pytest.raises(ConsentMissing):
            town.hand_over(refused[0], days_ago=0)
        time.sleep(seconds)
    finally:
        Servers(platform.home).start_broker()
    start = time.monotonic()
    platform.wait(300)
    arrived = time.monotonic() - start

    (shown,) = town.file(answered)["referrals"]
    assert [(step["state"], step["on"]) for step in shown["steps"]] == [
        ("proposed", str(DAYS_AGO[8])),
        ("handed_over", str(DAYS_AGO[8])),
        ("accepted", str(DAYS_AGO[8])),
        ("arrived", str(DAYS_AGO[3])),
        ("solved", str(DAYS_AGO[1])),
    ]
    for case in (taken_back, late):
        (shown,) = town.file(case)["referrals"]
        assert (shown["state"], shown["partner_untold"]) == ("handed_over", True)
    (shown,) = town.file(again)["referrals"]
    assert (shown["state"], shown["partner_untold"]) == ("proposed", False)
    assert town.states() == {"abgeschlossen_erfolg": 1, "uebergeben": 2, "vorgeschlagen": 1}
    row = f"Broker {seconds} s nicht da zwischen Übergabe und Antwort"
    proof.add("Ausfälle auf dem echten Stack", row, injected=1)
    proof.add("Sichtbarkeit", f"{row}: alles da nach", seconds_max=math.ceil(arrived))
