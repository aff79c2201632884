"""A case and its papers, as facts."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from services.contracts.intake import (
    CaseClosed,
    CaseOpened,
    ConsentGiven,
    ConsentPurpose,
    ConsentWithdrawn,
    NoticeReceived,
)

TODAY: Final = date(2026, 6, 30)
YESTERDAY: Final = TODAY - timedelta(days=1)
TOMORROW: Final = TODAY + timedelta(days=1)

CASE, PERSON, CONSENT, OTHER, PARTNER = (UUID(int=number) for number in range(1, 6))
OF_CASE: Final[dict[str, Any]] = {"case_id": CASE, "person_id": PERSON}

OPENED: Final = CaseOpened(
    **OF_CASE, operation="thinka", sozialraum="rieth", identity="pseudonymous", on=date(2026, 1, 7)
)
CLOSED: Final = CaseClosed(**OF_CASE, on=YESTERDAY, end_kind="moved_away")


def given_consent(purpose: ConsentPurpose, consent_id: UUID = CONSENT, **more: Any) -> ConsentGiven:
    words: dict[str, Any] = {"text": f"consent-{purpose.replace('_', '-')}", "text_version": 1, "form": "paper"}
    return ConsentGiven(**OF_CASE, consent_id=consent_id, purpose=purpose, **{**words, "on": date(2026, 3, 2), **more})


def withdrawn(consent_id: UUID = CONSENT, on: date = date(2026, 6, 1)) -> ConsentWithdrawn:
    return ConsentWithdrawn(**OF_CASE, consent_id=consent_id, on=on)


RECEIVED: Final = NoticeReceived(**OF_CASE, text="merkblatt", text_version=1, form="paper", on=date(2026, 3, 2))
