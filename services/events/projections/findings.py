"""What was found and stands on the public page, and what people said about it?"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.events import FeedbackConsidered, FeedbackGiven, FindingPublished, FindingWithdrawn
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

FINDINGS = Table("findings", "finding", ("survey", "title", "on_day", "handlungsfelder", "details"), versioned=False)
WITHDRAWALS = Table("finding_withdrawals", "finding", (), versioned=False)
FEEDBACK = Table("finding_feedback", "feedback", ("survey", "finding", "on_day", "agrees", "details"), versioned=False)
CONSIDERED = Table("finding_feedback_considered", "feedback", ("shown",), versioned=False)

Fact: TypeAlias = FindingPublished | FindingWithdrawn | FeedbackGiven | FeedbackConsidered


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """What is published again is corrected, and back."""
    fact = recorded.fact
    match fact:
        case FindingPublished():
            about = (fact.survey_id, fact.title, fact.on, list(fact.handlungsfelder), fact.text_id)
            return [Put(FINDINGS, fact.finding_id, about), Drop(WITHDRAWALS, fact.finding_id)]
        case FindingWithdrawn():
            return [Put(WITHDRAWALS, fact.finding_id, ())]
        case FeedbackGiven():
            said = (fact.survey_id, fact.finding_id, fact.on, fact.agrees, fact.text_id)
            return [Put(FEEDBACK, fact.feedback_id, said)]
        case FeedbackConsidered():
            return [Put(CONSIDERED, fact.feedback_id, (fact.shown,))]
        case _:
            assert_never(fact)


findings = Projection(
    "findings",
    version=1,
    tables=(FINDINGS, WITHDRAWALS, FEEDBACK, CONSIDERED),
    reads=(FindingPublished, FindingWithdrawn, FeedbackGiven, FeedbackConsidered),
    fold=keep,
)
