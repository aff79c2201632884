"""The desk for responses: by an open link, by a one-time ticket, from a sheet of paper. None says who it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.contracts.events.words import AnsweredBy
from services.events.application import Events
from services.events.domain.response import RESPONSE, DiscardResponse, GiveResponse
from services.events.domain.response_answers import Values
from services.events.domain.survey import SURVEY
from services.events.domain.survey_state import UnknownSurvey
from services.events.made import Made
from services.events.surveys_tickets import Tickets
from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

FREE_ANSWER = "survey_answer"


class TicketNeeded(RuleViolation):
    title = "Dieser Code gilt nicht, oder er ist schon verbraucht."
    field = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody answers. ``values``: keys of choices, or a number as text; ``texts``: free answers."""

    language: str
    values: Values
    texts: Mapping[str, str]
    sozialraum: str | None = None


@dataclass(frozen=True, slots=True)
class ResponsesDesk:
    """Responses to one survey. Every command raises the refusals of ``domain.response``."""

    events: Events
    district: str
    survey_id: UUID

    def type_in(self, said: Said, context: Context) -> Made:
        """A sheet of paper, typed by the team."""
        return self._store(said, "paper", context)

    def answer(self, said: Said, code: str, context: Context) -> Made:
        """Somebody answers by link; ``code`` counts where the survey asks for one. Raises TicketNeeded.

        A ticket is used up only by a response that is stored; sent again, the same response is no second one.
        """
        survey = self.events.state(self.district, SURVEY, self.survey_id)
        if survey.drafted is None:
            raise UnknownSurvey
        if survey.drafted.access == "open" or self._is_stored(said, context):
            return self._store(said, "link", context)
        tickets = Tickets(self.events, self.district, self.survey_id)
        if not tickets.take(code):
            raise TicketNeeded
        try:
            return self._store(said, "link", context)
        except Exception:
            tickets.give_back(code)
            raise

    def discard(self, response_id: UUID, context: Context) -> Outcome:
        """A sheet that was typed twice, until the survey is closed."""
        survey = self.events.state(self.district, SURVEY, self.survey_id)
        return self.events.store.execute(self.district, RESPONSE, response_id, DiscardResponse(survey=survey), context)

    def response_id(self, context: Context) -> UUID:
        """Of the response that this command gives."""
        return self.events.ids(self.district).derive("survey-response", str(context.command_id))

    def _is_stored(self, said: Said, context: Context) -> bool:
        """Whether this very command was stored already. Raises the refusals of ``domain.response``."""
        command, _ = self._command(said, "link", context)
        request = (self.response_id(context), command, context)
        return not self.events.store.foresee(self.district, RESPONSE, *request)

    def _store(self, said: Said, way: AnsweredBy, context: Context) -> Made:
        command, texts = self._command(said, way, context)
        request = (command.response_id, command, context)
        return Made(command.response_id, self.events.desk.execute(self.district, RESPONSE, request, texts))

    def _command(self, said: Said, way: AnsweredBy, context: Context) -> tuple[GiveResponse, list[Entry]]:
        """Free answers lie under the response's own key: erasing one takes no other along."""
        response_id, ids = self.response_id(context), self.events.ids(self.district)
        texts = {key: text.strip() for key, text in said.texts.items() if text.strip()}
        kept = {key: ids.derive("survey-answer", str(response_id), key) for key in texts}
        command = GiveResponse(
            response_id=response_id,
            survey=self.events.state(self.district, SURVEY, self.survey_id),
            language=said.language,
            answered_by=way,
            values=said.values,
            texts=texts,
            said=kept,
            sozialraum=said.sozialraum,
            today=today(),
        )
        return command, [Entry(response_id, FREE_ANSWER, kept[key], text) for key, text in texts.items()]
