"""A certificate for a volunteer: it says how many minutes were recorded in a period, and counts for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.events.volunteers import CertificateIssued
from services.events.domain.days import expect_in_order, expect_not_in_future
from services.events.domain.volunteer_state import Volunteer, expect_named
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCertificate:
    """``minutes``: what is recorded of this volunteer from the first to the last day."""

    certificate_id: UUID
    first_day: date
    last_day: date
    minutes: int
    today: date


class NoTimeRecorded(RuleViolation):
    title = "Für diesen Zeitraum sind keine Stunden erfasst. Bitte zuerst die Stunden erfassen."
    field = "last_day"


def issue(command: IssueCertificate, volunteer: Volunteer) -> Sequence[Contract]:
    known = expect_named(volunteer)
    if command.certificate_id in volunteer.certificates:
        return []
    expect_in_order(command.first_day, command.last_day, field="last_day")
    expect_not_in_future(command.first_day, command.today)
    if command.minutes < 1:
        raise NoTimeRecorded
    return [
        CertificateIssued(
            volunteer_id=known.volunteer_id,
            certificate_id=command.certificate_id,
            first_day=command.first_day,
            last_day=command.last_day,
            minutes=command.minutes,
            on=command.today,
        )
    ]
