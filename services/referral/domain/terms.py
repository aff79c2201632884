"""How long the district waits: days by kind of partner, set by the Koordination; the latest counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from services.contracts.referral import TermsSet
from services.contracts.referral_waiting import WaitingTerms
from services.contracts.vocabularies import partner_kinds
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract


class KindNotKnown(RuleViolation):
    title = "Diese Partnerart gibt es nicht."
    field = "partner_kind"


class DaysOutOfRange(RuleViolation):
    title = "Die Zahl der Tage liegt außerhalb des Möglichen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(WaitingTerms):
    """Days from the step before; ``assure_days``: after which entries of the directory are to be confirmed."""

    assure_days: int = 180


LONGEST: Final[Mapping[str, int]] = {
    "answer_days": 365,
    "arrival_days": 365,
    "outcome_days": 730,
    "assure_days": 1095,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """By kind of partner; None is what holds for all kinds that have none of their own."""

    by_kind: Mapping[str | None, Days] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, partner_kind: str | None) -> Days:
        """The district's terms for a kind, else those for all, else the defaults."""
        return self.by_kind.get(partner_kind) or self.by_kind.get(None) or Days()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTerms:
    """``partner_kind`` None: all kinds that have none of their own."""

    partner_kind: str | None
    days: Days


def decide(command: SetTerms, terms: Terms) -> Sequence[Contract]:
    if command.partner_kind is not None and command.partner_kind not in partner_kinds():
        raise KindNotKnown
    if terms.by_kind.get(command.partner_kind) == command.days:
        return []
    days = command.days
    for name, longest in LONGEST.items():
        if not 1 <= getattr(days, name) <= longest:
            raise DaysOutOfRange(f"Möglich sind 1 bis {longest} Tage.", field=name)
    return [
        TermsSet(
            partner_kind=command.partner_kind,
            answer_days=days.answer_days,
            arrival_days=days.arrival_days,
            outcome_days=days.outcome_days,
            assure_days=days.assure_days,
        )
    ]


def evolve(terms: Terms, fact: Contract) -> Terms:
    if not isinstance(fact, TermsSet):
        return terms
    days = Days(
        answer_days=fact.answer_days,
        arrival_days=fact.arrival_days,
        outcome_days=fact.outcome_days,
        assure_days=fact.assure_days,
    )
    return replace(terms, by_kind={**terms.by_kind, fact.partner_kind: days})


TERMS: Final = Decider(initial=Terms(), decide=decide, evolve=evolve)
