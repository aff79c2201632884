"""What was answered to one survey, for counts, and for free answers without anything beside them.

Nobody reads single responses.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec
from psycopg.sql import SQL

from services.events.domain.survey_results import Reply
from services.kernel.database import Pool
from services.kernel.district import district as enter

# Before the closing; until then nothing is counted at all.
COUNTED: Final = SQL("""
    SELECT r.response, r.language, r.sozialraum, r.answers::text, r.said::text FROM {0}.survey_responses r
    JOIN {0}.survey_closings c USING (survey)
    WHERE r.survey = %s AND r.place < c.place AND NOT EXISTS (
        SELECT FROM {0}.survey_response_discards d WHERE d.response = r.response AND d.place < c.place
    )
""")
_answers: Final = msgspec.json.Decoder(dict[str, tuple[str, ...]])
_said: Final = msgspec.json.Decoder(dict[str, UUID])


@dataclass(frozen=True, slots=True)
class FreeAnswer:
    """A free answer: whose key (the response's own), where it lies in the vault, and to which question."""

    owner: UUID
    said_id: UUID
    question: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Everything that was answered to a closed survey; empty for one that is not closed."""

    replies: tuple[Reply, ...]
    free: tuple[FreeAnswer, ...]


def answered(pool: Pool, district: str, survey_id: UUID) -> Answered:
    """Free answers by an id that is made of chance: their order says nothing of when they were given."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(COUNTED.format(schema), (survey_id,)).fetchall()
    replies = tuple(Reply(language, place, _answers.decode(answers)) for _, language, place, answers, _ in rows)
    free = [
        FreeAnswer(response, said_id, question)
        for response, *_, said in rows
        for question, said_id in _said.decode(said).items()
    ]
    return Answered(replies, tuple(sorted(free, key=lambda each: each.said_id)))
