"""The funding that the demo tells: what was published stands in it, and telling it again stores nothing."""

from collections.abc import Callable
from datetime import date

import pytest

from demo.directory import ILM_KREIS_DIRECTORY
from demo.funding import Funded, Purse, tell_funding
from demo.grants import ERFURT, GRANTS, ILM_KREIS, SCHMALKALDEN_MEININGEN
from demo.loading_day import LoadingDay
from demo.staffing import Staffing
from services.districts.application import districts, operator
from services.districts.domain.funding_state import Funding
from services.districts.domain.periods import Period
from services.districts.funding_desk import FundingDesk
from services.districts.funding_figures import figures, shares_of
from services.districts.funding_warnings import notices
from services.kernel.settings import Settings

PERIOD = (date(2015, 3, 1), date(2027, 12, 31))
DAY = LoadingDay(date(2026, 11, 23))


def told(settings: Settings, district: str, funded: Funded, *, staffed: bool = False) -> Funding:
    """In a district of its own; told twice."""
    service = districts(settings)
    service.open_operation(district, "thinka", "ThINKA", PERIOD, operator("cli:demo"))
    people = Staffing(service, district).set_up(ILM_KREIS_DIRECTORY)[1].people if staffed else {}
    purse = Purse(service, district, people, DAY, "cli:demo")
    tell_funding(purse, [funded])
    head = service.store.log.head(district)
    tell_funding(purse, [funded])
    assert service.store.log.head(district) == head
    return FundingDesk(service, district, "thinka").funding()


@pytest.mark.server
def test_erfurt_has_80_percent_esf_and_20_percent_of_its_housing_companies(settings: Settings, district: str) -> None:
    funding = told(settings, district, ERFURT)
    (plan,) = funding.plans.values()

    assert (plan.first_day, plan.last_day) == (date(2015, 3, 1), date(2017, 12, 31))
    assert [(share.source, part) for share, part in shares_of(plan)] == [("esf", 8000), ("housing_company", 2000)]
    assert figures(funding).spent == figures(funding).received == 298_200_00


@pytest.mark.server
def test_schmalkalden_meiningen_has_the_published_sum_and_the_shares_of_the_guideline(
    settings: Settings, district: str
) -> None:
    first, *later = told(settings, district, SCHMALKALDEN_MEININGEN).plans.values()

    assert [share.cents for share in first.shares] == [364_988_00]
    for plan in later:
        assert [part for _, part in shares_of(plan)] == [6000, 2000, 2000]


@pytest.mark.server
def test_the_ilm_kreis_has_something_of_everything_and_something_to_look_after(
    settings: Settings, new_district: Callable[[], str]
) -> None:
    funding = told(settings, new_district(), ILM_KREIS, staffed=True)

    kept = (funding.plans, funding.expenses, funding.requests, funding.payments, funding.posts, funding.fillings)
    assert all((*kept, funding.targets, funding.milestones, funding.documents))
    kinds = [each.kind for each in notices(funding, Period(date(2022, 1, 1), date(2027, 12, 31)), DAY.day)]
    assert kinds == ["document_expires", "post_unfilled"]


@pytest.mark.parametrize("funded", [each for grants in GRANTS.values() for each in grants])
def test_amounts_that_nobody_published_are_called_examples(funded: Funded) -> None:
    titles = [plan.title or "" for plan in funded.plans]
    assert all("Beispiele" in title or "laut ESF Thüringen" in title for title in titles)
