"""How a district set its plausibility rules: the state, the decision, and what stood at a state of knowledge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from psycopg import Connection, sql

from services.contracts.reporting import CheckConfigured, CheckKey
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.district import schema_of
from services.kernel.facts import Contract
from services.reporting.checking.plausibility import RULE_OF, RULES
from services.reporting.knowledge import Knowledge

STREAM: Final = "plausibility"
SET: Final = """
    SELECT check_key, threshold, active FROM {s}.check_setting_versions
    WHERE valid_from <= %(reporting)s AND (valid_to IS NULL OR valid_to > %(reporting)s)"""


@dataclass(frozen=True, slots=True)
class CheckSetting:
    """From which figure on a rule warns, and whether it is asked."""

    threshold: int
    active: bool


Settings: TypeAlias = Mapping[CheckKey, CheckSetting]
AS_DELIVERED: Final[Settings] = {rule.key: CheckSetting(rule.threshold, active=True) for rule in RULES}


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigureCheck:
    """Set the threshold of a rule, None as delivered, or switch it off."""

    check: CheckKey
    threshold: int | None
    active: bool = True


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Configured:
    """The last fact of each rule."""

    said: Mapping[CheckKey, CheckConfigured] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class ThresholdOutOfReach(RuleViolation):
    title = "Diese Schwelle passt nicht zur Regel."
    field = "threshold"


def decide(command: ConfigureCheck, state: Configured) -> Sequence[Contract]:
    rule = RULE_OF[command.check]
    if command.threshold is not None and not rule.lowest <= command.threshold <= rule.highest:
        raise ThresholdOutOfReach(f"Möglich ist {rule.lowest} bis {rule.highest}.")
    after = CheckConfigured(check=command.check, threshold=command.threshold, active=command.active)
    before = state.said.get(command.check, CheckConfigured(check=command.check))
    return [] if after == before else [after]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: Configured, fact: Contract) -> Configured:
    return Configured({**state.said, fact.check: fact}) if isinstance(fact, CheckConfigured) else state


PLAUSIBILITY: Final = Decider(initial=Configured(), decide=decide, evolve=evolve)


def settings_at(conn: Connection[Any], district: str, knowledge: Knowledge) -> Settings:
    """How every rule was set, as known at the position of reporting's own log."""
    statement = sql.SQL(SET).format(s=sql.Identifier(schema_of(district)))
    said = {key: (threshold, active) for key, threshold, active in conn.execute(statement, knowledge.positions)}
    return {key: _with(delivered, *said.get(key, (None, True))) for key, delivered in AS_DELIVERED.items()}


def _with(delivered: CheckSetting, threshold: int | None, active: bool) -> CheckSetting:  # noqa: FBT001 - a column
    return CheckSetting(delivered.threshold if threshold is None else threshold, active)
