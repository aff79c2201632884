"""What referral knows of others once it has read them, on the real database."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.contracts.succession import hands_of
from services.districts.application import districts, operator
from services.districts.domain.district import DISTRICT, OpenSozialraum
from services.districts.places_desk import PlacesDesk, SiteDetails
from services.kernel.database import Pool, pool
from services.kernel.times import today
from services.referral import known
from services.referral.application import referral
from services.referral.case_reading import case_now
from services.referral.proposals import Proposal
from services.referral.referral_rows import Listing
from services.referral.referrals_desk import ReferralsDesk
from services.referral.referrals_queries import listed
from tests.api.conftest import OPERATION, Town
from tests.api.office import FIRST_DAY, Office
from tests.api.test_casework import OPENING, ago, done
from tests.pages.referral_work import partners

pytestmark = pytest.mark.server

TERM = {"key": "kredit", "label": "Schulden aus Krediten", "core": "schulden"}


def of(town: Town) -> Pool:
    return pool(town.settings.service_database_url("referral"))


def test_a_case_is_known_with_its_hands_and_its_state(place: Office) -> None:
    town = place.town
    case = UUID(done(place.anna.post("/intake/cases", {**OPENING, "team": str(place.north)}))["case_id"])
    assert known.case(of(town), town.district, case) is None

    town.settle()
    opened = known.case(of(town), town.district, case)
    assignment = {"team": str(place.south), "staff": place.berta.subject}
    done(place.leader.post(f"/intake/cases/{case}/assignment", assignment))
    done(place.berta.post(f"/intake/cases/{case}/pause", {"on": ago(0)}))
    town.settle()
    paused = known.case(of(town), town.district, case)
    done(place.berta.post(f"/intake/cases/{case}/resume", {"on": ago(0)}))
    done(place.berta.post(f"/intake/cases/{case}/close", {"end_kind": "goals_reached"}))
    town.settle()
    closed = known.case(of(town), town.district, case)

    assert opened is not None
    assert paused is not None
    assert closed is not None
    assert (opened.operation, opened.team, opened.state) == (OPERATION, place.north, "open")
    assert (paused.team, paused.staff, paused.state) == (place.south, UUID(place.berta.subject), "paused")
    assert (closed.person, closed.state) == (opened.person, "closed")


def test_a_case_that_was_opened_a_moment_ago_is_read_before_anybody_says_it_is_not_there(place: Office) -> None:
    service, district = referral(place.town.settings), place.town.district
    case = UUID(done(place.anna.post("/intake/cases", {**OPENING, "team": str(place.north)}))["case_id"])

    found = case_now(service, district, case)

    assert found is not None
    assert found.team == place.north
    assert case_now(service, district, uuid4()) is None


def test_teams_count_on_their_days_and_not_after_somebody_left(place: Office) -> None:
    town, anna, last_day = place.town, UUID(place.anna.subject), today()
    place.leave(place.anna, last_day, place.berta)

    def teams(day: date) -> frozenset[UUID]:
        return known.teams_of(of(town), town.district, anna, day)

    assert teams(FIRST_DAY - timedelta(days=1)) == frozenset()
    assert teams(last_day) == {place.north}
    assert teams(last_day + timedelta(days=1)) == frozenset()
    assert known.leavings(of(town), town.district)[anna].successor == UUID(place.berta.subject)


def test_what_somebody_had_in_hand_is_the_successor_s_after_the_last_day(place: Office) -> None:
    town, yesterday = place.town, today() - timedelta(days=1)
    anna, berta = UUID(place.anna.subject), UUID(place.berta.subject)
    to, desk = partners(place), ReferralsDesk(referral(town.settings), town.district)
    proposal = Proposal(partner_id=to.debts, operation=OPERATION, sozialraum="rieth", staff_id=berta)
    made = desk.propose(proposal, operator("cli:test"))

    def in_hands_of_anna() -> list[UUID]:
        hands = hands_of(anna, known.leavings(of(town), town.district), today())
        return [row.referral_id for row in listed(of(town), town.district, today(), Listing(hands=hands))]

    town.settle()
    before = in_hands_of_anna()
    place.leave(place.berta, yesterday, place.anna)

    assert (before, in_hands_of_anna()) == ([], [made.id])


def test_the_district_s_own_topics_are_read_and_old_ones_stay_readable(place: Office) -> None:
    town = place.town
    before = known.topics_of(of(town), town.district)
    answer = town.post("/districts/topics", {"terms": [TERM]}, "koordination")
    assert answer.status_code == 201, answer.text
    town.settle()

    now = known.topics_of(of(town), town.district)

    assert (before.version, now.version) == (0, 1)
    assert [term.key for term in now.terms] == ["kredit"]
    assert now.label("schulden") == before.label("schulden") != "schulden"


def test_operations_and_sozialraeume_are_known(town: Town) -> None:
    here = districts(town.settings)
    command = OpenSozialraum(sozialraum="rieth")
    here.store.execute(
        town.district, DISTRICT, here.ids(town.district).derive("district"), command, operator("cli:test")
    )
    town.settle()

    (operation,) = known.operations_of(of(town), town.district)

    assert known.sozialraeume_of(of(town), town.district) == ["rieth"]
    assert (operation.operation, operation.runs_on(operation.ends)) == (OPERATION, True)
    assert not operation.runs_on(operation.ends + timedelta(days=1))


def test_who_asks_a_partner_is_known_with_open_sites_only(place: Office) -> None:
    town = place.town
    places = PlacesDesk(districts(town.settings), town.district)
    details = SiteDetails(name="Alter Laden", sozialraum="rieth", kind="office", address="Am Platz 1, 99086 Erfurt")
    shut = places.open_site(place.traeger, details, operator("cli:test")).id
    town.settle()

    def sites(day: date) -> list[tuple[str, str | None]]:
        return [(site.name, site.address) for site in known.sites_of(of(town), town.district, place.traeger, day)]

    open_now = sites(today())
    places.close_site(shut, today(), operator("cli:test"))
    town.settle()

    sender = known.sender_of(of(town), town.district, UUID(place.anna.subject))
    assert sender is not None
    assert (sender.traeger, sender.name) == (place.traeger, "Nachbarn e. V.")
    assert ("Alter Laden", "Am Platz 1, 99086 Erfurt") in open_now
    assert [name for name, _ in sites(today() + timedelta(days=1))] == ["Treff Rieth"]
    assert known.sender_of(of(town), town.district, uuid4()) is None
