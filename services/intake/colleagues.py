"""Whether somebody named in a command works, or worked, in this district."""

from uuid import UUID

from services.intake.application import Intake
from services.intake.directory import colleague
from services.intake.domain.refusals import Refusal


class UnknownColleague(Refusal):
    title = "Diese Fachkraft gibt es in diesem Landkreis nicht."
    field = "staff"


def expect_colleague(intake: Intake, district: str, staff: UUID | None) -> None:
    """Nobody in particular is fine; raises UnknownColleague."""
    if staff is not None and colleague(intake.pool, district, staff) is None:
        raise UnknownColleague
