"""A certificate of delivery, so that its page shows something."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.reporting.application import Reporting
from services.reporting.proving.other_side import Platform
from services.reporting.proving.reconciling import Reconciling
from tests.kit.patience import PATIENCE_S


def proof_things(settings: Settings, district: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    reconciling = Reconciling(Reporting.of(settings, PATIENCE_S), Platform(settings), district, PATIENCE_S)
    context = Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())
    return {"delivery": reconciling.certify(context).certificate_id}
