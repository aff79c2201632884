"""Questions about surveys of the partners: what was asked, what came of it, who is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.referral import Provenance, Question
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.referral.domain.survey_index import Index, Values, index

SURVEYS: Final = SQL("""
    SELECT s.survey, s.title, s.questions::text, s.first_day, coalesce(c.last_day, s.last_day), s.definition
    FROM {0}.surveys s LEFT JOIN {0}.survey_closings c USING (survey) ORDER BY s.first_day, s.title, s.survey
""")
ANSWERS: Final = SQL("SELECT survey, partner, answers::text, on_day, provenance, comment FROM {}.survey_answers")

_questions: Final = msgspec.json.Decoder(tuple[Question, ...])
_values: Final = msgspec.json.Decoder(dict[str, int | None])


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """What one partner said; ``comment``: the entry of the vault."""

    partner_id: UUID
    values: Values
    on: date
    provenance: Provenance
    comment_id: UUID | None


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey with its answers by partner; ``last_day`` is the day it was closed, if it was."""

    survey_id: UUID
    title: str
    questions: Sequence[Question]
    first_day: date
    last_day: date
    definition: int
    answers: Mapping[UUID, SurveyAnswer]

    def runs_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def index(self) -> Index:
        """Its figures; what partners said alone is in none of them."""
        return index(self.questions, [each.values for each in self.answers.values()], self.definition)


def surveys(pool: Pool, district: str) -> list[SurveyRow]:
    """All of them, the oldest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        answers = _answers(connection, schema)
        rows = connection.execute(SURVEYS.format(schema)).fetchall()
    return [
        SurveyRow(survey, title, _questions.decode(asked), first, last, definition, answers.get(survey, {}))
        for survey, title, asked, first, last, definition in rows
    ]


def survey(pool: Pool, district: str, survey_id: UUID) -> SurveyRow | None:
    """One survey; None where there is none of that id."""
    return next((each for each in surveys(pool, district) if each.survey_id == survey_id), None)


def _answers(connection: Connection[Any], schema: Identifier) -> dict[UUID, dict[UUID, SurveyAnswer]]:
    found: dict[UUID, dict[UUID, SurveyAnswer]] = {}
    for of, partner, said, on, provenance, comment in connection.execute(ANSWERS.format(schema)):
        answer = SurveyAnswer(partner, _values.decode(said), on, provenance, comment)
        found.setdefault(of, {})[partner] = answer
    return found
