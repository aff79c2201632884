"""What is examined in the demo: a mandate for the operations of one district, and a sample drawn under it."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from demo.commands import Commands
from demo.loading_day import LoadingDay
from demo.profiles import LAST_DAY, DemoDistrict
from services.kernel.deciders import Context
from services.kernel.feed import LogFeed
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.kernel.tokens import Caller
from services.reporting.application import SERVICE, Reporting
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.guard import examine
from services.reporting.auditing.mandate import MANDATE, GrantMandate
from services.reporting.auditing.sample import Draw
from services.reporting.auditing.samples_desk import SamplesDesk, UnknownSample
from services.reporting.esf import EsfQuestion
from services.reporting.reports import heads_of

EXAMINED: Final = "ilm-kreis"
GRANTING: Final = "mandate"
DRAWING: Final = "sample"
FIRST_DAY: Final = date(2022, 1, 1)
A_YEAR: Final = timedelta(days=365)
SIZE: Final = 8
SEED: Final = 2026
NO_REPORT_IS_AWAITED_S: Final = 0.0


def grant_mandate(settings: Settings, district: DemoDistrict, examiner: UUID, keeper: str, loading: LoadingDay) -> None:
    """For all operations of the district, by its Koordination; it holds for a year from the day of loading."""
    service = Reporting.of(settings, NO_REPORT_IS_AWAITED_S)
    context = Commands(service.ids(district.key), GRANTING, keeper).next()
    mandate_id = mandate_of(service, district.key, keeper)
    command = GrantMandate(
        mandate_id=mandate_id,
        staff_id=examiner,
        operations=tuple(operation.key for operation in district.operations),
        audited_from=FIRST_DAY,
        audited_to=LAST_DAY,
        expires=loading.day + A_YEAR,
        today=loading.day,
    )
    service.store.execute(district.key, MANDATE, mandate_id, command, context)


def mandate_of(service: Reporting, district: str, keeper: str) -> UUID:
    """The mandate that the demo's examiner has."""
    ids = service.ids(district)
    return ids.derive("mandate", str(Commands(ids, GRANTING, keeper).next().command_id))


def draw_sample(service: Reporting, feed: LogFeed, district: DemoDistrict, examiner: str, keeper: str) -> None:
    """As of the last day of the demo, by the examiner under the mandate; then it is looked at. Drawn once only."""
    desk, context = SamplesDesk(service, district.key), Commands(service.ids(district.key), DRAWING, examiner).next()
    if _is_drawn(desk, context):
        return
    operation = district.operations[0].key
    draw = Draw(EsfQuestion(operation=operation, as_of=LAST_DAY), seed=SEED, size=SIZE)
    desk.draw(draw, context, heads_of(feed, district.key), mandate_of(service, district.key, keeper))
    seen = Session(Caller(district.key, Role.PRUEFUNG, examiner), SERVICE)
    examine(service, seen, Evidence(operation=operation, kind="sample"), context.correlation_id)


def _is_drawn(desk: SamplesDesk, context: Context) -> bool:
    try:
        desk.drawn(desk.service.ids(desk.district).derive("sample", str(context.command_id)))
    except UnknownSample:
        return False
    return True
