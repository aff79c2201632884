"""The desk for time that was given: one record, or a month's records at once. Ids are made of the command's."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.events.application import Events
from services.events.domain.engagement import ENGAGEMENT, UnknownEngagement
from services.events.domain.known_places import expect_known
from services.events.domain.volunteer import VOLUNTEER
from services.events.domain.volunteer_state import expect_known as expect_known_volunteer
from services.events.domain.volunteering import (
    VOLUNTEERING,
    CancelVolunteering,
    Command,
    CorrectVolunteering,
    RecordVolunteering,
    VolunteeringDetails,
    decide,
)
from services.events.following import following
from services.events.known_places import known_places
from services.events.made import Made
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today


@dataclass(frozen=True, slots=True)
class VolunteeringDesk:
    """One district's records.

    Every command raises the refusals of ``domain.volunteering``; recording and correcting UnknownVolunteer,
    UnknownEngagement, UnknownSozialraum, UnknownOperation, too.
    """

    events: Events
    district: str

    def record(self, details: VolunteeringDetails, context: Context) -> Made:
        self._expect_known([details])
        record_id = self.events.ids(self.district).derive("volunteering", str(context.command_id))
        command = RecordVolunteering(record_id=record_id, details=details, today=today())
        return Made(record_id, self._execute(record_id, command, context))

    def record_all(self, rows: Sequence[VolunteeringDetails], context: Context) -> Outcome | None:
        """All of them or, where a rule is broken, none; sent again, nothing twice. None without any row."""
        self._expect_known(rows)
        ids = self.events.ids(self.district)
        steps = [following(ids, context, f"row {number}") for number in range(len(rows))]
        commands = [
            RecordVolunteering(record_id=ids.derive("volunteering", str(step.command_id)), details=row, today=today())
            for step, row in zip(steps, rows, strict=True)
        ]
        for command in commands:
            decide(command, VOLUNTEERING.initial)
        outcome = None
        for command, step in zip(commands, steps, strict=True):
            outcome = self._execute(command.record_id, command, step)
        return outcome

    def correct(self, record_id: UUID, details: VolunteeringDetails, context: Context) -> Outcome:
        self._expect_known([details])
        return self._execute(record_id, CorrectVolunteering(details=details, today=today()), context)

    def cancel(self, record_id: UUID, context: Context) -> Outcome:
        return self._execute(record_id, CancelVolunteering(), context)

    def _expect_known(self, rows: Sequence[VolunteeringDetails]) -> None:
        places = known_places(self.events, self.district)
        for row in rows:
            expect_known(places, () if row.sozialraum is None else (row.sozialraum,), row.operation, field="sozialraum")
        for volunteer_id in {row.volunteer_id for row in rows if row.volunteer_id is not None}:
            expect_known_volunteer(self.events.state(self.district, VOLUNTEER, volunteer_id))
        for engagement_id in {row.engagement_id for row in rows if row.engagement_id is not None}:
            if self.events.state(self.district, ENGAGEMENT, engagement_id).offered is None:
                raise UnknownEngagement

    def _execute(self, record_id: UUID, command: Command, context: Context) -> Outcome:
        return self.events.desk.execute(self.district, VOLUNTEERING, (record_id, command, context))
