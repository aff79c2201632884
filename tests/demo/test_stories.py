"""What is told of people and their cases hangs together, whatever the day of loading."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from demo.calendar import is_holiday
from demo.casework import Case, Casework, Closed, Met
from demo.districts import DISTRICTS
from demo.loading_day import LoadingDay
from demo.profiles import DemoDistrict
from services.contracts.hours_text import read_hours
from services.contracts.vocabularies import contact_kinds, topics
from services.intake.domain.code_word import canonical

STORIES = [(district, casework) for district in DISTRICTS for casework in district.casework]
every_district = pytest.mark.parametrize("district", DISTRICTS, ids=lambda district: district.key)
every_story = pytest.mark.parametrize(("district", "told"), STORIES, ids=[district.key for district, _ in STORIES])


def contacts_of(told: Casework) -> list[Met]:
    return [step for case in told.cases for step in case.steps if isinstance(step, Met)] + list(told.tallies)


@every_district
def test_a_district_has_somebody_for_each_kind_of_work(district: DemoDistrict) -> None:
    roles = {role for person in district.directory.people for role in person.roles}

    assert {"fachkraft", "koordination", "planung"} <= roles
    assert 3 <= len(district.directory.people) <= 5


@every_district
def test_whoever_meets_people_belongs_to_a_team_of_the_same_traeger(district: DemoDistrict) -> None:
    traeger_of = {team.name: team.traeger for team in district.directory.teams}
    for person in district.directory.people:
        assert bool(person.teams) == ("fachkraft" in person.roles)
        assert {traeger_of[team] for team in person.teams} <= {person.traeger}


@every_district
def test_every_site_has_office_hours(district: DemoDistrict) -> None:
    for site in district.directory.sites:
        assert [read_hours(text) for text in site.hours]
    assert any(site.closed_in for site in district.directory.sites)


def test_one_person_works_in_two_districts_and_a_login_is_one_person() -> None:
    places = defaultdict(set)
    names = defaultdict(set)
    for district in DISTRICTS:
        for person in district.directory.people:
            places[person.login].add(district.key)
            names[person.login].add(person.name)

    assert [login for login, keys in places.items() if len(keys) == 2] == ["miriam.vogt"]
    assert {len(each) for each in names.values()} == {1}


@every_story
def test_cases_name_people_teams_and_sites_of_the_directory(district: DemoDistrict, told: Casework) -> None:
    teams_of = {person.name: set(person.teams) for person in district.directory.people}
    sites = {site.name: site.sozialraum for site in district.directory.sites}
    for case in told.cases:
        assert case.team in teams_of[case.staff]
        assert case.sozialraum in sites.values()
    met = contacts_of(told)
    assert {step.site for step in met if step.site} <= set(sites)
    assert {step.kind for step in met} <= set(contact_kinds())
    assert {topic for step in met for topic in step.topics} <= set(topics())


@every_story
def test_code_words_are_those_that_the_platform_makes_and_none_is_used_twice(
    district: DemoDistrict, told: Casework
) -> None:
    words = [case.code_word for case in told.cases]

    assert 8 <= len(words) <= 15, district.key
    assert [canonical(word.lower()) for word in words] == words
    assert len(set(words)) == len(words)


@every_story
def test_a_case_is_told_in_the_order_of_its_contacts(district: DemoDistrict, told: Casework) -> None:
    def days(case: Case) -> list[int]:
        return [step.day for step in case.steps if isinstance(step, Met)]

    for case in told.cases:
        assert days(case) == sorted(days(case)), f"{district.key} {case.code_word}"
        assert min([0, *days(case)]) >= case.day
        assert not [step for step in case.steps[:-1] if isinstance(step, Closed)]


@pytest.mark.parametrize("start", [date(2026, 4, 5), date(2026, 12, 24), date(2027, 5, 1), date(2028, 2, 29)], ids=str)
def test_days_count_from_the_day_of_loading_and_keep_their_order(start: date) -> None:
    for day in (start + timedelta(days=each) for each in range(7)):
        told = [LoadingDay(day).plus(number) for number in range(-130, 131)]

        assert told == sorted(told)
        assert told[130] == day
        worked = [one for number, one in enumerate(told) if number != 130]
        assert not [one for one in worked if one.weekday() > 4 or is_holiday(one)]
