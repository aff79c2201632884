"""Folding other services' facts into the tables of ``events``; ``kernel.reader`` hands them over in its transaction."""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import Connection

from services.contracts.folds.operations import operations
from services.contracts.folds.partners import partners
from services.contracts.folds.sozialraeume import sozialraeume
from services.contracts.folds.staff import staff
from services.contracts.folds.vocabularies import vocabularies
from services.kernel.envelope import Envelope
from services.kernel.projection import Projection
from services.kernel.received import fold_received

FROM_OTHERS: Final[tuple[Projection, ...]] = (staff, vocabularies, sozialraeume, operations, partners)


def apply(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Fold one dense run of facts into every table, inside the reader's transaction in the district."""
    fold_received(connection, district, source, envelopes, FROM_OTHERS)
