"""Entering a participation from the questionnaire: only a new number, and in a case only what may belong to it.

A row of a file that names a known number corrects that participation. Who fills in a new questionnaire does not mean
to: the number is a typing error, or the participation is there already.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from services.intake.application import Intake
from services.intake.domain.refusals import Refusal
from services.intake.participant_links_desk import LinksDesk
from services.kernel.deciders import Context


class NumberTaken(Refusal):
    title = "Diese Teilnehmernummer gibt es in diesem Vorhaben schon. Bitte die vorhandene Teilnahme öffnen."
    field = "participant_no"


@dataclass(frozen=True, slots=True)
class Entered:
    """The participation, and where the last fact about it stands."""

    participation: UUID
    position: int | None


@dataclass(frozen=True, slots=True)
class EntryDesk:
    """New participations of one operation. Raises NumberTaken, and what recording and linking refuse."""

    service: Intake
    district: str
    operation: str

    def enter(self, number: str, cells: Mapping[str, object], context: Context, case: UUID | None = None) -> Entered:
        """Without a case it belongs to nobody known; with one it is its person's. Nothing is stored if either fails."""
        self._expect_new(number, context)
        if case is not None:
            LinksDesk(self.service, self.district, case).expect_linkable(self.operation, number)
        row = {**cells, "participant_no": number}
        taken = self.service.record_row("participants", row, self.district, self.operation, context)
        if case is None:
            return Entered(taken.stream, taken.position)
        return Entered(taken.stream, self._link(case, number, context))

    def _expect_new(self, number: str, context: Context) -> None:
        """The same command again meets its own participation."""
        stream = self.participation(number)
        rows = self.service.store.log.streams(self.district, [stream])[stream]
        if rows and rows[0].command_id != context.command_id:
            raise NumberTaken

    def _link(self, case: UUID, number: str, context: Context) -> int | None:
        command_id = self.service.ids(self.district).derive("link-entered", str(context.command_id))
        linking = replace(context, command_id=command_id, causation_id=context.command_id)
        return LinksDesk(self.service, self.district, case).link(self.operation, number, linking).given.outcome.position

    def participation(self, number: str) -> UUID:
        """The participation of a number, whether it was entered or not."""
        return self.service.ids(self.district).derive("participation", self.operation, number)
