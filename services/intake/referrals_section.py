"""The referrals of a case as the case file shows them: where each stands, what it waits for, how it got there."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from services.contracts.referral_states import state_key
from services.intake.application import Intake
from services.intake.partners_queries import partner_names
from services.intake.referrals_queries import ReferralRow, Step, referrals_of, steps_of, terms_of
from services.intake.sections import CaseSection, Json
from services.kernel.times import today


def referrals(service: Intake, district: str, case: UUID) -> Json:
    """The newest first; what was recorded of each, in order. Names of partners are those of the directory."""
    day, names = today(), partner_names(service.pool, district)
    terms, steps = terms_of(service.pool, district), defaultdict[UUID, list[Step]](list)
    for step in steps_of(service.pool, district, case):
        steps[step.referral].append(step)
    return [
        {
            **_stands(row),
            "partner": names.get(row.partner),
            "due": None if (waits := terms.waiting(row)) is None else str(waits.due),
            "waits_for": None if waits is None else waits.waits_for,
            "overdue": waits is not None and waits.due < day,
            "steps": [_step(each) for each in steps[row.referral]],
        }
        for row in referrals_of(service.pool, district, case, day)
    ]


def _stands(row: ReferralRow) -> dict[str, Json]:
    return {
        "referral_id": str(row.referral),
        "partner_id": str(row.partner),
        "partner_kind": row.partner_kind,
        "proposed_on": str(row.proposed_on),
        "state": row.state,
        "key": state_key(row.state),
        "since": str(row.starts),
        "appointment_on": _day(row.appointment_on),
        "closed_on": _day(row.closed_on),
        "open": row.is_open,
        "consent_missing": row.state == "proposed" and row.is_open,
        "partner_untold": row.untold,
    }


def _step(of: Step) -> Json:
    return {"on": str(of.on), "state": of.state, "key": state_key(of.state), "provenance": of.provenance}


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)


OF_A_CASE = (CaseSection("referrals", referrals),)
