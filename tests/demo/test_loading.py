"""Loading the demo on the real servers: the reports say what the oracle says, and nothing is ever loaded over."""

import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from demo.accounts import demo_accounts, password_of
from demo.districts import DISTRICTS
from demo.files import files_of
from demo.loading import load
from demo.profiles import DemoDistrict
from demo.remaining import ACTOR
from demo.rows import Row, file_of
from demo.soemmerda import SOEMMERDA
from services.districts.application import districts, operator
from services.districts.sign_in.desk import sign_in_desk
from services.events.application import events
from services.events.event_desk import EventDesk
from services.intake.application import intake
from services.intake.domain.keeping import HandedIn, duties
from services.intake.erasing.knowing import catch_up
from services.intake.erasing.persons import Persons
from services.intake.erasing.queries import keeping, list_erasures
from services.intake.folding import fold
from services.intake.participation_queries import incomplete_records
from services.kernel.database import pool
from services.kernel.ids import DistrictIds
from services.kernel.log import Log, LogRow
from services.kernel.points import watch
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.times import today
from services.referral.application import referral
from services.referral.folding import fold as fold_referral
from services.referral.network_desk import NetworkDesk, Said
from services.referral.referrals_queries import listed
from services.referral.surveys_queries import surveys
from services.reporting.activity import ActivityQuestion
from services.reporting.esf import EsfQuestion
from services.reporting.reports import Reports
from tests.demo.told import OPERATIONS, Told
from tests.oracle.esf import comparable

pytestmark = pytest.mark.server

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
# Community work of the year: events held, who came, volunteers' hours, press items, network meetings.
NEIGHBOURHOODS = {
    ("erfurt", "thinka"): (5, 808, 106, 3, 6),
    ("ilm-kreis", "thinka"): (8, 326, 64, 2, 4),
    ("schmalkalden-meiningen", "thinka"): (4, 499, 166, 4, 4),
    ("schmalkalden-meiningen", "armutspraevention"): (2, 87, 0, 1, 3),
    ("soemmerda", "thinka"): (2, 64, 20, 1, 2),
}
# What the README says one sees: clients, social and vocational, migration background, contacts of the year; EECO01 and
# EECO17 on 30 June 2026.
SHOWN = {
    ("erfurt", "thinka"): (34, 4, 5, 81, 153, 0),
    ("ilm-kreis", "thinka"): (400, 64, 72, 750, 98, 0),
    ("schmalkalden-meiningen", "thinka"): (240, 52, 80, 555, 115, 16),
    ("schmalkalden-meiningen", "armutspraevention"): (36, 0, 6, 194, 58, 27),
    ("soemmerda", "thinka"): (190, 48, 21, 403, 81, 36),
}


class PowerCut(BaseException):
    """The process ends here."""


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> DemoDistrict:
    """A demo of one district that no other test has loaded."""
    district = replace(SOEMMERDA, key=f"kreis-{secrets.token_hex(4)}")
    monkeypatch.setattr("demo.loading.DISTRICTS", (district,))
    return district


def log_of(settings: Settings, service: str = "intake") -> Log:
    return Log(service, pool(settings.service_database_url(service)))


def rows_of(district: DemoDistrict) -> int:
    return sum(len(file.rows) for operation in district.operations for file in files_of(operation))


def history(settings: Settings, district: str) -> list[LogRow]:
    return log_of(settings).after(district, 0, 100_000)


@contextmanager
def cut_off_at(point: str, times: int) -> Iterator[None]:
    """Everything ends so many times where that point is reached, and then no more."""
    left = iter(range(times))

    def end(reached: str) -> None:
        if reached == point and next(left, None) is not None:
            raise PowerCut

    stop = watch(end)
    try:
        yield
    finally:
        stop()


def load_is_cut_off(settings: Settings) -> bool:
    try:
        load(settings)
    except PowerCut:
        return True
    return False


def test_every_row_is_stored_and_a_second_load_stores_nothing(loaded: Settings) -> None:
    heads = {
        (service, district.key): log_of(loaded, service).head(district.key)
        for service in ("districts", "intake", "referral", "events")
        for district in DISTRICTS
    }
    load(loaded)

    assert {key: log_of(loaded, key[0]).head(key[1]) for key in heads} == heads
    from_files = {
        district.key: sum(fact.actor == ACTOR for fact in history(loaded, district.key)) for district in DISTRICTS
    }
    assert from_files == {district.key: rows_of(district) for district in DISTRICTS}


