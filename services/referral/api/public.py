"""The public read API: HSDS 3 for everybody, without a token; public partners only, never a person's name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from services.kernel.problems import not_found
from services.kernel.requests import only_known
from services.referral.exchange.register import Offer, Partner, Place, offers_of
from services.referral.hsds.document import PROFILE, VERSION
from services.referral.hsds.terms import TITLES, Json, labels, taxonomy
from services.referral.hsds.writing import at_id, places_of
from services.referral.public.asking import View, as_json
from services.referral.public.view import PublicView

OPENAPI: Final = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
MOST_A_PAGE: Final = 200
NO_RECORD: Final = "Diesen Eintrag gibt es in diesem Verzeichnis nicht."

PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]
PerPage = Annotated[int, Query(ge=1, le=MOST_A_PAGE)]
Search = Annotated[str, Query(max_length=200)]

router: Final = APIRouter(prefix="/verzeichnis/{district}/hsds")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; ``full``: with everything nested, as the single record is answered."""

    search: Search = ""
    page: PageNumber = 1
    per_page: PerPage = 50
    full: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which services; ``minimal``: only their ids and when they were last written."""

    organization_id: UUID | None = None
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    modified_after: datetime | None = None


Page = Annotated[Asked, Depends()]
Which = Annotated[Wanted, Depends()]
OF_A_PAGE: Final = ("search", "page", "per_page", "full")
OF_SERVICES: Final = (*OF_A_PAGE, "organization_id", "taxonomy_term_id", "taxonomy_id", "modified_after", "minimal")


@router.get("", dependencies=[Depends(only_known())])
def base(request: Request, view: View) -> Response:  # noqa: ARG001 - a district without anything public has no base
    """What is answered here."""
    return as_json(request, {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI})


@router.get("/services", dependencies=[Depends(only_known(*OF_SERVICES))])
def list_services(request: Request, view: View, page: Page, wanted: Which, minimal: bool = False) -> Response:  # noqa: FBT001, FBT002 - a parameter of HSDS
    found = list(_services(view, page.search, wanted))
    write: Callable[[tuple[Partner, Offer]], Json] = (
        (lambda each: view.writer.service(*each)) if page.full else (lambda each: view.writer.service_brief(*each))
    )
    if minimal:
        write = _minimal(write)
    return as_json(request, _page(found, page, write))


@router.get("/services/{service_id}", dependencies=[Depends(only_known())])
def one_service(request: Request, view: View, service_id: UUID) -> Response:
    found = next((each for each in offers_of(view.register) if each[1].offer_id == service_id), None)
    if found is None:
        raise not_found(NO_RECORD)
    return as_json(request, view.writer.service(*found))


@router.get("/organizations", dependencies=[Depends(only_known(*OF_A_PAGE, "full_service"))])
def list_organizations(request: Request, view: View, page: Page, full_service: bool = False) -> Response:  # noqa: FBT001, FBT002 - a parameter of HSDS
    found = [each for each in view.register if _says(page.search, each.name, each.description)]

    def write(partner: Partner) -> Json:
        if full_service:
            return _with_services(view, partner)
        return view.writer.organization(partner) if page.full else view.writer.organization_brief(partner)

    return as_json(request, _page(found, page, write))


@router.get("/organizations/{organization_id}", dependencies=[Depends(only_known("full_service"))])
def one_organization(request: Request, view: View, organization_id: UUID, full_service: bool = False) -> Response:  # noqa: FBT001, FBT002 - a parameter of HSDS
    partner = next((each for each in view.register if each.partner_id == organization_id), None)
    if partner is None:
        raise not_found(NO_RECORD)
    if full_service:
        return as_json(request, _with_services(view, partner))
    services = [{"id": str(each.offer_id), "name": each.name, "status": "active"} for each in partner.offers]
    return as_json(request, {**view.writer.organization(partner), "services": services})


@router.get("/service_at_locations", dependencies=[Depends(only_known(*OF_SERVICES[:-1]))])
def list_service_at_locations(request: Request, view: View, page: Page, wanted: Which) -> Response:
    found = [(*each, place) for each in _services(view, page.search, wanted) for place in places_of(*each)]

    def write(each: tuple[Partner, Offer, Place]) -> Json:
        return view.writer.at_location_full(*each) if page.full else view.writer.at_location(*each)

    return as_json(request, _page(found, page, write))


@router.get("/service_at_locations/{at}", dependencies=[Depends(only_known())])
def one_service_at_location(request: Request, view: View, at: UUID) -> Response:
    for partner, offer in offers_of(view.register):
        for place in places_of(partner, offer):
            if at_id(offer, place) == str(at):
                return as_json(request, view.writer.at_location_full(partner, offer, place))
    raise not_found(NO_RECORD)


@router.get("/taxonomies", dependencies=[Depends(only_known(*OF_A_PAGE))])
def list_taxonomies(request: Request, view: View, page: Page) -> Response:  # noqa: ARG001 - a district without anything public has none
    found = [key for key, title in TITLES.items() if _says(page.search, title)]
    return as_json(request, _page(found, page, taxonomy))


@router.get("/taxonomy_terms", dependencies=[Depends(only_known(*OF_A_PAGE, "taxonomy_id"))])
def list_taxonomy_terms(request: Request, view: View, page: Page, taxonomy_id: UUID | None = None) -> Response:
    terms = [(key, code) for key in TITLES for code in labels(key)]
    found = [
        each
        for each in terms
        if _says(page.search, view.writer.terms.label(*each))
        and (taxonomy_id is None or taxonomy(each[0])["id"] == str(taxonomy_id))
    ]
    return as_json(request, _page(found, page, lambda each: view.writer.terms.term(*each)))


# --- What is asked for ----------------------------------------------------------


def _services(view: PublicView, search: str, wanted: Wanted) -> Iterator[tuple[Partner, Offer]]:
    for partner, offer in offers_of(view.register):
        topics = [view.writer.terms.label("problemlagen", key) for key in offer.topics]
        said = _says(search, offer.name, offer.description, partner.name, *topics)
        if said and _is_wanted(view, partner, offer, wanted):
            yield partner, offer


def _is_wanted(view: PublicView, partner: Partner, offer: Offer, wanted: Wanted) -> bool:
    if wanted.organization_id is not None and partner.partner_id != wanted.organization_id:
        return False
    after = wanted.modified_after
    if after is not None and (offer.updated_on is None or offer.updated_on < after.date()):
        return False
    if wanted.taxonomy_term_id is None and wanted.taxonomy_id is None:
        return True
    terms = [each["taxonomy_term"] for each in view.writer.service(partner, offer).get("attributes", ())]
    return any(
        wanted.taxonomy_term_id in (None, UUID(each["id"]))
        and wanted.taxonomy_id in (None, UUID(each["taxonomy_detail"]["id"]))
        for each in terms
    )


def _says(search: str, *texts: str | None) -> bool:
    """Every word that is looked for stands somewhere in these texts."""
    whole = " ".join(text for text in texts if text).casefold()
    return all(word in whole for word in search.casefold().split())


def _page(found: Sequence[Any], asked: Asked, write: Callable[[Any], Json]) -> Json:
    """A page of answers as HSDS names its parts."""
    pages = ceil(len(found) / asked.per_page)
    first = (asked.page - 1) * asked.per_page
    contents = [write(each) for each in found[first : first + asked.per_page]]
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _minimal(write: Callable[[tuple[Partner, Offer]], Json]) -> Callable[[tuple[Partner, Offer]], Json]:
    def written(each: tuple[Partner, Offer]) -> Json:
        service = write(each)
        return {"id": service["id"], "modified_date": service.get("last_modified")}

    return written


def _with_services(view: PublicView, partner: Partner) -> Json:
    services = [view.writer.service(partner, each) for each in partner.offers]
    return {**view.writer.organization(partner), "services": services}
