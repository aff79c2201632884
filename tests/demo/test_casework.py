"""The people of the demo and their cases on a real database: what a Fachkraft finds on the day of loading."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any, get_args
from uuid import UUID

import pytest

from demo.ilm_kreis import ILM_KREIS
from demo.loading import load
from demo.profiles import DemoDistrict
from demo.remaining import ACTOR
from demo.staffing import Staffing
from services.contracts.referral_states import State
from services.districts.application import districts, operator
from services.districts.places_desk import PlacesDesk
from services.districts.staff_desk import StaffDesk
from services.intake import case_file, today
from services.intake.access_desk import AccessDesk, AccessRefused, asker_of
from services.intake.application import intake
from services.intake.cases_desk import CaseDesk
from services.intake.domain.code_word import case_id_of
from services.intake.folding import fold
from services.intake.reading import operations_reader
from services.intake.sections import AskedToday
from services.kernel import times
from services.kernel.database import pool
from services.kernel.log import Log, LogRow
from services.kernel.points import watch
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.referral.application import referral
from services.referral.partners_desk import PartnersDesk

pytestmark = pytest.mark.server

NAMED, SILENT, OF_ANOTHER_TEAM = "Zitrone-Silber-2", "Kamel-Blatt-2", "Giraffe-Zeder-1"


SERVICES = ("districts", "intake", "referral")


class PowerCut(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def told(settings: Settings) -> DemoDistrict:
    """Ilm-Kreis under a key of its own, loaded in one go."""
    with pytest.MonkeyPatch.context() as patch:
        district = another(patch)
        load(settings)
    operations_reader(settings).catch_up()
    fold(settings, district.key)
    return district


def another(patch: pytest.MonkeyPatch) -> DemoDistrict:
    """The only district of the demo from now on; no contacts come by file, so that it is loaded in a moment."""
    (operation,) = ILM_KREIS.operations
    small = replace(operation, contacts=replace(operation.contacts, phases=()))
    district = replace(ILM_KREIS, key=f"kreis-{secrets.token_hex(4)}", operations=(small,))
    patch.setattr("demo.loading.DISTRICTS", (district,))
    return district


def history(settings: Settings, district: str, service: str = "intake") -> list[LogRow]:
    return Log(service, pool(settings.service_database_url(service))).after(district, 0, 100_000)


def kinds(rows: list[LogRow]) -> Counter[str]:
    return Counter(row.topic for row in rows)


def staff_id(settings: Settings, told: DemoDistrict, name: str) -> UUID:
    _, placed = Staffing(districts(settings), told.key).set_up(told.directory)
    return placed.people[name]


def case_of(settings: Settings, told: DemoDistrict, code_word: str) -> UUID:
    return case_id_of(intake(settings).ids(told.key), code_word)


def day_of(settings: Settings, told: DemoDistrict, name: str) -> dict[str, Any]:
    """Everything on somebody's *Heute*, on the day of loading."""
    service, staff = intake(settings), staff_id(settings, told, name)
    asker = asker_of(service, told.key, str(staff), "fachkraft")
    asked = AskedToday(asker.actor, staff, asker.teams, times.today())
    return {section.key: section.read(service, told.key, asked) for section in today.SECTIONS}


def file_of_case(settings: Settings, told: DemoDistrict, code_word: str) -> dict[str, Any]:
    service, case = intake(settings), case_of(settings, told, code_word)
    return {section.key: section.read(service, told.key, case) for section in case_file.SECTIONS}


@contextmanager
def cut_off(when: Callable[[], bool]) -> Iterator[None]:
    """Everything ends when the log was appended to and ``when`` says so."""

    def end(reached: str) -> None:
        if reached == "log.appended" and when():
            raise PowerCut

    stop = watch(end)
    try:
        yield
    finally:
        stop()


def at_append(number: int) -> Callable[[], bool]:
    left = iter(range(number))
    return lambda: next(left, None) is None


def test_a_fachkraft_finds_appointments_contacts_and_work_on_the_day_of_loading(
    settings: Settings, told: DemoDistrict
) -> None:
    day = day_of(settings, told, "Anna Krüger")

    cases = [str(case_of(settings, told, word)) for word in (NAMED, "Herbst-Farn-8")]
    assert [each["case_id"] for each in day["appointments"]] == cases
    assert {each["kind"] for each in day["contacts"]} == {"anonym_kurz", "telefon"}
    assert {"task", "silent_case", "questionnaire", "consent_expiring"} <= {each["kind"] for each in day["work"]}


def test_the_silent_case_is_a_reminder(settings: Settings, told: DemoDistrict) -> None:
    work = day_of(settings, told, "Anna Krüger")["work"]

    assert [each["code_word"] for each in work if each["kind"] == "silent_case"] == [SILENT]


