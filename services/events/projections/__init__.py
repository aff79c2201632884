"""The tables that ``events`` keeps of its own facts; what it knows of others comes by broker, see ``received``."""

from typing import Final

from services.events.projections.events import events
from services.events.projections.findings import findings
from services.events.projections.groups import groups
from services.events.projections.measures import measures
from services.events.projections.meetings import meetings
from services.events.projections.press import press_items
from services.events.projections.proofs import proofs
from services.events.projections.registrations import registrations
from services.events.projections.resolutions import resolutions
from services.events.projections.responses import responses
from services.events.projections.statistics import statistics
from services.events.projections.strategies import strategies
from services.events.projections.surveys import surveys
from services.events.projections.tasks import tasks
from services.events.projections.volunteering import volunteering
from services.events.projections.volunteers import volunteers
from services.kernel.projection import Projection

PROJECTIONS: Final[tuple[Projection, ...]] = (
    events,
    registrations,
    tasks,
    proofs,
    volunteers,
    volunteering,
    press_items,
    groups,
    meetings,
    resolutions,
    strategies,
    measures,
    surveys,
    responses,
    findings,
    statistics,
)
