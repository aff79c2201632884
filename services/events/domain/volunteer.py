"""A volunteer, put together: coming and going, what they do, certificates. All facts of one form one stream."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from services.events.domain import volunteer_certificate, volunteer_engagements, volunteer_enlisting
from services.events.domain.volunteer_state import Volunteer, evolve
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Command: TypeAlias = (
    volunteer_enlisting.Command | volunteer_engagements.Command | volunteer_certificate.IssueCertificate
)

DECISIONS: Final[Mapping[type[Any], Callable[[Any, Volunteer], Sequence[Contract]]]] = {
    volunteer_enlisting.EnlistVolunteer: volunteer_enlisting.enlist,
    volunteer_enlisting.SignUpVolunteer: volunteer_enlisting.sign_up,
    volunteer_enlisting.CorrectVolunteer: volunteer_enlisting.correct,
    volunteer_enlisting.LeaveVolunteering: volunteer_enlisting.leave,
    volunteer_enlisting.EraseVolunteer: volunteer_enlisting.erase,
    volunteer_engagements.TakeEngagement: volunteer_engagements.take,
    volunteer_engagements.LeaveEngagement: volunteer_engagements.leave,
    volunteer_certificate.IssueCertificate: volunteer_certificate.issue,
}


def decide(command: Command, volunteer: Volunteer) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, volunteer)


VOLUNTEER: Final = Decider(initial=Volunteer(), decide=decide, evolve=evolve)