def test_one_case_has_everything_that_a_file_can_hold(settings: Settings, told: DemoDistrict) -> None:
    file = file_of_case(settings, told, NAMED)

    assert file["head"]["identity"] == "named"
    assert file["head"]["team"]
    empty = [key for key, section in file.items() if not section]
    assert empty == []


def test_referrals_stand_in_every_state_that_there_is(settings: Settings, told: DemoDistrict) -> None:
    states = Counter(
        each["state"]
        for case in told.casework[0].cases
        for each in file_of_case(settings, told, case.code_word)["referrals"]
    )

    assert states.keys() == set(get_args(State)) - {"not_solved", "back_to_us"}


def test_a_fachkraft_is_told_what_referrals_wait_for(settings: Settings, told: DemoDistrict) -> None:
    kinds_of = {
        name: {each["kind"] for each in day_of(settings, told, name)["work"]}
        for name in ("Anna Krüger", "Miriam Vogt", "Heiko Sauer")
    }

    assert {"referral_answer", "referral_consent_missing"} <= kinds_of["Anna Krüger"]
    assert {"referral_hand_over"} <= kinds_of["Miriam Vogt"]
    assert {"consent_withdrawn"} <= kinds_of["Heiko Sauer"]


def test_a_case_of_another_team_is_closed_to_her(settings: Settings, told: DemoDistrict) -> None:
    service, anna = intake(settings), staff_id(settings, told, "Anna Krüger")
    desk = AccessDesk(service, told.key, asker_of(service, told.key, str(anna), "fachkraft"))

    assert desk.granted(case_of(settings, told, NAMED), "write")
    with pytest.raises(AccessRefused):
        desk.granted(case_of(settings, told, OF_ANOTHER_TEAM), "read")


def test_everybody_who_works_on_cases_is_said_to_have_done_it(settings: Settings, told: DemoDistrict) -> None:
    actors = {row.actor for row in history(settings, told.key)}
    names = {case.staff for casework in told.casework for case in casework.cases}

    assert actors == {ACTOR} | {str(staff_id(settings, told, name)) for name in names}


def test_a_second_load_stores_nothing(settings: Settings, told: DemoDistrict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demo.loading.DISTRICTS", (told,))
    before = [kinds(history(settings, told.key, service)) for service in SERVICES]
    load(settings)

    assert [kinds(history(settings, told.key, service)) for service in SERVICES] == before


def test_a_load_that_is_cut_off_anywhere_is_completed_by_the_next_one(
    settings: Settings, told: DemoDistrict, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = another(monkeypatch)
    for appends in (20, 80, 80, 60):
        with cut_off(at_append(appends)), pytest.raises(PowerCut):
            load(settings)
    load(settings)

    for service in SERVICES:
        assert kinds(history(settings, district.key, service)) == kinds(history(settings, told.key, service))


def test_what_people_did_before_the_load_was_complete_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = another(monkeypatch)
    with cut_off(lambda: bool(facts_of(settings, district, NAMED))), pytest.raises(PowerCut):
        load(settings)
    desk = CaseDesk(intake(settings), district.key, operator("cli:anna"))
    desk.close(case_of(settings, district, NAMED), times.today(), "moved_away", None)
    partners, theirs = PartnersDesk(referral(settings), district.key), district.network[-1]
    partner_id = partners.partner_id(theirs.name)
    partners.delist_partner(partner_id, times.today(), operator("cli:anna"))
    load(settings)

    assert facts_of(settings, district, NAMED)[-1].actor == "cli:anna"
    assert all(facts_of(settings, district, each.code_word) for each in district.casework[0].cases)
    log = referral(settings).store.log.streams(district.key, [partner_id])[partner_id]
    assert log[-1].actor == "cli:anna"
    proposed = kinds(history(settings, district.key, "referral"))["referral.referral_proposed.v1"]
    left = [each for each in district.casework[0].referrals if each.code_word != NAMED and theirs.name != each.partner]
    assert proposed == len(left) + 1  # one is sent on


def facts_of(settings: Settings, district: DemoDistrict, code_word: str) -> list[LogRow]:
    case = case_of(settings, district, code_word)
    return intake(settings).store.log.streams(district.key, [case])[case]


def test_where_people_set_up_themselves_the_demo_sets_up_nobody(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    district = another(monkeypatch)
    open_district(settings, district.key, district.name)
    service = districts(settings)
    service.open_district(district.key, district.name, operator(ACTOR))
    traeger = PlacesDesk(service, district.key).register_traeger("Unser Verein", operator("cli:anna")).id
    StaffDesk(service, district.key).join(traeger, "Anna Muster", date(2026, 1, 1), operator("cli:anna"))
    load(settings)

    joined = [row for row in history(settings, district.key, "districts") if "staff_joined" in row.topic]
    assert [row.actor for row in joined] == ["cli:anna"]
    assert {row.actor for row in history(settings, district.key)} == {ACTOR}
