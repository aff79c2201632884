"""Folding other services' facts into intake's tables; ``kernel.reader`` hands them over inside its transaction."""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import Connection

from services.contracts.folds.partners import partners
from services.contracts.folds.staff import staff
from services.intake.projections.definitions import definitions
from services.intake.projections.keeping import keeping
from services.intake.projections.operations import operations
from services.intake.projections.referrals import referrals
from services.intake.projections.sites import sites
from services.kernel.envelope import Envelope
from services.kernel.received import fold_received

FROM_OTHERS: Final = (operations, staff, sites, definitions, partners, referrals, keeping)


def apply(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Fold one dense run of facts into every table, inside the reader's transaction in the district."""
    fold_received(connection, district, source, envelopes, FROM_OTHERS)
