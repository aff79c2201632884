"""The tables that ``intake`` keeps of its own facts; ``operations`` comes from districts' facts, see there."""

from typing import Final

from services.intake.projections.appointments import appointments
from services.intake.projections.cases import cases
from services.intake.projections.clocks import clocks
from services.intake.projections.consents import consents
from services.intake.projections.contacts import contacts
from services.intake.projections.duplicates import duplicates
from services.intake.projections.entities import entities
from services.intake.projections.estimates import estimates
from services.intake.projections.goals import goals
from services.intake.projections.open_joins import open_joins
from services.intake.projections.participation_records import participation_records
from services.intake.projections.restrictions import restrictions
from services.intake.projections.situations import situations
from services.intake.projections.strengths import strengths
from services.intake.projections.tasks import tasks

PROJECTIONS: Final = (
    cases,
    contacts,
    estimates,
    entities,
    participation_records,
    situations,
    strengths,
    goals,
    appointments,
    tasks,
    clocks,
    consents,
    open_joins,
    restrictions,
    duplicates,
)
