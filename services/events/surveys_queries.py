"""Questions about surveys: what is asked, from when to when, how many answered. Days are local, last days included."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

import msgspec
from psycopg.sql import SQL

from services.contracts.events import Asked, SurveyDrafted
from services.events.domain.survey_questions import said_best
from services.kernel.database import Pool
from services.kernel.district import district as enter

SURVEYS: Final = SQL("""
    SELECT s.drafted::text, o.first_day, o.last_day, c.on_day, coalesce(i.tickets, 0), coalesce(r.responses, 0)
    FROM {0}.surveys s
    LEFT JOIN {0}.survey_openings o USING (survey)
    LEFT JOIN {0}.survey_closings c USING (survey)
    LEFT JOIN (SELECT survey, sum(tickets)::int AS tickets FROM {0}.survey_ticket_issues GROUP BY survey) i
        USING (survey)
    LEFT JOIN (
        SELECT a.survey, count(*)::int AS responses FROM {0}.survey_responses a
        WHERE NOT EXISTS (SELECT FROM {0}.survey_response_discards d WHERE d.response = a.response) GROUP BY a.survey
    ) r USING (survey)
    WHERE %(survey)s::uuid IS NULL OR s.survey = %(survey)s
    ORDER BY o.first_day DESC NULLS FIRST, s.survey
""")

Stage = Literal["draft", "opened", "running", "over", "closed"]
_drafted: Final = msgspec.json.Decoder(SurveyDrafted)


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey as it stands; ``responses`` counts those that were not discarded."""

    drafted: SurveyDrafted
    first_day: date | None
    last_day: date | None
    closed_on: date | None
    tickets: int
    responses: int

    @property
    def survey_id(self) -> UUID:
        return self.drafted.survey_id

    @property
    def title(self) -> str:
        """In the survey's first language."""
        return self.title_in(self.drafted.languages[0])

    @property
    def questions(self) -> Sequence[Asked]:
        return self.drafted.questions

    def title_in(self, language: str) -> str:
        return said_best(self.drafted.title, language)

    def stage(self, day: date) -> Stage:
        """Where it is on its way: an opened one waits for its first day, one that is over waits to be closed."""
        if self.closed_on is not None:
            return "closed"
        if self.first_day is None or self.last_day is None:
            return "draft"
        if day < self.first_day:
            return "opened"
        return "running" if day <= self.last_day else "over"


def surveys(pool: Pool, district: str) -> list[SurveyRow]:
    """All of them: drafts, then the newest first."""
    return _rows(pool, district, None)


def survey(pool: Pool, district: str, survey_id: UUID) -> SurveyRow | None:
    """One survey; None where there is none of that id."""
    return next(iter(_rows(pool, district, survey_id)), None)


def _rows(pool: Pool, district: str, survey_id: UUID | None) -> list[SurveyRow]:
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(SURVEYS.format(schema), {"survey": survey_id}).fetchall()
    return [SurveyRow(_drafted.decode(drafted), *rest) for drafted, *rest in rows]
