"""Facts of a case for given/when/then: opened, paused, closed."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from services.contracts.intake import CaseClosed, CaseOpened, CasePaused

CASE: Final = UUID(int=0xCA5E)
PERSON: Final = UUID(int=0xBEEF)
OF_CASE: Final[dict[str, Any]] = {"case_id": CASE, "person_id": PERSON}
DAY: Final = date(2026, 3, 2)
TODAY: Final = date(2026, 6, 30)

OPENED: Final = CaseOpened(**OF_CASE, operation="thinka", sozialraum="rieth", identity="pseudonymous", on=DAY)
PAUSED: Final = CasePaused(**OF_CASE, on=DAY)
CLOSED: Final = CaseClosed(**OF_CASE, on=DAY, end_kind="goals_reached")
