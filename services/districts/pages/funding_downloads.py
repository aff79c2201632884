"""The funding of an operation as files to take along."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.districts.api.asking import Service
from services.districts.funding_files import XLSX, csv_bytes, workbook_bytes
from services.districts.funding_sheets import plan_and_actual, sheets
from services.districts.pages.asking import Here
from services.districts.pages.funding_here import FUNDING, ReaderHere, funding_of
from services.districts.pages.operations import operation_of

router: Final = APIRouter()


@router.get(f"{FUNDING}/tabelle.csv")
def funding_csv(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Plan and actual, a line a year and kind."""
    here = Here(request, service, asking)
    row = operation_of(here)
    content = csv_bytes(plan_and_actual(funding_of(here)))
    return _download(content, "text/csv; charset=utf-8", f"finanzierung-{row.operation}.csv")


@router.get(f"{FUNDING}/tabelle.xlsx")
def funding_xlsx(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Everything, a sheet a table."""
    here = Here(request, service, asking)
    row = operation_of(here)
    content = workbook_bytes(f"Finanzierung {row.name}", sheets(funding_of(here)))
    return _download(content, XLSX, f"finanzierung-{row.operation}.xlsx")


def _download(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
