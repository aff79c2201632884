"""The desk for engagements: what help is looked for. Ids are made of the command's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.events.application import Events
from services.events.domain.engagement import (
    ENGAGEMENT,
    CloseEngagement,
    Command,
    CorrectEngagement,
    EngagementDetails,
    OfferEngagement,
)
from services.events.domain.known_places import expect_known
from services.events.known_places import known_places
from services.events.made import Made
from services.events.texts import texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.vault import Entry


@dataclass(frozen=True, slots=True)
class EngagementsDesk:
    """One district's engagements.

    Every command raises the refusals of ``domain.engagement``, UnknownSozialraum, UnknownOperation. ``texts``: field
    (``volunteers_words.ENGAGEMENT_FIELDS``) -> words; they replace those before.
    """

    events: Events
    district: str

    def offer(self, details: EngagementDetails, texts: Mapping[str, str], context: Context) -> Made:
        engagement_id = self.events.ids(self.district).derive("engagement", str(context.command_id))
        return Made(engagement_id, self.offer_again(engagement_id, details, texts, context))

    def offer_again(
        self, engagement_id: UUID, details: EngagementDetails, texts: Mapping[str, str], context: Context
    ) -> Outcome:
        """Under that id; what was closed is looked for once more."""
        known, words = self._with_texts(engagement_id, details, texts)
        return self._execute(engagement_id, OfferEngagement(engagement_id=engagement_id, details=known), context, words)

    def correct(
        self, engagement_id: UUID, details: EngagementDetails, texts: Mapping[str, str], context: Context
    ) -> Outcome:
        known, words = self._with_texts(engagement_id, details, texts)
        return self._execute(engagement_id, CorrectEngagement(details=known), context, words)

    def close(self, engagement_id: UUID, on: date, context: Context) -> Outcome:
        return self._execute(engagement_id, CloseEngagement(on=on), context)

    def _with_texts(
        self, engagement_id: UUID, details: EngagementDetails, texts: Mapping[str, str]
    ) -> tuple[EngagementDetails, list[Entry]]:
        places = known_places(self.events, self.district)
        expect_known(places, details.sozialraeume, details.operation, field="sozialraeume")
        details_id, words = texts_kept(self.events, self.district, engagement_id, texts)
        return replace(details, details_id=details_id), words

    def _execute(
        self, engagement_id: UUID, command: Command, context: Context, words: list[Entry] | None = None
    ) -> Outcome:
        return self.events.desk.execute(self.district, ENGAGEMENT, (engagement_id, command, context), words or ())
