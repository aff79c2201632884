"""The desk for resolutions: ids and wording around their decider, and the meeting that decided."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.contracts.names import expect_name, same_name
from services.events.application import Events
from services.events.domain.meeting import MEETING
from services.events.domain.meeting_state import Meeting
from services.events.domain.resolution import RESOLUTION, Command, CorrectResolution, PassResolution, ResolutionDetails
from services.events.made import Made
from services.events.texts import Texts, texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry


@dataclass(frozen=True, slots=True)
class ResolutionsDesk:
    """One district's resolutions. Every command raises the refusals of ``domain.resolution``.

    ``details.meeting`` is looked up by ``meeting_id``; ``texts``: ``resolutions_queries.WORDING_FIELDS``.
    """

    events: Events
    district: str

    def record(self, details: ResolutionDetails, meeting_id: UUID | None, texts: Texts, context: Context) -> Made:
        """A number stands once for each body, whatever its capitals and blanks."""
        body, number = (same_name(expect_name(text)) for text in (details.body, details.number))
        resolution_id = self.events.ids(self.district).derive("resolution", body, number)
        known, words = self._with_texts(resolution_id, details, meeting_id, texts)
        command = PassResolution(resolution_id=resolution_id, details=known, today=today())
        return Made(resolution_id, self._execute(resolution_id, command, context, words))

    def correct(
        self,
        resolution_id: UUID,
        details: ResolutionDetails,
        meeting_id: UUID | None,
        texts: Texts,
        context: Context,
    ) -> Outcome:
        known, words = self._with_texts(resolution_id, details, meeting_id, texts)
        return self._execute(resolution_id, CorrectResolution(details=known, today=today()), context, words)

    def _execute(self, resolution_id: UUID, command: Command, context: Context, words: list[Entry]) -> Outcome:
        return self.events.desk.execute(self.district, RESOLUTION, (resolution_id, command, context), words)

    def _with_texts(
        self, resolution_id: UUID, details: ResolutionDetails, meeting_id: UUID | None, texts: Texts
    ) -> tuple[ResolutionDetails, list[Entry]]:
        wording_id, words = texts_kept(self.events, self.district, resolution_id, texts)
        return replace(details, meeting=self._meeting(meeting_id), wording_id=wording_id), words

    def _meeting(self, meeting_id: UUID | None) -> Meeting | None:
        return None if meeting_id is None else self.events.state(self.district, MEETING, meeting_id)
