"""Folding other services' facts into referral's tables; ``kernel.reader`` hands them over inside its transaction."""

from collections.abc import Sequence
from typing import Any, Final

from psycopg import Connection

from services.contracts.folds.operations import operations
from services.contracts.folds.sozialraeume import sozialraeume
from services.contracts.folds.staff import staff
from services.contracts.folds.vocabularies import vocabularies
from services.kernel.envelope import Envelope
from services.kernel.projection import Projection
from services.kernel.received import fold_received
from services.referral.projections.erased_needs import erased_needs
from services.referral.projections.known_cases import known_cases
from services.referral.projections.known_office_hours import known_office_hours
from services.referral.projections.known_restrictions import known_restrictions
from services.referral.projections.known_senders import known_senders

FROM_OTHERS: Final[tuple[Projection, ...]] = (
    known_cases,
    staff,
    vocabularies,
    sozialraeume,
    operations,
    known_senders,
    known_office_hours,
    erased_needs,
    known_restrictions,
)


def apply(connection: Connection[Any], district: str, source: str, envelopes: Sequence[Envelope]) -> None:
    """Fold one dense run of facts into every table, inside the reader's transaction in the district."""
    fold_received(connection, district, source, envelopes, FROM_OTHERS)
