"""The menu: one row while it is short, groups when it is long, and always where one is."""

import pytest

from services.kernel.pages.menu import IN_ONE_ROW, Entry, Group, Menu, arranged
from services.kernel.roles import Role

EVERYBODY = frozenset(Role)


def entry(name: str, group: Group, also: tuple[str, ...] = ()) -> Entry:
    return Entry(name, f"/{name.lower()}", EVERYBODY, 1, group, also)


LONG = (
    entry("Berichte", Group.REPORTS),
    entry("Heute", Group.WORK),
    entry("Kontakt", Group.WORK),
    entry("Kontakte", Group.WORK),
    entry("Partner", Group.NETWORK, ("/angebote",)),
    entry("Gremien", Group.NETWORK),
    entry("Team", Group.ADMINISTRATION),
    entry("Land", Group.REPORTS),
)


def titles(menu: Menu) -> tuple[list[str], list[str]]:
    return [each.title for each in menu.groups], [each.title for each in menu.entries]


def here(menu: Menu) -> tuple[list[str], list[str]]:
    return [each.title for each in menu.groups if each.is_here], [each.title for each in menu.entries if each.is_here]


def test_a_short_menu_is_one_row_in_the_order_of_its_entries() -> None:
    menu = arranged(LONG[:IN_ONE_ROW], "/team")

    assert titles(menu) == ([], ["Berichte", "Heute", "Kontakt", "Kontakte", "Partner", "Gremien", "Team"])
    assert here(menu) == ([], ["Team"])


def test_a_long_menu_shows_its_groups_and_the_entries_of_one() -> None:
    menu = arranged(LONG, "/partner/neu")

    assert titles(menu) == (["Arbeit", "Vernetzung", "Berichte", "Verwaltung"], ["Partner", "Gremien"])
    assert here(menu) == (["Vernetzung"], ["Partner"])
    assert menu.group == "Vernetzung"


def test_a_group_leads_to_its_first_entry() -> None:
    assert {each.title: each.path for each in arranged(LONG, "/konto").groups} == {
        "Arbeit": "/heute",
        "Vernetzung": "/partner",
        "Berichte": "/berichte",
        "Verwaltung": "/team",
    }


def test_a_page_of_no_entry_shows_the_groups_alone() -> None:
    assert titles(arranged(LONG, "/konto")) == (["Arbeit", "Vernetzung", "Berichte", "Verwaltung"], [])


@pytest.mark.parametrize(
    ("path", "expected"), [("/kontakte/1", "Kontakte"), ("/kontakt", "Kontakt"), ("/angebote/7/angaben", "Partner")]
)
def test_the_longest_beginning_of_an_address_says_where_one_is(path: str, expected: str) -> None:
    assert here(arranged(LONG, path))[1] == [expected]
