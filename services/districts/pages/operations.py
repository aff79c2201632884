"""*Vorhaben*: what is carried out here, by which rules it is counted, and how it is set."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.districts import OperationConfigured
from services.districts import definition_queries, place_queries, queries
from services.districts.api.asking import Service
from services.districts.api.classification import show_classification
from services.districts.api.funding_fields import READERS as FUNDING_READERS
from services.districts.domain.district import DISTRICT
from services.districts.domain.traeger import UnknownOperation
from services.districts.pages.asking import Here, OperatorHere
from services.districts.pages.words import CATEGORIES_OF_REGION, FIXED_FIELDS, FIXED_VALUES, MODES
from services.districts.queries import OperationRow
from services.kernel.pages.rendering import rendered
from services.kernel.problems import not_found

router: Final = APIRouter()

OPERATIONS: Final = "/vorhaben"


@router.get(OPERATIONS)
def operations_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """Operations, and what counts for all of them: rural municipalities, Sozialräume."""
    pool, district = service.pool, asking.district
    context = {
        "operations": queries.operations(pool, district),
        "rural": sorted(service.state(district, DISTRICT, service.ids(district).derive("district")).rural),
        "sozialraeume": queries.sozialraeume(pool, district),
    }
    return rendered(request, "districts/operations.html", context)


@router.get(f"{OPERATIONS}/{{operation}}")
def operation_page(request: Request, asking: OperatorHere, service: Service) -> Response:
    """One operation with its settings and who carries it out."""
    here = Here(request, service, asking)
    row = operation_of(here)
    carried = [
        (each.name, one)
        for each in place_queries.traeger_list(service.pool, asking.district)
        for one in each.engagements
        if one.operation == row.operation
    ]
    context = {
        "operation": row,
        "settings": settings_of(here, row),
        "classified": show_classification(row.operation, asking, service),
        "categories": CATEGORIES_OF_REGION,
        "carried": carried,
        "sees_funding": asking.caller.role in FUNDING_READERS,
        "modes": MODES,
        "fixed_fields": FIXED_FIELDS,
        "fixed_values": FIXED_VALUES,
    }
    return rendered(request, "districts/operation.html", context)


def operation_of(here: Here) -> OperationRow:
    """The operation in the address. Raises a Problem (404)."""
    rows = queries.operations(here.service.pool, here.district)
    found = next((row for row in rows if row.operation == here.key("operation")), None)
    if found is None:
        raise not_found(UnknownOperation.title)
    return found


def settings_of(here: Here, row: OperationRow) -> OperationConfigured:
    """As it is set, with the defaults of the fact where it never was."""
    unset = OperationConfigured(operation_id=row.operation_id, operation=row.operation)
    return definition_queries.configured(here.service.pool, here.district, row.operation) or unset
