"""The desk for plausibility rules: a district sets its thresholds, and asks how they are set."""

from dataclasses import dataclass
from typing import Any, Final

from services.contracts.reporting import CheckConfigured, CheckKey
from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.reporting.application import Reporting
from services.reporting.checking.plausibility import RULE_OF, RULES
from services.reporting.checking.rules import LEVELS, UNITS, Rule, level_of
from services.reporting.checking.settings import PLAUSIBILITY, STREAM, ConfigureCheck

CHECKS: Final = tuple(RULE_OF)


class UnknownCheck(RuleViolation):
    title = "Diese Regel gibt es nicht."
    field = "check"


@dataclass(frozen=True, slots=True)
class CheckingDesk:
    """One district's rules. Every command raises the refusals of its decider."""

    reporting: Reporting
    district: str

    def configure(self, command: ConfigureCheck, context: Context) -> Outcome:
        stream = self.reporting.ids(self.district).derive(STREAM)
        return self.reporting.store.execute(self.district, PLAUSIBILITY, stream, command, context)

    def rules(self) -> list[dict[str, Any]]:
        """Every rule as it is set now, in order."""
        stream = self.reporting.ids(self.district).derive(STREAM)
        said = self.reporting.state(self.district, PLAUSIBILITY, stream).said
        return [_plain(rule, said.get(rule.key, CheckConfigured(check=rule.key))) for rule in RULES]


def known_check(text: str) -> CheckKey:
    """The key of a rule; raises UnknownCheck."""
    found = next((key for key in RULE_OF if key == text), None)
    if found is None:
        raise UnknownCheck(text)
    return found


def _plain(rule: Rule, said: CheckConfigured) -> dict[str, Any]:
    threshold = rule.threshold if said.threshold is None else said.threshold
    return {
        "check": rule.key,
        "text": rule.told(threshold),
        "level": LEVELS[level_of(rule)],
        "unit": UNITS[rule.unit],
        "threshold": threshold,
        "delivered": rule.threshold,
        "lowest": rule.lowest,
        "highest": rule.highest,
        "active": said.active,
    }
