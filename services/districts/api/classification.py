"""Under which priority and in which category of region an operation is reported."""

from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.districts import USUAL_CATEGORY, CategoryOfRegion
from services.districts.api.asking import COMMAND, READ, Anybody, Asked, Operator, Service
from services.districts.definitions_desk import DefinitionsDesk
from services.districts.domain.classification import PRIORITY_PATTERN, ClassifyOperation
from services.kernel.inputs import OperationInPath
from services.kernel.web import Recorded

router: Final = APIRouter()


class ClassificationIn(BaseModel):
    """Where the operation's figures belong in the transmission to the Commission."""

    model_config = ConfigDict(extra="forbid", title="Zuordnung")

    priority: str = Field(title="Priorität", pattern=PRIORITY_PATTERN, examples=["P2"])
    category_of_region: CategoryOfRegion = Field(default=USUAL_CATEGORY, title="Regionenkategorie")


class ClassificationOut(BaseModel):
    """How an operation is classified."""

    model_config = ConfigDict(title="Zuordnung eines Vorhabens")

    priority: str | None = Field(title="Priorität; leer: noch nicht zugeordnet")
    category_of_region: CategoryOfRegion = Field(title="Regionenkategorie")


@router.post(
    "/operations/{operation}/classification",
    summary="Vorhaben einer Priorität und Regionenkategorie zuordnen",
    **COMMAND,
)
def classify_operation(
    operation: OperationInPath, body: ClassificationIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    command = ClassifyOperation(priority=body.priority, category_of_region=body.category_of_region)
    return Recorded(position=DefinitionsDesk(service, asking.district).classify(operation, command, context).position)


@router.get("/operations/{operation}/classification", summary="Zuordnung eines Vorhabens", **READ)
def show_classification(operation: OperationInPath, asking: Anybody, service: Service) -> ClassificationOut:
    found = DefinitionsDesk(service, asking.district).classification(operation)
    if found is None:
        return ClassificationOut(priority=None, category_of_region=USUAL_CATEGORY)
    return ClassificationOut(priority=found.priority, category_of_region=found.category_of_region)
