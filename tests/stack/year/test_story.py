"""The year is what it says it is."""

from tests.stack.year.count import history
from tests.stack.year.story import CASES, END, PEOPLE, START, TALKS, the_year


def test_four_hundred_people_have_seven_hundred_and_fifty_conversations() -> None:
    year = the_year()

    assert len(year.talks) == TALKS
    assert len(year.people) + len(year.once) == PEOPLE
    assert len(year.people) == CASES
    assert all(START <= talk.day <= END for talk in year.talks)


def test_a_seed_tells_one_year() -> None:
    assert the_year(3) == the_year(3)
    assert the_year(3) != the_year(4)


def test_the_year_holds_what_it_has_to_show() -> None:
    talks = the_year().talks

    assert any(talk.joined for talk in talks)
    assert any(talk.tally and talk.person is not None and not talk.joined for talk in talks)
    assert any(talk.first_minutes for talk in talks)
    assert any(talk.on_paper and not talk.tally for talk in talks)
    assert {row.kind for row in history(the_year())} == {"contacts", "participants", "statuses"}
