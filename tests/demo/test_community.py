"""The demo's community work hangs together, and nobody in it exists."""

from demo.community.shape import EventPlan
from demo.districts import DISTRICTS
from demo.profiles import LAST_DAY, DemoDistrict
from services.contracts.vocabularies import event_kinds, handlungsfelder, languages, target_groups
from tests.demo.test_stories import every_district


def plans(district: DemoDistrict) -> list[EventPlan]:
    told = district.community
    held, coming = [each.plan for each in told.held], [each.plan for each in told.coming]
    return [*held, *coming, *(each.plan for each in told.cancelled)]


def test_every_district_tells_of_all_that_the_report_counts() -> None:
    for district in DISTRICTS:
        told = district.community
        assert told.held, district.key
        assert told.coming, district.key
        assert any(group.meetings for group in told.groups), district.key
        assert any(each.volunteers for each in told.engagements), district.key
        assert told.press, district.key


@every_district
def test_events_use_the_words_places_and_partners_of_the_district(district: DemoDistrict) -> None:
    places = {site.sozialraum for site in district.directory.sites}
    partners = {partner.name for partner in district.network}
    operations = {operation.key for operation in district.operations}

    for plan in plans(district):
        assert plan.kind in event_kinds()
        assert set(plan.target_groups) <= set(target_groups())
        assert set(plan.handlungsfelder) <= set(handlungsfelder())
        assert set(plan.sozialraeume) <= places
        assert plan.partners.keys() <= partners
        assert plan.operation in {None, *operations}
    for group in district.community.groups:
        assert group.members.keys() <= partners
        assert set(group.sozialraeume) <= places
        assert all(set(meeting.there) <= group.members.keys() for meeting in group.meetings)


@every_district
def test_what_happened_lies_in_the_time_that_the_other_figures_tell_of(district: DemoDistrict) -> None:
    told = district.community
    days = [*(each.on for each in told.held), *(item.on for item in told.press)]
    days += [meeting.on for group in told.groups for meeting in group.meetings]
    days += [hours.on for each in told.engagements for hours in each.together]

    assert max(days) <= LAST_DAY
    assert all(each.said_on <= LAST_DAY for each in told.cancelled)
    for each in told.engagements:
        for volunteer in each.volunteers:
            assert set(volunteer.languages) <= set(languages())
            assert all(volunteer.since <= hours.on <= LAST_DAY for hours in volunteer.hours)


@every_district
def test_stories_are_told_once_and_nobody_s_number_reaches_anybody(district: DemoDistrict) -> None:
    told = district.community
    stories = [(each.plan.title, each.on) for each in told.held]
    stories += [(each.plan.title, each.on) for each in told.cancelled]
    media = [(item.medium, item.on) for item in told.press]
    people = [volunteer for each in told.engagements for volunteer in each.volunteers]

    for names in (stories, media, [each.name for each in people], [each.name for each in told.groups]):
        assert len(set(names)) == len(names)
    assert all(not person.phone or " 000" in person.phone for person in people)


@every_district
def test_money_that_was_spent_was_borne_and_groups_of_visitors_fit_into_all(district: DemoDistrict) -> None:
    for held in district.community.held:
        if held.money is not None:
            assert sum(held.money.costs.values()) == sum(held.money.shares.values()), held.plan.title
        for dimension, groups in held.groups.items():
            least = max(groups.values()) if dimension == "target_group" else sum(groups.values())
            assert least <= held.came, held.plan.title


def test_the_press_speaks_better_of_walperloh_than_it_did() -> None:
    district = next(each for each in DISTRICTS if each.key == "schmalkalden-meiningen")
    items = sorted(district.community.press, key=lambda item: item.on)
    tones = [item.tone for item in items if "schmalkalden-walperloh" in item.sozialraeume]

    assert tones == ["negative", "neutral", "positive", "positive"]
