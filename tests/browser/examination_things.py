"""The mandate of the demo, and a sample drawn under nobody's, so that their pages show something."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.reporting.application import Reporting
from services.reporting.auditing.mandates_queries import mandates_of
from services.reporting.auditing.sample import Draw
from services.reporting.auditing.samples_desk import SamplesDesk
from services.reporting.esf import EsfQuestion
from tests.kit.patience import PATIENCE_S

AS_OF: Final = date(2026, 6, 30)


def examination_things(settings: Settings, district: str, operation: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service = Reporting.of(settings, PATIENCE_S)
    (mandate,) = mandates_of(service.pool, district)
    draw = Draw(EsfQuestion(operation=operation, as_of=AS_OF), seed=17, size=5)
    context = Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())
    sample = SamplesDesk(service, district).draw(draw, context, {}).sample_id
    return {"mandate": mandate.mandate, "sample": sample}
