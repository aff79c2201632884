"""*Standorte*: where people are met, whether somebody is there now, and the days ahead."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.days_of_hours import current, days_ahead, is_open, joined, weekly
from services.contracts.office_hours import Timetable
from services.districts import place_queries
from services.districts.api.asking import Service
from services.districts.domain.site import UnknownSite
from services.districts.pages.asking import Here, OperatorHere
from services.districts.pages.words import SITE_KINDS
from services.districts.place_queries import SiteRow
from services.kernel.pages.rendering import rendered
from services.kernel.problems import not_found
from services.kernel.times import BERLIN

router: Final = APIRouter()

SITES: Final = "/standorte"


@router.get(SITES)
def sites_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """All sites; closed ones last."""
    here, now = Here(request, service, asking), datetime.now(BERLIN)
    rows = place_queries.site_list(service.pool, asking.district)
    context = {
        "sites": [
            {"site": row, "open": is_open(of, now), "today": days_ahead(of, now.date(), 1)[0]}
            for row in sorted(rows, key=lambda row: _is_over(row, now))
            for of in [timetable_of(here, row)]
        ],
        "traeger": {row.traeger_id: row.name for row in place_queries.traeger_list(service.pool, asking.district)},
        "kinds": SITE_KINDS,
        "now": now,
    }
    return rendered(request, "districts/sites.html", context)


@router.get(f"{SITES}/{{site}}")
def site_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """One site with its hours: every week, exceptions to come, and day by day."""
    here, now = Here(request, service, asking), datetime.now(BERLIN)
    row = site_of(here)
    of = timetable_of(here, row)
    counting = current(of, now.date())
    context = {
        "site": row,
        "open": is_open(of, now),
        "traeger": {each.traeger_id: each.name for each in place_queries.traeger_list(service.pool, asking.district)},
        "kinds": SITE_KINDS,
        "now": now,
        "counting": counting,
        "weeks": [(each, weekly(each.hours)) for each in sorted(of.weekly, key=lambda one: one.start, reverse=True)],
        "exceptions": [(on, joined(hours)) for on, hours in sorted(of.exceptions.items()) if on >= now.date()],
        "days": days_ahead(of, now.date()),
    }
    return rendered(request, "districts/site.html", context)


def site_of(here: Here) -> SiteRow:
    """The site in the address. Raises a Problem (404)."""
    rows = place_queries.site_list(here.service.pool, here.district)
    found = next((row for row in rows if row.site_id == here.named("site")), None)
    if found is None:
        raise not_found(UnknownSite.title)
    return found


def timetable_of(here: Here, row: SiteRow) -> Timetable:
    found = place_queries.timetable(here.service.pool, here.district, row.site_id)
    assert found is not None, "the site was listed"
    return found


def _is_over(row: SiteRow, now: datetime) -> bool:
    return row.last_day is not None and row.last_day < now.date()
