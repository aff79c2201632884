"""The roll-up of a period: tables 6 and 10 over all districts, from what they released, with the rules of SFC2021."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from services.kernel.database import Pool
from services.reporting.checking.periods import Period
from services.reporting.checking.transmission import Counted, Group, checks, tables
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.catalogues import newest
from services.reporting.esf import Document, digest_of
from services.reporting.land.added import Added, Handed, handed
from services.reporting.land.released import Released, released
from services.reporting.submissions import Submission

CATALOGUE: Final = "esf-plus-2021-2027"  # tables 6 and 10 belong to its programme period


def rollup(pool: Pool, period: Period) -> Document:
    """``submissions``: what was added up; ``missing``: operations that have handed in nothing for the period."""
    found = list(released(pool, period, CATALOGUE))
    return rolled_up(found, period, newest(CATALOGUE))


def rolled_up(found: Sequence[Released], period: Period, catalogue: Catalogue) -> Document:
    """The document over these operations."""
    groups = added(found)
    document: Document = {
        "period": period.name,
        "as_of": period.as_of.isoformat(),
        "catalogue": catalogue.key,
        "tables": tables(groups, catalogue),
        "checks": checks(groups, catalogue),
        "submissions": [_handed_in(one, one.submission) for one in found if one.submission is not None],
        "missing": [_operation(one) for one in found if one.submission is None],
    }
    return {**document, "digest": digest_of(document)}


def added(found: Sequence[Released]) -> dict[Group, Counted]:
    """The cells of every group that something was handed in for."""
    documents: defaultdict[Group, list[Handed]] = defaultdict(list)
    for one in found:
        if one.submission is not None:
            documents[one.group].append(handed(one.submission.report))
    return {group: Added(each) for group, each in documents.items()}


def _handed_in(one: Released, made: Submission) -> dict[str, Any]:
    return {**_operation(one), "id": str(made.id), "digest": made.digest, "catalogue_version": made.version}


def _operation(one: Released) -> dict[str, Any]:
    return {"district": one.district, "operation": one.operation, **one.group.plain}
