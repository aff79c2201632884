"""Printable forms over HTTP: the list of released texts, and each as a PDF."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.intake import ConsentPurpose
from services.intake.api.access import CaseReader, Fachkraft
from services.intake.api.asking import READING, Service
from services.intake.forms.library import Kind, released
from services.intake.forms_desk import FormUnknown, blank_form, case_form
from services.kernel.inputs import KEY_PATTERN, OperationInPath
from services.kernel.problems import Problem, not_found
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role

router: Final = APIRouter()

PDF: Final = "application/pdf"
ANSWER: Final = {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}, "description": "PDF"}}
Printer = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION))]
FormInPath = Annotated[str, Path(title="Schlüssel des Textes", pattern=KEY_PATTERN, examples=["consent-named-file"])]
VersionInQuery = Annotated[int | None, Query(title="Version; ohne Angabe die neueste", ge=1, le=9999, examples=[1])]


class FormOut(BaseModel):
    """A released text."""

    model_config = ConfigDict(title="Formular", from_attributes=True)

    key: str = Field(title="Schlüssel", examples=["consent-named-file"])
    version: int = Field(title="Version", examples=[1])
    kind: Kind = Field(title="Art")
    purpose: ConsentPurpose | None = Field(title="Zweck der Einwilligung")
    title: str = Field(title="Überschrift")


class FormsOut(BaseModel):
    """Every released text in every version."""

    model_config = ConfigDict(title="Formulare")

    forms: list[FormOut] = Field(title="Formulare")


@router.get("/forms", summary="Formulare", **READING)
def list_forms(_asking: Printer) -> FormsOut:
    return FormsOut(forms=[FormOut.model_validate(text) for text in released()])


@router.get(
    "/operations/{operation}/forms/{key}.pdf",
    summary="Formular drucken",
    response_class=Response,
    responses=ANSWER,  # type: ignore[arg-type]
    dependencies=[Depends(only_known("version"))],
)
def print_form(
    operation: OperationInPath, key: FormInPath, asking: Printer, service: Service, version: VersionInQuery = None
) -> Response:
    return Response(blank_form(service.pool, asking.district, operation, (key, version)), media_type=PDF)


@router.get(
    "/cases/{case}/forms/{key}.pdf",
    summary="Formular mit dem Codewort eines Falls drucken",
    response_class=Response,
    responses=ANSWER,  # type: ignore[arg-type]
    dependencies=[Depends(only_known("version"))],
)
def print_case_form(
    case: CaseReader, key: FormInPath, asking: Fachkraft, service: Service, version: VersionInQuery = None
) -> Response:
    """Das Codewort kommt aus der Akte: In einer Adresse hätte es nichts zu suchen."""
    return Response(case_form(service, asking.district, case, (key, version)), media_type=PDF)


def unknown_form(unknown: FormUnknown) -> Problem:
    return not_found(str(unknown))
