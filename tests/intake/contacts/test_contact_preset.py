"""With what a form for contacts begins: the site whose hour it is, or where one was last."""

from dataclasses import replace
from datetime import time
from uuid import UUID

from services.contracts.districts import Hours
from services.intake.domain.contact_preset import LastContact, Preset, SiteToday, Whereabouts, preset

OWN, OTHER = UUID(int=1), UUID(int=2)
MORNING = Hours(weekday=1, opens=time(9), closes=time(12), kind="aussensprechstunde")
TREFF = SiteToday(UUID(int=10), OWN, "Treff Rieth", "rieth", (MORNING,))
LADEN = SiteToday(UUID(int=11), OWN, "Laden Nord", "nord", (MORNING,))
KNOWN = Whereabouts(operations=["nord", "sued"], sites=[TREFF], traeger=OWN)


def test_during_an_office_hour_one_is_at_that_site() -> None:
    begin = preset(KNOWN, time(9))

    assert begin == Preset(operation="nord", sozialraum="rieth", kind="aussensprechstunde", site=TREFF.site)
    assert begin.kind_in_case == "aussensprechstunde"


def test_closing_time_is_no_office_hour_any_more() -> None:
    begin = preset(KNOWN, time(12))

    assert (begin.site, begin.kind, begin.kind_in_case) == (None, "anonym_kurz", None)


def test_a_site_of_another_traeger_is_not_where_one_sits() -> None:
    assert preset(replace(KNOWN, traeger=OTHER), time(10)).site is None


def test_of_two_open_sites_it_is_the_one_where_one_was_last() -> None:
    both = replace(KNOWN, sites=[LADEN, TREFF])

    assert preset(both, time(10)).site == LADEN.site
    assert preset(replace(both, last=LastContact("nord", "rieth")), time(10)).site == TREFF.site


def test_without_an_office_hour_it_is_where_one_was_last() -> None:
    begin = preset(replace(KNOWN, last=LastContact("sued", "berliner-platz")), time(15))

    assert (begin.operation, begin.sozialraum) == ("sued", "berliner-platz")


def test_an_operation_that_is_over_is_not_begun_with() -> None:
    assert preset(replace(KNOWN, last=LastContact("vorbei", "rieth")), time(15)).operation == "nord"


def test_what_cannot_be_guessed_is_asked() -> None:
    begin = preset(Whereabouts(operations=[], sites=[TREFF, LADEN]), time(15))

    assert (begin.operation, begin.sozialraum) == (None, None)
