"""What a consent that is over leaves to do: for each purpose that something rests on and nothing allows any more.

A withdrawal works for the future only (GDPR Article 7(3)); so does the end of its term:

- *named_file*: names and contact details are restricted: neither shown nor found, not erased (SGB X section 84,
  GDPR Article 18; see :mod:`services.intake.domain.person`). Whether to erase is for a person to decide.
- *pseudonymous_file*: the case is not carried on.
- *esf_data*: what was recorded stays, it is proof of spending (GDPR Article 17(3)(b); Regulation (EU) 2021/1060,
  Article 82); nothing is added.
- *follow_up_survey*: nobody asks six months after the exit.
- *referral*: nothing more goes to the partner, who is told (GDPR Article 19), unless nothing had gone or it was told.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never
from uuid import UUID

from services.contracts.intake import ConsentPurpose
from services.intake.domain.consent import Consent, Ledger, covering

TASKS: Final[Mapping[ConsentPurpose, str]] = {
    "named_file": "Namen und Kontaktdaten werden nicht mehr angezeigt. Bitte prüfen, ob sie zu löschen sind.",
    "pseudonymous_file": "Der Fall darf nicht weitergeführt werden. Bitte abschließen.",
    "esf_data": "ESF-Angaben dürfen nicht weiter ergänzt werden.",
    "follow_up_survey": "Keine Nachbefragung sechs Monate nach dem Austritt.",
    "referral": "An den Partner darf nichts mehr weitergegeben werden. Bitte den Partner unterrichten.",
}


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on consents: the person is named, a participation is linked.

    ``settled``: consents to referrals that were taken back, and of which no partner is left to be told.
    """

    named: bool = False
    participation: bool = False
    settled: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a consent that is over asks of the Fachkraft; ``since`` is the first day without it."""

    consent_id: UUID
    purpose: ConsentPurpose
    since: date
    withdrawn: bool
    task: str


def effects(ledger: Ledger, resting: Resting, day: date) -> tuple[Effect, ...]:
    """The effects on that day; none for a purpose that another consent still allows, or that nothing rests on."""
    latest = {_scope(consent): consent for consent in ledger.consents.values() if _is_over(consent, day)}
    return tuple(_effect(consent) for consent in latest.values() if _is_felt(consent, ledger, resting, day))


def over_since(consent: Consent) -> Iterator[date]:
    """The days on which it ended: by withdrawal, by its term."""
    if consent.withdrawn_on is not None:
        yield consent.withdrawn_on
    if consent.until is not None:
        yield date.fromordinal(consent.until.toordinal() + 1)


def _is_over(consent: Consent, day: date) -> bool:
    return any(since <= day for since in over_since(consent))


def _is_felt(consent: Consent, ledger: Ledger, resting: Resting, day: date) -> bool:
    if covering(ledger, consent.purpose, day, partner_id=consent.partner_id) is not None:
        return False
    match consent.purpose:
        case "named_file":
            return resting.named
        case "esf_data" | "follow_up_survey":
            return resting.participation
        case "pseudonymous_file":
            return ledger.case.state != "closed"
        case "referral":
            return consent.consent_id not in resting.settled
        case _:
            assert_never(consent.purpose)


def _effect(consent: Consent) -> Effect:
    since = min(over_since(consent))
    withdrawn = consent.withdrawn_on == since
    return Effect(consent.consent_id, consent.purpose, since, withdrawn, TASKS[consent.purpose])


def _scope(consent: Consent) -> tuple[ConsentPurpose, UUID | None]:
    return consent.purpose, consent.partner_id
