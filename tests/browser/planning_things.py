"""A strategy that a council adopted, with a measure and all that follows one, so that its pages show something."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from services.contracts.vocabularies import handlungsfelder
from services.events.application import events
from services.events.domain.measure_course import MeasureDetails
from services.events.domain.measure_state import Evidence
from services.events.domain.measure_yardsticks import YardstickDetails
from services.events.domain.resolution import RESOLUTION, PassResolution, ResolutionDetails
from services.events.domain.strategy_frame import StrategyDetails
from services.events.folding import fold
from services.events.measure_parts_desk import MeasurePartsDesk
from services.events.measures_desk import MeasuresDesk
from services.events.strategies_desk import StrategiesDesk
from services.kernel.deciders import Context
from services.kernel.settings import Settings
from services.kernel.times import today

BEGUN, DUE = date(2026, 1, 15), date(2026, 3, 31)


def planning_things(settings: Settings, district: str) -> Mapping[str, UUID | str]:
    """Place in an address -> id."""
    service = events(settings)
    strategies, measures = StrategiesDesk(service, district), MeasuresDesk(service, district)
    frame = StrategyDetails(
        title="Sozialstrategie",
        first_day=date(2026, 1, 1),
        last_day=date(2030, 12, 31),
        handlungsfelder=tuple(handlungsfelder()),
        wordings={"arbeit": "Arbeitsmarkt/Wirtschaft"},
    )
    strategy = strategies.draft(frame, {"description": "Gemeinsam gegen Armut."}, _asked()).id
    goal = strategies.set_goal(strategy, "bildung", "Alle Kinder lernen mit", _asked()).id
    strategies.adopt(strategy, BEGUN, None, _asked())
    details = MeasureDetails(strategy_id=strategy, goal_id=goal, title="Lernpaten", first_day=BEGUN, last_day=DUE)
    measure = measures.plan(details, {"description": "Studierende lernen mit Kindern."}, _asked()).id
    measures.start(measure, BEGUN, _asked())
    parts = MeasurePartsDesk(measures)
    milestone = parts.set_milestone(measure, "Zehn Paten", DUE, _asked()).id
    judged = YardstickDetails(title="Paten", unit="Personen", baseline=Decimal(0), target=Decimal(10))
    yardstick = parts.set_yardstick(measure, judged, _asked()).id
    parts.read_yardstick(measure, yardstick, DUE, Decimal(4), _asked())
    resolution = uuid4()
    decided = ResolutionDetails(body="Kreistag", number="KT 1/2026", on=BEGUN, majority="unanimous")
    passed = PassResolution(resolution_id=resolution, details=decided, today=today())
    service.store.execute(district, RESOLUTION, resolution, passed, _asked())
    fold(settings, district)
    parts.link_evidence(measure, Evidence("resolution", resolution), _asked())
    return {
        "strategy": strategy,
        "strategy_goal": goal,
        "measure": measure,
        "milestone": milestone,
        "yardstick": yardstick,
        "kind": "resolution",
        "evidence": resolution,
    }


def _asked() -> Context:
    return Context(actor="cli:tester", command_id=uuid4(), correlation_id=uuid4(), request_hash=uuid4().bytes)
