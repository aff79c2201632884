"""Referrals of a period by state and by kind of partner, told one event after the other and counted one by one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

KEYS = {
    "proposed": "vorgeschlagen",
    "handed_over": "uebergeben",
    "accepted": "angenommen",
    "declined_by_partner": "abgelehnt_partner",
    "declined_by_person": "abgelehnt_person",
    "rerouted": "umgeleitet",
    "withdrawn": "zurueckgezogen",
    "by_mistake": "zurueckgezogen",
    "arrived": "angekommen",
    "missed": "nicht_erschienen",
    "solved": "abgeschlossen_erfolg",
    "partly_solved": "abgeschlossen_teil",
    "not_solved": "abgeschlossen_ohne",
    "contact_lost": "abgeschlossen_ohne",
    "back_to_us": "zurueck",
    "reopened": "vorgeschlagen",
}


@dataclass(frozen=True)
class Event:
    """``what``: proposed, a state it was brought to, reopened, by_mistake, closed; or consent, consent_ended."""

    what: str
    on: date
    referral: int = 0
    case: int = 0
    partner: int = 0
    kind: str = ""
    operation: str = ""
    consent: int = 0
    until: date | None = None


def referral_figures(
    events: Sequence[Event], start: date, end: date, operation: str | None = None
) -> dict[str, dict[str, int]]:
    """``referrals_by_state`` and ``referrals_by_partner_kind`` of the activity report."""
    states: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for proposal in events:
        if proposal.what != "proposed" or not start <= proposal.on <= end:
            continue
        if operation is not None and proposal.operation != operation:
            continue
        of_it = [each for each in events if each.referral == proposal.referral and each.what in KEYS]
        if of_it[-1].what == "by_mistake":
            continue
        by_then = [each for each in of_it if each.on <= end]
        key = KEYS[by_then[-1].what]
        if key == "vorgeschlagen" and _may_share(events, proposal, end):
            key = "eingewilligt"
        states[key] += 1
        kinds[proposal.kind] += 1
    return {"referrals_by_state": dict(states), "referrals_by_partner_kind": dict(kinds)}


def _may_share(events: Sequence[Event], proposal: Event, day: date) -> bool:
    for given in events:
        if given.what != "consent" or (given.case, given.partner) != (proposal.case, proposal.partner):
            continue
        ended = any(
            each.what == "consent_ended" and each.consent == given.consent and each.on <= day for each in events
        )
        if given.on <= day and (given.until is None or day <= given.until) and not ended:
            return True
    return False
