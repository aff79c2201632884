"""*Finanzierung*: what operations may spend and have spent, who works in which post, what is to be reached."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.contracts.retention import SOURCE
from services.districts import queries
from services.districts.api.asking import Service
from services.districts.api.funding_fields import WRITERS
from services.districts.domain.funding_retention import retention_of
from services.districts.domain.funding_state import Funding
from services.districts.domain.periods import Period
from services.districts.funding_desk import FundingDesk
from services.districts.funding_figures import calendar_years, figures, shares_of
from services.districts.funding_staffing import rounded, staffing
from services.districts.funding_warnings import notices
from services.districts.funding_wording import (
    COSTS,
    DOCUMENTS,
    HOLDS,
    SOURCES,
    full_posts,
    percent,
    target_words,
    who_pays,
)
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, OVERVIEW, ReaderHere, funding_of, page_of
from services.districts.pages.operations import operation_of
from services.districts.pages.people import UNNAMED
from services.kernel.pages.forms import asked
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.requests import Session
from services.kernel.times import today

router: Final = APIRouter()

# How figures are written, for templates.
WRITTEN: Final = {"percent": percent, "full_posts": full_posts, "rounded": rounded}


class YearAsked(BaseModel):
    """Which calendar year is to be shown; none: the whole period."""

    model_config = ConfigDict(extra="forbid")

    jahr: Annotated[int, Field(ge=1900, le=2199)] | None = None


@router.get(OVERVIEW)
def overview_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """All operations with plan and actual, and what somebody should look after."""
    rows = []
    for row in queries.operations(service.pool, asking.district):
        funding = FundingDesk(service, asking.district, row.operation).funding()
        rows.append((row, figures(funding), len(notices(funding, Period(row.starts, row.ends), today()))))
    return rendered(request, "districts/funding_overview.html", {"rows": rows})


@router.get(FUNDING)
def funding_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Everything of one operation, in a calendar year or in the whole period."""
    here = Here(request, service, asking)
    row, year, day = operation_of(here), year_asked(request), today()
    funding = funding_of(here)
    years = calendar_years(funding)
    context = {
        **WRITTEN,
        "operation": row,
        "here": page_of(here),
        "may_write": may_write(asking),
        "notices": notices(funding, Period(row.starts, row.ends), day),
        "year": year,
        "years": years,
        "shown": figures(funding, year),
        "sources": SOURCES,
        "costs": COSTS,
        "plans": [
            (plan, [(who_pays(share), share, part) for share, part in shares_of(plan)]) for plan in _plans(funding)
        ],
        "posts": _posts(here, funding),
        "months": staffing(funding, year or _nearest(years, day)) if funding.posts else [],
        "targets": sorted(
            ((each, target_words(each)) for each in funding.targets.values()), key=lambda pair: (pair[0].by, pair[1])
        ),
        "milestones": sorted(funding.milestones.values(), key=lambda each: (each.due, each.title)),
        "documents": sorted(funding.documents.values(), key=lambda each: (each.on, each.title), reverse=True),
        "document_kinds": DOCUMENTS,
        "today": day,
        "retention": retention_of(funding),
        "holds": sorted(funding.holds.values(), key=lambda each: (each.on, each.hold_id)),
        "lifted": funding.lifted,
        "hold_kinds": HOLDS,
        "retention_source": SOURCE,
    }
    return rendered(request, "districts/funding.html", context)


@router.get(f"{FUNDING}/buchungen")
def bookings_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """What was spent, called for and received in a year, newest first; without a year, in the last one with any."""
    here = Here(request, service, asking)
    row, funding, asked_for = operation_of(here), funding_of(here), year_asked(request)
    years = sorted({booked.on.year for booked in _booked(funding)})
    year = asked_for or (years[-1] if years else today().year)
    context = {
        "operation": row,
        "here": page_of(here),
        "may_write": may_write(asking),
        "year": year,
        "years": years,
        "sources": SOURCES,
        "costs": COSTS,
        "expenses": _of_year(funding.expenses, year),
        "requests": _of_year(funding.requests, year),
        "payments": _of_year(funding.payments, year),
    }
    return rendered(request, "districts/funding_bookings.html", context)


def year_asked(request: Request) -> int | None:
    """The year in the address. Raises a Problem (422)."""
    form = asked(request, YearAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    return form.model.jahr


def may_write(asking: Session) -> bool:
    return asking.caller.role in WRITERS


def _plans(funding: Funding) -> Sequence[Any]:
    return sorted(funding.plans.values(), key=lambda plan: plan.first_day)


def _posts(here: Here, funding: Funding) -> Sequence[Any]:
    """Each post with who has it, by first day; names as far as the asker may know them."""
    names = names_for(here.request, here.asking)
    return [
        (
            post,
            [
                (names.get(each.staff_id, UNNAMED), each)
                for each in sorted(funding.fillings_of(post.post_id), key=lambda one: one.first_day)
            ],
        )
        for post in sorted(funding.posts.values(), key=lambda each: (each.first_day, each.title))
    ]


def _nearest(years: Sequence[int], day: date) -> int:
    """This year, or the one of the operation that is nearest to it."""
    return min(max(day.year, years[0]), years[-1]) if years else day.year


def _booked(funding: Funding) -> Sequence[Any]:
    return [*funding.expenses.values(), *funding.requests.values(), *funding.payments.values()]


def _of_year(entries: Mapping[Any, Any], year: int) -> Sequence[Any]:
    of_year = ((key, each) for key, each in entries.items() if each.on.year == year)
    return sorted(of_year, key=lambda pair: pair[1].on, reverse=True)
