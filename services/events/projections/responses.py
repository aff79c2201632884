"""What was answered to which survey? Read by results, which show counts only."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import msgspec

from services.contracts.events import ResponseDiscarded, ResponseGiven
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

RESPONSES = Table(
    "survey_responses",
    "response",
    ("survey", "language", "sozialraum", "answered_by", "answers", "said", "place"),
    versioned=False,
)
DISCARDS = Table("survey_response_discards", "response", ("place",), versioned=False)

Fact: TypeAlias = ResponseGiven | ResponseDiscarded


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """``place``: where it stands in the log, beside the closing of its survey."""
    fact = recorded.fact
    match fact:
        case ResponseGiven():
            answers = {each.key: each.values for each in fact.answers if each.values}
            said = {each.key: each.said_id for each in fact.answers if each.said_id is not None}
            about = (fact.survey_id, fact.language, fact.sozialraum, fact.answered_by)
            return [Put(RESPONSES, fact.response_id, (*about, _json(answers), _json(said), recorded.sequence))]
        case ResponseDiscarded():
            return [Put(DISCARDS, fact.response_id, (recorded.sequence,))]
        case _:
            assert_never(fact)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


responses = Projection(
    "responses",
    version=1,
    tables=(RESPONSES, DISCARDS),
    reads=(ResponseGiven, ResponseDiscarded),
    fold=keep,
)