def test_the_koordination_has_something_to_complete(loaded: Settings) -> None:
    fold(loaded, "erfurt")

    assert len(incomplete_records(intake(loaded), "erfurt")) > 5


def test_the_koordination_sees_what_waits_to_be_erased_and_what_is_gone(loaded: Settings) -> None:
    service = intake(loaded)
    told = {key: list_erasures(service, key) for key in ("erfurt", "ilm-kreis")}

    assert Counter((each.scope, each.progress) for each in told["erfurt"]) == {
        ("record", "proposed"): 1,
        ("identity", "done"): 1,
    }
    assert [(each.scope, each.progress) for each in told["ilm-kreis"]] == [("record", "proposed")]
    # Handed in, the one may go, for the last payment is long ago; the other is held.
    for key, stands in (("erfurt", []), ("ilm-kreis", [("thinka", True)])):
        (waiting,) = (each for each in told[key] if each.progress == "proposed")
        (known,) = {Persons(service, key).behind(person) for person in waiting.persons}
        assert known is not None
        catch_up(loaded, key)
        asked = Persons(service, key).entries(known.participations)
        handed_in = [HandedIn(operation="thinka", as_of=today(), position=max(each.position for each in asked))]
        found = duties(asked, replace(keeping(service, key), handed_in=handed_in), today())
        assert [(each.operation, each.held) for each in found] == stands, key


def test_partners_were_asked_each_year_and_one_survey_is_open_with_too_few_answers_to_tell(loaded: Settings) -> None:
    service = referral(loaded)
    for key in ("ilm-kreis", "erfurt"):
        fold_referral(loaded, key)
    asked, (running,) = surveys(service.pool, "ilm-kreis"), surveys(service.pool, "erfurt")

    years = [each.first_day.year for each in asked]
    assert years == list(range(years[0], years[0] + 3))
    assert not any(each.runs_on(today()) for each in asked)
    assert all(len(each.answers) >= 5 for each in asked)
    figures = [each.index.overall.value or 0 for each in asked]
    assert 0 < figures[0] < figures[1] < figures[2]
    assert running.runs_on(today())
    assert len(running.answers) == 2
    assert running.index.overall.is_suppressed
    assert "contact_lost" in {row.state for row in listed(service.pool, "ilm-kreis", today())}


def test_a_survey_that_a_partner_answered_since_stays_as_it_is(loaded: Settings) -> None:
    service = referral(loaded)
    fold_referral(loaded, "erfurt")
    (running,) = surveys(service.pool, "erfurt")
    partner = next(iter(running.answers))
    theirs = Said(partner_id=partner, values={"a1": 1}, provenance="partner_link")
    NetworkDesk(service, "erfurt").answer_survey(running.survey_id, theirs, operator("cli:anna"))
    load(loaded)

    facts = log_of(loaded, "referral").streams("erfurt", [running.survey_id])[running.survey_id]
    assert facts[-1].actor == "cli:anna"


@pytest.mark.parametrize("as_of", [date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30)], ids=str)
@pytest.mark.parametrize("told", OPERATIONS, ids=str)
def test_the_esf_report_says_what_the_oracle_says(loaded: Settings, told: Told, as_of: date) -> None:
    question = EsfQuestion(operation=told.operation.key, as_of=as_of)

    assert comparable(Reports.of(loaded).esf(told.district.key, question)) == told.esf(as_of)


@pytest.mark.parametrize("told", OPERATIONS, ids=str)
def test_the_activity_report_says_what_the_oracle_says(loaded: Settings, told: Told) -> None:
    question = ActivityQuestion(start=YEAR[0], end=YEAR[1], operation=told.operation.key)

    assert Reports.of(loaded).activity(told.district.key, question) == told.activity(*YEAR) | {
        "operation": told.operation.key
    }


