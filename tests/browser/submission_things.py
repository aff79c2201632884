"""A submission of the demo's operation, so that its pages show something."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from services.kernel.deciders import Context
from services.kernel.feed import LogFeed
from services.kernel.settings import Settings
from services.reporting.application import SERVICE, Reporting
from services.reporting.reports import heads_of
from services.reporting.submissions.desk import SubmissionDesk
from services.reporting.submissions.making import Wanted
from tests.kit.patience import PATIENCE_S


def submission_things(settings: Settings, district: str, operation: str) -> Mapping[str, UUID]:
    """Place in an address -> id."""
    service, feed = Reporting.of(settings, PATIENCE_S), LogFeed(settings)
    context = Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4())
    wanted = Wanted(operation=operation, as_of=date(2025, 12, 31))
    made = SubmissionDesk(service, district, heads_of(feed, district)).create(wanted, context).made
    service.reports.arrived(district, {SERVICE: feed.head(SERVICE, district).position})
    return {"submission": made.submission_id}
