"""The desk for surveys: drafting, opening, closing, one-time links. Raises the refusals of ``domain.survey``."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from msgspec.structs import replace

from services.contracts.events import Asked, SurveyDrafted
from services.events.application import Events
from services.events.domain.survey import SURVEY, Command
from services.events.domain.survey_frame import CloseSurvey, DraftSurvey, IssueTickets, OpenSurvey
from services.events.domain.survey_state import Survey, expect_drafted
from services.events.made import Made
from services.events.surveys_tickets import Tickets
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today


@dataclass(frozen=True, slots=True)
class Issued:
    """One-time codes, told this once."""

    codes: list[str]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class SurveysDesk:
    """One district's surveys; the same command makes the same survey."""

    events: Events
    district: str

    def survey_id(self, context: Context) -> UUID:
        """Of the survey that this command drafts."""
        return self.events.ids(self.district).derive("survey", str(context.command_id))

    def draft(self, questionnaire: SurveyDrafted, context: Context) -> Made:
        """A new survey; ``survey_id`` of the questionnaire is set here."""
        survey_id = self.survey_id(context)
        command = DraftSurvey(drafted=replace(questionnaire, survey_id=survey_id))
        return Made(survey_id, self._execute(survey_id, command, context))

    def redraft(self, survey_id: UUID, questionnaire: SurveyDrafted, context: Context) -> Outcome:
        """The questionnaire as a whole, until it is opened. Raises UnknownSurvey."""
        expect_drafted(self.state(survey_id))
        return self._execute(survey_id, DraftSurvey(drafted=replace(questionnaire, survey_id=survey_id)), context)

    def put_question(self, survey_id: UUID, question: Asked, context: Context) -> Outcome:
        """Under its key it replaces the one before, else it stands at the end. Raises UnknownSurvey."""
        drafted = expect_drafted(self.state(survey_id))
        known = {each.key: each for each in drafted.questions} | {question.key: question}
        return self._questions(drafted, tuple(known.values()), context)

    def drop_question(self, survey_id: UUID, key: str, context: Context) -> Outcome:
        """Raises UnknownSurvey."""
        drafted = expect_drafted(self.state(survey_id))
        return self._questions(drafted, tuple(each for each in drafted.questions if each.key != key), context)

    def open(self, survey_id: UUID, first_day: date, last_day: date, context: Context) -> Outcome:
        command = OpenSurvey(first_day=first_day, last_day=last_day, today=today())
        return self._execute(survey_id, command, context)

    def close(self, survey_id: UUID, on: date, context: Context) -> Outcome:
        return self._execute(survey_id, CloseSurvey(on=on, today=today()), context)

    def issue(self, survey_id: UUID, tickets: int, context: Context) -> Issued:
        """The codes are kept before the fact that tells of them: a code without it opens nothing more than it should.

        Repeated, the command answers the same codes and brings none back that was used.
        """
        kept, command = Tickets(self.events, self.district, survey_id), IssueTickets(tickets=tickets, on=today())
        codes = kept.codes(context.command_id, tickets)
        if self.events.store.foresee(self.district, SURVEY, survey_id, command, context):
            kept.keep(codes)
        return Issued(codes, self._execute(survey_id, command, context))

    def state(self, survey_id: UUID) -> Survey:
        """The survey as its log has it now."""
        return self.events.state(self.district, SURVEY, survey_id)

    def _questions(self, drafted: SurveyDrafted, questions: tuple[Asked, ...], context: Context) -> Outcome:
        changed = replace(drafted, questions=questions)
        return self._execute(drafted.survey_id, DraftSurvey(drafted=changed), context)

    def _execute(self, survey_id: UUID, command: Command, context: Context) -> Outcome:
        return self.events.store.execute(self.district, SURVEY, survey_id, command, context)
