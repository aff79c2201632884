"""The desk for findings and feedback. Raises the refusals of ``domain.finding``.

The words of a finding lie under the survey's key; those of a feedback under its own, so that it can be erased alone.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.events import FeedbackGiven, FindingPublished
from services.events.application import Events
from services.events.domain.finding import (
    ConsiderFeedback,
    CorrectFinding,
    GiveFeedback,
    PublishFinding,
    WithdrawFinding,
)
from services.events.domain.survey import SURVEY, Command
from services.events.findings_queries import FeedbackRow, FindingRow
from services.events.made import Made
from services.events.texts import Sheet, Texts, texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

FINDING_FIELDS: Final = ("text",)
FEEDBACK_FIELDS: Final = ("text",)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDetails:
    """What is said in public."""

    title: str
    text: str
    handlungsfelder: tuple[str, ...] = ()

    @property
    def texts(self) -> Texts:
        return {"text": self.text}


@dataclass(frozen=True, slots=True)
class FindingsDesk:
    """The findings of one survey."""

    events: Events
    district: str
    survey_id: UUID

    def publish(self, details: FindingDetails, context: Context) -> Made:
        """The same command publishes the same finding."""
        finding_id = self.events.ids(self.district).derive("finding", str(context.command_id))
        published, words = self._published(finding_id, details)
        return Made(finding_id, self._execute(PublishFinding(published=published), context, words))

    def correct(self, finding_id: UUID, details: FindingDetails, context: Context) -> Outcome:
        published, words = self._published(finding_id, details)
        return self._execute(CorrectFinding(published=published), context, words)

    def withdraw(self, finding_id: UUID, context: Context) -> Outcome:
        return self._execute(WithdrawFinding(finding_id=finding_id), context)

    def give_feedback(self, finding_id: UUID, text: str, context: Context, *, agrees: bool | None) -> Made:
        """What somebody says without a name; sent again, it is no second one."""
        feedback_id = self.events.ids(self.district).derive("finding-feedback", str(context.command_id))
        text_id, words = texts_kept(self.events, self.district, feedback_id, {"text": text})
        given = FeedbackGiven(
            survey_id=self.survey_id,
            finding_id=finding_id,
            feedback_id=feedback_id,
            on=today(),
            agrees=agrees,
            text_id=text_id,
        )
        return Made(feedback_id, self._execute(GiveFeedback(given=given), context, words))

    def consider(self, feedback_id: UUID, context: Context, *, shown: bool) -> Outcome:
        return self._execute(ConsiderFeedback(feedback_id=feedback_id, shown=shown), context)

    def _published(self, finding_id: UUID, details: FindingDetails) -> tuple[FindingPublished, list[Entry]]:
        text_id, words = texts_kept(self.events, self.district, self.survey_id, details.texts)
        published = FindingPublished(
            survey_id=self.survey_id,
            finding_id=finding_id,
            title=details.title,
            on=today(),
            handlungsfelder=details.handlungsfelder,
            text_id=text_id,
        )
        return published, words

    def _execute(self, command: Command, context: Context, words: list[Entry] | None = None) -> Outcome:
        request = (self.survey_id, command, context)
        return self.events.desk.execute(self.district, SURVEY, request, words or ())


def sheet_of_finding(row: FindingRow) -> Sheet:
    """Where its words lie."""
    return Sheet(row.survey_id, row.details_id, FINDING_FIELDS)


def sheet_of_feedback(row: FeedbackRow) -> Sheet:
    """Where its words lie."""
    return Sheet(row.feedback_id, row.details_id, FEEDBACK_FIELDS)
