"""Folding other services' facts into referral's tables; ``kernel.reader`` hands them over inside its transaction."""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import Connection

from services.kernel.envelope import Envelope
from services.kernel.projection import Projection
from services.kernel.received import fold_received

FROM_OTHERS: Final[tuple[Projection, ...]] = ()


def apply(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Fold one dense run of facts into every table, inside the reader's transaction in the district."""
    fold_received(connection, district, source, envelopes, FROM_OTHERS)
