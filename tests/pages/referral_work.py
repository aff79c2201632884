"""Referrals as people work on them: partners to refer to, cases to refer from, and how far one has come."""

from dataclasses import dataclass
from uuid import UUID

from services.districts.application import districts
from services.districts.application import operator as districts_operator
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.kernel.times import today
from services.referral.application import referral
from services.referral.domain.offer_listing import OfferDetails
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.known import case
from services.referral.offers_desk import OffersDesk
from services.referral.partners_desk import PartnersDesk
from services.referral.referral_rows import ReferralRow
from services.referral.referrals_queries import listed
from tests.api.office import Office, Person
from tests.api.test_casework import OPENING, ago, done

FIELDS = ("family_name", "phone")


@dataclass(frozen=True, slots=True)
class Partners:
    """Two partners with an offer each; the second one takes mail."""

    debts: UUID
    debts_offer: UUID
    housing: UUID
    housing_offer: UUID


def partners(place: Office) -> Partners:
    """In the directory of the place's district, with the Sozialraum ``rieth`` known."""
    town = place.town
    here = districts(town.settings)
    opened = here.ids(town.district).derive("district")
    here.store.execute(
        town.district, DISTRICT, opened, OpenSozialraum(sozialraum="rieth"), districts_operator("cli:test")
    )
    town.settle()
    debts, debts_offer = _listed(place, "Schuldnerberatung Nord", "Schuldenberatung", "schulden", "")
    housing, housing_offer = _listed(
        place, "Wohnhilfe", "Hilfe bei Mietschulden", "mietschulden", mail="post@wohnen.example"
    )
    town.settle()
    return Partners(debts, debts_offer, housing, housing_offer)


def _listed(place: Office, name: str, offer: str, topic: str, mail: str) -> tuple[UUID, UUID]:
    service, who = referral(place.town.settings), districts_operator
    details = PartnerDetails(name=name, kind="beratungsstelle", takes_mail=bool(mail))
    texts = {"email": mail} if mail else {}
    partner = PartnersDesk(service, place.town.district).list_partner(details, texts, who("cli:test")).id
    offered = OfferDetails(name=offer, topics=(topic, "behoerden"))
    made = OffersDesk(service, place.town.district).list_offer(partner, offered, {}, who("cli:test"))
    return partner, made.id


def new_case(place: Office, who: Person, team: UUID | None) -> UUID:
    """Opened under a code word."""
    body = OPENING | ({} if team is None else {"team": str(team)})
    case_id = UUID(done(who.post("/intake/cases", body))["case_id"])
    place.town.settle()
    assert case(referral(place.town.settings).pool, place.town.district, case_id) is not None
    return case_id


def consent(place: Office, who: Person, case_id: UUID, partner: UUID) -> UUID:
    """In handing family name and telephone to that partner."""
    body = {
        "form": "paper",
        "on": ago(3),
        "text": "consent-referral",
        "text_version": 1,
        "purpose": "referral",
        "partner": str(partner),
        "fields": list(FIELDS),
    }
    given = done(who.post(f"/intake/cases/{case_id}/consents", body))
    place.town.settle()
    return UUID(given["consent_id"])


def rows(place: Office) -> list[ReferralRow]:
    """All referrals of the district, newest first."""
    place.town.settle()
    return listed(referral(place.town.settings).pool, place.town.district, today())
