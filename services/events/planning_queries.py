"""All that is known of the district's strategies and measures, in one look: they are dozens, not thousands."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg import Connection
from psycopg.rows import namedtuple_row
from psycopg.sql import SQL, Identifier

from services.contracts.events import FieldWording, GoalSet, MeasurePlanned, StrategyAdopted, StrategyDrafted
from services.events.domain.measure_state import Evidence, Measure, Milestone, Move, Yardstick, moved
from services.events.domain.strategy_state import Strategy
from services.kernel.database import Pool
from services.kernel.district import district as enter

STRATEGIES: Final = SQL("""
    SELECT s.strategy, s.title, s.first_day, s.last_day, s.handlungsfelder, s.wordings::text, s.operation, s.details,
        a.on_day, a.resolution
    FROM {0}.strategies s LEFT JOIN {0}.strategy_adoptions a USING (strategy)
    ORDER BY s.first_day DESC, s.title, s.strategy
""")
GOALS: Final = SQL("""
    SELECT g.strategy, g.goal, g.handlungsfeld, g.title, d.goal IS NOT NULL AS dropped
    FROM {0}.strategy_goals g LEFT JOIN {0}.strategy_goal_drops d USING (goal) ORDER BY g.title, g.goal
""")
MEASURES: Final = SQL("""
    SELECT m.*, r.resolution FROM {0}.measures m LEFT JOIN {0}.measure_resolutions r USING (measure)
    ORDER BY m.first_day NULLS LAST, m.title, m.measure
""")
MOVES: Final = SQL("SELECT measure, state, on_day, end_kind FROM {}.measure_moves ORDER BY place")
MILESTONES: Final = SQL("""
    SELECT m.measure, m.milestone, m.title, m.due, r.on_day
    FROM {0}.measure_milestones m LEFT JOIN {0}.measure_milestones_reached r USING (milestone)
    ORDER BY m.due, m.title, m.milestone
""")
YARDSTICKS: Final = SQL("""
    SELECT y.* FROM {}.measure_yardsticks y ORDER BY y.title, y.yardstick
""")
VALUES: Final = SQL("SELECT yardstick, on_day, value FROM {}.measure_yardstick_values ORDER BY on_day")
EVIDENCE: Final = SQL("SELECT measure, of_kind, of_id FROM {}.measure_evidence")


@dataclass(frozen=True, slots=True)
class Planning:
    """Strategies by id, the newest first; measures by id, in the order of their beginnings."""

    strategies: Mapping[UUID, Strategy]
    measures: Mapping[UUID, Measure]

    def measures_of(self, strategy_id: UUID) -> Mapping[UUID, Measure]:
        return {key: each for key, each in self.measures.items() if plan_of(each).strategy_id == strategy_id}


class _Parts(NamedTuple):
    """What belongs to measures, by measure."""

    moves: Mapping[UUID, tuple[Move, ...]]
    milestones: Mapping[UUID, Mapping[UUID, Milestone]]
    yardsticks: Mapping[UUID, Mapping[UUID, Yardstick]]
    evidence: Mapping[UUID, frozenset[Evidence]]


def planning(pool: Pool, district: str) -> Planning:
    """Everything, of one moment."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        goals = _grouped(_rows(connection, schema, GOALS), "strategy")
        strategies = {
            row.strategy: _strategy(row, goals[row.strategy]) for row in _rows(connection, schema, STRATEGIES)
        }
        parts = _parts(connection, schema)
        measures = {row.measure: _measure(row, parts) for row in _rows(connection, schema, MEASURES)}
    return Planning(strategies, measures)


def plan_of(measure: Measure) -> MeasurePlanned:
    """Of a measure that is there."""
    assert measure.planned is not None
    return measure.planned


def frame_of(strategy: Strategy) -> StrategyDrafted:
    """Of a strategy that is there."""
    assert strategy.drafted is not None
    return strategy.drafted


def _rows(connection: Connection[Any], schema: Identifier, statement: SQL) -> list[Any]:
    return connection.cursor(row_factory=namedtuple_row).execute(statement.format(schema)).fetchall()


def _grouped(rows: Iterable[Any], column: str) -> Mapping[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _strategy(row: Any, goals: Iterable[Any]) -> Strategy:
    wordings: Mapping[str, str] = json.loads(row.wordings)
    drafted = StrategyDrafted(
        strategy_id=row.strategy,
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        handlungsfelder=tuple(row.handlungsfelder),
        wordings=tuple(FieldWording(handlungsfeld=key, wording=words) for key, words in wordings.items()),
        operation=row.operation,
        details_id=row.details,
    )
    adopted = row.on_day and StrategyAdopted(strategy_id=row.strategy, on=row.on_day, resolution_id=row.resolution)
    pursued: dict[UUID, GoalSet] = {}
    dropped: dict[UUID, GoalSet] = {}
    for goal in goals:
        (dropped if goal.dropped else pursued)[goal.goal] = GoalSet(
            strategy_id=goal.strategy, goal_id=goal.goal, handlungsfeld=goal.handlungsfeld, title=goal.title
        )
    return Strategy(drafted, adopted, pursued, dropped)


def _parts(connection: Connection[Any], schema: Identifier) -> _Parts:
    moves: defaultdict[UUID, tuple[Move, ...]] = defaultdict(tuple)
    for row in _rows(connection, schema, MOVES):
        moves[row.measure] = moved(moves[row.measure], Move(row.state, row.on_day, row.end_kind))
    milestones: defaultdict[UUID, dict[UUID, Milestone]] = defaultdict(dict)
    for row in _rows(connection, schema, MILESTONES):
        milestones[row.measure][row.milestone] = Milestone(row.title, row.due, row.on_day)
    values = _grouped(_rows(connection, schema, VALUES), "yardstick")
    yardsticks: defaultdict[UUID, dict[UUID, Yardstick]] = defaultdict(dict)
    for row in _rows(connection, schema, YARDSTICKS):
        yardsticks[row.measure][row.yardstick] = _yardstick(row, values[row.yardstick])
    evidence: defaultdict[UUID, frozenset[Evidence]] = defaultdict(frozenset)
    for row in _rows(connection, schema, EVIDENCE):
        evidence[row.measure] |= {Evidence(row.of_kind, row.of_id)}
    return _Parts(moves, milestones, yardsticks, evidence)


def _yardstick(row: Any, values: Iterable[Any]) -> Yardstick:
    read: dict[Any, Decimal] = {each.on_day: each.value for each in values}
    return Yardstick(row.title, row.unit, row.baseline, row.target, row.due, row.statistic, read)


def _measure(row: Any, parts: _Parts) -> Measure:
    planned = MeasurePlanned(
        measure_id=row.measure,
        goal_id=row.goal,
        strategy_id=row.strategy,
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        sozialraeume=tuple(row.sozialraeume),
        target_groups=tuple(row.target_groups),
        owner_id=row.owner,
        staff_id=row.staff,
        cents=row.cents,
        post_hundredths=row.post_hundredths,
        details_id=row.details,
    )
    return Measure(
        planned=planned,
        resolution_id=row.resolution,
        moves=parts.moves[row.measure],
        milestones=parts.milestones[row.measure],
        yardsticks=parts.yardsticks[row.measure],
        evidence=parts.evidence[row.measure],
    )