@pytest.mark.parametrize("told", OPERATIONS, ids=str)
def test_the_reports_show_what_the_readme_says(loaded: Settings, told: Told) -> None:
    reports = Reports.of(loaded)
    asked = ActivityQuestion(start=YEAR[0], end=YEAR[1], operation=told.operation.key)
    year = reports.activity(told.district.key, asked)
    question = EsfQuestion(operation=told.operation.key, as_of=date(2026, 6, 30))
    totals = {each["code"]: each["total"] for each in reports.esf(told.district.key, question)["indicators"]}

    assert (
        year["clients_reached"],
        year["clients_by_track"].get("social_and_vocational", 0),
        year["clients_with_migration_background"],
        year["contacts"],
        totals["EECO01"],
        totals["EECO17"],
    ) == SHOWN[told.district.key, told.operation.key]


@pytest.mark.parametrize("told", OPERATIONS, ids=str)
def test_the_reports_show_the_community_work_that_the_readme_says(loaded: Settings, told: Told) -> None:
    asked = ActivityQuestion(start=YEAR[0], end=YEAR[1], operation=told.operation.key)
    year = Reports.of(loaded).activity(told.district.key, asked)

    assert (
        sum(year["events_by_kind"].values()),
        year["event_attendance"],
        year["volunteer_hours"],
        year["press_items"],
        year["network_meetings"],
    ) == NEIGHBOURHOODS[told.district.key, told.operation.key]


def test_jerusalem_celebrated_three_times_in_2013(loaded: Settings) -> None:
    asked = ActivityQuestion(start=date(2013, 1, 1), end=date(2013, 12, 31))
    document = Reports.of(loaded).activity("schmalkalden-meiningen", asked)

    assert document["events_by_kind"] == {"stadtteilfest": 3}


def test_erfurts_first_phase_is_reported_as_it_was_published(loaded: Settings) -> None:
    asked = ActivityQuestion(start=date(2015, 3, 1), end=date(2016, 12, 31))
    document = Reports.of(loaded).activity("erfurt", asked)

    assert document["clients_reached"] == 496
    assert document["clients_by_track"]["social_and_vocational"] == 78
    assert document["clients_with_migration_background"] == 38


def test_a_load_that_is_cut_off_again_and_again_is_completed_by_the_next_one(
    settings: Settings, small: DemoDistrict
) -> None:
    cuts = {"district.registered": 2, "vault.kept": 2, "log.appended": 3, "import.batch_taken": 4}
    for point, times in cuts.items():
        with cut_off_at(point, times):
            assert sum(load_is_cut_off(settings) for _ in range(times)) == times
    load(settings)

    stored = history(settings, small.key)
    assert len(stored) == rows_of(small)
    assert {fact.actor for fact in stored} == {ACTOR}


@pytest.mark.campaign
def test_community_work_that_is_cut_off_is_completed_by_the_next_load(settings: Settings, small: DemoDistrict) -> None:
    log, cuts = log_of(settings, "events"), [2, 11, 23]

    def end(reached: str) -> None:
        if reached == "log.appended" and cuts and log.head(small.key).position >= cuts[0]:
            del cuts[0]
            raise PowerCut

    stop = watch(end)
    try:
        assert [load_is_cut_off(settings) for _ in range(4)] == [True, True, True, False]
    finally:
        stop()

    topics = Counter(fact.topic for fact in log.after(small.key, 0, 1000))
    told = small.community
    assert topics["events.event_held.v1"] == len(told.held)
    assert topics["events.event_published.v1"] == len(told.coming)
    assert topics["events.meeting_held.v1"] == sum(len(group.meetings) for group in told.groups)
    assert topics["events.press_item_recorded.v1"] == len(told.press)


def test_an_event_that_people_went_on_with_stays_as_it_is(settings: Settings, small: DemoDistrict) -> None:
    load(settings)
    log = log_of(settings, "events")
    planned = next(fact for fact in log.after(small.key, 0, 1000) if fact.topic == "events.event_published.v1")
    EventDesk(events(settings), small.key).cancel_event(planned.stream, "illness", today(), operator("cli:anna"))
    load(settings)

    assert log.streams(small.key, [planned.stream])[planned.stream][-1].actor == "cli:anna"
    assert log.after(small.key, 0, 1000)[-1].actor == "cli:anna"


