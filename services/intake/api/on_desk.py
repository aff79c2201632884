"""A case that the asker may work on, ready for commands: what routes of goals, appointments and assessments ask for."""

from typing import Annotated

from fastapi import Depends

from services.intake.api.access import CaseWriter, Fachkraft
from services.intake.api.asking import Service
from services.intake.casework import Casework, casework


def case_on_desk(case: CaseWriter, asking: Fachkraft, service: Service) -> Casework:
    """The case in the path, checked. Raises KeyDestroyed once its person is erased."""
    return casework(service, asking.district, case)


OnDesk = Annotated[Casework, Depends(case_on_desk)]
