"""The rules of ``intake`` as one table: of participations, statuses and contacts; ``docs/rules.md`` is made from it."""

from typing import Any, Final

from services.intake.domain.rules import contact_rules, entry_warnings, status_rules
from services.intake.domain.rules.completeness import COMPLETENESS, OUTCOME
from services.intake.domain.rules.entry_refusals import ENTRY, PERSON
from services.intake.domain.rules.rule import Rule

PARTICIPATION_RULES: Final[tuple[Rule[Any], ...]] = (
    *PERSON,
    *ENTRY,
    *entry_warnings.WARNINGS,
    *COMPLETENESS,
    *OUTCOME,
)
STATUS_RULES: Final[tuple[Rule[Any], ...]] = (*status_rules.KNOWN, *status_rules.STATUS, *status_rules.WARNINGS)
CONTACT_RULES: Final[tuple[Rule[Any], ...]] = contact_rules.WARNINGS
RULES: Final[tuple[Rule[Any], ...]] = (*PARTICIPATION_RULES, *STATUS_RULES, *CONTACT_RULES)
