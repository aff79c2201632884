"""Referrals as work: what the partner was to say by now, and what waits for the person's consent or for us.

Whom a case was sent to tells what it is about, so the list does not name partners; the referral's page does. Partners
to be told after a withdrawal stand under ``withdrawals_work``.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from services.contracts.referral_waiting import WORDS, WaitsFor
from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD
from services.intake.domain.work import WorkItem
from services.intake.referrals_queries import ReferralRow, Terms, open_referrals, terms_of
from services.intake.work_scope import Scope

CONSENT_MISSING: Final = "referral_consent_missing"
HAND_OVER: Final = "referral_hand_over"
OVERDUE: Final[Mapping[WaitsFor, str]] = {
    "answer": "referral_answer",
    "arrival": "referral_arrival",
    "outcome": "referral_outcome",
}
REFERRED: Final[Mapping[str, str]] = {
    CONSENT_MISSING: "Weitervermittlung: Einwilligung fehlt",
    HAND_OVER: "Weitervermittlung übergeben",
    **{kind: f"Weitervermittlung: {WORDS[waits_for]} steht aus" for waits_for, kind in OVERDUE.items()},
}


def referrals_work(service: Intake, district: str, day: date, scope: Scope) -> Iterator[WorkItem]:
    """At most one item a referral of a case; what is not due yet is none."""
    ids, terms = service.ids(district), terms_of(service.pool, district)
    for row in open_referrals(service.pool, district, day, scope):
        found = _work(row, terms, day)
        if found is not None:
            kind, due, why = found
            yield WorkItem(
                id=ids.derive(kind, str(row.referral), str(due)),
                kind=kind,
                what=REFERRED[kind],
                why=why,
                due=due,
                operation=row.operation,
                subject=row.referral,
                case_id=row.case_id,
                team_id=row.team,
                staff_id=row.staff,
                words={} if row.case_id is None else {"code_word": (row.person, CODE_WORD, row.case_id)},
            )


def _work(row: ReferralRow, terms: Terms, day: date) -> tuple[str, date, str] | None:
    """Kind, day and why."""
    if row.state == "proposed":
        return CONSENT_MISSING, row.starts, "Ohne Einwilligung gehen keine Angaben an den Partner."
    if row.state == "consented":
        return HAND_OVER, row.starts, "Die Einwilligung liegt vor, der Partner weiß noch nichts."
    waits = terms.waiting(row)
    if waits is None or waits.due > day:
        return None
    return OVERDUE[waits.waits_for], waits.due, f"Letzter Stand vom {row.starts:%d.%m.%Y}. Bitte nachfragen."
