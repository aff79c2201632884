"""The tables that ``intake`` keeps of its own facts; ``operations`` comes from districts' facts, see there."""

from typing import Final

from services.intake.projections.entities import entities
from services.intake.projections.estimates import estimates
from services.intake.projections.incomplete_participations import incomplete_participations

PROJECTIONS: Final = (incomplete_participations, estimates, entities)