def test_what_people_changed_before_the_load_was_complete_stays(settings: Settings, small: DemoDistrict) -> None:
    with cut_off_at("import.batch_taken", 1), pytest.raises(PowerCut):
        load(settings)
    entered, *_, mended, _statuses, _contacts = files_of(small.operations[0])
    numbers = [row["participant_no"] for row in mended.rows[:2]]
    theirs: list[Row] = [{**row, "citizenship": "refused"} for row in entered.rows if row["participant_no"] in numbers]
    take_as_anna(settings, small.key, theirs)
    load(settings)
    load(settings)

    stored = history(settings, small.key)
    by_anna = {fact.stream: fact.position for fact in stored if fact.actor == "cli:anna"}
    assert len(by_anna) == 2
    assert not [fact for fact in stored if fact.stream in by_anna and fact.position > by_anna[fact.stream]]
    assert {fact.stream for fact in stored} == streams_of(settings, small)


def take_as_anna(settings: Settings, district: str, rows: list[Row]) -> None:
    result = intake(settings).import_file("participants", file_of(rows), district, "thinka", actor="cli:anna")
    assert result.refused == []


def streams_of(settings: Settings, district: DemoDistrict) -> set[UUID]:
    """Every participation and every contact of a demo district."""
    ids = DistrictIds(settings.secrets.district(district.key).id_key)
    rows = [row for file in files_of(district.operations[0]) for row in file.rows]
    return {
        ids.derive("contact", row["contact_no"])
        if "contact_no" in row
        else ids.derive("participation", "thinka", row["participant_no"])
        for row in rows
    }


def test_a_change_of_the_demo_is_not_undone_by_the_next_load(settings: Settings, small: DemoDistrict) -> None:
    load(settings)
    first = files_of(small.operations[0])[0].rows[0]
    take_as_anna(settings, small.key, [{**first, "isced": "8" if first["isced"] != "8" else "7"}])
    load(settings)

    assert history(settings, small.key)[-1].actor == "cli:anna"
    assert len(history(settings, small.key)) == rows_of(small) + 1


def test_a_district_that_people_opened_under_a_key_of_the_demo_is_theirs(
    settings: Settings, small: DemoDistrict
) -> None:
    open_district(settings, small.key, small.name)
    districts(settings).open_district(small.key, small.name, operator("cli:anna"))
    load(settings)

    assert log_of(settings, "districts").head(small.key).position == 1
    assert log_of(settings).head(small.key).position == 0


def test_a_district_of_another_name_is_not_renamed(settings: Settings, small: DemoDistrict) -> None:
    open_district(settings, small.key, "Landkreis Anderswo")
    load(settings)

    assert log_of(settings, "districts").head(small.key).position == 0


def test_an_operation_that_people_opened_under_a_key_of_the_demo_is_theirs(
    settings: Settings, small: DemoDistrict
) -> None:
    with cut_off_at("district.registered", 1), pytest.raises(PowerCut):
        load(settings)
    open_district(settings, small.key, small.name)
    districts(settings).open_district(small.key, small.name, operator(ACTOR))
    period = (date(2023, 1, 1), date(2023, 12, 31))
    districts(settings).open_operation(small.key, "thinka", "Anderes", period, operator("cli:anna"))
    load(settings)

    assert log_of(settings).head(small.key).position == 0


def test_people_of_the_demo_sign_in_with_passwords_of_this_installation(loaded: Settings) -> None:
    desk = sign_in_desk(loaded)
    places = {}
    for one in demo_accounts():
        session = desk.sessions.find(desk.sign_in(one.login, password_of(loaded.secrets, one.login) or "", one.login))
        assert session is not None
        places[one.login] = [(each.place.district, each.role) for each in desk.arrivals.choices(session.account)]

    assert places["anna.krueger"] == [("ilm-kreis", "fachkraft")]
    assert places["beate.schilling"] == [("ilm-kreis", "koordination")]
    assert places["ruth.brenner"] == [("ilm-kreis", "pruefung")]
    assert places["jonas.berger"] == [("ilm-kreis", "koordination")]
    assert places["lukas.hornig"] == [("ilm-kreis", "planung")]
    assert places["eva.lorenz"] == [("ilm-kreis", "land")]
    assert places["miriam.vogt"] == [("erfurt", "fachkraft"), ("ilm-kreis", "fachkraft")]
    assert len({password_of(loaded.secrets, login) for login in places}) == len(places) == 17
