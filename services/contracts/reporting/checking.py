"""Facts of checking: from which figure on a district wants to be warned before a report is handed in."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from services.kernel.facts import Contract, fact

CheckKey: TypeAlias = Literal[
    "doctorate_too_young",
    "degree_too_young",
    "school_leaving_too_young",
    "working_too_young",
    "very_old",
    "short_stay",
    "long_stay",
    "everything_refused",
    "person_twice",
    "alike_records",
    "entries_on_one_day",
    "exits_on_one_day",
    "jump",
    "incomplete_share",
    "women_share",
    "refused_share",
    "exit_unanswered_share",
    "followup_unanswered_share",
]


@fact("reporting.check_configured")
class CheckConfigured(Contract, frozen=True, kw_only=True):
    """A district set the threshold of a plausibility rule, or switched the rule off; the last one counts.

    ``threshold``: in the unit of the rule (years, days, percent, records); None is the delivered one again.
    """

    check: Annotated[CheckKey, Meta(title="Regel")]
    threshold: Annotated[Annotated[int, Meta(ge=0, le=100_000)] | None, Meta(title="Schwelle")] = None
    active: Annotated[bool, Meta(title="Wird geprüft")] = True
