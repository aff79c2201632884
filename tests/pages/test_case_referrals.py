"""What a Fachkraft sees of referrals in her own case: file, line of days, work, consent form, and parts of forms."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from services.intake.projections.received import apply
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.facts import Contract
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from tests.api.conftest import OPENING, Town
from tests.api.office import Office, office
from tests.api.test_casework import ago, case_of, done
from tests.api.test_worklist import work
from tests.kit.referrals import (
    accepted,
    arrived,
    came_of_it,
    closed,
    consent_ended,
    handed_over,
    listed,
    proposed,
    told,
)
from tests.pages.browser import Browser
from tests.pages.conftest import SignedInAs
from tests.reporting.history import Source, id_of

pytestmark = pytest.mark.server

PARTNER, NAME = id_of("partner", 1), "Schuldnerberatung Mitte"
NUMBER = count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """An office whose intake hears what referral says, as its reader would hand it over."""

    office: Office
    source: Source
    anna: Browser = field(repr=False)

    def hear(self, *facts: Contract) -> None:
        town = self.office.town
        envelopes = self.source.record_all(facts)
        connections = pool(town.settings.service_database_url("intake"))
        with connections.transaction() as connection, enter(connection, town.district):
            apply(connection, town.district, "referral", envelopes)

    def case(self) -> UUID:
        case = UUID(case_of(self.office.anna).rpartition("/")[2])
        self.office.town.settle()
        return case

    def referred(self, case: UUID, *further: tuple[Any, int]) -> int:
        """A referral of the case, proposed forty days ago and brought further by these (fact, days ago)."""
        number = next(NUMBER)
        self.hear(proposed(number, ago(40), case), *(make(number, ago(days), case) for make, days in further))
        return number

    def consented(self, case: UUID) -> UUID:
        paper = {"text": "consent-referral", "text_version": 1, "form": "paper", "on": ago(5), "purpose": "referral"}
        what = {"partner": str(PARTNER), "fields": ["family_name", "topics", "goals"]}
        given = done(self.office.anna.post(f"/intake/cases/{case}/consents", {**paper, **what}))
        self.office.town.settle()
        return UUID(given["consent_id"])

    def withdrawn(self, case: UUID, consent: UUID) -> None:
        done(self.office.anna.post(f"/intake/cases/{case}/consents/{consent}/withdrawal", {"on": ago(1)}))
        self.office.town.settle()

    def work_of(self, case: UUID) -> dict[str, str]:
        """Kind -> due day."""
        return {each["kind"]: each["due"] for each in work(self.office.anna) if each["case_id"] == str(case)}


@pytest.fixture(scope="module")
def here(client: TestClient, settings: Settings) -> Office:
    open_district(settings, "kreis-der-wege", "Kreis der Wege")
    town = Town(client, settings, "kreis-der-wege")
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)


@pytest.fixture
def place(here: Office, log: Source, signed_in_as: SignedInAs) -> Place:
    opened = Place(here, log, signed_in_as(here.town, "fachkraft", here.anna))
    opened.hear(listed(1, NAME), listed(2, "Jobcenter Nord"))
    return opened


@pytest.fixture(scope="module")
def log(here: Office) -> Source:
    return Source("referral", here.town.district)


def test_a_case_file_says_where_each_referral_stands_and_leads_to_it(place: Place) -> None:
    case = place.case()
    waiting = place.referred(case, (handed_over, 20))
    place.referred(case, (handed_over, 30), (accepted, 29), (arrived, 20), (came_of_it, 3), (closed, 2))

    page = place.anna.get(f"/faelle/{case}").text

    assert f'<a class="kern-link" href="/weitervermittlungen/{id_of("referral", waiting)}">{NAME}</a>' in page
    assert "an den Partner übergeben seit" in page
    assert "Offen: Antwort des Partners" in page
    assert f'href="/weitervermittlungen/neu?fall={case}"' in page
    steps = place.anna.get(f"/faelle/{case}?art=weitervermittlung").text.partition('id="verlauf"')[2]
    told_of = ["abgeschlossen", "Anliegen gelöst", "beim Partner angekommen", "vom Partner angenommen"]
    assert sorted(told_of, key=steps.index) == told_of
    assert "Auskunft: vom Partner, am Telefon" in steps


def test_a_referral_of_another_case_is_not_shown(place: Place) -> None:
    mine, other = place.case(), place.case()
    place.referred(other)

    assert place.office.anna.get(f"/intake/cases/{mine}").json()["sections"]["referrals"] == []


def test_referrals_that_are_heard_of_before_the_case_are_there_with_it(place: Place) -> None:
    case = UUID(case_of(place.office.anna).rpartition("/")[2])
    place.referred(case)
    place.office.town.settle()

    (shown,) = place.office.anna.get(f"/intake/cases/{case}").json()["sections"]["referrals"]
    assert (shown["state"], shown["key"], shown["partner"]) == ("proposed", "vorgeschlagen", NAME)


def test_work_asks_for_the_consent_then_for_the_hand_over_then_for_the_answer(place: Place) -> None:
    case = place.case()
    number = place.referred(case)
    assert place.work_of(case) == {"referral_consent_missing": ago(40)}

    place.consented(case)
    assert place.work_of(case) == {"referral_hand_over": ago(40)}

    place.hear(handed_over(number, ago(13), case))
    assert place.work_of(case) == {}
    place.hear(accepted(number, ago(29), case))
    assert place.work_of(case) == {"referral_arrival": ago(1)}
    place.hear(accepted(number, ago(29), case, appointment_on=today()))
    assert place.work_of(case) == {"referral_arrival": ago(0)}
    place.hear(came_of_it(number, ago(0), case=case))
    assert place.work_of(case) == {}


def test_an_overdue_answer_stands_in_the_day_and_leads_to_the_referral(place: Place) -> None:
    case = place.case()
    number = place.referred(case, (handed_over, 15))

    page = place.anna.get("/heute").text

    assert f'href="/weitervermittlungen/{id_of("referral", number)}"' in page
    assert "Weitervermittlung: Antwort des Partners steht aus" in page
    assert NAME not in place.anna.get("/arbeitsliste").text


def test_after_a_withdrawal_the_partner_is_to_be_told_until_it_was(place: Place) -> None:
    case = place.case()
    consent = place.consented(case)
    number = place.referred(case, (handed_over, 4))
    place.withdrawn(case, consent)
    place.hear(consent_ended(consent, ago(1), case, (number,)))
    assert "consent_withdrawn" in place.work_of(case)
    assert "Partner unterrichten" in place.anna.get(f"/faelle/{case}").text

    place.hear(told(number, consent, ago(0), case))

    assert "consent_withdrawn" not in place.work_of(case)
    assert "Partner unterrichten" not in place.anna.get(f"/faelle/{case}").text


def test_nobody_is_told_of_a_withdrawal_when_nothing_had_gone_out(place: Place) -> None:
    case = place.case()
    consent = place.consented(case)
    place.withdrawn(case, consent)
    place.hear(consent_ended(consent, ago(1), case))

    assert "consent_withdrawn" not in place.work_of(case)


def test_a_case_with_an_open_referral_can_be_closed_after_a_hint(place: Place) -> None:
    case = place.case()
    place.referred(case)

    assert "Eine Weitervermittlung ist noch offen." in place.anna.get(f"/faelle/{case}/abschluss").text
    sent = place.anna.post(f"/faelle/{case}/abschluss", {"on": ago(0), "end_kind": "referred"})
    assert sent.status_code == 303


def test_the_consent_form_names_partners_and_is_preset_from_a_referral(place: Place) -> None:
    case = place.case()
    form = place.anna.get(f"/faelle/{case}/einwilligungen/neu?partner={PARTNER}&angabe=family_name&angabe=goals").text

    assert f'<option value="{PARTNER}" selected>{NAME}</option>' in form
    assert 'value="consent-referral.1" selected' in form
    assert form.count(" checked") == 3  # two fields, and paper as the form
    plain = place.anna.get(f"/faelle/{case}/einwilligungen/neu?partner={case}").text
    assert NAME in plain
    assert "selected" not in plain


def test_the_topics_of_the_case_are_ticked_for_a_new_referral(place: Place) -> None:
    case = place.case()
    said = {"on": ago(6), "situations": [{"topic": "schulden", "severity": "severe"}]}
    done(place.office.anna.post(f"/intake/cases/{case}/situations", said))
    place.office.town.settle()

    part = place.anna.get(f"/faelle/{case}/weitervermittlung/themen").text

    assert part.count(" checked") == 1
    assert 'value="schulden" checked' in part
    assert "<html" not in part


def test_the_details_are_exactly_those_of_the_consent_while_it_holds(place: Place) -> None:
    case = place.case()
    done(place.office.anna.post(f"/intake/cases/{case}/goals", {"text": "Ratenplan", "on": ago(3)}))
    consent = place.consented(case)

    part = place.anna.get(f"/faelle/{case}/weitervermittlung/angaben?einwilligung={consent}").text

    names = {each.partition('"')[0] for each in part.split('name="')[1:]}
    assert names == {"angabe_family_name", "angabe_topics", "angabe_goals"}
    assert "Ratenplan" in part
    place.withdrawn(case, consent)
    after = place.anna.get(f"/faelle/{case}/weitervermittlung/angaben?einwilligung={consent}").text
    assert "Ratenplan" not in after
    assert "gilt nicht oder nicht mehr" in after


def test_parts_of_forms_are_for_whoever_may_read_the_case_and_reading_is_recorded(
    place: Place, signed_in_as: SignedInAs
) -> None:
    case, consent = place.case(), UUID(int=1)
    berta = signed_in_as(place.office.town, "fachkraft", place.office.berta)
    for part in ("themen", f"angaben?einwilligung={consent}"):
        assert berta.get(f"/faelle/{case}/weitervermittlung/{part}").status_code == 404
        assert place.anna.get(f"/faelle/{case}/weitervermittlung/{part}").status_code == 200

    log = place.office.leader.get(f"/intake/cases/{case}/access-log").json()
    assert [each["by"] for each in log] == [place.office.anna.subject]
