"""One person, known to five services under different ids: her access export holds what each of them has of her."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import pytest

from services.districts.application import districts, operator
from services.districts.folding import fold as fold_districts
from services.districts.places_desk import PlacesDesk
from services.districts.sign_in.accounts import Accounts
from services.districts.sign_in.keys import SignInKeys
from services.districts.staff_desk import StaffDesk
from services.districts.told_persons import PartsOfDistricts
from services.events.application import events
from services.events.domain.event_plan import EventDetails
from services.events.domain.volunteer_enlisting import VolunteerDetails
from services.events.event_desk import EventDesk
from services.events.folding import fold as fold_events
from services.events.registrations_desk import RegistrationsDesk
from services.events.told_persons import PartsOfEvents
from services.events.volunteers_desk import VolunteersDesk
from services.intake.erasing.persons import Linked
from services.intake.exporting.desk import ExportDesk
from services.intake.exporting.parts import PartsOfIntake
from services.intake.persons_desk import PersonsDesk
from services.kernel.feed import LogFeed
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.told_persons import PartsOfReferral
from services.reporting.application import Reporting
from services.reporting.auditing.sample import Draw
from services.reporting.auditing.samples_desk import SamplesDesk
from services.reporting.esf import EsfQuestion
from services.reporting.reports import heads_of
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from services.reporting.told_persons import PartsOfReporting
from tests.stack.canary import FAMILY_NAME, GIVEN_NAME, NOTE, NUMBER, OPERATION, PHONE, Canary, asked

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G7")]

NAME: Final = f"{GIVEN_NAME} {FAMILY_NAME}"
EMAIL: Final = "wendel@example.org"
SOMEBODY_ELSE: Final = {"name": NAME, "phone": "0361 1111111"}  # the same name, another person


class Life:
    """Who comes for help, helps, registers, works here with an account, and was counted and examined."""

    def __init__(self, settings: Settings, district: str, neighbour: str) -> None:
        self.settings, self.district = settings, district
        self.canary = Canary(settings, district, neighbour)
        self.canary.live()
        desk = PersonsDesk(self.canary.service, district, self.canary.case)
        desk.correct({"family_name": FAMILY_NAME, "given_name": GIVEN_NAME, "phone": PHONE, "email": EMAIL}, asked())
        self._helps()
        self._works()
        self._is_counted()

    def _helps(self) -> None:
        service = events(self.settings)
        texts = {"name": NAME, "phone": PHONE, "note": "hilft gern beim Fest"}
        details = VolunteerDetails(on=today())
        volunteers = VolunteersDesk(service, self.district)
        self.volunteer = volunteers.enlist(details, texts, asked()).id
        self.stranger = volunteers.enlist(details, SOMEBODY_ELSE, asked()).id
        desk = EventDesk(service, self.district)
        day = today() + timedelta(days=20)
        plan = EventDetails(title="Sommerfest", kind="stadtteilfest", on=day)
        event = desk.plan_event(plan, {}, asked()).id
        desk.publish_event(event, asked(), registration=True, register_until=None)
        registrations = RegistrationsDesk(service, self.district)
        registrations.request_place(event, 2, {"name": NAME, "email": EMAIL.upper()}, asked())
        registrations.request_place(event, 3, SOMEBODY_ELSE, asked())
        fold_events(self.settings, self.district)

    def _works(self) -> None:
        service = districts(self.settings)
        traeger = PlacesDesk(service, self.district).register_traeger("Träger", operator("cli:test")).id
        desk = StaffDesk(service, self.district)
        staff = desk.join(traeger, NAME, date(2026, 1, 1), operator("cli:test")).id
        desk.grant(staff, "fachkraft", (date(2026, 1, 1), None), operator("cli:test"))
        desk.join(traeger, "Jonas Beispiel", date(2026, 1, 1), operator("cli:test"))
        Accounts(service.pool, SignInKeys(self.settings.secrets)).make(self.district, staff, EMAIL)
        fold_districts(self.settings, self.district)

    def _is_counted(self) -> None:
        self.canary.catch_up()
        service, heads = Reporting.of(self.settings, 60), heads_of(LogFeed(self.settings), self.district)
        as_of = today() + timedelta(days=1)
        SubmissionDesk(service, self.district, heads).create(Wanted(operation=OPERATION, as_of=as_of), asked())
        draw = Draw(EsfQuestion(operation=OPERATION, as_of=as_of), 7, 6)
        SamplesDesk(service, self.district).draw(draw, asked(), heads)
        self.canary.catch_up()

    def told(self, linked: Linked | None = None) -> dict[str, list[dict[str, Any]]]:
        """Heading -> entries, of the export as JSON."""
        of = self.settings
        services = (PartsOfDistricts, PartsOfIntake, PartsOfReferral, PartsOfEvents, PartsOfReporting)
        desk = ExportDesk(self.canary.service, self.district, "Kreis", [each.of(of) for each in services])
        document = json.loads(desk.hand_out(linked or self.canary.linked, "json", asked()))
        assert document["complete"]
        return {part["title"]: part["entries"] for part in document["parts"]}


@pytest.fixture(scope="module")
def life(settings: Settings) -> Life:
    for key in ("auskunft-kreis", "auskunft-nachbar"):
        open_district(settings, key, key.title())
    return Life(settings, "auskunft-kreis", "auskunft-nachbar")


def titles(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return [entry["title"] for entry in entries]


def values(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {said["value"] for entry in entries for said in entry["values"]}


def test_every_service_tells_what_it_has_of_her(life: Life) -> None:
    told = life.told()

    assert {FAMILY_NAME, PHONE, EMAIL, NUMBER, NOTE} <= values(told["Angaben in Worten"])
    assert "Teilnahme erfasst" in titles(told["ESF-Teilnahmen"])
    assert "An den Partner übergeben" in titles(told["Weitervermittlungen"])
    assert "Als Ehrenamtliche aufgenommen" in titles(told["Ehrenamt"])
    assert "hilft gern beim Fest" in values(told["Ehrenamt"])
    assert titles(told["Anmeldungen zu Veranstaltungen"]).count("Zu einer Veranstaltung angemeldet") == 1
    assert {"Sommerfest", "2"} <= values(told["Anmeldungen zu Veranstaltungen"])
    assert titles(told["Mitarbeit"]) == ["Mitarbeit begonnen", "Rolle erhalten"]
    assert {NAME, "Fachkraft"} <= values(told["Mitarbeit"])
    assert EMAIL in values(told["Zugang"])
    (report,) = told["Berichte, in denen Sie gezählt wurden"]
    assert "EECO04" in str(report["values"])  # inactive on entry
    assert "EECO05" not in str(report["values"])
    assert titles(told["Prüfungen: wer Einblick hatte"]) == ["In eine Stichprobe gezogen"]


def test_what_another_person_of_the_same_name_said_is_not_hers(life: Life) -> None:
    told = life.told()

    assert SOMEBODY_ELSE["phone"] not in str(told)
    assert "Jonas Beispiel" not in str(told)
    assert "3" not in values(told["Anmeldungen zu Veranstaltungen"])


def test_somebody_who_only_helps_is_told_under_the_id_of_a_volunteer(life: Life) -> None:
    nobody_else = Linked(persons=(life.stranger,), case_id=None, participations=(), named=life.stranger)

    told = life.told(nobody_else)

    assert SOMEBODY_ELSE["phone"] in values(told["Ehrenamt"])
    assert told["Fall"] == told["ESF-Teilnahmen"] == []
    assert "Mitarbeit" not in told  # whoever does not work here is told nothing of people who do
    assert titles(life.told(nobody_else)["Ihre Rechte"])[0] == "Auskunft erteilt"
