"""The desk for the network: who works with whom, and surveys of the partners."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.referral import Provenance, Question
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry
from services.referral.application import Referral
from services.referral.domain.edge import EDGE, LinkPartners, UnlinkPartners, pair
from services.referral.domain.partner import PARTNER
from services.referral.domain.partner_state import expect_known
from services.referral.domain.survey import SURVEY, AnswerSurvey, CloseSurvey, OpenSurvey
from services.referral.domain.survey_index import NEWEST

COMMENT: Final = "survey_comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDetails:
    """What is asked: pairs of dimension and statement, and on which days."""

    title: str
    statements: tuple[tuple[str, str], ...]
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a partner answers: a value from 1 to 5 by the key of the statement, None where it gives none.

    ``on``: the day on which it said so, today where nobody says otherwise.
    """

    partner_id: UUID
    values: Mapping[str, int | None]
    provenance: Provenance
    comment: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A survey and the answer of the store."""

    survey_id: UUID
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class NetworkDesk:
    """One district's network. Every command raises the refusals of its decider."""

    referral: Referral
    district: str

    def link(self, one: UUID, other: UUID, strength: int, on: date, context: Context) -> Outcome:
        """They work together this much from that day on. Raises UnknownPartner."""
        command = LinkPartners(one_id=one, other_id=other, strength=strength, on=on, today=today())
        return self._edge(command, context)

    def unlink(self, one: UUID, other: UUID, on: date, context: Context) -> Outcome:
        """They no longer do, from that day on. Raises UnknownPartner."""
        return self._edge(UnlinkPartners(one_id=one, other_id=other, on=on, today=today()), context)

    def survey_id(self, context: Context) -> UUID:
        """Of the survey that this command opens."""
        return self.referral.ids(self.district).derive("survey", str(context.command_id))

    def open_survey(self, details: SurveyDetails, context: Context) -> Opened:
        """The same command opens the same survey."""
        survey_id = self.survey_id(context)
        questions = tuple(
            Question(key=f"a{number}", text=text, dimension=dimension)
            for number, (dimension, text) in enumerate(details.statements, 1)
        )
        command = OpenSurvey(
            survey_id=survey_id,
            title=details.title,
            questions=questions,
            first_day=details.first_day,
            last_day=details.last_day,
            definition=NEWEST,
        )
        return Opened(survey_id, self.referral.store.execute(self.district, SURVEY, survey_id, command, context))

    def close_survey(self, survey_id: UUID, on: date, context: Context) -> Outcome:
        command = CloseSurvey(on=on, today=today())
        return self.referral.store.execute(self.district, SURVEY, survey_id, command, context)

    def answer_survey(self, survey_id: UUID, said: Said, context: Context) -> Outcome:
        """What a partner says; the comment lies in the vault. Raises UnknownPartner."""
        self._expect_partner(said.partner_id)
        texts = []
        if said.comment:
            comment_id = self.referral.ids(self.district).derive("survey-comment", str(context.command_id))
            texts = [Entry(said.partner_id, COMMENT, comment_id, said.comment)]
        command = AnswerSurvey(
            partner_id=said.partner_id,
            values=said.values,
            on=said.on or today(),
            today=today(),
            provenance=said.provenance,
            comment_id=texts[0].entry_id if texts else None,
        )
        return self.referral.directory_desk.execute(self.district, SURVEY, (survey_id, command, context), texts)

    def _edge(self, command: LinkPartners | UnlinkPartners, context: Context) -> Outcome:
        one, other = pair(command.one_id, command.other_id)
        for each in (one, other):
            self._expect_partner(each)
        stream = self.referral.ids(self.district).derive("partner-edge", str(one), str(other))
        return self.referral.store.execute(self.district, EDGE, stream, command, context)

    def _expect_partner(self, partner_id: UUID) -> None:
        expect_known(self.referral.state(self.district, PARTNER, partner_id))
